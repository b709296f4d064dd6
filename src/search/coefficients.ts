/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-29; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of any set through, `choicesFrom` 20 %; where two turns come
 * near each other, turns are offered below it too.
 */
export const COEFFICIENTS = {
  bias: -10.74,
  weights: {
    coverage: 5.19,
    pairs: 1.83,
    support: 1.95,
    lead: 6.57,
    number: -0.69,
    unknown: -1.44,
    decisive: -0.63,
    unmet: -0.61,
    phrased: 5.1,
    phrasedCoverage: -2.44,
    phrasedLead: -3.04,
    wording: 0.74,
    closer: 8.44,
  },
  answerFrom: 0.576,
  choicesFrom: 0.056,
} as const;
