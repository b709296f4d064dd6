import { type PhrasingTarget, plainQuestion } from '../core/phrasing.ts';
import { cleanText } from './fold.ts';

/** What editors wrote down about one question, word for word. */
export interface KnownQuestion {
  /** The turns that it asks for, and what of each where they say so. */
  readonly turns: Map<number, PhrasingTarget | undefined>;
  /** The interviews that do not answer it. */
  readonly refusedBy: Set<number>;
}

/** Questions that stand word for word among what editors wrote: there nothing is left to guess. */
export interface WrittenDown {
  /** Takes a question in, to be told what stands of it. */
  add(text: string): KnownQuestion;
  /** What stands of a question; punctuation and letter case apart, it must be typed as it was written. */
  find(text: string): KnownQuestion | undefined;
}

/** Makes a list of no questions yet. */
export function createWrittenDown(): WrittenDown {
  const known = new Map<string, KnownQuestion>();
  const keyOf = (text: string): string => plainQuestion(cleanText(text));

  return {
    add(text) {
      const key = keyOf(text);
      const there = known.get(key);
      if (there) return there;
      const added = { turns: new Map<number, PhrasingTarget | undefined>(), refusedBy: new Set<number>() };
      if (key !== '') known.set(key, added);
      return added;
    },
    find: (text) => known.get(keyOf(text)),
  };
}
