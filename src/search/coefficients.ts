/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -5.826,
  weights: {
    coverage: 3.639,
    window: 0.366,
    pairs: 1.732,
    closeness: 0,
    support: 0.735,
    lead: 4.753,
    missing: -0.462,
    names: 0,
    number: -1.092,
    unknown: -4.468,
    decisive: -2.916,
    lacking: 0,
    phrased: 1.544,
  },
  answerFrom: 0.696,
  choicesFrom: 0.18,
} as const;
