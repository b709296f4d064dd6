/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-28; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -10.792,
  weights: {
    coverage: 5.237,
    pairs: 1.435,
    support: 2.089,
    lead: 6.11,
    number: -0.374,
    unknown: -2.255,
    decisive: -0.746,
    unmet: -1.153,
    phrased: 3.841,
    phrasedCoverage: -3.725,
    wording: 1.282,
  },
  answerFrom: 0.698,
  choicesFrom: 0.063,
} as const;
