/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions through (mean of both sets), `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -6.278,
  weights: {
    coverage: 6.074,
    window: 0.411,
    pairs: 2.536,
    closeness: -0.267,
    margin: 12.368,
    missing: 0.922,
    names: -0.868,
    unknown: -3.855,
    decisive: -2.783,
    lacking: -0.608,
    phrased: 1.973,
  },
  answerFrom: 0.573,
  choicesFrom: 0.172,
} as const;
