import type { Question } from './question.ts';

/** Finds, among numbered texts, those that share enough words of meaning with a question. */
export type FindSharers = (question: Question) => readonly number[];

/**
 * Makes the finder over `texts`: each one's number, below `count`, and its folded words. A text that shares less than
 * `share` of what the one that shares most does is left out.
 */
export function createFindSharers(
  texts: Iterable<readonly [number: number, folded: Uint32Array]>,
  count: number,
  share: number,
): FindSharers {
  /** By folded word: the texts that hold it. */
  const holders = new Map<number, number[]>();
  for (const [number, folded] of texts) {
    for (const word of new Set(folded)) {
      const there = holders.get(word);
      if (there) there.push(number);
      else holders.set(word, [number]);
    }
  }
  /** By text: what it shares with the question at hand; 0 again afterwards. */
  const shared = new Float64Array(count);

  return ({ alternatives, weights, isFunction }) => {
    const met: number[] = [];
    let most = 0;
    for (const { start, end, folded, factor } of alternatives) {
      let weight = 0;
      for (let at = start; at < end; at += 1) if (!isFunction[at]) weight += weights[at] as number;
      const earned = weight * factor;
      if (earned === 0) continue;
      for (const number of holders.get(folded[0] as number) ?? NONE) {
        const before = shared[number] as number;
        if (before === 0) met.push(number);
        const sum = before + earned;
        shared[number] = sum;
        if (sum > most) most = sum;
      }
    }
    const close = met.filter((number) => (shared[number] as number) >= share * most);
    for (const number of met) shared[number] = 0;
    return close;
  };
}

const NONE: readonly number[] = [];
