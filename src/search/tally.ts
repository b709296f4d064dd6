/** Questions of one kind, next to each other: those of a target, of a turn, of an interview. */
export interface Range {
  readonly from: number;
  to: number;
}

/** Which term stands in a question of which group: one entry each, side by side in two lists. */
export interface Entries {
  /** By term: its number in `terms`. */
  readonly numbers: Map<number, number>;
  readonly terms: number[];
  readonly groups: number[];
}

/** Counts of questions and of what stands in them. */
export interface Tally {
  questionsIn(range: Range): number;
  /** In how many questions of `range` the term stands. */
  count(term: number, range: Range): number;
}

/** Files `entries` by term; with how many `questions` there are of each group. */
export function createTally({ numbers, terms, groups }: Entries, questions: readonly number[]): Tally {
  /** By number of a term: where its groups begin in `filed`, and the end. */
  const starts = new Uint32Array(numbers.size + 1);
  for (const number of terms) starts[number + 1] = (starts[number + 1] as number) + 1;
  for (let number = 0; number < numbers.size; number += 1) {
    starts[number + 1] = (starts[number + 1] as number) + (starts[number] as number);
  }
  const filed = new Uint32Array(terms.length);
  const free = starts.slice();
  for (let at = 0; at < terms.length; at += 1) {
    const number = terms[at] as number;
    const place = free[number] as number;
    filed[place] = groups[at] as number;
    free[number] = place + 1;
  }
  for (let number = 0; number < numbers.size; number += 1) filed.subarray(starts[number], starts[number + 1]).sort();

  /** By group: how many questions there are before it. */
  const sums = new Float64Array(questions.length + 1);
  for (const [group, count] of questions.entries()) sums[group + 1] = (sums[group] as number) + count;

  return {
    questionsIn: ({ from, to }) => (sums[to] as number) - (sums[from] as number),
    count(term, { from, to }) {
      const number = numbers.get(term);
      if (number === undefined) return 0;
      const start = starts[number] as number;
      const end = starts[number + 1] as number;
      return firstAt(filed, start, end, to) - firstAt(filed, start, end, from);
    },
  };
}

/** The first place from `start` on, and before `end`, where `filed` holds no less than `wanted`. */
function firstAt(filed: Uint32Array, start: number, end: number, wanted: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((filed[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
