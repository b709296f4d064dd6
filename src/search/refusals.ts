import type { createClosenessMeter } from './closeness.ts';
import type { createWordFinder } from './find-words.ts';
import type { IndexedPassage } from './passage-index.ts';
import type { Question } from './question.ts';

/** A question that is known to have no answer. */
export interface Refusal {
  readonly passage: IndexedPassage;
  /** Words that carry meaning. */
  readonly contentWords: number;
}

/** What one question is compared with: how its words are found, and how close that comes. */
export interface Comparison {
  readonly question: Question;
  readonly find: ReturnType<typeof createWordFinder>;
  readonly closenessOf: ReturnType<typeof createClosenessMeter>['closenessOf'];
}

/** Some questions that are known to have no answer. */
export interface Refusals {
  /** How close the closest of them comes, 0–1; 0 where none shares a word of meaning. */
  closenessOf(comparison: Comparison): number;
}

/** One that shares less than this part of what the one that shares most does is not compared. */
const WORTH_A_LOOK = 0.6;

/** Files `refusals` by their words. */
export function createRefusals(refusals: readonly Refusal[]): Refusals {
  const holders = new Map<number, number[]>();
  for (const [number, { passage }] of refusals.entries()) {
    for (const word of new Set(passage.folded)) {
      const there = holders.get(word);
      if (there) there.push(number);
      else holders.set(word, [number]);
    }
  }
  /** By refusal: what it shares with the question at hand; 0 again afterwards. */
  const shared = new Float64Array(refusals.length);

  return {
    closenessOf({ question: { alternatives, weights, isFunction }, find, closenessOf }) {
      const met: number[] = [];
      let most = 0;
      for (const { start, end, folded, factor } of alternatives) {
        let weight = 0;
        for (let at = start; at < end; at += 1) if (!isFunction[at]) weight += weights[at] as number;
        const earned = weight * factor;
        if (earned === 0) continue;
        for (const number of holders.get(folded[0] as number) ?? []) {
          const before = shared[number] as number;
          if (before === 0) met.push(number);
          shared[number] = before + earned;
          most = Math.max(most, before + earned);
        }
      }
      let closest = 0;
      for (const number of met) {
        const isClose = (shared[number] as number) >= WORTH_A_LOOK * most;
        shared[number] = 0;
        if (!isClose) continue;
        const { passage, contentWords } = refusals[number] as Refusal;
        const found = find(passage);
        if (found) closest = Math.max(closest, closenessOf(found, contentWords));
      }
      return closest;
    },
  };
}
