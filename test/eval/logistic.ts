/** A fitted logistic model: probability = 1 / (1 + exp(-(bias + weights · values))). */
export interface Logistic {
  readonly bias: number;
  readonly weights: readonly number[];
}

/** One example: what was measured, whether it came true, and how much it counts. */
export interface Example {
  readonly values: readonly number[];
  readonly isTrue: boolean;
  readonly weight: number;
}

const ROUNDS = 60;

/** Fits by Newton's method with a ridge of `ridge` on the weights; deterministic. */
export function fitLogistic(examples: readonly Example[], ridge: number): Logistic {
  const size = (examples[0]?.values.length ?? 0) + 1;
  let solution = new Float64Array(size);
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = new Float64Array(size);
    const curvature = Array.from({ length: size }, () => new Float64Array(size));
    for (const { values, isTrue, weight } of examples) {
      const row = [1, ...values];
      const probability =
        1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * (solution[at] as number), 0)));
      const slack = weight * (probability - (isTrue ? 1 : 0));
      const bend = weight * Math.max(1e-6, probability * (1 - probability));
      for (let one = 0; one < size; one += 1) {
        gradient[one] = (gradient[one] as number) + slack * (row[one] as number);
        const line = curvature[one] as Float64Array;
        for (let other = 0; other < size; other += 1) {
          line[other] = (line[other] as number) + bend * (row[one] as number) * (row[other] as number);
        }
      }
    }
    for (let at = 1; at < size; at += 1) {
      gradient[at] = (gradient[at] as number) + ridge * (solution[at] as number);
      const line = curvature[at] as Float64Array;
      line[at] = (line[at] as number) + ridge;
    }
    const step = solve(curvature, gradient);
    solution = solution.map((value, at) => value - (step[at] as number));
    if (step.every((value) => Math.abs(value) < 1e-7)) break;
  }
  return { bias: solution[0] as number, weights: [...solution.slice(1)] };
}

/**
 * The same under the condition that a weight has the sign that its measure means (+1 speaks for, -1 against, 0 either):
 * weights that come out on the wrong side only make up for others, and are left out one after the other, worst first.
 */
export function fitSignedLogistic(
  examples: readonly Example[],
  ridge: number,
  signs: readonly (-1 | 0 | 1)[],
): Logistic {
  const kept = signs.map((_, at) => at);
  for (;;) {
    const model = fitLogistic(
      examples.map((example) => ({ ...example, values: kept.map((at) => example.values[at] as number) })),
      ridge,
    );
    const wrong = kept.map((at, place) => (signs[at] as number) * (model.weights[place] as number));
    const worst = wrong.indexOf(Math.min(...wrong));
    if ((wrong[worst] ?? 0) >= 0) {
      return { bias: model.bias, weights: signs.map((_, at) => model.weights[kept.indexOf(at)] ?? 0) };
    }
    kept.splice(worst, 1);
  }
}

/** Gaussian elimination with pivoting. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const rows = matrix.map((line, at) => Float64Array.from([...line, right[at] as number]));
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(rows[row]?.[column] as number) > Math.abs(rows[pivot]?.[column] as number)) pivot = row;
    }
    const swapped = rows[column] as Float64Array<ArrayBuffer>;
    rows[column] = rows[pivot] as Float64Array<ArrayBuffer>;
    rows[pivot] = swapped;
    const head = rows[column] as Float64Array<ArrayBuffer>;
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const line = rows[row] as Float64Array;
      const factor = (line[column] as number) / (head[column] as number);
      for (let at = column; at <= size; at += 1) line[at] = (line[at] as number) - factor * (head[at] as number);
    }
  }
  return Float64Array.from(rows, (line, at) => (line[size] as number) / (line[at] as number));
}
