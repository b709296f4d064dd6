import { foldWord } from './fold.ts';
import type { Phrase } from './general.ts';
import { splitCasedWords, splitWords } from './words.ts';

/** Short forms that can be written out, found by their first word. */
export interface ShortForms {
  /** The words of a published text, as they are written, with its short forms written out; letter case tells them. */
  expandText(text: string): readonly string[];
  /** The full form that stands at `at` in a question's folded words, and how many words it replaces. */
  expandAt(folded: readonly string[], at: number): Expansion | undefined;
}

/** What a short form stands for. */
export interface Expansion {
  readonly full: Phrase;
  /** How many words of the question it replaces. */
  readonly length: number;
  /** Whether an interview's own glossary explains it. */
  readonly isOwn: boolean;
}

/** A short form, read once. */
export interface ShortForm {
  readonly isOwn: boolean;
  readonly cased: readonly string[];
  readonly folded: readonly string[];
  readonly full: Phrase;
}

/** Reads short forms, those without a letter or digit left out; `isOwn` says that an interview explains them. */
export function readShortForms(list: Iterable<readonly [string, Phrase]>, isOwn: boolean): readonly ShortForm[] {
  return [...list].flatMap(([short, full]) => {
    const cased = splitCasedWords(short);
    const folded = cased.map((word) => foldWord(word.toLowerCase()).folded);
    return cased.length > 0 ? [{ isOwn, cased, folded, full }] : [];
  });
}

/** Gathers short forms; of two that fit, the longer one wins, then the earlier. */
export function createShortForms(forms: readonly ShortForm[]): ShortForms {
  const byFirst = new Map<string, ShortForm[]>();
  for (const form of forms) {
    const first = form.folded[0] as string;
    const there = byFirst.get(first);
    if (!there) byFirst.set(first, [form]);
    else {
      there.push(form);
      there.sort((one, other) => other.cased.length - one.cased.length);
    }
  }
  const firstCased = new Set(forms.map((form) => form.cased[0] as string));

  return {
    expandText(text) {
      const cased = splitCasedWords(text);
      const words: string[] = [];
      for (let at = 0; at < cased.length; at += 1) {
        const word = cased[at] as string;
        const entry = firstCased.has(word)
          ? byFirst
              .get(foldWord(word.toLowerCase()).folded)
              ?.find((candidate) => candidate.cased.every((part, offset) => cased[at + offset] === part))
          : undefined;
        if (entry) {
          words.push(...entry.full);
          at += entry.cased.length - 1;
        } else words.push(word);
      }
      return words;
    },
    expandAt(folded, at) {
      const entry = byFirst
        .get(folded[at] as string)
        ?.find((candidate) => candidate.folded.every((part, offset) => folded[at + offset] === part));
      return entry && { full: entry.full, length: entry.cased.length, isOwn: entry.isOwn };
    },
  };
}

/** The short forms that an interview's glossary explains. */
export function readGlossary(glossary: Readonly<Record<string, string>>): readonly ShortForm[] {
  return readShortForms(
    Object.entries(glossary).map(([short, full]) => [short, splitWords(full)]),
    true,
  );
}
