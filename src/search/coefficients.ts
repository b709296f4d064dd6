/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists (test/eval/questions) and the dev articles of XQuAD as of 2026-11-28; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -10.807,
  weights: {
    coverage: 5.113,
    pairs: 1.458,
    support: 2.08,
    lead: 6.274,
    number: -0.526,
    unknown: -1.765,
    decisive: -0.625,
    unmet: -0.895,
    phrased: 3.565,
    phrasedCoverage: -3.87,
    wording: 1.391,
  },
  answerFrom: 0.7,
  choicesFrom: 0.062,
} as const;
