/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-29; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of any set through, `choicesFrom` 20 %; where two turns come
 * near each other, turns are offered below it too.
 */
export const COEFFICIENTS = {
  bias: -11.06,
  weights: {
    coverage: 5.33,
    pairs: 1.59,
    support: 2.05,
    lead: 6.63,
    number: -0.93,
    unknown: -0.91,
    decisive: -0.6,
    unmet: -0.69,
    phrased: 5.4,
    phrasedCoverage: -2.29,
    phrasedLead: -3.34,
    wording: 0.79,
    closer: 6.42,
  },
  answerFrom: 0.616,
  choicesFrom: 0.057,
} as const;
