/** What each measure of evidence counts for, and where the zones begin; written by `npm run calibrate`, reviewed by hand. */
export const COEFFICIENTS = {
  bias: -5,
  weights: {
    coverage: 5,
    window: 1,
    pairs: 2,
    closeness: 4,
    margin: 1,
    missing: -2,
    names: -1,
    unknown: -1,
    brevity: 0,
  },
  answerFrom: 0.6,
  choicesFrom: 0.3,
} as const;
