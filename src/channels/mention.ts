import { foldLetters } from './typed.ts';

/** A text without the mentions of an account, and whether there were any. */
export interface Stripped {
  readonly text: string;
  readonly isMentioned: boolean;
}

/**
 * Takes `@` followed by one of `names` out of `text`, whatever the case and the accents; a name must end where a word
 * ends. `text` is read in NFC and given back so.
 */
export function stripMentions(text: string, names: readonly string[]): Stripped {
  const letters = Array.from(text.normalize('NFC'));
  const folded = letters.map((letter) => foldLetters(letter));
  const wanted = names
    .map((name) => Array.from(foldLetters(name.trim())))
    .filter((name) => name.length > 0)
    .sort((a, b) => b.length - a.length);
  const kept: string[] = [];
  let isMentioned = false;
  for (let index = 0; index < letters.length; index += 1) {
    const name = letters[index] === '@' && wanted.find((candidate) => standsAt(folded, index + 1, candidate));
    if (name) {
      isMentioned = true;
      index += name.length;
    } else kept.push(letters[index] as string);
  }
  return { text: tidy(kept.join('')), isMentioned };
}

/** White space that a mention leaves behind: none at the ends, none before a comma, one blank elsewhere. */
export function tidy(text: string): string {
  return text
    .replace(/[ \t]+/gu, ' ')
    .replace(/^[\s,:;–-]+/u, '')
    .replace(/ (?=[,.?!;:])/gu, '')
    .trimEnd();
}

function standsAt(folded: readonly string[], start: number, name: readonly string[]): boolean {
  return (
    name.every((letter, offset) => folded[start + offset] === letter) &&
    !/[\p{L}\p{N}_]/u.test(folded[start + name.length] ?? '')
  );
}
