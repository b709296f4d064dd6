import { foldWord } from './fold.ts';

const TONES: Readonly<Record<string, string>> = {
  f: '\u0300',
  s: '\u0301',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
  2: '\u0300',
  1: '\u0301',
  3: '\u0309',
  4: '\u0303',
  5: '\u0323',
};
const DOUBLED: readonly (readonly [RegExp, string])[] = [
  [/dd|d9|đd|dđ|đ9/u, 'đ'],
  [/aa|a6/u, 'â'],
  [/aw|a8/u, 'ă'],
  [/ee|e6/u, 'ê'],
  [/oo|o6/u, 'ô'],
  [/u[ow7]*o[w7]+|uw+o|u7o|ươ[w7]/u, 'ươ'],
  [/ow|o7/u, 'ơ'],
  [/uw|u7/u, 'ư'],
  [/âa/u, 'â'],
  [/ăw/u, 'ă'],
  [/êe/u, 'ê'],
  [/ôo/u, 'ô'],
  [/ơw/u, 'ơ'],
  [/ưw/u, 'ư'],
];

/**
 * Reads keystrokes that an input method left standing (`dduwocj`, `duoc75`, `ddược`) as the syllable they were meant
 * to be; nothing when they make none, or when the word is a plausible syllable as it stands.
 */
export function readKeystrokes(word: string): string | undefined {
  if (word.length > 12 || foldWord(word).isSyllable) return undefined;
  let letters = word;
  let tone = '';
  // VNI digits may stand anywhere behind their vowel; a typist who types fast puts them all last.
  const digits = /^(\p{L}{2,})([1-9]{1,3})$/u.exec(letters) ?? /^([aeou])([678][1-5]?)$/u.exec(letters);
  if (digits) {
    letters = digits[1] ?? '';
    for (const digit of digits[2] ?? '') {
      if (TONES[digit]) tone = TONES[digit];
      else letters = applyMark(letters, digit);
    }
  } else {
    const last = letters.at(-1) ?? '';
    if (TONES[last] && /\p{L}/u.test(last)) {
      tone = TONES[last];
      letters = letters.slice(0, -1);
    }
  }
  for (const [pattern, letter] of DOUBLED) letters = letters.replace(pattern, letter);
  const form = foldWord(letters);
  if (!form.isSyllable || (letters === word && tone === '')) return undefined;
  return tone === '' || /[\u0300\u0301\u0303\u0309\u0323]/u.test(letters.normalize('NFD'))
    ? letters
    : letters.replace(/[aăâeêioôơuưy](?=[^aăâeêioôơuưy]*$)/u, `$&${tone}`).normalize('NFC');
}

function applyMark(letters: string, digit: string): string {
  switch (digit) {
    case '6':
      return letters.replace(/[aeo](?=[^aeo]*$)/u, (vowel) => ({ a: 'â', e: 'ê', o: 'ô' })[vowel] ?? vowel);
    case '7':
      return letters.includes('uo')
        ? letters.replace('uo', 'ươ')
        : letters.replace(/[uo](?=[^uo]*$)/u, (vowel) => ({ u: 'ư', o: 'ơ' })[vowel] ?? vowel);
    case '8':
      return letters.replace('a', 'ă');
    default:
      return letters.replace(/^d/u, 'đ');
  }
}
