/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions through (mean of both sets), `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -5.767,
  weights: {
    coverage: 5.877,
    window: 0.194,
    pairs: 2.481,
    closeness: -0.058,
    margin: 11.802,
    missing: 0.844,
    names: -0.758,
    unknown: -3.744,
    decisive: -2.583,
    lacking: -0.752,
    phrased: 1.669,
  },
  answerFrom: 0.603,
  choicesFrom: 0.159,
} as const;
