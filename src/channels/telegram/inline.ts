import { isQuotable, type Library, type PlacedTurn } from '../../core/interview.ts';
import type { Log } from '../../core/log.ts';
import { cutQuestion } from '../../core/message.ts';
import { createQuote, createWholeQuote, type Quote, type Span, textOf } from '../../core/quote.ts';
import type { Served } from '../../core/respond.ts';
import { type Texts, textsOf } from '../texts/texts.ts';
import type { Api } from './api.ts';
import { reasonOf } from './api-failure.ts';
import { cutWords } from './cut-words.ts';
import { languageOf } from './language.ts';
import { answerWith, type SingleMessage, writeSingle } from './single.ts';
import { QUESTIONS_PAYLOAD } from './start-link.ts';
import type { TelegramInlineQuery } from './update.ts';

export interface InlineOptions {
  readonly api: Api;
  readonly served: () => Served;
  readonly username: string;
  readonly log: Log;
}

/** Most results of one answer. */
const MAX_RESULTS = 50;

/**
 * Telegram gives the same person the same results again for this long without asking, so that for this long a withdrawn
 * answer might still be chosen.
 */
const CACHE_S = 10;

/** The query is worth nothing to anybody after this. */
const ANSWER_LIMIT_MS = 8_000;

const DESCRIPTION_LENGTH = 160;

interface InlineResult extends SingleMessage {
  readonly type: 'article';
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Makes what answers `@bot question` typed in any chat: the best passages and their turns, or the list of questions. */
export function createInline({
  api,
  served,
  username,
  log,
}: InlineOptions): (query: TelegramInlineQuery) => Promise<void> {
  return async (query) => {
    const texts = textsOf(languageOf(query.from));
    const offset = Math.max(0, Math.trunc(Number(query.offset)) || 0);
    const candidates = candidatesFor(cutQuestion(query.query), served());
    const page = candidates.slice(offset, offset + MAX_RESULTS);
    const results = page.flatMap((candidate) => resultOf(candidate, texts, username));
    const payload = {
      inline_query_id: query.id,
      results,
      cache_time: CACHE_S,
      // The frame is in the reader's language.
      is_personal: true,
      next_offset: candidates.length > offset + MAX_RESULTS ? String(offset + MAX_RESULTS) : '',
      button: candidates.length === 0 ? { text: texts.nothingFound, start_parameter: QUESTIONS_PAYLOAD } : undefined,
    };
    try {
      await api.call('answerInlineQuery', payload, { timeoutMs: ANSWER_LIMIT_MS });
    } catch (fault) {
      // The person has typed on, and the next query is on its way.
      log.debug({ reason: reasonOf(fault) }, 'telegram inline query could not be answered');
    }
  };
}

/** Something to choose from. */
interface Candidate {
  readonly quote: Quote;
  readonly matched: readonly Span[];
}

function candidatesFor(question: string, { library, matcher }: Served): readonly Candidate[] {
  if (question.trim() === '') return allTurns(library);
  const match = matcher.match(question, { lastTurn: undefined });
  if (match.intent !== 'question') return allTurns(library);
  if (match.zone === 'unknown') return [];
  const hits = match.hits.filter((hit) => isQuotable(hit.turn));
  const passages = hits.map((hit) => ({ quote: createQuote(hit, hit.spans), matched: hit.matched }));
  const partial = passages.filter(({ quote }) => !quote.isWhole);
  return [...passages, ...partial.map(({ quote }) => whole(quote))];
}

function allTurns(library: Library): readonly Candidate[] {
  return library.interviews.flatMap((interview) =>
    interview.turns.filter(isQuotable).map((turn) => whole({ interview, turn })),
  );
}

function whole({ interview, turn }: PlacedTurn): Candidate {
  return { quote: createWholeQuote({ interview, turn }), matched: [] };
}

function resultOf({ quote, matched }: Candidate, texts: Texts, username: string): readonly InlineResult[] {
  const message = writeSingle(answerWith(quote, matched), texts, username);
  if (!message) return [];
  const words = quote.spans.map((span) => textOf(quote, span)).join(' ');
  return [
    {
      type: 'article',
      id: quote.code,
      title: quote.turn.question,
      description: cutWords(words, DESCRIPTION_LENGTH),
      ...message,
    },
  ];
}
