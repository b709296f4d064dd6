/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions through (mean of both sets), `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -5.811,
  weights: {
    coverage: 5.568,
    window: 0.113,
    pairs: 2.63,
    closeness: 0.42,
    margin: 9.109,
    missing: 0.792,
    names: -0.709,
    unknown: -4.502,
    decisive: -2.715,
    lacking: -0.857,
    phrased: 1.493,
  },
  answerFrom: 0.616,
  choicesFrom: 0.151,
} as const;
