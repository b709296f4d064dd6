import { findCitation, findCitationCode } from './citation.ts';
import { type Context, FOLLOW_UP_MS, MENU_MS } from './context.ts';
import {
  findReplacement,
  findTurn,
  type Interview,
  isQuotable,
  type Library,
  type PlacedTurn,
  refOf,
} from './interview.ts';
import type { Hit, Match, Matcher } from './match.ts';
import type { Request } from './message.ts';
import { createQuote, createWholeQuote, type Quote } from './quote.ts';
import { rememberFor } from './remember-for.ts';
import { actionsOf, type Reply } from './reply.ts';

/** How many questions are offered beside an answer, a courtesy or a refusal. */
export const MAX_OFFERS = 3;

/** How many questions a list shows at once. */
export const MAX_QUESTIONS = 20;

/**
 * How near to the best hit's confidence another official's answer must come to stand beside it: then both answer what
 * was asked, and it is not for the bot to choose between two officials.
 */
export const ALONGSIDE_SHARE = 0.85;

/** How many answers of other officials stand beside one. */
export const MAX_ALONGSIDE = 2;

/** A number and nothing else that means anything: "2", "2.", "số 2", "câu 2 nhé". */
const MENU_PICK = /^\s*(?:(?:số|so|câu|cau|chọn|chon)\s+)?(\d{1,2})\s*[.)]?(?:\s+(?:nhé|nhe|đi|di|ạ))?\s*$/iu;

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

/**
 * Makes the function that turns a request into a reply; `served` is asked anew each time, `now` is the clock in ms. A
 * match that is remembered gives the very same reply again, so that channels can remember how they wrote it.
 */
export function createRespond(served: () => Served, now: () => number): Respond {
  return (request, context) => {
    const reply = replyTo(resolveMenu(request, context, now()), context, served(), now());
    return reply && { reply, context: contextAfter(reply, context, now()) };
  };
}

function replyTo(request: Request, context: Context | undefined, served: Served, nowMs: number): Reply | undefined {
  const { library } = served;
  switch (request.kind) {
    case 'question': {
      const code = findCitationCode(request.text);
      if (code !== undefined) return cite(code, library);
      if (!/[\p{L}\p{N}]/u.test(request.text)) return { kind: 'unsupported' };
      return answerQuestion(request.text, context, served, nowMs);
    }
    case 'overheard': {
      const reply = answerQuestion(request.text, undefined, served, nowMs);
      return reply.kind === 'answer' && reply.confidence >= UNPROMPTED_CONFIDENCE ? reply : undefined;
    }
    case 'turn': {
      const placed = findTurn(library, request.ref);
      if (!placed) return listQuestions(library, undefined);
      return answerWith(
        [{ ...placed, quote: createWholeQuote(placed), matched: [], confidence: 1 }],
        library,
        undefined,
      );
    }
    case 'questions':
      return listQuestions(library, request.interview);
    case 'citation':
      return cite(request.code, library);
    case 'welcome':
      return { kind: 'welcome', interviews: quotedInterviews(library), offers: offersOf(library) };
    case 'help':
      return { kind: 'help', offers: offersOf(library) };
    case 'about':
      return { kind: 'about', interviews: quotedInterviews(library) };
    case 'forget':
      return { kind: 'forgotten' };
    case 'unprompted':
      return { kind: 'unprompted', isOn: request.isOn };
    case 'privacy':
    case 'unsupported':
      return { kind: request.kind };
  }
}

function answerQuestion(text: string, context: Context | undefined, served: Served, nowMs: number): Reply {
  const isFresh = context !== undefined && nowMs - context.atMs <= FOLLOW_UP_MS;
  const match = served.matcher.match(text, { lastTurn: isFresh ? context.lastTurn : undefined });
  return repliesOf(served)(match);
}

/** The replies to what a matcher finds; its matches never outlive what is served with it. */
const repliesOf = rememberFor(({ library }: Served) => rememberFor((match: Match) => replyToMatch(match, library)));

function replyToMatch(match: Match, library: Library): Reply {
  switch (match.intent) {
    case 'help':
      return { kind: 'help', offers: offersOf(library) };
    case 'about':
      return { kind: 'about', interviews: quotedInterviews(library) };
    case 'greeting':
    case 'thanks':
    case 'goodbye':
      return { kind: 'courtesy', courtesy: match.intent, offers: match.intent === 'greeting' ? offersOf(library) : [] };
    case 'question': {
      const best = match.hits[0];
      if (!best || match.zone === 'unknown') return { kind: 'unknown', offers: offersOf(library) };
      if (match.zone === 'choices') {
        const choices = match.hits.filter((hit) => isQuotable(hit.turn)).slice(0, MAX_OFFERS);
        return choices.length > 0 ? { kind: 'choices', choices } : { kind: 'unknown', offers: offersOf(library) };
      }
      const leanedOn = match.leanedOn && findTurn(library, match.leanedOn);
      return answerWith(answersOf(match.hits, library), library, leanedOn);
    }
  }
}

/** Words that answer, with what the matcher knows of them. */
interface Answer extends PlacedTurn {
  readonly quote: Quote;
  readonly matched: Hit['matched'];
  readonly confidence: number;
}

