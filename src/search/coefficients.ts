/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of 2026-11-29; reviewed by hand.
 *
 * `answerFrom` lets 2 % of the unanswerable questions of any set through, `choicesFrom` 20 %; where two turns come
 * near each other, turns are offered below it too.
 */
export const COEFFICIENTS = {
  bias: -10.979,
  weights: {
    coverage: 5.279,
    pairs: 1.751,
    support: 2.024,
    lead: 6.615,
    number: -0.923,
    unknown: -0.859,
    decisive: -0.706,
    unmet: -0.794,
    phrased: 5.208,
    phrasedCoverage: -2.398,
    phrasedLead: -3.299,
    wording: 0.863,
    closer: 7.771,
  },
  answerFrom: 0.628,
  choicesFrom: 0.057,
} as const;
