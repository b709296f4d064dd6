/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-29; reviewed by hand.
 *
 * `answerFrom` lets 2 % of the unanswerable questions of any set through, `choicesFrom` 20 %; where two turns come
 * near each other, turns are offered below it too.
 */
export const COEFFICIENTS = {
  bias: -11.015,
  weights: {
    coverage: 5.338,
    pairs: 1.676,
    support: 2.029,
    lead: 6.618,
    number: -0.931,
    unknown: -0.785,
    decisive: -0.695,
    unmet: -0.778,
    phrased: 5.151,
    phrasedCoverage: -2.297,
    phrasedLead: -3.274,
    wording: 0.876,
    closer: 7.73,
  },
  answerFrom: 0.607,
  choicesFrom: 0.057,
} as const;
