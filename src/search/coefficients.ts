/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions through (mean of both sets), `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -4.961,
  weights: {
    coverage: 5.850,
    window: -0.321,
    pairs: 1.618,
    closeness: 0.634,
    margin: 8.637,
    missing: 0.468,
    names: -0.503,
    unknown: -1.974,
    decisive: -2.742,
    lacking: -1.467,
    phrased: 1.295,
  },
  answerFrom: 0.678,
  choicesFrom: 0.171,
} as const;
