/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists (test/eval/questions) and the dev articles of XQuAD as of 2026-11-28; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -10.788,
  weights: {
    coverage: 5.14,
    pairs: 1.376,
    support: 2.08,
    lead: 6.244,
    number: -0.512,
    unknown: -1.912,
    decisive: -0.596,
    unmet: -0.896,
    phrased: 3.557,
    phrasedCoverage: -3.82,
    wording: 1.387,
  },
  answerFrom: 0.697,
  choicesFrom: 0.062,
} as const;
