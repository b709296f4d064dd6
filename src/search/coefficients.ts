/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-28; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -10.764,
  weights: {
    coverage: 5.134,
    pairs: 1.499,
    support: 2.099,
    lead: 6.103,
    number: -0.368,
    unknown: -2.258,
    decisive: -0.779,
    unmet: -1.134,
    phrased: 3.916,
    phrasedCoverage: -3.803,
    wording: 1.294,
  },
  answerFrom: 0.692,
  choicesFrom: 0.062,
} as const;
