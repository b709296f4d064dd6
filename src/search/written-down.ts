import { plainQuestion } from '../core/phrasing.ts';
import { cleanText } from './fold.ts';

/** What editors wrote down about one question, word for word. */
export interface KnownQuestion {
  /** The phrasings that it is, by number of their source. */
  readonly phrasings: readonly number[];
  /** The interviews that do not answer it. */
  readonly refusedBy: readonly number[];
}

/** Questions that stand word for word among what editors wrote: there nothing is left to guess. */
export interface WrittenDown {
  addPhrasing(text: string, source: number): void;
  addUnanswered(text: string, interview: number): void;
  /** What stands of a question; punctuation and letter case apart, it must be typed as it was written. */
  find(text: string): KnownQuestion | undefined;
}

/** Makes a list of no questions yet. */
export function createWrittenDown(): WrittenDown {
  /** Sources from 0 up, interviews from -1 down; nearly every question stands once, and a list costs memory. */
  const known = new Map<string, number | readonly number[]>();
  const keyOf = (text: string): string => plainQuestion(cleanText(text));

  function add(text: string, what: number): void {
    const key = keyOf(text);
    if (key === '') return;
    const there = known.get(key);
    known.set(key, there === undefined ? what : [...[there].flat(), what]);
  }

  return {
    addPhrasing: add,
    addUnanswered: (text, interview) => add(text, -1 - interview),
    find(text) {
      const found = known.get(keyOf(text));
      if (found === undefined) return undefined;
      const all = [found].flat();
      return {
        phrasings: all.filter((what) => what >= 0),
        refusedBy: all.filter((what) => what < 0).map((what) => -1 - what),
      };
    },
  };
}
