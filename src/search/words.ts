import { cleanText } from './fold.ts';

const WORD = /[\p{L}\p{M}\p{N}]+(?:&[\p{L}\p{M}\p{N}]+)*/gu;
const SPACED_AMPERSAND = /(?<=\p{L})\s*&\s*(?=\p{L})/gu;

/** The words of a text in lower case, in order: Vietnamese syllables, numbers, foreign words, short forms (`tt&tt`). */
export function splitWords(text: string): readonly string[] {
  return splitCasedWords(text).map((word) => word.toLowerCase());
}

/** The same words with their letter case, which tells a short form from a word. */
export function splitCasedWords(text: string): readonly string[] {
  const clean = cleanText(text);
  return (clean.includes('&') ? clean.replace(SPACED_AMPERSAND, '&') : clean).match(WORD) ?? [];
}

const DRAWN_OUT = /(\p{L})\1{2}/u;
const DRAWN_OUT_LETTERS = /(\p{L})\1{2,}/gu;

/** Letters drawn out for feeling (`điiii`) are one letter; two alike may be spelling. */
export function squeeze(word: string): string {
  return DRAWN_OUT.test(word) ? word.replace(DRAWN_OUT_LETTERS, '$1') : word;
}
