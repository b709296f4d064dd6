/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -6.280,
  weights: {
    coverage: 6.060,
    window: 0.440,
    pairs: 2.556,
    closeness: -0.230,
    margin: 12.262,
    missing: 0.923,
    names: -0.864,
    unknown: -3.923,
    decisive: -2.768,
    lacking: -0.605,
    phrased: 1.955,
  },
  answerFrom: 0.619,
  choicesFrom: 0.186,
} as const;
