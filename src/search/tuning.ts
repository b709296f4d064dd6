import type { Feature } from './score.ts';

/** Every number that ranking was tuned with, and switches for what can be left out to see what it gave. */
export interface Tuning {
  /** What each measure of a passage counts for. */
  readonly ranking: Readonly<Record<Feature, number>>;
  /** Rarity of words and of pairs is raised to these; below 1 a rare word cannot drown the others. */
  readonly wordRarityPower: number;
  readonly pairRarityPower: number;
  /** Share of their rarity that grammar words, words that only ask, and stray letters keep. */
  readonly grammarShare: number;
  readonly askingShare: number;
  readonly strayShare: number;
  /** Share that a pair with a grammar word keeps. */
  readonly grammarPairShare: number;
  /** General Vietnamese counts for this many passages when words are weighed. */
  readonly backgroundPassages: number;
  /** What a word earns where the text has other accents than the typed ones, and than guessed ones. */
  readonly wrongAccents: number;
  readonly wrongGuess: number;
  /** What a syllable earns alone where the question holds a longer word. */
  readonly partOfWord: number;
  /** What a word earns whose accents no text uses. */
  readonly toneSlip: number;
  /** What a synonym earns of what the word itself would; 0 leaves synonyms out. */
  readonly synonym: number;
  /** What a close phrasing counts for beside the best paragraph. */
  readonly phrasing: number;
  /** What it counts for that a question is worded like those that the turn is asked for with. */
  readonly wording: number;
  /** Whether misspelt words are read as known ones, and accents guessed that were left out. */
  readonly repairs: boolean;
  readonly restores: boolean;
}

/** Chosen by figures of the own dev half and, cross-validated, of XQuAD; see the design document. */
export const TUNING: Tuning = {
  ranking: {
    density: 0.55,
    pairs: 0.1,
    pairDensity: 0.3,
    sentence: 0.65,
    window: 0.34,
    names: 0.468,
    kind: 0.164,
    interview: 0.1275,
  },
  wordRarityPower: 0.8,
  pairRarityPower: 0.6,
  grammarShare: 0.9,
  askingShare: 0.337,
  strayShare: 0.4,
  grammarPairShare: 0.8,
  backgroundPassages: 100,
  wrongAccents: 0.15,
  wrongGuess: 0.75,
  partOfWord: 0.45,
  toneSlip: 0.7,
  synonym: 0.4,
  phrasing: 3.2,
  wording: 3,
  repairs: true,
  restores: true,
};
