import { findCitation, isCitationCode } from './citation.ts';
import { type Context, FOLLOW_UP_MS, MENU_MS } from './context.ts';
import { findTurn, isQuotable, type Library, type PlacedTurn, refOf } from './interview.ts';
import type { Hit, Matcher } from './match.ts';
import type { Request } from './message.ts';
import { createQuote, createWholeQuote, type Quote } from './quote.ts';
import { actionsOf, type Reply } from './reply.ts';

/** How many questions are offered beside an answer, a courtesy or a refusal. */
export const MAX_OFFERS = 3;

/** How many questions a list shows at once. */
export const MAX_QUESTIONS = 20;

/** Below this confidence the bot does not speak up in a group without being asked. */
export const UNPROMPTED_CONFIDENCE = 0.95;

/** A reply and what to remember of it; `context` undefined leaves the memory as it was. */
export interface Response {
  readonly reply: Reply;
  readonly context: Context | undefined;
}

/** What is served now: replaced as a whole when the knowledge files change. */
export interface Served {
  readonly library: Library;
  readonly matcher: Matcher;
}

/** Answers requests. Undefined means silence: only for what was overheard. */
export type Respond = (request: Request, context: Context | undefined) => Response | undefined;

/** Makes the function that turns a request into a reply; `served` is asked anew each time, `now` is the clock in ms. */
export function createRespond(served: () => Served, now: () => number): Respond {
  return (request, context) => {
    const { library, matcher } = served();
    const reply = replyTo(resolveMenu(request, context, now()), context, library, matcher, now());
    return reply && { reply, context: contextAfter(reply, context, now()) };
  };
}

function replyTo(
  request: Request,
  context: Context | undefined,
  library: Library,
  matcher: Matcher,
  nowMs: number,
): Reply | undefined {
  switch (request.kind) {
    case 'question':
      if (isCitationCode(request.text)) return cite(request.text, library);
      return answerQuestion(request.text, context, library, matcher, nowMs);
    case 'overheard': {
      const reply = answerQuestion(request.text, undefined, library, matcher, nowMs);
      return reply.kind === 'answer' && reply.confidence >= UNPROMPTED_CONFIDENCE ? reply : undefined;
    }
    case 'turn': {
      const placed = findTurn(library, request.ref);
      if (!placed) return listQuestions(library, undefined);
      return answerWith(createWholeQuote(placed), [], 1, library, undefined);
    }
    case 'questions':
      return listQuestions(library, request.interview);
    case 'citation':
      return cite(request.code, library);
    case 'welcome':
      return { kind: 'welcome', interviews: library.interviews, offers: offersOf(library) };
    case 'help':
      return { kind: 'help', offers: offersOf(library) };
    case 'about':
      return { kind: 'about', interviews: library.interviews };
    case 'forget':
      return { kind: 'forgotten' };
    case 'unprompted':
      return { kind: 'unprompted', isOn: request.isOn };
    case 'privacy':
    case 'unsupported':
      return { kind: request.kind };
  }
}

function answerQuestion(
  text: string,
  context: Context | undefined,
  library: Library,
  matcher: Matcher,
  nowMs: number,
): Reply {
  const isFresh = context !== undefined && nowMs - context.atMs <= FOLLOW_UP_MS;
  const match = matcher.match(text, { lastTurn: isFresh ? context.lastTurn : undefined });
  switch (match.intent) {
    case 'help':
      return { kind: 'help', offers: offersOf(library) };
    case 'about':
      return { kind: 'about', interviews: library.interviews };
    case 'greeting':
    case 'thanks':
    case 'goodbye':
      return { kind: 'courtesy', courtesy: match.intent, offers: match.intent === 'greeting' ? offersOf(library) : [] };
    case 'question': {
      const best = match.hits[0];
      if (!best || match.zone === 'unknown') return { kind: 'unknown', offers: offersOf(library) };
      if (match.zone === 'choices') return { kind: 'choices', choices: match.hits.slice(0, MAX_OFFERS) };
      const leanedOn = match.leanedOn && findTurn(library, match.leanedOn);
      return answerWith(createQuote(best, best.spans), best.matched, best.confidence, library, leanedOn);
    }
  }
}

function answerWith(
  quote: Quote,
  matched: Hit['matched'],
  confidence: number,
  library: Library,
  leanedOn: PlacedTurn | undefined,
): Reply {
  const { interview, turn } = quote;
  if (!isQuotable(turn)) {
    const { standing } = turn;
    const ref = 'replacement' in standing ? standing.replacement : undefined;
    const replacement = ref && findTurn(library, ref);
    return { kind: 'retired', placed: { interview, turn }, standing, replacement };
  }
  const others = interview.turns
    .filter((other) => other !== turn && isQuotable(other))
    .slice(0, MAX_OFFERS)
    .map((other) => ({ interview, turn: other }));
  return { kind: 'answer', quote, matched, alongside: [], confidence, others, leanedOn };
}

function cite(code: string, library: Library): Reply {
  const citation = findCitation(library, code);
  switch (citation.kind) {
    case 'quote': {
      const quote = createQuote(citation.placed, citation.spans);
      return { kind: 'citation', quote, code: quote.code, interviews: [quote.interview] };
    }
    case 'no-such-quote':
      return { kind: 'citation', quote: undefined, code, interviews: citation.interviews };
    case 'no-such-code':
      return { kind: 'citation', quote: undefined, code, interviews: [] };
  }
}

function resolveMenu(request: Request, context: Context | undefined, nowMs: number): Request {
  if (request.kind !== 'question' || !context || nowMs - context.atMs > MENU_MS) return request;
  const number = /^\s*(\d{1,2})\s*[.)]?\s*$/u.exec(request.text)?.[1];
  return (number && context.menu[Number(number) - 1]) || request;
}

function contextAfter(reply: Reply, before: Context | undefined, nowMs: number): Context | undefined {
  const menu = actionsOf(reply).map((action) => action.request);
  if (reply.kind === 'answer') return { lastTurn: refOf(reply.quote), menu, atMs: nowMs };
  return menu.length > 0 ? { lastTurn: before?.lastTurn, menu, atMs: nowMs } : undefined;
}

function quotableTurns(library: Library, interviewId?: string): readonly PlacedTurn[] {
  return library.interviews
    .filter((interview) => interviewId === undefined || interview.id === interviewId)
    .flatMap((interview) => interview.turns.filter(isQuotable).map((turn) => ({ interview, turn })));
}

function listQuestions(library: Library, interviewId: string | undefined): Reply {
  const questions = quotableTurns(library, interviewId);
  return { kind: 'questions', questions: questions.slice(0, MAX_QUESTIONS), total: questions.length };
}

function offersOf(library: Library): readonly PlacedTurn[] {
  return quotableTurns(library).slice(0, MAX_OFFERS);
}
