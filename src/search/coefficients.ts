/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -7.174,
  weights: {
    coverage: 6.725,
    window: 1.332,
    pairs: 3.098,
    closeness: -2.202,
    margin: 11.328,
    missing: 0.699,
    names: -0.393,
    unknown: -4.408,
    decisive: -2.938,
    lacking: 0.285,
    phrased: 2.958,
  },
  answerFrom: 0.688,
  choicesFrom: 0.18,
} as const;
