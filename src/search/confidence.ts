import { COEFFICIENTS } from './coefficients.ts';
import { lacksCount } from './counted.ts';
import { isPhrased, type LibraryIndex } from './library-index.ts';
import { SentenceKind } from './passage-index.ts';
import type { Question, Stretch } from './question.ts';
import type { PhrasingMatch } from './rank.ts';
import type { PassageMatch } from './score.ts';

/** What speaks for and against a turn as the answer; few, readable, and comparable between small and large libraries. */
export const EVIDENCE = [
  /** Share of the question's weight that paragraph and phrasing hold together. */
  'coverage',
  /** Share of the weight of neighbouring words found side by side. */
  'pairs',
  /** How much of meaning agrees altogether where nobody wrote down how the turn is asked for: two words may be chance, eight are not. */
  'support',
  /** Lead over the runner-up. */
  'lead',
  /** Whether a number is asked for and the best sentences hold none. */
  'number',
  /** Share of the question that no text of the library knows. */
  'unknown',
  /** Whether a word that decides what is asked is missing. */
  'decisive',
  /** Whether a year, a day, a count, or another place or body is asked for that is not spoken of. */
  'unmet',
  /** Whether anybody wrote down how the turn is asked for: then the wording tells more than words in common … */
  'phrased',
  /** … and this is what coverage and the lead are worth beside it. */
  'phrasedCoverage',
  'phrasedLead',
  /** How much more it is worded like questions that the interview answers than like those that it does not. */
  'wording',
  /** How much closer a known phrasing of the turn comes than those questions without an answer that share most words. */
  'closer',
] as const;

/** One measure of evidence. */
export type EvidenceName = (typeof EVIDENCE)[number];

/** The measures of one turn. */
export type Evidence = Readonly<Record<EvidenceName, number>>;

/** Beyond this a lead says no more. */
const FULL_LEAD = 1;
/** A year decides what is asked as well. */
const YEAR = /^(?:19|20)\d\d$/u;
/** Below this share a decisive word counts as missing; its syllables apart earn less. */
const DECISIVE_FOUND = 0.75;
/** Where no text of the library knows this share of a question, the little that it knows is there by chance. */
const MOSTLY_UNKNOWN = 0.5;
/** What is left of a confidence where a turn is offered at most: without what 'unmet' asks for. */
const LEFT_WHEN_OFFERED = 0.35;
/** A question that says less than this names a field, not a matter ("sở", "tỉnh"): turns are offered at most … */
const SCANT_MEANING = 2.2;
/** … unless it is worded as people do ask ("ngành làm được gì rồi"). */
const FAMILIAR_WORDING = 2.5;

/**
 * Measures the evidence for a turn; `rival` is the score of the best other turn, `closer` the measure of that name, 0 where
 * nobody wrote down how the turn is asked for.
 */
export function measureEvidence(
  indexed: LibraryIndex,
  question: Question,
  turn: {
    readonly turn: number;
    readonly score: number;
    readonly paragraphs: readonly PassageMatch[];
    readonly phrasing: PhrasingMatch | undefined;
  },
  rival: number,
  closer: number,
): Evidence {
  const { index, interviewOf, wordings } = indexed;
  const best = turn.paragraphs[0];
  const foundAt = (at: number): number => Math.max(best?.found[at] ?? 0, turn.phrasing?.found[at] ?? 0);
  let covered = 0;
  let support = 0;
  let unknown = 0;
  let unmet = 0;
  let isHeld = true;
  question.weights.forEach((weight, at) => {
    const found = foundAt(at);
    covered += weight * found;
    if (found < DECISIVE_FOUND && YEAR.test(question.words[at]?.word ?? '')) unmet = 1;
    if (question.isFunction[at] || question.isStray[at]) return;
    if (question.isUnknown[at]) unknown += weight;
    if (found < DECISIVE_FOUND) isHeld = false;
    support += weight * found;
  });
  const total = question.totalWeight || 1;
  const coverage = covered / total;
  const lead = Math.min(FULL_LEAD, Math.max(0, turn.score - rival));
  const phrased = isPhrased(indexed, turn.turn) ? 1 : 0;
  const wording = wordings.forAnswer(question.terms, interviewOf[turn.turn] as number);
  // Whoever only names a matter ("biên chế") is told what was said of it, whatever else people ask about it in vain.
  const isNamed = question.isNaming && isHeld;
  const passage = best && index.passages[best.passage];
  if (passage && question.asks.has('day') && passage.kinds.every((kinds) => (kinds & SentenceKind.day) === 0)) {
    unmet = 1;
  }
  const isMissing = ({ start, end }: Stretch): boolean => {
    for (let at = start; at < end; at += 1) {
      if (!question.isFunction[at] && foundAt(at) < DECISIVE_FOUND) return true;
    }
    return false;
  };
  if (question.elsewhere.some(isMissing)) unmet = 1;
  if (passage && question.decisive.some((stretch) => lacksCount(question, stretch, passage, index.vocabulary)))
    unmet = 1;
  return {
    coverage,
    pairs: Math.max(best?.features.pairs ?? 0, turn.phrasing?.pairs ?? 0),
    support: (1 - phrased) * Math.log(1 + support),
    lead,
    number: question.asks.has('number') && best?.features.kind === 0 ? 1 : 0,
    unknown: unknown / total,
    decisive: question.decisive.some(isMissing) ? 1 : 0,
    unmet,
    phrased,
    phrasedCoverage: phrased * coverage,
    phrasedLead: phrased * lead,
    wording: isNamed ? Math.max(0, wording) : wording,
    closer,
  };
}

/** The same evidence as if no other turn came near. */
export function withFullLead(evidence: Evidence): Evidence {
  return { ...evidence, lead: FULL_LEAD, phrasedLead: FULL_LEAD * evidence.phrased };
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
    if (meaning.unknownShare > MOSTLY_UNKNOWN) return 0;
  }
  const isScant = meaning.weight < SCANT_MEANING && evidence.wording < FAMILIAR_WORDING && !isLeaning;
  return isScant || evidence.unmet > 0 ? probability * LEFT_WHEN_OFFERED : probability;
}
