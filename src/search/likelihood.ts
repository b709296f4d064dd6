import type { Vocabulary } from './vocabulary.ts';

/** How likely words are, as the texts and general Vietnamese have them; natural logarithms. */
export interface Likelihood {
  /** Of a folded word by itself; -1 stands for a word that nobody knows. */
  word(folded: number): number;
  /** Of `second` right after `first`; -1 stands for a word that nobody knows. */
  pair(first: number, second: number): number;
}

/** How much of a word's likelihood comes from the word before it; the rest from how common it is. */
const PAIR_SHARE = 0.7;
/** A known word counts as met this often before any text is looked at, an unknown one this often altogether. */
const KNOWN = 1.5;
const UNKNOWN = 0.3;
/** General Vietnamese stands beside the texts as so many passages, each passage for so many words. */
const GENERAL_PASSAGES = 60;
const WORDS_A_PASSAGE = 30;

/** Reads likelihoods off a vocabulary's counts: pairs of neighbours, backed by single words where a pair is new. */
export function createLikelihood(vocabulary: Vocabulary): Likelihood {
  const total = (vocabulary.passageCount() + GENERAL_PASSAGES) * WORDS_A_PASSAGE;
  const countOf = (folded: number) => vocabulary.foldedCount(folded) + vocabulary.generalCommonness(folded);
  const shareOf = (folded: number) => (folded < 0 ? UNKNOWN : KNOWN + countOf(folded)) / total;

  return {
    word: (folded) => Math.log(shareOf(folded)),
    pair(first, second) {
      const firsts = first < 0 ? 1 : countOf(first) + 1;
      const together = Math.min(firsts, vocabulary.pairCount(first, second));
      return Math.log((PAIR_SHARE * together) / firsts + (1 - PAIR_SHARE) * shareOf(second));
    },
  };
}
