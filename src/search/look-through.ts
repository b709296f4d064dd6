import type { CandidateFinder } from './candidates.ts';
import type { IndexedPassage } from './passage-index.ts';
import type { Question } from './question.ts';

/** A known phrasing that holds less than this share of what the best one holds is none of those that are meant. */
const WORTH_A_LOOK = 0.45;

/**
 * Looks a small library through: every paragraph (`isParagraph`, by number), and the known phrasings that share enough
 * words with the question.
 */
export function createLookThrough(
  passages: readonly IndexedPassage[],
  isParagraph: readonly boolean[],
  vocabularySize: number,
): CandidateFinder {
  const all = passages.map((_, number) => number);
  /** By folded word: the phrasings that hold it. */
  const holders: number[][] = Array.from({ length: vocabularySize }, () => NONE);
  for (const [number, { folded }] of passages.entries()) {
    if (isParagraph[number]) continue;
    for (const word of new Set(folded)) {
      const there = holders[word] as number[];
      if (there === NONE) holders[word] = [number];
      else there.push(number);
    }
  }
  const shared = new Float64Array(passages.length);

  return {
    find({ alternatives, weights, isFunction, contentWords }: Question) {
      // Of a question without a word of meaning every word is telling.
      if (contentWords === 0) return all;
      shared.fill(0);
      let most = 0;
      for (const { start, end, folded, factor } of alternatives) {
        let weight = 0;
        for (let at = start; at < end; at += 1) if (!isFunction[at]) weight += weights[at] as number;
        if (weight === 0) continue;
        for (const number of holders[folded[0] as number] as number[]) {
          const sum = (shared[number] as number) + weight * factor;
          shared[number] = sum;
          if (sum > most) most = sum;
        }
      }
      const least = Math.max(WORTH_A_LOOK * most, Number.MIN_VALUE);
      return all.filter((number) => isParagraph[number] || (shared[number] as number) >= least);
    },
  };
}

const NONE: number[] = [];
