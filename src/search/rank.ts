import { MAX_HITS } from '../core/match.ts';
import type { PhrasingTarget } from '../core/phrasing.ts';
import { createClosenessMeter } from './closeness.ts';
import { confidenceOf, type Evidence, measureEvidence, measureMeaning, withFullLead } from './confidence.ts';
import { type Doubles, zeros } from './doubles.ts';
import { createWordFinder, type FoundWords } from './find-words.ts';
import { isPhrased, type LibraryIndex } from './library-index.ts';
import type { IndexedPassage } from './passage-index.ts';
import { createQuestion, type Question } from './question.ts';
import { createNearness } from './refusals.ts';
import { createScorer, type PassageMatch } from './score.ts';

/** What a known phrasing holds of the question. */
export interface PhrasingMatch {
  readonly passage: number;
  /** What each position of the question earned, 0–1. */
  readonly found: Doubles;
  /** Share of the weight of neighbouring words found side by side. */
  readonly pairs: number;
}

/** A known phrasing of the turn, and how close it is. */
export interface ClosePhrasing {
  readonly passage: number;
  readonly closeness: number;
}

/** One turn as a possible answer. */
export interface RankedTurn {
  readonly turn: number;
  readonly score: number;
  readonly confidence: number;
  /** The same as if no other turn came near: how likely the question is answered at all. */
  readonly answerable: number;
  readonly evidence: Evidence;
  /** Best paragraphs first. */
  readonly paragraphs: readonly PassageMatch[];
  /** The closest known phrasing, and how close: 1 is word for word. */
  readonly phrasing: PhrasingMatch | undefined;
  /** The known phrasings that share enough with the question, in the order of the library. */
  readonly phrasings: readonly ClosePhrasing[];
  readonly closeness: number;
  /** What of the turn is asked for, where the question stands word for word among its phrasings. */
  readonly asked: PhrasingTarget | undefined;
  /** Whether it was an editor who wrote it down there. */
  readonly isListed: boolean;
}

/** How many passages of a large library are looked at. */
const CANDIDATES = 120;
/** What the turn before gains from a question that leans on it. */
const LEANING_SCORE = 3;
const LEANING_SCORE_ALONE = 9;
const LEANING_LOGIT = 3;
const LEANING_LOGIT_ALONE = 9;

/** What was found of one turn. */
interface TurnMatch {
  readonly paragraphs: PassageMatch[];
  readonly phrasings: ClosePhrasing[];
}

