/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-28; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of either set through, `choicesFrom` 20 %; where two turns come
 * near each other, turns are offered below it too.
 */
export const COEFFICIENTS = {
  bias: -10.823,
  weights: {
    coverage: 4.878,
    pairs: 1.408,
    support: 2.094,
    lead: 6.842,
    number: -0.313,
    unknown: -2.265,
    decisive: -0.794,
    unmet: -1.149,
    phrased: 5.084,
    phrasedCoverage: -3.072,
    phrasedLead: -2.155,
    wording: 1.216,
  },
  answerFrom: 0.676,
  choicesFrom: 0.056,
} as const;
