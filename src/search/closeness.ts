import type { Doubles } from './doubles.ts';
import type { FoundWords } from './find-words.ts';
import type { Question } from './question.ts';

/** Measures what a known phrasing holds of a question. */
export interface ClosenessMeter {
  /** How nearly phrasing and question say the same: 1 when each covers the other. */
  closenessOf(found: FoundWords, contentWords: number): number;
  /** What is left of a closeness where grammar counts too, by the words found: "X là gì" asks for something else than "X". */
  askedAlike(closeness: number, words: Doubles): number;
  /** Share of the weight of neighbouring words found side by side; of words where the question has no neighbours. */
  pairsOf(found: FoundWords): number;
}

/** A phrasing may list more than one question asks; that the question is covered matters more. */
const FORTH_SHARE = 0.75;
/** How much of being alike is to ask alike. */
const ASKING_SHARE = 0.4;

/** Makes the meter of one question. */
export function createClosenessMeter({ weights, pairWeights, isFunction, totalWeight }: Question): ClosenessMeter {
  const size = weights.length;
  const pairTotal = pairWeights.reduce((sum, weight) => sum + weight, 0);
  const contentTotal = weights.reduce((sum, weight, at) => (isFunction[at] ? sum : sum + weight), 0);

  function pairsOf({ words, pairs }: FoundWords): number {
    const [values, valueWeights, total] =
      pairTotal > 0 ? [pairs, pairWeights, pairTotal] : [words, weights, totalWeight];
    let sum = 0;
    for (let at = 0; at < size; at += 1) sum += (valueWeights[at] as number) * (values[at] as number);
    return sum / (total || 1);
  }

  const grammarTotal = weights.reduce((sum, weight, at) => (isFunction[at] ? sum + weight : sum), 0);

  return {
    pairsOf,
    askedAlike(closeness, words) {
      if (grammarTotal === 0) return closeness;
      let held = 0;
      for (let at = 0; at < size; at += 1) if (isFunction[at]) held += (weights[at] as number) * (words[at] as number);
      return closeness * (1 - ASKING_SHARE + (ASKING_SHARE * held) / grammarTotal);
    },
    closenessOf(found, contentWords) {
      let matched = 0;
      let covered = 0;
      for (let at = 0; at < size; at += 1) {
        if (isFunction[at]) continue;
        const value = found.words[at] as number;
        matched += value;
        covered += (weights[at] as number) * value;
      }
      if (matched === 0) return 0;
      const back = Math.min(1, matched / Math.max(1, contentWords));
      const forth = (2 * (covered / contentTotal) + pairsOf(found)) / 3;
      return forth ** FORTH_SHARE * back ** (1 - FORTH_SHARE);
    },
  };
}
