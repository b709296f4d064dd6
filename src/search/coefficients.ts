/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -7.749,
  weights: {
    coverage: 5.089,
    window: 0.722,
    pairs: 0,
    closeness: 0,
    support: 1.449,
    lead: 4.713,
    missing: -0.542,
    names: 0,
    number: -2.377,
    unknown: -2.562,
    decisive: -3.124,
    lacking: -0.458,
    phrased: 0.979,
  },
  answerFrom: 0.448,
  choicesFrom: 0.098,
} as const;