/** Ranks the turns of a library for a question. */
export function rankTurns(
  text: string,
  indexed: LibraryIndex,
  lastTurn?: number,
): { readonly question: Question; readonly ranked: readonly RankedTurn[]; readonly leanedOn: number | undefined } {
  const { index, lexicon, wordings } = indexed;
  const { tuning } = lexicon;
  const question = createQuestion(text, indexed.lexicon);
  const candidates = index.candidates.find(question, CANDIDATES);
  const find = createWordFinder(question, index.vocabulary.foldedSize());
  const score = createScorer(question, indexed.averageLength, tuning.ranking);
  const meter = createClosenessMeter(question);
  const { closenessOf, pairsOf } = meter;
  const nearnessTo = createNearness(indexed, { question, find, meter });
  const closerOf = ({ closeness, phrasing }: Pick<RankedTurn, 'closeness' | 'phrasing'>, interview: number): number =>
    (phrasing ? meter.askedAlike(closeness, phrasing.found) : 0) - nearnessTo(interview);
  const matchPhrasing = (passage: number): PhrasingMatch => {
    const found = find(index.passages[passage] as IndexedPassage) as FoundWords;
    return { passage, found: found.words.slice(), pairs: pairsOf(found) };
  };
  const byTurn = new Map<number, TurnMatch>();
  for (const number of candidates) {
    const source = indexed.sources[number];
    const passage = index.passages[number];
    if (!source || !passage) continue;
    const found = find(passage);
    if (!found) continue;
    let entry = byTurn.get(source.turn);
    if (!entry) {
      entry = { paragraphs: [], phrasings: [] };
      byTurn.set(source.turn, entry);
    }
    if (source.kind === 'paragraph') entry.paragraphs.push(score(passage, number, found));
    else entry.phrasings.push({ passage: number, closeness: closenessOf(found, source.contentWords) });
  }
  addInterviewCoverage(byTurn, question, indexed);
  const known = indexed.writtenDown.find(text);
  const asked = new Map<number, PhrasingTarget | undefined>();
  const listed = new Set<number>();
  for (const number of known?.phrasings ?? []) {
    const source = indexed.sources[number];
    if (source?.kind !== 'phrasing') continue;
    asked.set(source.turn, asked.get(source.turn) ?? source.target);
    if (!source.isPublished) listed.add(source.turn);
    if (!byTurn.has(source.turn)) byTurn.set(source.turn, { paragraphs: [], phrasings: [] });
  }
  const isBare = question.contentWords === 0;
  const leans =
    lastTurn !== undefined && (question.followsUp || (isBare && (question.asks.size > 0 || question.wantsWhole)));
  // With no content of its own a question can only mean the turn before; with some it probably does.
  const leaningLogit = isBare ? LEANING_LOGIT_ALONE : LEANING_LOGIT;
  if (leans && isBare && !byTurn.has(lastTurn)) byTurn.set(lastTurn, { paragraphs: [], phrasings: [] });
  const scored = [...byTurn.entries()]
    .map(([turn, entry]) => {
      entry.paragraphs.sort((one, other) => other.score - one.score);
      const closest = closestOf(entry.phrasings);
      const closeness = closest?.closeness ?? 0;
      const leaning = leans && turn === lastTurn ? (isBare ? LEANING_SCORE_ALONE : LEANING_SCORE) : 0;
      const worded = tuning.wording * wordings.forTurn(question.terms, turn);
      const score = (entry.paragraphs[0]?.score ?? 0) + tuning.phrasing * closeness + worded + leaning;
      return { turn, ...entry, phrasing: closest && matchPhrasing(closest.passage), closeness, score };
    })
    .sort(
      (one, other) =>
        Number(asked.has(other.turn)) - Number(asked.has(one.turn)) || other.score - one.score || one.turn - other.turn,
    );
  const meaning = measureMeaning(question);
  const ranked = scored.map((entry, place) => {
    const interview = indexed.interviewOf[entry.turn] as number;
    const rival = rivalOf(entry.turn, scored, indexed)?.score ?? 0;
    // Of more turns than are ever shown nobody asks how sure they are.
    const isCompared = place < MAX_HITS && isPhrased(indexed, entry.turn);
    const evidence = measureEvidence(indexed, question, entry, rival, isCompared ? closerOf(entry, interview) : 0);
    const bonus = leans && entry.turn === lastTurn ? leaningLogit : 0;
    // What an editor wrote down about this very question leaves nothing to weigh.
    const isAsked = asked.has(entry.turn);
    const isRefused = !isAsked && known?.refusedBy.includes(interview) === true;
    const certain = isAsked ? 1 : isRefused ? 0 : undefined;
    return {
      ...entry,
      evidence,
      confidence: certain ?? confidenceOf(evidence, meaning, bonus),
      answerable: certain ?? confidenceOf(withFullLead(evidence), meaning, bonus),
      asked: asked.get(entry.turn),
      isListed: listed.has(entry.turn),
    };
  });
  return { question, ranked, leanedOn: leans && ranked[0]?.turn === lastTurn ? lastTurn : undefined };
}

/**
 * The best other turn. Where it is known how people ask for a turn, one of another interview is no rival: two officials may
 * answer alike, and both are quoted. Where it is not, a turn anywhere that fits as well says that the words are common.
 */
function rivalOf<Scored extends { readonly turn: number }>(
  turn: number,
  scored: readonly Scored[],
  indexed: LibraryIndex,
): Scored | undefined {
  const { interviewOf } = indexed;
  const anywhere = !isPhrased(indexed, turn);
  return scored.find((other) => other.turn !== turn && (anywhere || interviewOf[other.turn] === interviewOf[turn]));
}

function closestOf(phrasings: readonly ClosePhrasing[]): ClosePhrasing | undefined {
  let closest = phrasings[0];
  for (const phrasing of phrasings) if (phrasing.closeness > (closest?.closeness ?? 0)) closest = phrasing;
  return closest;
}

/** A paragraph is likelier the right one when the rest of its interview speaks of the question's other words. */
function addInterviewCoverage(
  byTurn: ReadonlyMap<number, { readonly paragraphs: PassageMatch[] }>,
  question: Question,
  indexed: LibraryIndex,
): void {
  const foundBy = new Map<number, Doubles>();
  for (const [turn, { paragraphs }] of byTurn) {
    const interview = indexed.interviewOf[turn] as number;
    const found = foundBy.get(interview) ?? zeros(question.words.length);
    foundBy.set(interview, found);
    for (const match of paragraphs) {
      for (let at = 0; at < found.length; at += 1) found[at] = Math.max(found[at] as number, match.found[at] as number);
    }
  }
  for (const [turn, { paragraphs }] of byTurn) {
    const found = foundBy.get(indexed.interviewOf[turn] as number) as Doubles;
    let covered = 0;
    for (let at = 0; at < found.length; at += 1) covered += (found[at] as number) * (question.weights[at] as number);
    for (const match of paragraphs) {
      const value = covered / (question.totalWeight || 1);
      match.features.interview = value;
      match.score += indexed.lexicon.tuning.ranking.interview * value;
    }
  }
}
