/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -7.959,
  weights: {
    coverage: 5.123,
    window: 1.226,
    pairs: 0.548,
    closeness: 0,
    support: 1.141,
    lead: 4.278,
    missing: -0.163,
    names: 0,
    number: -0.866,
    unknown: -2.444,
    decisive: -3.104,
    lacking: 0,
    phrased: 1.377,
  },
  answerFrom: 0.45,
  choicesFrom: 0.116,
} as const;
