import type { Library, PlacedTurn } from '../core/interview.ts';
import { type PhrasingTarget, readPhrasing } from '../core/phrasing.ts';
import { type SentenceRange, splitSentences } from '../core/sentences.ts';
import { foldWord } from './fold.ts';
import { type General, withAddressees, withShortForms } from './general.ts';
import type { Lexicon } from './lexicon.ts';
import { createPassageIndex, type IndexedPassage, type PassageIndex, type PassageWords } from './passage-index.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { kindsOf } from './sentence-kinds.ts';
import { createShortForms, readGlossary, readShortForms } from './short-forms.ts';
import { phrasesForSpeakers, shortPlaces, titlesOf } from './speakers.ts';
import { TUNING, type Tuning } from './tuning.ts';
import { PHRASING_SHARE } from './vocabulary.ts';
import { createWordingsBuilder, EVERY_INTERVIEW, readTerms, type Wordings } from './wordings.ts';
import { createWrittenDown, type WrittenDown } from './written-down.ts';

/** What an indexed text is: a paragraph of an answer, or a way to ask for a turn. */
export type Source =
  | {
      readonly kind: 'paragraph';
      readonly turn: number;
      readonly paragraph: number;
      readonly sentences: readonly SentenceRange[];
    }
  | {
      readonly kind: 'phrasing';
      readonly turn: number;
      readonly text: string;
      readonly isPublished: boolean;
      /** Words that carry meaning; how many of them a question shares tells how close the two are. */
      readonly contentWords: number;
      readonly target: PhrasingTarget | undefined;
    };

/** A library made ready for search. */
export interface LibraryIndex {
  readonly turns: readonly PlacedTurn[];
  readonly sources: readonly Source[];
  /** By turn: where its paragraphs begin in `sources`. */
  readonly firstSource: readonly number[];
  /** By turn: which interview of the library it stands in. */
  readonly interviewOf: readonly number[];
  readonly index: PassageIndex;
  readonly wordings: Wordings;
  /** By interview: questions that it does not answer; and those that hardly any does. */
  readonly refusals: readonly Refusals[];
  readonly generalRefusals: Refusals;
  readonly writtenDown: WrittenDown;
  /** What a question is read with. */
  readonly lexicon: Lexicon;
  /** Mean length of a paragraph in words. */
  readonly averageLength: number;
}

/** Whether an editor wrote down how a turn is asked for. */
export function isPhrased({ turns }: LibraryIndex, turn: number): boolean {
  return (turns[turn] as PlacedTurn).turn.also.length > 0;
}

/** Indexes every paragraph, published question and known phrasing of a library. */
export function createLibraryIndex(library: Library, data: General, tuning: Tuning = TUNING): LibraryIndex {
  const addressed = withAddressees(data, phrasesForSpeakers(library, data.offices), titlesOf(library));
  const general = withShortForms(addressed, shortPlaces(library));
  const turns: PlacedTurn[] = [];
  const sources: Source[] = [];
  const firstSource: number[] = [];
  let wordCount = 0;
  let paragraphCount = 0;
  const generalForms = readShortForms(general.abbreviations, false);
  const interviewOf: number[] = [];
  const letters = library.interviews
    .flatMap(({ turns }) => turns)
    .reduce((sum, { paragraphs, also }) => sum + lettersOf(paragraphs) + PHRASING_SHARE * lettersOf(also), 0);
  const unanswered = general.unanswered.map((words) => ({ interview: EVERY_INTERVIEW, words }));

  const writtenDown = createWrittenDown();
  const countContent = (words: readonly string[]): number =>
    words.filter((word) => !general.functionWords.has(foldWord(word.toLowerCase()).exact)).length;

  function* texts(): Generator<PassageWords> {
    for (const [place, interview] of library.interviews.entries()) {
      const forms = createShortForms([...readGlossary(interview.glossary), ...generalForms]);
      for (const text of interview.unanswered) {
        unanswered.push({ interview: place, words: forms.expandText(text) });
        writtenDown.addUnanswered(text, place);
      }
      for (const turn of interview.turns) {
        const number = turns.push({ interview, turn }) - 1;
        interviewOf.push(place);
        firstSource.push(sources.length);
        for (const [paragraph, text] of turn.paragraphs.entries()) {
          const sentences = splitSentences(text);
          sources.push({ kind: 'paragraph', turn: number, paragraph, sentences });
          const words = sentences.map((range) => forms.expandText(text.slice(range.start, range.end)));
          paragraphCount += 1;
          wordCount += words.reduce((sum, sentence) => sum + sentence.length, 0);
          yield {
            sentences: words,
            kinds: Uint8Array.from(sentences, (range) => kindsOf(text.slice(range.start, range.end))),
            joinsPrevious: false,
            isPhrasing: false,
          };
        }
        for (const [position, line] of [turn.question, ...turn.also].entries()) {
          const { text, target } = position === 0 ? { text: line, target: WHOLE } : readPhrasing(line, turn);
          if (text.trim() === '') continue;
          writtenDown.addPhrasing(text, sources.length);
          const words = forms.expandText(text);
          const contentWords = countContent(words);
          sources.push({ kind: 'phrasing', turn: number, text, isPublished: position === 0, contentWords, target });
          yield { sentences: [words], kinds: new Uint8Array(1), joinsPrevious: position > 0, isPhrasing: true };
        }
      }
    }
  }

  const index = createPassageIndex(texts(), general, letters, unanswered);
  const { vocabulary } = index;
  const wordings = createWordingsBuilder();
  const termsOf = (words: Iterable<number>) =>
    readTerms([...words].filter((exact) => !general.polite.has(vocabulary.spellExact(exact))).map(vocabulary.fold));
  for (const [number, source] of sources.entries()) {
    if (source.kind !== 'phrasing') continue;
    const { words } = index.passages[number] as IndexedPassage;
    wordings.addAnswered(interviewOf[source.turn] as number, source.turn, source.target, termsOf(words));
  }
  const refused = unanswered.map(({ interview, words }) => {
    const exact = words.map(vocabulary.intern);
    wordings.addUnanswered(interview, termsOf(exact));
    return { interview, words: exact, contentWords: countContent(words) };
  });
  const byInterview = Map.groupBy(refused, ({ interview }) => interview);
  const refusalsOf = (interview: number): Refusals => createRefusals(byInterview.get(interview) ?? [], vocabulary.fold);
  const ownForms = library.interviews.flatMap((interview) => readGlossary(interview.glossary));
  return {
    turns,
    sources,
    firstSource,
    interviewOf,
    index,
    wordings: wordings.build(),
    refusals: library.interviews.map((_, place) => refusalsOf(place)),
    generalRefusals: refusalsOf(EVERY_INTERVIEW),
    writtenDown,
    lexicon: {
      vocabulary: index.vocabulary,
      spelling: index.spelling,
      shortForms: createShortForms([...ownForms, ...generalForms]),
      general,
      tuning,
    },
    averageLength: Math.max(1, wordCount / Math.max(1, paragraphCount)),
  };
}

const WHOLE: PhrasingTarget = { kind: 'whole' };

function lettersOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
