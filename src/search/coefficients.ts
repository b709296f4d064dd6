/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-29; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of any set through, `choicesFrom` 20 %; where two turns come
 * near each other, turns are offered below it too.
 */
export const COEFFICIENTS = {
  bias: -10.75,
  weights: {
    coverage: 5.27,
    pairs: 1.68,
    support: 1.95,
    lead: 6.57,
    number: -0.66,
    unknown: -1.34,
    decisive: -0.62,
    unmet: -0.67,
    phrased: 5.34,
    phrasedCoverage: -2.33,
    phrasedLead: -3.32,
    wording: 0.72,
    closer: 8.32,
  },
  answerFrom: 0.563,
  choicesFrom: 0.057,
} as const;
