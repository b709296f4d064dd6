import { type Doubles, zeros } from './doubles.ts';
import type { WordForm } from './fold.ts';
import { createLikelihood, type Likelihood } from './likelihood.ts';
import { markSlipsBetween } from './marks.ts';
import type { Spelling } from './spelling.ts';
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

/** One way to read one position. */
interface Reading {
  /** -1 for a word that nobody knows. */
  readonly folded: number;
  /** What the slips from the typed word to this one cost. */
  readonly cost: number;
  readonly isTyped: boolean;
  /** Best way here from the left, this reading included. */
  score: number;
}

/** How likely each reading of one word follows each of the word before: one row a reading. */
type Links = Doubles;

const NONE: Doubles = zeros(0);
/** What one slip costs, in the units of likelihoods. */
const SLIP = 8;
/** What it costs to take letters for a word that nobody knows: one that could be Vietnamese, and one that could not. */
const PLAUSIBLE = 3;
const SENSELESS = 10;
const MOST_READINGS = 8;
/** So many stand in for one word, if they are no further behind the best … */
const MOST_REPAIRS = 3;
const MOST_BEHIND = 3;
/** … or this far, where the typed word makes no sense. */
const MOST_BEHIND_SENSELESS = 4;
/** Being this far behind makes a reading count for a share of 1/e. */
const FADING = 2.5;
/** What the best reading earns of a word that nobody knows, and of one that could stand as typed. */
const FACTOR = 0.9;
const FACTOR_BESIDE_TYPED = 0.6;

/**
 * Reads misspelt words as known ones. All ways to read the whole question compete: slips cost, and what follows what in
 * the texts pays. Words that fit their neighbours as typed are never touched; elsewhere readings nearly as good as the
 * best stand in for the word too, for less.
 */
export function findRepairs(forms: readonly WordForm[], vocabulary: Vocabulary, spelling: Spelling): readonly Repair[] {
  const likelihood = createLikelihood(vocabulary);
  const folded = forms.map((form) => vocabulary.foldedOf(form.folded));
  const columns = forms.map((_, at) => readingsOf(forms, folded, at, vocabulary, spelling));
  if (columns.every((column) => column.length === 1)) return [];
  const links = columns.map((column, at) => linkColumns(columns[at - 1], column, likelihood));
  columns.forEach((column, at) => {
    scoreFromLeft(column, columns[at - 1], links[at] as Links, likelihood);
  });
  const repairs: Repair[] = [];
  let ahead = NONE;
  for (let at = columns.length - 1; at >= 0; at -= 1) {
    const column = columns[at] as Reading[];
    ahead = scoresFromRight(column.length, columns[at + 1], links[at + 1] ?? NONE, ahead);
    if (column.length > 1) repairs.push(...chooseRepairs(at, column, ahead, forms[at] as WordForm, vocabulary));
  }
  return repairs.reverse();
}

/** The word as typed first, then known words near it. */
function readingsOf(
  forms: readonly WordForm[],
  folded: readonly number[],
  at: number,
  vocabulary: Vocabulary,
  spelling: Spelling,
): Reading[] {
  const form = forms[at] as WordForm;
  const own = folded[at] as number;
  const before = folded[at - 1] ?? -1;
  const after = folded[at + 1] ?? -1;
  const vouches = (word: number) => vocabulary.pairCount(before, word) > 0 || vocabulary.pairCount(word, after) > 0;
  const reading = (word: number, cost: number, isTyped: boolean): Reading => ({
    folded: word,
    cost: SLIP * (cost + markSlips(form, word, vocabulary)),
    isTyped,
    score: 0,
  });
  const typed: Reading =
    own >= 0
      ? reading(own, 0, true)
      : { folded: -1, cost: form.isSyllable ? PLAUSIBLE : SENSELESS, isTyped: true, score: 0 };
  const stands = isKnown(form, vocabulary) && vouches(own);
  if (stands || form.folded.length < 2) return [typed];
  const near = spelling
    .near(form.folded)
    .map(({ folded: word, cost }) => reading(word, cost, false))
    .sort((one, other) => one.cost - other.cost);
  // Beyond the nearest, keep those that a neighbour vouches for.
  return [typed, ...near.filter((one, rank) => rank < MOST_READINGS || vouches(one.folded))];
}

/** Slips in the marks alone, to the closest way in which the word is written; none where no marks were typed. */
function markSlips(form: WordForm, folded: number, vocabulary: Vocabulary): number {
  if (!form.isAccented) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const exact of vocabulary.exactFormsOf(folded)) {
    least = Math.min(least, markSlipsBetween(form, vocabulary.formOf(exact)));
    if (least === 0) break;
  }
  return least === Number.POSITIVE_INFINITY ? 0 : least;
}

/** Whether the word is known as typed; marks that nobody puts on it make it another word. */
function isKnown(form: WordForm, vocabulary: Vocabulary): boolean {
  return form.isAccented ? vocabulary.exactOfForm(form) >= 0 : vocabulary.foldedOf(form.folded) >= 0;
}

function linkColumns(
  before: readonly Reading[] | undefined,
  column: readonly Reading[],
  likelihood: Likelihood,
): Links {
  if (!before) return NONE;
  const links = zeros(column.length * before.length);
  let cell = 0;
  for (const { folded } of column) {
    for (const one of before) {
      links[cell] = likelihood.pair(one.folded, folded);
      cell += 1;
    }
  }
  return links;
}

/** Sets the score of each reading of a column, once those of the column `before` are set. */
function scoreFromLeft(
  column: readonly Reading[],
  before: readonly Reading[] | undefined,
  links: Links,
  likelihood: Likelihood,
): void {
  let cell = 0;
  for (const reading of column) {
    let best = before ? Number.NEGATIVE_INFINITY : likelihood.word(reading.folded);
    for (const one of before ?? []) {
      best = Math.max(best, one.score + (links[cell] as number));
      cell += 1;
    }
    reading.score = best - reading.cost;
  }
}

/**
 * Best way on to the right from each reading of a column of `size`; `links` and `ahead` are those of the column `after` it.
 */
function scoresFromRight(size: number, after: readonly Reading[] | undefined, links: Links, ahead: Doubles): Doubles {
  const scores = zeros(size);
  if (!after) return scores;
  for (let reading = 0; reading < size; reading += 1) {
    let best = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < after.length; index += 1) {
      const link = links[index * size + reading] as number;
      best = Math.max(best, link - (after[index] as Reading).cost + (ahead[index] as number));
    }
    scores[reading] = best;
  }
  return scores;
}

function chooseRepairs(
  at: number,
  column: readonly Reading[],
  ahead: Doubles,
  form: WordForm,
  vocabulary: Vocabulary,
): Repair[] {
  const totals = column.map((reading, index) => reading.score + (ahead[index] as number));
  const best = Math.max(...totals);
  const canStand = isKnown(form, vocabulary);
  const isSenseless = !canStand && !form.isSyllable;
  const mostBehind = isSenseless ? MOST_BEHIND_SENSELESS : MOST_BEHIND;
  return column
    .map(({ folded, isTyped }, index) => ({ folded, isTyped, behind: best - (totals[index] as number) }))
    .filter(({ isTyped, behind }) => !isTyped && behind <= mostBehind)
    .sort((one, other) => one.behind - other.behind)
    .slice(0, MOST_REPAIRS)
    .map(({ folded, behind }) => ({
      at,
      folded,
      factor: (canStand ? FACTOR_BESIDE_TYPED : FACTOR) * Math.exp(-behind / FADING),
      isReplacement: !canStand && behind === 0,
    }));
}
