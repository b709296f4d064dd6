/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -7.123,
  weights: {
    coverage: 4.322,
    window: 0,
    pairs: 1.244,
    closeness: 0,
    support: 1.44,
    lead: 4.516,
    missing: -0.67,
    names: 0,
    number: -2.118,
    unknown: -3.24,
    decisive: -3.258,
    lacking: 0,
    phrased: 0.961,
  },
  answerFrom: 0.461,
  choicesFrom: 0.111,
} as const;
