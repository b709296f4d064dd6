import { type Span, wholeSpans } from '../core/quote.ts';
import type { LibraryIndex } from './library-index.ts';
import type { Question } from './question.ts';
import type { RankedTurn } from './rank.ts';

/** What to quote of a turn, and what of it to emphasise. */
export interface ChosenSpans {
  readonly spans: readonly Span[];
  readonly matched: readonly Span[];
}

/** Chooses the smallest run of whole sentences that answers; the whole turn where that was asked for. */
export function chooseSpans(turn: RankedTurn, question: Question, indexed: LibraryIndex): ChosenSpans {
  const placed = indexed.turns[turn.turn] as (typeof indexed.turns)[number];
  const whole = wholeSpans(placed);
  const best = turn.paragraphs[0];
  if (!best || asksForWhole(turn, question, indexed)) return { spans: whole, matched: [] };
  const source = indexed.sources[best.passage];
  if (source?.kind !== 'paragraph') return { spans: whole, matched: [] };
  const first = source.sentences[best.windowStart];
  const last = source.sentences[best.windowEnd];
  if (!first || !last) return { spans: whole, matched: [] };
  const span = { paragraph: source.paragraph, start: first.start, end: last.end };
  return { spans: [span], matched: [span] };
}

function asksForWhole(turn: RankedTurn, question: Question, indexed: LibraryIndex): boolean {
  if (question.wantsWhole) return true;
  const phrasing = turn.phrasing && indexed.sources[turn.phrasing.passage];
  const best = turn.paragraphs[0];
  return (
    phrasing?.kind === 'phrasing' &&
    phrasing.isPublished &&
    turn.closeness > 0.6 &&
    turn.closeness > (best?.features.window ?? 0)
  );
}
