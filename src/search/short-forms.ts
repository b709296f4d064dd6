import { foldWord } from './fold.ts';
import type { Phrase } from './general.ts';
import { isSyllable } from './syllable.ts';
import { splitCasedWords, splitWords } from './words.ts';

/** Short forms that can be written out, found by their first word. */
export interface ShortForms {
  /** The words of a published text in lower case with its short forms written out; letter case tells them. */
  expandText(text: string): readonly string[];
  /** The full form that stands at `at` in a question's words, typed in any case, and how many words it replaces. */
  expandAt(words: readonly string[], at: number): Expansion | undefined;
}

/** What a short form stands for. */
export interface Expansion {
  readonly full: Phrase;
  /** How many words of the question it replaces. */
  readonly length: number;
  /** Whether an interview's own glossary explains it. */
  readonly isOwn: boolean;
}

interface Entry {
  readonly isOwn: boolean;
  readonly cased: readonly string[];
  readonly folded: readonly string[];
  readonly full: Phrase;
}

/** Gathers short forms: the interviews' own, which win, and general ones. */
export function createShortForms(
  own: readonly (readonly [string, Phrase])[],
  general: readonly (readonly [string, Phrase])[],
): ShortForms {
  const byFirst = new Map<string, Entry[]>();
  for (const [number, [short, full]] of [...own, ...general].entries()) {
    const isOwn = number < own.length;
    const cased = splitCasedWords(short);
    const folded = cased.map((word) => foldWord(word.toLowerCase()).folded);
    const first = folded[0];
    if (first === undefined) continue;
    const entries = byFirst.get(first) ?? [];
    entries.push({ isOwn, cased, folded, full });
    entries.sort((one, other) => other.cased.length - one.cased.length);
    byFirst.set(first, entries);
  }
  const firstCased = new Set([...byFirst.values()].flat().map((entry) => entry.cased[0] as string));

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
        } else words.push(word.toLowerCase());
      }
      return words;
    },
    expandAt(words, at) {
      const folded = foldWord((words[at] ?? '').toLowerCase()).folded;
      const entry = byFirst
        .get(folded)
        ?.find((candidate) =>
          candidate.folded.every((part, offset) => foldWord((words[at + offset] ?? '').toLowerCase()).folded === part),
        );
      return entry && { full: entry.full, length: entry.cased.length, isOwn: entry.isOwn };
    },
  };
}

/** Whether a short form typed in lower case could be an ordinary syllable instead (`it`, `bc` could not). */
export function looksLikeSyllable(word: string): boolean {
  return isSyllable(foldWord(word.toLowerCase()).folded);
}

/** A glossary as a list of short forms. */
export function glossaryForms(glossary: Readonly<Record<string, string>>): readonly (readonly [string, Phrase])[] {
  return Object.entries(glossary).map(([short, full]) => [short, splitWords(full)] as const);
}
