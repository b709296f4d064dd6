/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -5.577,
  weights: {
    coverage: 3.498,
    window: 0.104,
    pairs: 1.788,
    closeness: 0,
    support: 0.72,
    lead: 4.804,
    missing: -0.56,
    names: 0,
    number: -1.097,
    unknown: -4.41,
    decisive: -2.963,
    lacking: 0,
    phrased: 1.409,
  },
  answerFrom: 0.696,
  choicesFrom: 0.143,
} as const;
