import { COEFFICIENTS } from './coefficients.ts';
import { lacksCount } from './counted.ts';
import type { LibraryIndex } from './library-index.ts';
import { SentenceKind } from './passage-index.ts';
import type { Question } from './question.ts';
import type { PhrasingMatch } from './rank.ts';
import type { PassageMatch } from './score.ts';

/** What speaks for and against a turn as the answer; few, readable, and comparable between small and large libraries. */
export const EVIDENCE = [
  /** Share of the question's weight that paragraph and phrasing hold together. */
  'coverage',
  /** The same for the best sentences alone. */
  'window',
  /** Share of the weight of neighbouring words found side by side. */
  'pairs',
  /** How near the closest known phrasing is. */
  'closeness',
  /** How much of meaning agrees altogether: two words in common may be chance, eight are not. */
  'support',
  /** Lead over the runner-up. */
  'lead',
  /** Weight of the heaviest word that is missing, as a share of what an ordinary rare word weighs. */
  'missing',
  /** Share of the names and numbers spoken of that are missing. */
  'names',
  /** Whether a number is asked for and the best sentences hold none. */
  'number',
  /** Share of the question that no text of the library knows. */
  'unknown',
  /** Whether a word that decides what is asked is missing, or the day that is asked for. */
  'decisive',
  /** Share of the words of meaning, each counted alike, that are missing. */
  'lacking',
  /** Whether anybody wrote down how the turn is asked for; without, closeness tells nothing. */
  'phrased',
] as const;

/** One measure of evidence. */
export type EvidenceName = (typeof EVIDENCE)[number];

/** The measures of one turn. */
export type Evidence = Readonly<Record<EvidenceName, number>>;

/** A word that stands in one passage of many weighs about this. */
const RARE_WEIGHT = 3;
/** Beyond this a lead says no more. */
const FULL_LEAD = 1;
/** A year decides what is asked as well. */
const YEAR = /^(?:19|20)\d\d$/u;
/** Below this share a decisive word counts as missing; its syllables apart earn less. */
const DECISIVE_FOUND = 0.75;
/** What is left of a confidence where a turn is offered at most: without a word that decides what is asked. */
const LEFT_WITHOUT_DECISIVE = 0.35;
/** Where no text of the library knows this share of a question, the little that it knows is there by chance … */
const MOSTLY_UNKNOWN = 0.5;
/** … and this is left of a confidence. */
const LEFT_WHEN_UNKNOWN = 0.15;
/** A question that says less than this names a field, not a matter ("sở", "tỉnh"): turns are offered at most. */
const SCANT_MEANING = 2.2;

/** Measures the evidence for a turn; `rival` is the score of the best other turn. */
export function measureEvidence(
  { index }: LibraryIndex,
  question: Question,
  turn: {
    readonly score: number;
    readonly paragraphs: readonly PassageMatch[];
    readonly phrasing: PhrasingMatch | undefined;
    readonly closeness: number;
  },
  rival: number,
): Evidence {
  const best = turn.paragraphs[0];
  const foundAt = (at: number): number => Math.max(best?.found[at] ?? 0, turn.phrasing?.found[at] ?? 0);
  let covered = 0;
  let support = 0;
  let missing = 0;
  let names = 0;
  let namesMissing = 0;
  let unknown = 0;
  let content = 0;
  let lacking = 0;
  let decisive = 0;
  question.weights.forEach((weight, at) => {
    const found = foundAt(at);
    covered += weight * found;
    if (found < DECISIVE_FOUND && YEAR.test(question.words[at]?.word ?? '')) decisive = 1;
    if (question.isFunction[at] || question.isStray[at]) return;
    if (question.isUnknown[at]) unknown += weight;
    support += weight * found;
    content += 1;
    lacking += 1 - found;
    missing = Math.max(missing, weight * (1 - found));
    if (question.isName[at]) {
      names += weight;
      namesMissing += weight * (1 - found);
    }
  });
  const total = question.totalWeight || 1;
  const passage = best && index.passages[best.passage];
  if (passage && question.asks.has('day') && passage.kinds.every((kinds) => (kinds & SentenceKind.day) === 0)) {
    decisive = 1;
  }
  for (const stretch of question.decisive) {
    if (passage && lacksCount(question, stretch, passage, index.vocabulary)) decisive = 1;
    for (let at = stretch.start; at < stretch.end; at += 1) {
      if (!question.isFunction[at] && foundAt(at) < DECISIVE_FOUND) decisive = 1;
    }
  }
  return {
    coverage: covered / total,
    window: best?.features.window ?? 0,
    pairs: Math.max(best?.features.pairs ?? 0, turn.phrasing?.pairs ?? 0),
    closeness: turn.closeness,
    support: Math.log(1 + support),
    lead: Math.min(FULL_LEAD, Math.max(0, turn.score - rival)),
    missing: missing / RARE_WEIGHT,
    names: names > 0 ? namesMissing / names : 0,
    number: question.asks.has('number') && best?.features.kind === 0 ? 1 : 0,
    unknown: unknown / total,
    decisive,
    lacking: lacking / Math.max(1, content),
    phrased: turn.phrasing ? 1 : 0,
  };
}

/** How much a question says by itself, whatever answers it. */
export interface Meaning {
  /** Weight of the words that carry meaning; bare numbers and single letters carry none by themselves. */
  readonly weight: number;
  /** Share of that weight that no text of the library knows. */
  readonly unknownShare: number;
}

/** Measures how much `question` says. */
export function measureMeaning(question: Question): Meaning {
  let weight = 0;
  let unknown = 0;
  question.weights.forEach((one, at) => {
    if (question.isFunction[at] || question.isStray[at] || !/\p{L}/u.test(question.words[at]?.word ?? '')) return;
    weight += one;
    if (question.isUnknown[at]) unknown += one;
  });
  return { weight, unknownShare: weight > 0 ? unknown / weight : 0 };
}

/**
 * Probability that the turn answers the question, by the fitted coefficients. `bonus` is what the conversation adds to the
 * logit; where it adds something, a question may say little by itself.
 */
export function confidenceOf(evidence: Evidence, meaning: Meaning, bonus = 0): number {
  const logit = EVIDENCE.reduce<number>(
    (sum, name) => sum + COEFFICIENTS.weights[name] * evidence[name],
    COEFFICIENTS.bias + bonus,
  );
  return temper(1 / (1 + Math.exp(-logit)), evidence, meaning, bonus > 0);
}

/** What is left of a fitted probability where something is amiss that no sum of evidence makes good. */
export function temper(probability: number, evidence: Evidence, meaning: Meaning, isLeaning: boolean): number {
  if (!isLeaning) {
    if (meaning.weight === 0) return 0;
    if (meaning.unknownShare > MOSTLY_UNKNOWN) return probability * LEFT_WHEN_UNKNOWN;
  }
  const isOfferedAtMost = evidence.decisive > 0 || (meaning.weight < SCANT_MEANING && !isLeaning);
  return isOfferedAtMost ? probability * LEFT_WITHOUT_DECISIVE : probability;
}
