/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the dev halves
 * of the project's own questions and of XQuAD as of 2026-11-23; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable dev questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -7.779,
  weights: {
    coverage: 5.15,
    window: 0.752,
    pairs: 0,
    closeness: 0,
    support: 1.423,
    lead: 4.663,
    missing: -0.491,
    names: 0,
    number: -2.362,
    unknown: -2.613,
    decisive: -3.106,
    lacking: -0.445,
    phrased: 1.021,
  },
  answerFrom: 0.455,
  choicesFrom: 0.098,
} as const;
