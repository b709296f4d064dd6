import type { WordForm } from './fold.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a word's commonness and its neighbours count for: accents are told by neighbours, if there are any. */
const COUNT_WEIGHT = 0.15;
const PAIR_WEIGHT = 3;
const MOST_PAIRS = 8;
/** What neighbours vouch for by how often they stand side by side. */
const PAIR_SCORES = Array.from({ length: MOST_PAIRS + 1 }, (_, count) => PAIR_WEIGHT * Math.log(1 + count));
/** Against adding marks where the rest of the question has them. */
const MARK_COST = 2.5;
/** Vietnamese marks about three words in four; below this share of marked words some marks were left out. */
const FULLY_ACCENTED_SHARE = 0.5;

interface State {
  readonly exact: number;
  readonly own: number;
  score: number;
  from: number;
}

/**
 * The accents that words typed without any most likely have, by the texts: for each position the number of an exact
 * form, or -1 where any will do; without `guesses` any will do for every word typed without marks. Words that stand side by side in the texts vouch for each other.
 */
export function restoreAccents(forms: readonly WordForm[], vocabulary: Vocabulary, guesses: boolean): number[] {
  const marked = forms.filter((form) => form.isAccented).length;
  const isFullyAccented = marked >= forms.length * FULLY_ACCENTED_SHARE;
  const columns = forms.map((form): State[] => {
    const typed = vocabulary.exactOfForm(form);
    const state = (exact: number, own: number): State => ({ exact, own, score: 0, from: -1 });
    if (form.isAccented) return [state(typed, 0)];
    if (!guesses) return [state(-1, 0)];
    const folded = vocabulary.foldedOf(form.folded);
    const column = vocabulary
      .exactFormsOf(folded)
      .map((exact) =>
        state(
          exact,
          COUNT_WEIGHT * Math.log(0.5 + vocabulary.commonness(exact)) -
            (isFullyAccented && exact !== typed ? MARK_COST : 0),
        ),
      );
    return column.length > 0 ? column : [state(-1, 0)];
  });
  columns.forEach((column, at) => {
    for (const state of column) {
      let best = at === 0 ? 0 : Number.NEGATIVE_INFINITY;
      const before = columns[at - 1] ?? [];
      for (let index = 0; index < before.length; index += 1) {
        const previous = before[index] as State;
        const count = Math.min(MOST_PAIRS, vocabulary.exactPairCount(previous.exact, state.exact));
        const score = previous.score + (PAIR_SCORES[count] as number);
        if (score > best) {
          best = score;
          state.from = index;
        }
      }
      state.score = best + state.own;
    }
  });
  const restored = forms.map(() => -1);
  const last = columns.at(-1) ?? [];
  let chosen = last.reduce((best, state, index) => (state.score > (last[best] as State).score ? index : best), 0);
  for (let at = columns.length - 1; at >= 0; at -= 1) {
    const state = (columns[at] as State[])[chosen] as State;
    restored[at] = state.exact;
    chosen = state.from;
  }
  return restored;
}
