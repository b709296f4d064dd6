/** What each measure of evidence counts for, and where the zones begin; written by `npm run calibrate`, reviewed by hand. */
export const COEFFICIENTS = {
  bias: -4.867,
  weights: {
    coverage: 5.734,
    window: -0.672,
    pairs: 1.709,
    closeness: 0.294,
    margin: 9.599,
    missing: 0.279,
    names: -0.589,
    unknown: -1.631,
    decisive: -2.914,
    lacking: -0.976,
    phrased: 1.449,
  },
  answerFrom: 0.6,
  choicesFrom: 0.3,
} as const;
