/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -7.752,
  weights: {
    coverage: 4.981,
    window: 0.488,
    pairs: 0.332,
    closeness: 0,
    support: 1.503,
    lead: 4.754,
    missing: -0.554,
    names: 0,
    number: -2.114,
    unknown: -2.547,
    decisive: -3.028,
    lacking: -0.631,
    phrased: 0.785,
  },
  answerFrom: 0.463,
  choicesFrom: 0.094,
} as const;
