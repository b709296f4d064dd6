import { isSyllable } from './syllable.ts';

/** A word as it is compared: `exact` keeps every mark, `folded` none. Both in lower case. */
export interface WordForm {
  /** Letters with their quality marks, then the tone as a digit, so that `hoà` and `hòa` are the same: `hoa1`. */
  readonly exact: string;
  /** Plain letters and digits: what is left when a person types without accents; đ becomes d. */
  readonly folded: string;
  /** Its tone as a digit, empty for the level one. */
  readonly tone: string;
  /** Its letters that carry a mark of their own, in order of code: `êư`. */
  readonly marked: string;
  /** Whether the word was written with any Vietnamese mark. */
  readonly isAccented: boolean;
  /** Whether it could be a Vietnamese syllable by its sounds, known or not. */
  readonly isSyllable: boolean;
}

const TONE_DIGITS: Readonly<Record<string, string>> = {
  '\u0300': '1',
  '\u0301': '2',
  '\u0309': '3',
  '\u0303': '4',
  '\u0323': '5',
};
/** After these letters a closing i and y are spelled either way (`kỹ` and `kĩ`); the reader's choice must not matter. */
const CLOSING_Y = /^(h|k|l|m|s|t|qu)y$/u;
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/gu;

/** Takes off what nobody sees: zero-width characters, soft hyphens, variation selectors; and composes the rest. */
export function cleanText(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFC');
}

/** Texts repeat their words; folding one is slow beside looking it up. */
const folded = new Map<string, WordForm>();
const MOST_FOLDED = 20_000;

/** The forms under which a lower-case word is compared. */
export function foldWord(word: string): WordForm {
  const known = folded.get(word);
  if (known) return known;
  const form = fold(word);
  if (folded.size >= MOST_FOLDED) folded.clear();
  folded.set(word, form);
  return form;
}

function fold(word: string): WordForm {
  let letters = '';
  let folded = '';
  let tone = '';
  for (const unit of word.normalize('NFD')) {
    const digit = TONE_DIGITS[unit];
    if (digit !== undefined) tone = digit;
    else if (unit === 'đ' || unit === 'ð') {
      letters += 'đ';
      folded += 'd';
    } else {
      letters += unit;
      if (!/\p{M}/u.test(unit)) folded += unit;
    }
  }
  letters = letters.normalize('NFC');
  const isAccented = tone !== '' || letters !== folded;
  const marked = letters === folded ? '' : [...letters].filter(isMarked).sort().join('');
  if (CLOSING_Y.test(folded)) {
    folded = `${folded.slice(0, -1)}i`;
    letters = `${letters.slice(0, -1)}i`;
  }
  return { exact: letters + tone, folded, tone, marked, isAccented, isSyllable: isSyllable(folded) };
}

function isMarked(letter: string): boolean {
  return letter > '\u007f';
}
