import type { General } from './general.ts';
import type { LibraryIndex } from './library-index.ts';
import type { Probe } from './passage-index.ts';
import { createQuestion, type Question } from './question.ts';
import { createScorer, type PassageMatch, RANKING_WEIGHTS } from './score.ts';

/** One turn as a possible answer. */
export interface RankedTurn {
  readonly turn: number;
  readonly score: number;
  readonly confidence: number;
  /** Best paragraphs first. */
  readonly paragraphs: readonly PassageMatch[];
  /** The closest known phrasing, and how close: 1 is word for word. */
  readonly phrasing: PassageMatch | undefined;
  readonly closeness: number;
}

const CANDIDATES = 60;

/** Ranks the turns of a library for a question. */
export function rankTurns(
  text: string,
  indexed: LibraryIndex,
  general: General,
): { readonly question: Question; readonly ranked: readonly RankedTurn[] } {
  const { index } = indexed;
  const question = createQuestion(text, index.vocabulary, index.spelling, indexed.shortForms, general);
  const candidates = index.findCandidates(probesOf(question, indexed), CANDIDATES * 2);
  const score = createScorer(question, index.vocabulary, indexed.averageLength);
  const byTurn = new Map<
    number,
    { paragraphs: PassageMatch[]; phrasing: PassageMatch | undefined; closeness: number }
  >();
  for (const number of candidates) {
    const source = indexed.sources[number];
    const passage = index.passages[number];
    if (!source || !passage) continue;
    const match = score(passage, number);
    if (match.coverage === 0) continue;
    const entry = byTurn.get(source.turn) ?? { paragraphs: [], phrasing: undefined, closeness: 0 };
    byTurn.set(source.turn, entry);
    if (source.kind === 'paragraph') entry.paragraphs.push(match);
    else {
      const closeness = closenessTo(match, question, passage.words.length);
      if (closeness > entry.closeness) {
        entry.closeness = closeness;
        entry.phrasing = match;
      }
    }
  }
  addInterviewCoverage(byTurn, question, indexed);
  const scored = [...byTurn.entries()]
    .map(([turn, entry]) => {
      entry.paragraphs.sort((one, other) => other.score - one.score);
      return { turn, ...entry, score: (entry.paragraphs[0]?.score ?? 0) + 0.9 * entry.closeness };
    })
    .sort((one, other) => other.score - one.score || one.turn - other.turn);
  const ranked = scored.map((entry, rank) => {
    const rival = scored[rank === 0 ? 1 : 0]?.score ?? 0;
    const best = entry.paragraphs[0];
    const cover = Math.max(best?.coverage ?? 0, entry.phrasing?.coverage ?? 0);
    const pairs = Math.max(best?.features.pairs ?? 0, entry.phrasing?.features.pairs ?? 0);
    const margin = entry.score <= 0 ? -1 : (entry.score - rival) / entry.score;
    const logit =
      -5.2 +
      5 * cover +
      2.5 * pairs +
      3 * entry.closeness +
      1.2 * margin -
      2.5 * rarestMissing(question, best, entry.phrasing);
    return { ...entry, confidence: 1 / (1 + Math.exp(-logit)) };
  });
  return { question, ranked };
}

/** A paragraph is likelier the right one when the rest of its interview speaks of the question's other words. */
function addInterviewCoverage(
  byTurn: ReadonlyMap<number, { readonly paragraphs: PassageMatch[] }>,
  question: Question,
  indexed: LibraryIndex,
): void {
  const foundBy = new Map<string, number[]>();
  for (const [turn, { paragraphs }] of byTurn) {
    const { id } = (indexed.turns[turn] as (typeof indexed.turns)[number]).interview;
    const found = foundBy.get(id) ?? question.words.map(() => 0);
    foundBy.set(id, found);
    for (const match of paragraphs)
      match.found.forEach((value, at) => {
        if (value > (found[at] as number)) found[at] = value;
      });
  }
  for (const [turn, { paragraphs }] of byTurn) {
    const found = foundBy.get((indexed.turns[turn] as (typeof indexed.turns)[number]).interview.id) ?? [];
    const covered = found.reduce((sum, value, at) => sum + value * (question.weights[at] as number), 0);
    for (const match of paragraphs) {
      const value = covered / (question.totalWeight || 1);
      match.features.interview = value;
      match.score += RANKING_WEIGHTS.interview * value;
    }
  }
}

/** Share of the question's heaviest word when the turn lacks it. */
function rarestMissing(question: Question, ...matches: readonly (PassageMatch | undefined)[]): number {
  const heaviest = Math.max(0.001, ...question.weights);
  let missing = 0;
  question.weights.forEach((weight, at) => {
    const found = Math.max(0, ...matches.map((match) => match?.found[at] ?? 0));
    missing = Math.max(missing, (weight / heaviest) * (1 - found));
  });
  return missing;
}

/** How nearly a phrasing and the question say the same: 1 when each covers the other. */
function closenessTo(match: PassageMatch, question: Question, length: number): number {
  const matched = match.found.reduce((sum, found) => sum + (found > 0 ? 1 : 0), 0);
  const back = Math.min(1, matched / length);
  const forth = (match.coverage * 2 + match.features.pairs) / 3;
  return forth === 0 || back === 0 || question.words.length === 0 ? 0 : forth ** 0.75 * back ** 0.25;
}

function probesOf(question: Question, indexed: LibraryIndex): readonly Probe[] {
  const probes: Probe[] = [];
  const { index } = indexed;
  for (const alternative of question.alternatives) {
    const weight = question.weights.slice(alternative.start, alternative.end).reduce((sum, one) => sum + one, 0);
    const boost = (weight * alternative.factor) / (alternative.end - alternative.start);
    for (const [at, folded] of alternative.folded.entries()) {
      const probe = index.wordProbe(folded, boost);
      if (probe) probes.push(probe);
      const next = alternative.folded[at + 1];
      const pair = next === undefined ? undefined : index.pairProbe(folded, next, boost);
      if (pair) probes.push(pair);
    }
  }
  const single = question.alternatives.filter((one) => one.folded.length === 1 && one.how !== 'synonym');
  for (const one of single) {
    for (const other of single) {
      if (other.start !== one.end) continue;
      const boost =
        ((question.weights[one.start] as number) + (question.weights[other.start] as number)) *
        0.5 *
        Math.min(one.factor, other.factor);
      const pair = index.pairProbe(one.folded[0] as number, other.folded[0] as number, boost);
      if (pair) probes.push(pair);
    }
  }
  return probes;
}
