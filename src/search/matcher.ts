import type { Library, PlacedTurn } from '../core/interview.ts';
import { type Hit, MAX_HITS, type Match, type MatchContext, type Matcher } from '../core/match.ts';
import { COEFFICIENTS } from './coefficients.ts';
import { type Explanation, explainTurn } from './explain.ts';
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

/** A matcher that can say why. */
export interface ExplainingMatcher extends Matcher {
  /** Why `match` of the same question and context comes out as it does. */
  explain(question: string, context: MatchContext): Explanation;
}

/** Makes the matcher of a library: indexes it once, then answers from memory. */
export function createMatcher(library: Library, options: MatcherOptions = {}): ExplainingMatcher {
  const general = options.general ?? GENERAL;
  const indexed = createLibraryIndex(library, general);

  function rank(text: string, { lastTurn }: MatchContext) {
    const last = lastTurn
      ? indexed.turns.findIndex(
          ({ interview, turn }) => interview.id === lastTurn.interview && turn.id === lastTurn.turn,
        )
      : -1;
    return rankTurns(text, indexed, last < 0 ? undefined : last);
  }

  return {
    match(text: string, context: MatchContext): Match {
      const intent = findIntent(text, general);
      if (intent) return { intent, zone: 'unknown', hits: [], leanedOn: undefined };
      const { question, ranked, leanedOn } = rank(text, context);
      const hits = ranked.slice(0, MAX_HITS).map((turn): Hit => {
        const placed = indexed.turns[turn.turn] as PlacedTurn;
        return { ...placed, confidence: turn.confidence, ...chooseSpans(turn, question, indexed) };
      });
      const zone = zoneOf(hits[0]?.confidence ?? 0);
      return { intent: 'question', zone, hits, leanedOn: leanedOn === undefined ? undefined : context.lastTurn };
    },
    explain(text: string, context: MatchContext): Explanation {
      const intent = findIntent(text, general);
      const { question, ranked } = rank(text, context);
      return {
        question: text,
        zone: intent ?? zoneOf(ranked[0]?.confidence ?? 0),
        answerFrom: COEFFICIENTS.answerFrom,
        choicesFrom: COEFFICIENTS.choicesFrom,
        turns: ranked.slice(0, MAX_HITS).map((turn) => explainTurn(turn, question, indexed)),
      };
    },
  };
}

function zoneOf(confidence: number): Match['zone'] {
  if (confidence >= COEFFICIENTS.answerFrom) return 'answer';
  return confidence >= COEFFICIENTS.choicesFrom ? 'choices' : 'unknown';
}
