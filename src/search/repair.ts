import type { WordForm } from './fold.ts';
import type { Spelling } from './spelling.ts';
import { isSyllable } from './syllable.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A known word that stands in for a typed one. */
export interface Repair {
  readonly at: number;
  readonly folded: number;
  /** How sure: share of the word's weight that it earns. */
  readonly factor: number;
  /** Whether the typed word makes no sense, so that this one takes its place. */
  readonly isReplacement: boolean;
}

interface Candidate {
  readonly folded: number;
  readonly own: number;
  readonly isTyped: boolean;
  score: number;
  from: number;
}

/** What one slip costs, beside what the neighbours of the meant word vouch for. */
const SLIP = 4;
const PAIR_WEIGHT = 1.1;
const MOST_PAIRS = 6;
const COUNT_WEIGHT = 0.25;
const COMMON_WEIGHT = 0.4;
const MOST_CANDIDATES = 8;
/** What it costs to leave an unknown word as it is, in slips. */
const PLAUSIBLE = 0.75;
const SENSELESS = 2.2;

/**
 * Reads misspelt words as known ones: of all ways to read the whole question, the one whose slips are cheapest and whose
 * neighbours stand side by side in the texts. Words that fit their neighbours as typed are never touched.
 */
export function findRepairs(forms: readonly WordForm[], vocabulary: Vocabulary, spelling: Spelling): readonly Repair[] {
  const columns: Candidate[][] = forms.map((form, at) => {
    const own = vocabulary.foldedOf(form.folded);
    const isKnown = own >= 0;
    const before = at > 0 ? vocabulary.foldedOf((forms[at - 1] as WordForm).folded) : -1;
    const after = at + 1 < forms.length ? vocabulary.foldedOf((forms[at + 1] as WordForm).folded) : -1;
    const column: Candidate[] = isKnown
      ? [{ folded: own, own: unary(own, 0, vocabulary), isTyped: true, score: 0, from: -1 }]
      : [];
    const fits = isKnown && (vocabulary.pairCount(before, own) > 0 || vocabulary.pairCount(own, after) > 0);
    if (!fits && form.folded.length > 1) {
      const near = spelling
        .near(form.folded)
        .map(({ folded, cost }) => ({
          folded,
          own: unary(folded, cost, vocabulary),
          isTyped: false,
          score: 0,
          from: -1,
        }))
        .sort((one, other) => other.own - one.own);
      if (near.length > MOST_CANDIDATES) {
        // Beyond the likeliest, keep those that a neighbour vouches for.
        column.push(...near.slice(0, MOST_CANDIDATES));
        for (const candidate of near.slice(MOST_CANDIDATES)) {
          if (vocabulary.pairCount(before, candidate.folded) + vocabulary.pairCount(candidate.folded, after) > 0)
            column.push(candidate);
        }
      } else column.push(...near);
    }
    if (!isKnown) {
      // Nobody's slip: a word that could well be Vietnamese and that the texts do not hold.
      const cost = isSyllable(form.folded) ? PLAUSIBLE : SENSELESS;
      column.unshift({ folded: -1, own: -SLIP * cost, isTyped: true, score: 0, from: -1 });
    }
    return column;
  });
  columns.forEach((column, at) => {
    for (const candidate of column) {
      let best = at === 0 ? 0 : Number.NEGATIVE_INFINITY;
      for (const [index, previous] of (columns[at - 1] ?? []).entries()) {
        const score = previous.score + pairScore(previous.folded, candidate.folded, vocabulary);
        if (score > best) {
          best = score;
          candidate.from = index;
        }
      }
      candidate.score = best + candidate.own;
    }
  });
  const repairs: Repair[] = [];
  let chosen = indexOfBest(columns.at(-1) ?? []);
  for (let at = columns.length - 1; at >= 0; at -= 1) {
    const column = columns[at] as Candidate[];
    const candidate = column[chosen] as Candidate;
    const isKnown = column[0]?.isTyped === true && column[0].folded >= 0;
    if (!candidate.isTyped) repairs.push({ at, folded: candidate.folded, factor: 0.9, isReplacement: !isKnown });
    const isPlausible = candidate.isTyped && isSyllable((forms[at] as WordForm).folded);
    if (!isKnown && !isPlausible) {
      // The second likeliest reading is kept too, for less.
      const previous = (columns[at - 1] ?? [])[candidate.from];
      let second = -1;
      let secondScore = Number.NEGATIVE_INFINITY;
      for (const other of column) {
        if (other === candidate || other.folded < 0) continue;
        const score = other.own + (previous ? pairScore(previous.folded, other.folded, vocabulary) : 0);
        if (score > secondScore) {
          second = other.folded;
          secondScore = score;
        }
      }
      if (second >= 0) repairs.push({ at, folded: second, factor: 0.5, isReplacement: false });
    }
    chosen = candidate.from;
  }
  return repairs.reverse();
}

function unary(folded: number, cost: number, vocabulary: Vocabulary): number {
  return (
    -SLIP * cost +
    COUNT_WEIGHT * Math.log(1 + vocabulary.foldedCount(folded)) +
    COMMON_WEIGHT * Math.log(1 + vocabulary.generalCommonness(folded))
  );
}

function pairScore(first: number, second: number, vocabulary: Vocabulary): number {
  return PAIR_WEIGHT * Math.log(1 + Math.min(MOST_PAIRS, vocabulary.pairCount(first, second)));
}

function indexOfBest(column: readonly Candidate[]): number {
  let best = 0;
  column.forEach((candidate, index) => {
    if (candidate.score > (column[best] as Candidate).score) best = index;
  });
  return best;
}
