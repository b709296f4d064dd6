import type { Library, PlacedTurn } from '../core/interview.ts';
import { type SentenceRange, splitSentences } from '../core/sentences.ts';
import type { General } from './general.ts';
import { createPassageIndex, type PassageIndex, type PassageWords } from './passage-index.ts';
import { kindsOf } from './sentence-kinds.ts';
import { createShortForms, glossaryForms, type ShortForms } from './short-forms.ts';

/** What an indexed text is: a paragraph of an answer, or a way to ask for a turn. */
export type Source =
  | {
      readonly kind: 'paragraph';
      readonly turn: number;
      readonly paragraph: number;
      readonly sentences: readonly SentenceRange[];
    }
  | { readonly kind: 'phrasing'; readonly turn: number; readonly text: string; readonly isPublished: boolean };

/** A library made ready for search. */
export interface LibraryIndex {
  readonly turns: readonly PlacedTurn[];
  readonly sources: readonly Source[];
  readonly index: PassageIndex;
  readonly shortForms: ShortForms;
  /** Mean length of a paragraph in words. */
  readonly averageLength: number;
}

/** Indexes every paragraph, published question and known phrasing of a library. */
export function createLibraryIndex(library: Library, general: General): LibraryIndex {
  const turns: PlacedTurn[] = [];
  const sources: Source[] = [];
  let wordCount = 0;
  let paragraphCount = 0;

  function* texts(): Generator<PassageWords> {
    for (const interview of library.interviews) {
      const forms = createShortForms(glossaryForms(interview.glossary), general.abbreviations);
      for (const turn of interview.turns) {
        const number = turns.push({ interview, turn }) - 1;
        for (const [paragraph, text] of turn.paragraphs.entries()) {
          const sentences = splitSentences(text);
          sources.push({ kind: 'paragraph', turn: number, paragraph, sentences });
          const words = sentences.map((range) => forms.expandText(text.slice(range.start, range.end)));
          paragraphCount += 1;
          wordCount += words.reduce((sum, sentence) => sum + sentence.length, 0);
          yield {
            sentences: words,
            kinds: Uint8Array.from(sentences, (range) => kindsOf(text.slice(range.start, range.end))),
          };
        }
        for (const [position, text] of [turn.question, ...turn.also].entries()) {
          if (text.trim() === '') continue;
          sources.push({ kind: 'phrasing', turn: number, text, isPublished: position === 0 });
          yield { sentences: [forms.expandText(text)], kinds: new Uint8Array(1) };
        }
      }
    }
  }

  const index = createPassageIndex(texts(), general);
  const glossaries = library.interviews.map((interview) => glossaryForms(interview.glossary));
  return {
    turns,
    sources,
    index,
    shortForms: createShortForms(...glossaries, general.abbreviations),
    averageLength: Math.max(1, wordCount / Math.max(1, paragraphCount)),
  };
}
