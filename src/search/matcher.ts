import { isQuotable, type Library, type PlacedTurn, type Turn } from '../core/interview.ts';
import { type Hit, MAX_HITS, type Match, type MatchContext, type Matcher } from '../core/match.ts';
import { wholeSpans } from '../core/quote.ts';
import { COEFFICIENTS } from './coefficients.ts';
import { type Explanation, explainTurn } from './explain.ts';
import { GENERAL, type General } from './general.ts';
import { findIntent } from './intents.ts';
import { createLibraryIndex, type LibraryIndex } from './library-index.ts';
import { type RankedTurn, rankTurns } from './rank.ts';
import { chooseSpans } from './spans.ts';
import { createWhoSpeaks } from './who-speaks.ts';

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
  const asksWhoSpeaks = createWhoSpeaks(library, general);

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
      if (asksWhoSpeaks(question)) return { intent: 'about', zone: 'unknown', hits: [], leanedOn: undefined };
      const { zone, told } = decide(ranked, indexed);
      const hits = told.slice(0, MAX_HITS).map((turn, place): Hit => {
        const placed = indexed.turns[turn.turn] as PlacedTurn;
        const isShown = place === 0 || turn.confidence >= COEFFICIENTS.choicesFrom;
        const chosen = isShown ? chooseSpans(turn, question, indexed) : { spans: wholeSpans(placed), matched: [] };
        return { ...placed, confidence: turn.confidence, ...chosen };
      });
      return { intent: 'question', zone, hits, leanedOn: leanedOn === undefined ? undefined : context.lastTurn };
    },
    explain(text: string, context: MatchContext): Explanation {
      const { question, ranked } = rank(text, context);
      const intent = findIntent(text, general) ?? (asksWhoSpeaks(question) ? 'about' : undefined);
      return {
        question: text,
        zone: intent ?? decide(ranked, indexed).zone,
        answerFrom: COEFFICIENTS.answerFrom,
        choicesFrom: COEFFICIENTS.choicesFrom,
        turns: ranked.slice(0, MAX_HITS).map((turn) => explainTurn(turn, question, indexed)),
      };
    },
  };
}

/** What is to be done, and of which turns. */
interface Decision {
  readonly zone: Match['zone'];
  readonly told: readonly RankedTurn[];
}

function decide(ranked: readonly RankedTurn[], indexed: LibraryIndex): Decision {
  const listed = ranked.filter(({ turn, isListed }) => isListed && isQuotable(turnAt(turn, indexed)));
  const isEither = listed.some((one) => listed.some((other) => areTwoQuestions(one.turn, other.turn, indexed)));
  // An editor who writes one question to two turns of an interview says that either may be meant.
  return isEither ? { zone: 'choices', told: listed } : { zone: zoneOf(ranked[0]), told: ranked };
}

/** Whether they are turns of one interview, and not two people's answers to one question. */
function areTwoQuestions(one: number, other: number, indexed: LibraryIndex): boolean {
  const isOneInterview = indexed.interviewOf[one] === indexed.interviewOf[other];
  return isOneInterview && turnAt(one, indexed).question !== turnAt(other, indexed).question;
}

function turnAt(turn: number, { turns }: LibraryIndex): Turn {
  return (turns[turn] as PlacedTurn).turn;
}

function zoneOf(best: RankedTurn | undefined): Match['zone'] {
  const { answerFrom, choicesFrom } = COEFFICIENTS;
  if (!best) return 'unknown';
  if (best.confidence >= answerFrom) return 'answer';
  // Where two turns speak of the matter alike, neither is sure and both are worth an offer.
  return best.confidence >= choicesFrom || best.answerable >= answerFrom ? 'choices' : 'unknown';
}
