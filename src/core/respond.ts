import { findCitation, findCitationCode } from './citation.ts';
import { type Context, FOLLOW_UP_MS, MENU_MS } from './context.ts';
import { findTurn, isQuotable, type Library, refOf } from './interview.ts';
import type { Match, Matcher } from './match.ts';
import type { Request } from './message.ts';
import { offersOf, quotableTurns, quotedInterviews } from './offers.ts';
import { createQuote, createWholeQuote, type Quote } from './quote.ts';
import { rememberFor } from './remember-for.ts';
import { actionsOf, type Reply } from './reply.ts';
import { answerWith, repliesOf, retire } from './reply-to-match.ts';

/** How many questions a list shows at once. */
export const MAX_QUESTIONS = 20;

/** A number and nothing else that means anything: "2", "2.", "số 2", "câu 2 nhé". */
const MENU_PICK = /^\s*(?:(?:số|so|câu|cau|chọn|chon)\s+)?(\d{1,2})\s*[.)]?(?:\s+(?:nhé|nhe|đi|di|ạ))?\s*$/iu;

/** Below this confidence the bot does not speak up in a group without being asked. */
export const UNPROMPTED_CONFIDENCE = 0.95;

/** A reply and what to remember of it; `context` undefined leaves the memory as it was. */
export interface Response extends Found {
  readonly context: Context | undefined;
}

/**
 * A reply, and how sure the quote that it shows first is, 0–1, or the best hit where no hit is shown first; undefined where
 * nothing was searched for.
 */
interface Found {
  readonly reply: Reply;
  readonly confidence: number | undefined;
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
    const nowMs = now();
    const found = find(resolveMenu(request, context, nowMs), context, served(), nowMs);
    return found && { ...found, context: contextAfter(found.reply, context, nowMs) };
  };
}

function find(request: Request, context: Context | undefined, served: Served, nowMs: number): Found | undefined {
  const { library, matcher } = served;
  const foundBy = (match: Match): Found => {
    const reply = repliesOf(library)(match);
    const shown = reply.kind === 'answer' ? match.hits.find(({ turn }) => turn === reply.quote.turn) : undefined;
    return { reply, confidence: (shown ?? match.hits[0])?.confidence };
  };
  switch (request.kind) {
    case 'question': {
      const code = findCitationCode(request.text);
      if (code !== undefined) return { reply: cite(code, library), confidence: undefined };
      if (!/[\p{L}\p{N}]/u.test(request.text)) return { reply: { kind: 'unsupported' }, confidence: undefined };
      const isFresh = context !== undefined && nowMs - context.atMs <= FOLLOW_UP_MS;
      return foundBy(matcher.match(request.text, { lastTurn: isFresh ? context.lastTurn : undefined }));
    }
    case 'overheard': {
      const found = foundBy(matcher.match(request.text, { lastTurn: undefined }));
      const isSure = found.reply.kind === 'answer' && (found.confidence ?? 0) >= UNPROMPTED_CONFIDENCE;
      return isSure ? found : undefined;
    }
    default:
      return { reply: replyTo(request, library), confidence: undefined };
  }
}

/** The reply to what is no question. */
function replyTo(request: Exclude<Request, { kind: 'question' | 'overheard' }>, library: Library): Reply {
  switch (request.kind) {
    case 'turn': {
      const placed = findTurn(library, request.ref);
      if (!placed) return listQuestions(library, undefined);
      return show(createWholeQuote(placed), library);
    }
    case 'questions':
      return listQuestions(library, request.interview);
    case 'citation':
      return cite(request.code, library);
    case 'passage':
      return showPassage(request.code, library);
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

/** The words that `code` names as an answer; what became of them, or the list of questions, where they are gone. */
function showPassage(code: string, library: Library): Reply {
  const reply = cite(code, library);
  if (reply.kind !== 'citation') return reply;
  return reply.quote ? show(reply.quote, library) : listQuestions(library, undefined);
}

/** Words that were asked for as they stand, not searched for. */
function show(quote: Quote, library: Library): Reply {
  const { interview, turn } = quote;
  return answerWith([{ interview, turn, quote, matched: [] }], library, undefined);
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

function listQuestions(library: Library, interviewId: string | undefined): Reply {
  const questions = quotableTurns(library, interviewId);
  return { kind: 'questions', questions: questions.slice(0, MAX_QUESTIONS), total: questions.length };
}
