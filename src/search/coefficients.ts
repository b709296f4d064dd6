/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -5.743,
  weights: {
    coverage: 5.671,
    window: 1.082,
    pairs: 2.737,
    closeness: 0,
    margin: 11.48,
    missing: 0,
    names: -0.193,
    unknown: -3.128,
    decisive: -2.786,
    lacking: 0,
    phrased: 1.854,
  },
  answerFrom: 0.69,
  choicesFrom: 0.183,
} as const;
