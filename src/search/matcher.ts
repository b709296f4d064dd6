import type { Library } from '../core/interview.ts';
import { type Hit, MAX_HITS, type Match, type MatchContext, type Matcher } from '../core/match.ts';
import { COEFFICIENTS } from './coefficients.ts';
import { GENERAL, type General } from './general.ts';
import { findIntent } from './intents.ts';
import { createLibraryIndex } from './library-index.ts';
import { rankTurns } from './rank.ts';
import { chooseSpans } from './spans.ts';

/** What a matcher may be given besides the library. */
export interface MatcherOptions {
  /** General knowledge of Vietnamese; the file that ships with the program when left out. */
  readonly general?: General;
}

/** Makes the matcher of a library: indexes it once, then answers from memory. */
export function createMatcher(library: Library, options: MatcherOptions = {}): Matcher {
  const general = options.general ?? GENERAL;
  const indexed = createLibraryIndex(library, general);
  return {
    match(text: string, context: MatchContext): Match {
      const intent = findIntent(text, general);
      if (intent) return { intent, zone: 'unknown', hits: [], leanedOn: undefined };
      const { lastTurn } = context;
      const last =
        lastTurn &&
        indexed.turns.findIndex(
          (placed) => placed.interview.id === lastTurn.interview && placed.turn.id === lastTurn.turn,
        );
      const { question, ranked, leanedOn } = rankTurns(text, indexed, last === -1 ? undefined : last);
      const hits: Hit[] = ranked.slice(0, MAX_HITS).map((turn) => {
        const placed = indexed.turns[turn.turn] as (typeof indexed.turns)[number];
        return { ...placed, confidence: turn.confidence, ...chooseSpans(turn, question, indexed) };
      });
      const best = hits[0]?.confidence ?? 0;
      const zone =
        best >= COEFFICIENTS.answerFrom ? 'answer' : best >= COEFFICIENTS.choicesFrom ? 'choices' : 'unknown';
      return { intent: 'question', zone, hits, leanedOn: leanedOn === undefined ? undefined : lastTurn };
    },
  };
}
