import { foldWord, type WordForm } from './fold.ts';
import type { Phrase } from './general.ts';
import type { Lexicon } from './lexicon.ts';
import { isSyllable } from './syllable.ts';
import { readKeystrokes } from './telex.ts';
import type { Vocabulary } from './vocabulary.ts';
import { splitCasedWords, squeeze } from './words.ts';

/** One word of a question as it will be looked for. */
export interface ReadWord {
  readonly word: string;
  readonly form: WordForm;
  /** What the person typed, when that was read as something else. */
  readonly typed: string | undefined;
  readonly how: 'typed' | 'abbreviation' | 'chat' | 'keystrokes' | 'split' | 'joined' | 'repair';
}

/** Longest question that is read; the rest is left out, so that time is bounded. */
export const MAX_QUESTION_WORDS = 120;

/**
 * The words of a question with chat spelling, short forms, stray keystrokes and glued or split syllables read as what
 * they stand for. Reads in context: a short word that the texts themselves hold is left alone.
 */
export function readQuestion(text: string, { vocabulary, shortForms, general }: Lexicon): readonly ReadWord[] {
  const cased = splitCasedWords(text).slice(0, MAX_QUESTION_WORDS);
  const lower = cased.map((word) => word.toLowerCase());
  const folded = lower.map((word) => foldWord(word).folded);
  const isShouted = !cased.some((word) => word !== word.toUpperCase());
  const read: ReadWord[] = [];
  const push = (phrase: Phrase, typed: string | undefined, how: ReadWord['how']) => {
    for (const word of phrase) read.push({ word, form: foldWord(word), typed, how });
  };
  for (let at = 0; at < cased.length; at += 1) {
    const typed = cased[at] as string;
    const short = shortForms.expandAt(folded, at);
    const word = short ? (lower[at] as string) : squeeze(lower[at] as string);
    const next = lower[at + 1];
    if (short && (short.length > 1 || typed.includes('&') || (!isShouted && isUpper(typed)))) {
      push(short.full, typed, 'abbreviation');
      at += short.length - 1;
      continue;
    }
    const readings = general.chat.get(word);
    if (readings && !fits(word, read.at(-1)?.form.folded, next, vocabulary)) {
      push(chooseReading(readings, read.at(-1)?.form.folded, next, vocabulary), typed, 'chat');
      continue;
    }
    const isOwnForm = short?.isOwn === true && !isKnown(word, vocabulary);
    if (short && (isOwnForm || !foldWord(word).isSyllable || vocabulary.foldedOf(foldWord(word).folded) < 0)) {
      push(short.full, typed, 'abbreviation');
      continue;
    }
    const form = foldWord(word);
    if (vocabulary.foldedOf(form.folded) < 0 || !form.isSyllable) {
      const keystrokes = vocabulary.foldedOf(form.folded) < 0 ? readKeystrokes(word) : undefined;
      if (keystrokes) {
        push([keystrokes], typed, 'keystrokes');
        continue;
      }
      const parts = form.isSyllable ? undefined : splitGlued(word, vocabulary);
      if (parts && vocabulary.foldedOf(form.folded) < 0) {
        push(parts, typed, 'split');
        continue;
      }
      const joined = next !== undefined && word.length + next.length <= 7 ? foldWord(word + next) : undefined;
      if (joined && vocabulary.foldedOf(joined.folded) >= 0 && vocabulary.foldedOf(foldWord(next ?? '').folded) < 0) {
        push([word + next], `${typed} ${cased[at + 1]}`, 'joined');
        at += 1;
        continue;
      }
    }
    push([word], word === lower[at] ? undefined : typed, 'typed');
  }
  return read;
}

function isUpper(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase() && /\p{L}/u.test(word);
}

function isKnown(word: string, vocabulary: Vocabulary): boolean {
  const exact = vocabulary.exactOf(word);
  return exact >= 0 && vocabulary.exactCount(exact) > 0;
}

/** Whether the texts hold the word beside one of its neighbours, so that it means itself. */
function fits(word: string, before: string | undefined, after: string | undefined, vocabulary: Vocabulary): boolean {
  if (!isKnown(word, vocabulary)) return false;
  const own = vocabulary.foldedOf(foldWord(word).folded);
  return (
    (before !== undefined && vocabulary.pairCount(vocabulary.foldedOf(before), own) > 0) ||
    (after !== undefined && vocabulary.pairCount(own, vocabulary.foldedOf(foldWord(after).folded)) > 0)
  );
}

function chooseReading(
  readings: readonly Phrase[],
  before: string | undefined,
  after: string | undefined,
  vocabulary: Vocabulary,
): Phrase {
  let best = readings[0] as Phrase;
  let bestCount = 0;
  for (const reading of readings) {
    const first = vocabulary.foldedOf(foldWord(reading[0] ?? '').folded);
    const last = vocabulary.foldedOf(foldWord(reading.at(-1) ?? '').folded);
    const count =
      (before === undefined ? 0 : vocabulary.pairCount(vocabulary.foldedOf(before), first)) +
      (after === undefined ? 0 : vocabulary.pairCount(last, vocabulary.foldedOf(foldWord(after).folded)));
    if (count > bestCount) {
      best = reading;
      bestCount = count;
    }
  }
  return best;
}

/** Two or three syllables written without a space, when the texts know every part. */
function splitGlued(word: string, vocabulary: Vocabulary): Phrase | undefined {
  if (word.length < 4 || word.length > 20 || !/^\p{L}+$/u.test(word)) return undefined;
  for (let cut = 1; cut < word.length; cut += 1) {
    const head = word.slice(0, cut);
    const headFolded = foldWord(head).folded;
    if (!isSyllable(headFolded) || vocabulary.foldedOf(headFolded) < 0) continue;
    const tail = word.slice(cut);
    const tailFolded = foldWord(tail).folded;
    const pair = vocabulary.pairCount(vocabulary.foldedOf(headFolded), vocabulary.foldedOf(tailFolded));
    if (isSyllable(tailFolded) && pair > 0) return [head, tail];
    if (tail.length > 3 && !isSyllable(tailFolded)) {
      const rest = splitGlued(tail, vocabulary);
      if (rest) return [head, ...rest];
    }
  }
  return undefined;
}
