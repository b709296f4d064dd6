import { foldWord, type WordForm } from './fold.ts';

/** Every word that the indexed texts hold, numbered; and in how many passages each stands. */
export interface Vocabulary {
  /** Number of the exact form of a word in any letter case, given now if it is new. */
  intern(word: string): number;
  /** Number of the exact form of a lower-case word; -1 when no text holds it. */
  exactOf(word: string): number;
  /** Number of an exact form; -1 when no text holds it. */
  exactOfForm(form: WordForm): number;
  /** Number of a folded form; -1 when no text holds it. */
  foldedOf(folded: string): number;
  /** Number of the folded form of an exact form. */
  fold(exact: number): number;
  /** The folded form itself. */
  spell(folded: number): string;
  /** The exact form itself, and all that is known of it. */
  spellExact(exact: number): string;
  formOf(exact: number): WordForm;
  /** Counts one passage's words, each once, and its neighbouring pairs; or more words of the passage before. */
  count(exact: Uint32Array, joinsPrevious: boolean): void;
  /** About how often the exact words stand side by side. */
  exactPairCount(first: number, second: number): number;
  /** Every exact form that folds to a folded form. */
  exactFormsOf(folded: number): readonly number[];
  /** Takes note of words and pairs of general Vietnamese that no passage need hold. */
  countBackground(words: readonly string[], weight: number): void;
  /** How common a folded form is in general Vietnamese; 0 for most. */
  generalCommonness(folded: number): number;
  /** How common the exact form is in passages and in general Vietnamese. */
  commonness(exact: number): number;
  /** How many passages hold the folded form. */
  foldedCount(folded: number): number;
  /** How many passages hold the exact form. */
  exactCount(exact: number): number;
  /** About how often the folded words stand side by side; never too low, rarely too high. */
  pairCount(first: number, second: number): number;
  readonly passageCount: () => number;
  readonly foldedSize: () => number;
}

/** Pairs share so many counters, to the power of two: a small library needs fewer, and less memory. */
const PAIR_TABLE_BITS = 22;
const PAIR_TABLE_BITS_OF_FEW = 20;
/** A library of no more letters is a small one; those of a phrasing count less, as phrasings repeat each other's pairs. */
const FEW_LETTERS = 150_000;
/** What a phrasing's letters count for beside a paragraph's. */
export const PHRASING_SHARE = 1 / 3;

/** Slot of a pair of folded words in a table of `bits` bits. */
export function pairSlot(first: number, second: number, bits: number): number {
  return ((Math.imul(first + 1, 0x9e3779b1) ^ Math.imul(second + 1, 0x85ebca6b)) * 2654435761) >>> (32 - bits);
}

/** Makes an empty vocabulary for texts of about `letters` letters together. */
export function createVocabulary(letters: number): Vocabulary {
  const pairBits = letters > FEW_LETTERS ? PAIR_TABLE_BITS : PAIR_TABLE_BITS_OF_FEW;
  const byWord = new Map<string, number>();
  const byExact = new Map<string, number>();
  const byFolded = new Map<string, number>();
  const foldedOfExact: number[] = [];
  const forms: WordForm[] = [];
  const spellings: string[] = [];
  const exactCounts: number[] = [];
  const foldedCounts: number[] = [];
  const seenExact: number[] = [];
  const seenFolded: number[] = [];
  const pairs = new Uint8Array(1 << pairBits);
  const exactPairs = new Uint8Array(1 << pairBits);
  const exactForms: number[][] = [];
  const background: number[] = [];
  const foldedBackground: number[] = [];
  let passages = 0;

  function intern(word: string): number {
    const known = byWord.get(word);
    if (known !== undefined) return known;
    const form = foldWord(word.toLowerCase());
    let exact = byExact.get(form.exact);
    if (exact === undefined) {
      let folded = byFolded.get(form.folded);
      if (folded === undefined) {
        folded = spellings.push(form.folded) - 1;
        byFolded.set(form.folded, folded);
        foldedCounts.push(0);
        exactForms.push([]);
        seenFolded.push(0);
        foldedBackground.push(0);
      }
      exact = foldedOfExact.push(folded) - 1;
      (exactForms[folded] as number[]).push(exact);
      forms.push(form);
      exactCounts.push(0);
      seenExact.push(0);
      background.push(0);
      byExact.set(form.exact, exact);
    }
    byWord.set(word, exact);
    return exact;
  }

  return {
    intern,
    exactOf: (word) => byWord.get(word) ?? byExact.get(foldWord(word).exact) ?? -1,
    exactOfForm: (form) => byExact.get(form.exact) ?? -1,
    foldedOf: (folded) => byFolded.get(folded) ?? -1,
    fold: (exact) => foldedOfExact[exact] as number,
    spell: (folded) => spellings[folded] as string,
    spellExact: (exact) => (forms[exact] as WordForm).exact,
    formOf: (exact) => forms[exact] as WordForm,
    count(words, joinsPrevious) {
      if (!joinsPrevious || passages === 0) passages += 1;
      let before = -1;
      let exactBefore = -1;
      for (const exact of words) {
        const folded = foldedOfExact[exact] as number;
        if (seenExact[exact] !== passages) {
          seenExact[exact] = passages;
          exactCounts[exact] = (exactCounts[exact] as number) + 1;
        }
        if (seenFolded[folded] !== passages) {
          seenFolded[folded] = passages;
          foldedCounts[folded] = (foldedCounts[folded] as number) + 1;
        }
        if (before >= 0) {
          const slot = pairSlot(before, folded, pairBits);
          if ((pairs[slot] as number) < 255) pairs[slot] = (pairs[slot] as number) + 1;
          const exactSlot = pairSlot(exactBefore, exact, pairBits);
          if ((exactPairs[exactSlot] as number) < 255) exactPairs[exactSlot] = (exactPairs[exactSlot] as number) + 1;
        }
        before = folded;
        exactBefore = exact;
      }
    },
    generalCommonness: (folded) => foldedBackground[folded] ?? 0,
    commonness: (exact) => (exactCounts[exact] ?? 0) + (background[exact] ?? 0),
    countBackground(words, weight) {
      let before = -1;
      for (const word of words) {
        const exact = intern(word);
        if (weight > 0) {
          background[exact] = weight;
          foldedBackground[foldedOfExact[exact] as number] = weight;
        }
        if (before >= 0) {
          const slot = pairSlot(foldedOfExact[before] as number, foldedOfExact[exact] as number, pairBits);
          if (pairs[slot] === 0) pairs[slot] = 1;
          const exactSlot = pairSlot(before, exact, pairBits);
          if (exactPairs[exactSlot] === 0) exactPairs[exactSlot] = 1;
        }
        before = exact;
      }
    },
    foldedCount: (folded) => foldedCounts[folded] ?? 0,
    exactCount: (exact) => exactCounts[exact] ?? 0,
    pairCount: (first, second) => (first < 0 || second < 0 ? 0 : (pairs[pairSlot(first, second, pairBits)] as number)),
    exactPairCount: (first, second) =>
      first < 0 || second < 0 ? 0 : (exactPairs[pairSlot(first, second, pairBits)] as number),
    exactFormsOf: (folded) => exactForms[folded] ?? [],
    passageCount: () => passages,
    foldedSize: () => spellings.length,
  };
}
