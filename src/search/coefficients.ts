/**
 * What each measure of evidence counts for, and where the zones begin. Written by `npm run calibrate` from the
 * calibration lists (test/eval/questions) and the dev articles of XQuAD as of 2026-11-28; reviewed by hand.
 *
 * `answerFrom` lets 3 % of the unanswerable questions of either set through, `choicesFrom` 20 %.
 */
export const COEFFICIENTS = {
  bias: -8.348,
  weights: {
    coverage: 5.031,
    pairs: 1.859,
    support: 1.145,
    lead: 5.617,
    missing: -0.066,
    number: -0.062,
    unknown: -1.281,
    decisive: -0.843,
    unmet: -0.891,
    phrased: -2.723,
    wording: 1.389,
  },
  answerFrom: 0.759,
  choicesFrom: 0.068,
} as const;