/** The best hit and, from other interviews, those that come near it; words no longer quoted give way to their heirs. */
function answersOf(hits: readonly Hit[], library: Library): readonly Answer[] {
  const answers: Answer[] = [];
  const floor = (hits[0]?.confidence ?? 0) * ALONGSIDE_SHARE;
  const near = hits.filter((hit) => hit.confidence >= floor);
  for (const hit of near) {
    const heir = isQuotable(hit.turn) ? undefined : findReplacement(library, hit);
    const isReplacedByHit = near.some((other) => heir !== undefined && isSameTurn(other, heir));
    const isSecondOfInterview = answers.some((answer) => answer.interview.id === hit.interview.id);
    if (isReplacedByHit || isSecondOfInterview || (answers.length > 0 && !isQuotable(hit.turn))) continue;
    answers.push({ ...hit, quote: createQuote(hit, hit.spans) });
  }
  return answers.slice(0, 1 + MAX_ALONGSIDE);
}

function answerWith(answers: readonly Answer[], library: Library, leanedOn: PlacedTurn | undefined): Reply {
  const [best] = answers;
  if (!best) return { kind: 'unknown', offers: offersOf(library) };
  if (!isQuotable(best.turn)) return retire(best, library, answers.slice(1));
  const panel = sameQuestion(best).map((placed): Answer => {
    return { ...placed, quote: createWholeQuote(placed), matched: [], confidence: best.confidence };
  });
  // Newest first; the order of the sort is stable, so that what is undated or of one day keeps the better match first.
  const [first = best, ...rest] = [...answers, ...panel].sort((one, other) =>
    (other.interview.published ?? '').localeCompare(one.interview.published ?? ''),
  );
  const { interview, turn } = first;
  const others = interview.turns
    .filter((other) => other.question !== turn.question && isQuotable(other))
    .filter((other, index, all) => all.findIndex((one) => one.question === other.question) === index)
    .slice(0, MAX_OFFERS)
    .map((other) => ({ interview, turn: other }));
  const alongside = rest.slice(0, Math.max(MAX_ALONGSIDE, panel.length)).map((answer) => answer.quote);
  return {
    kind: 'answer',
    quote: first.quote,
    matched: first.matched,
    alongside,
    confidence: first.confidence,
    others,
    leanedOn,
  };
}

/** What other people of the same interview answered to the very same question. */
function sameQuestion({ interview, turn }: PlacedTurn): readonly PlacedTurn[] {
  return interview.turns
    .filter((other) => other !== turn && other.question === turn.question && other.speaker.name !== turn.speaker.name)
    .filter(isQuotable)
    .map((other) => ({ interview, turn: other }));
}

function retire(placed: PlacedTurn, library: Library, answers: readonly Answer[]): Reply {
  const { interview, turn } = placed;
  return {
    kind: 'retired',
    placed: { interview, turn },
    standing: turn.standing,
    replacement: findReplacement(library, placed),
    others: answers.map((answer) => ({ interview: answer.interview, turn: answer.turn })),
  };
}

function isSameTurn(one: PlacedTurn, other: PlacedTurn): boolean {
  return one.interview.id === other.interview.id && one.turn.id === other.turn.id;
}

function cite(code: string, library: Library): Reply {
  const citation = findCitation(library, code);
  switch (citation.kind) {
    case 'quote': {
      // Words withdrawn or replaced are not repeated: the reader is told since when, and where to look instead.
      if (!isQuotable(citation.placed.turn)) return retire(citation.placed, library, []);
      const quote = createQuote(citation.placed, citation.spans);
      return { kind: 'citation', quote, code: quote.code, interviews: [quote.interview] };
    }
    case 'former': {
      const { placed } = citation;
      if (!isQuotable(placed.turn)) return retire(placed, library, []);
      return { kind: 'retired', placed, standing: placed.turn.standing, replacement: placed, others: [] };
    }
    case 'no-such-quote':
      return { kind: 'citation', quote: undefined, code, interviews: citation.interviews };
    case 'no-such-code':
      return { kind: 'citation', quote: undefined, code, interviews: [] };
  }
}

function resolveMenu(request: Request, context: Context | undefined, nowMs: number): Request {
  if (request.kind !== 'question' || !context || nowMs - context.atMs > MENU_MS) return request;
  // Most of what people write holds no number, and this is asked of all of it.
  if (!/\d/u.test(request.text)) return request;
  const number = MENU_PICK.exec(request.text.normalize('NFC'))?.[1];
  if (!number || context.menu.length === 0) return request;
  // A number that was not on offer: what is, is shown again.
  return context.menu[Number(number) - 1] ?? { kind: 'questions', interview: undefined };
}

const menuOf = rememberFor((reply: Reply): readonly Request[] => actionsOf(reply).map((action) => action.request));

function contextAfter(reply: Reply, before: Context | undefined, nowMs: number): Context | undefined {
  const menu = menuOf(reply);
  if (reply.kind === 'answer') return { lastTurn: refOf(reply.quote), menu, atMs: nowMs };
  return menu.length > 0 ? { lastTurn: before?.lastTurn, menu, atMs: nowMs } : undefined;
}

function quotableTurns(library: Library, interviewId?: string): readonly PlacedTurn[] {
  return library.interviews
    .filter((interview) => interviewId === undefined || interview.id === interviewId)
    .flatMap((interview) =>
      interview.turns
        .filter(isQuotable)
        .filter((turn, index, all) => all.findIndex((other) => other.question === turn.question) === index)
        .map((turn) => ({ interview, turn })),
    );
}

function listQuestions(library: Library, interviewId: string | undefined): Reply {
  const questions = quotableTurns(library, interviewId);
  return { kind: 'questions', questions: questions.slice(0, MAX_QUESTIONS), total: questions.length };
}

/** Interviews of which something may still be quoted. */
function quotedInterviews(library: Library): readonly Interview[] {
  return library.interviews.filter((interview) => interview.turns.some(isQuotable));
}

const offersOf = rememberFor((library: Library) => quotableTurns(library).slice(0, MAX_OFFERS));
