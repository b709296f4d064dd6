/** What each measure of evidence counts for, and where the zones begin; written by `npm run calibrate`, reviewed by hand. */
export const COEFFICIENTS = {
  bias: -5.249,
  weights: {
    coverage: 5.436,
    window: -1.168,
    pairs: 2.641,
    closeness: 2.737,
    margin: 6.302,
    missing: 1.004,
    names: -0.851,
    unknown: -0.448,
    decisive: -2.359,
    lacking: -1.893,
    brevity: 1.025,
  },
  answerFrom: 0.6,
  choicesFrom: 0.3,
} as const;
