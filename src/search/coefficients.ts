/** What each measure of evidence counts for, and where the zones begin; written by `npm run calibrate`, reviewed by hand. */
export const COEFFICIENTS = {
  bias: -4.676,
  weights: {
    coverage: 4.629,
    window: -0.087,
    pairs: 2.096,
    closeness: 1.386,
    margin: 6.926,
    missing: 0.519,
    names: -0.668,
    unknown: -1.133,
    decisive: -3.065,
    lacking: -1.815,
    phrased: 1.019,
  },
  answerFrom: 0.6,
  choicesFrom: 0.3,
} as const;
