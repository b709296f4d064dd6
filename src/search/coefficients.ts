/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions through (mean of both sets), `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -5.516,
  weights: {
    coverage: 5.448,
    window: 0.101,
    pairs: 2.531,
    closeness: 0.618,
    margin: 9.230,
    missing: 0.428,
    names: -0.177,
    unknown: -3.766,
    decisive: -2.767,
    lacking: -0.457,
    phrased: 1.326,
  },
  answerFrom: 0.617,
  choicesFrom: 0.158,
} as const;
