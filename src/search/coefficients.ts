/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-29; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of any set through, `choicesFrom` 20 %; where two turns come
 * near each other, turns are offered below it too.
 */
export const COEFFICIENTS = {
  bias: -10.81,
  weights: {
    coverage: 5.33,
    pairs: 1.61,
    support: 1.96,
    lead: 6.57,
    number: -0.87,
    unknown: -1.19,
    decisive: -0.6,
    unmet: -0.7,
    phrased: 5.18,
    phrasedCoverage: -2.33,
    phrasedLead: -3.28,
    wording: 0.79,
    closer: 6.44,
  },
  answerFrom: 0.612,
  choicesFrom: 0.056,
} as const;
