import type { CandidateFinder } from './candidates.ts';
import type { IndexedPassage } from './passage-index.ts';
import type { Question } from './question.ts';

/** A known phrasing that holds less than this share of what the best one holds is none of those that are meant. */
const WORTH_A_LOOK = 0.55;

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
  const paragraphs = all.filter((number) => isParagraph[number]);
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
  /** By phrasing: what it shares with the question at hand; 0 again afterwards. */
  const shared = new Float64Array(passages.length);

  return {
    find({ alternatives, weights, isFunction, contentWords }: Question) {
      // Of a question without a word of meaning every word is telling.
      if (contentWords === 0) return all;
      const met: number[] = [];
      let most = 0;
      for (const { start, end, folded, factor } of alternatives) {
        let weight = 0;
        for (let at = start; at < end; at += 1) if (!isFunction[at]) weight += weights[at] as number;
        const earned = weight * factor;
        if (earned === 0) continue;
        for (const number of holders[folded[0] as number] as number[]) {
          const before = shared[number] as number;
          if (before === 0) met.push(number);
          const sum = before + earned;
          shared[number] = sum;
          if (sum > most) most = sum;
        }
      }
      const close = met.filter((number) => (shared[number] as number) >= WORTH_A_LOOK * most);
      for (const number of met) shared[number] = 0;
      return [...paragraphs, ...close].sort((one, other) => one - other);
    },
  };
}

const NONE: number[] = [];
