/** A share with the bounds of its 95 % Wilson interval, all in percent. */
export interface Share {
  readonly percent: number;
  readonly low: number;
  readonly high: number;
}

/** `hits` of `count` as a share; 0–100 when there is nothing to count. */
export function shareOf(hits: number, count: number): Share {
  if (count === 0) return { percent: Number.NaN, low: 0, high: 100 };
  const z = 1.96;
  const rate = hits / count;
  const middle = (rate + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const reach = (z / (1 + (z * z) / count)) * Math.sqrt((rate * (1 - rate)) / count + (z * z) / (4 * count * count));
  return { percent: 100 * rate, low: 100 * Math.max(0, middle - reach), high: 100 * Math.min(1, middle + reach) };
}

/** One prediction and what came of it. */
export interface Scored {
  readonly score: number;
  readonly isTrue: boolean;
}

/** Area under the ROC curve: how often a true one outranks a false one. */
export function areaUnderRoc(scored: readonly Scored[]): number {
  const ordered = [...scored].sort((one, other) => one.score - other.score);
  let rankSum = 0;
  let positives = 0;
  for (let at = 0; at < ordered.length; ) {
    let end = at;
    while (end < ordered.length && ordered[end]?.score === ordered[at]?.score) end += 1;
    const rank = (at + 1 + end) / 2;
    for (let tied = at; tied < end; tied += 1) {
      if (ordered[tied]?.isTrue) {
        rankSum += rank;
        positives += 1;
      }
    }
    at = end;
  }
  const negatives = ordered.length - positives;
  return positives && negatives ? (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives) : Number.NaN;
}

/** Bins of a reliability diagram: what was claimed and what came true. */
export interface Bin {
  readonly from: number;
  readonly count: number;
  readonly claimed: number;
  readonly true: number;
}

/** Ten equal bins over 0–1. */
export function reliability(scored: readonly Scored[]): readonly Bin[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const inside = scored.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === bin);
    const count = inside.length;
    return {
      from: bin / 10,
      count,
      claimed: count ? inside.reduce((sum, one) => sum + one.score, 0) / count : 0,
      true: count ? inside.filter((one) => one.isTrue).length / count : 0,
    };
  });
}

/** Expected calibration error over the bins. */
export function calibrationError(scored: readonly Scored[]): number {
  return reliability(scored).reduce(
    (sum, bin) => sum + (bin.count * Math.abs(bin.claimed - bin.true)) / scored.length,
    0,
  );
}

/** Largest share of the answerable that can be answered while at least `precision` of the answers are right. */
export function answeredAtPrecision(
  scored: readonly (Scored & { readonly isAnswerable: boolean })[],
  precision: number,
): { readonly share: number; readonly threshold: number } {
  const ordered = [...scored].sort((one, other) => other.score - one.score);
  const answerable = scored.filter((one) => one.isAnswerable).length;
  let right = 0;
  let best = { share: 0, threshold: 1 };
  ordered.forEach((one, at) => {
    if (one.isTrue) right += 1;
    if (right / (at + 1) >= precision) best = { share: right / answerable, threshold: one.score };
  });
  return best;
}
