import type { PlacedTurn, TurnRef } from './interview.ts';
import type { Span } from './quote.ts';

/** What a question is about, apart from its words: a matcher recognises these before it searches. */
export type Intent = 'question' | 'greeting' | 'thanks' | 'goodbye' | 'help' | 'about';

/** What the matcher thinks should be done with the hits, from its calibrated confidence. */
export type Zone = 'answer' | 'choices' | 'unknown';

/** One turn that might answer, with the words in it that would be quoted. */
export interface Hit extends PlacedTurn {
  /** Probability that this turn answers the question, 0–1, calibrated (`npm run calibrate`). */
  readonly confidence: number;
  /**
   * What to quote: whole sentences, in published order; the turn's whole answer when that was asked for, and of a turn that
   * comes far behind the best.
   */
  readonly spans: readonly Span[];
  /** The sentences that matched best, inside `spans`; shown in bold where a channel can. */
  readonly matched: readonly Span[];
}

/** What a question came to. */
export interface Match {
  readonly intent: Intent;
  readonly zone: Zone;
  /** Best first; at most {@link MAX_HITS}; empty unless `intent` is `question`. */
  readonly hits: readonly Hit[];
  /** The turn of the conversation that a follow-up ("còn 5G thì sao?") leaned on. */
  readonly leanedOn: TurnRef | undefined;
}

/** What a matcher may know besides the question. */
export interface MatchContext {
  /** The turn answered last in this conversation, if that was minutes ago at most. */
  readonly lastTurn: TurnRef | undefined;
}

/** Most hits a match carries. */
export const MAX_HITS = 5;

/**
 * Finds the turns and passages that answer a question. Pure and synchronous: the same question, context and library
 * give the same match.
 */
export interface Matcher {
  match(question: string, context: MatchContext): Match;
}
