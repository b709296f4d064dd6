/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -7.3,
  weights: {
    coverage: 4.334,
    window: 0,
    pairs: 1.395,
    closeness: 0,
    support: 1.505,
    lead: 4.386,
    missing: -0.648,
    names: 0,
    number: -2.201,
    unknown: -3.316,
    decisive: -3.189,
    lacking: 0,
    phrased: 1.102,
  },
  answerFrom: 0.462,
  choicesFrom: 0.11,
} as const;
