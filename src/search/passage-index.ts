import { type CandidateFinder, createCandidateFinder } from './candidates.ts';
import type { General, Phrase } from './general.ts';
import { createLookThrough } from './look-through.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** A text to be found, as sentences of words in any letter case with their short forms written out. */
export interface PassageWords {
  readonly sentences: readonly (readonly string[])[];
  /** By sentence: which {@link SentenceKind}s it could answer. */
  readonly kinds: Uint8Array;
  /** Whether it counts as one passage together with the text before it when words are weighed. */
  readonly joinsPrevious: boolean;
  /** Whether it is a way to ask, and not an answer's own text. */
  readonly isPhrasing: boolean;
}

/** What a sentence holds that a question may ask for; bits. */
export const SentenceKind = { number: 1, time: 2, name: 4, place: 8, reason: 16, day: 32 } as const;

/** A text as the index keeps it. */
export interface IndexedPassage {
  /** Numbers of the exact forms, in order. */
  readonly words: Uint32Array;
  /** Numbers of the folded forms, in order. */
  readonly folded: Uint32Array;
  /** Where each sentence begins in `words`, and the end. */
  readonly stops: Uint32Array;
  /** By sentence: bits of {@link SentenceKind}. */
  readonly kinds: Uint8Array;
}

/** Passages by number, and what they are found with. */
export interface PassageIndex {
  readonly vocabulary: Vocabulary;
  readonly passages: readonly IndexedPassage[];
  readonly spelling: Spelling;
  /** Finds the passages that may answer: of a small library all paragraphs, and the phrasings that share enough with the question. */
  readonly candidates: CandidateFinder;
}

/** A library of no more paragraphs, and no more known phrasings, is looked through without an index. */
const FEW_PARAGRAPHS = 400;
const FEW_PHRASINGS = 4_000;

/** Indexes passages with what `general` knows of Vietnamese. */
export function createPassageIndex(
  texts: Iterable<PassageWords>,
  general: General,
  letters: number,
  unanswered: readonly { readonly words: Phrase }[] = [],
): PassageIndex {
  const vocabulary = createVocabulary(letters);
  const passages: IndexedPassage[] = [];
  const isParagraph: boolean[] = [];
  for (const { sentences, kinds, joinsPrevious, isPhrasing } of texts) {
    const words = new Uint32Array(sentences.reduce((sum, sentence) => sum + sentence.length, 0));
    const stops = new Uint32Array(sentences.length + 1);
    let at = 0;
    sentences.forEach((sentence, index) => {
      stops[index] = at;
      for (const word of sentence) words[at++] = vocabulary.intern(word);
    });
    stops[sentences.length] = at;
    vocabulary.count(words, joinsPrevious);
    isParagraph.push(!isPhrasing);
    passages.push({ words, folded: words.map((exact) => vocabulary.fold(exact)), stops, kinds });
  }
  for (const { phrase, weight } of general.background) vocabulary.countBackground(phrase, weight);
  for (const { words } of unanswered) vocabulary.countBackground(words, 0);
  const paragraphs = isParagraph.filter((is) => is).length;
  const candidates =
    paragraphs <= FEW_PARAGRAPHS && passages.length - paragraphs <= FEW_PHRASINGS
      ? createLookThrough(passages, isParagraph)
      : createCandidateFinder(passages, vocabulary, general);
  return { vocabulary, passages, spelling: createSpelling(vocabulary), candidates };
}
