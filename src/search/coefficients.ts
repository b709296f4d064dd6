/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-28; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -10.795,
  weights: {
    coverage: 5.23,
    pairs: 1.474,
    support: 2.089,
    lead: 6.104,
    number: -0.367,
    unknown: -2.225,
    decisive: -0.774,
    unmet: -1.139,
    phrased: 3.812,
    phrasedCoverage: -3.685,
    wording: 1.288,
  },
  answerFrom: 0.692,
  choicesFrom: 0.062,
} as const;
