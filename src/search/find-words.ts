import { type Doubles, zeros } from './doubles.ts';
import type { IndexedPassage } from './passage-index.ts';
import type { Alternative, Question } from './question.ts';

/** What a passage holds of a question, by position of the question; the finder overwrites it with the next passage. */
export interface FoundWords {
  /** What each position earned, 0–1; and each position and its neighbour side by side. */
  readonly words: Doubles;
  readonly pairs: Doubles;
  /** How often each was met, every time for what it earned. */
  readonly wordCounts: Doubles;
  readonly pairCounts: Doubles;
  /** What they earned in each sentence, one row a sentence; what lies beyond the passage's sentences means nothing. */
  wordsBySentence: Doubles;
  pairsBySentence: Doubles;
}

/** The alternatives of a question that begin with one word. */
interface Sought {
  readonly alternatives: Alternative[];
  /** Whether the word alone makes a passage worth a look. */
  isTelling: boolean;
}

/**
 * Makes the function that finds a question's words in a passage; build once a question. A passage that shares no word of
 * meaning with the question gives nothing. `vocabularySize` is the number of folded words that passages may hold.
 */
export function createWordFinder(
  question: Question,
  vocabularySize: number,
): (passage: IndexedPassage) => FoundWords | undefined {
  const size = question.words.length;
  const { slots, sought } = fileByFirstWord(question, vocabularySize);
  const found: FoundWords = {
    words: zeros(size),
    pairs: zeros(size),
    wordCounts: zeros(size),
    pairCounts: zeros(size),
    wordsBySentence: zeros(size),
    pairsBySentence: zeros(size),
  };
  /** Where the words before each position of the question ended when they were met last, and what they earned. */
  const lastEnd = zeros(size + 1);
  const lastFactor = zeros(size + 1);
  /** Where the sentence at hand stands among all that were looked at; with a gap, so that two never join hands. */
  let origin = 1;

  // The arrays are short: plain loops clear them faster than `fill`.
  function clear(sentences: number): void {
    const cells = sentences * size;
    if (found.wordsBySentence.length < cells) {
      found.wordsBySentence = zeros(cells * 2);
      found.pairsBySentence = zeros(cells * 2);
    }
    const { words, pairs, wordCounts, pairCounts, wordsBySentence, pairsBySentence } = found;
    for (let at = 0; at < size; at += 1) {
      words[at] = 0;
      pairs[at] = 0;
      wordCounts[at] = 0;
      pairCounts[at] = 0;
    }
    for (let cell = 0; cell < cells; cell += 1) {
      wordsBySentence[cell] = 0;
      pairsBySentence[cell] = 0;
    }
  }

  function earnWord(position: number, row: number, factor: number): void {
    raise(found.words, position, factor);
    raise(found.wordsBySentence, row + position, factor);
    found.wordCounts[position] = (found.wordCounts[position] as number) + factor;
  }

  function earnPair(position: number, row: number, factor: number): void {
    raise(found.pairs, position, factor);
    raise(found.pairsBySentence, row + position, factor);
    found.pairCounts[position] = (found.pairCounts[position] as number) + factor;
  }

  return (passage) => {
    const { folded, stops } = passage;
    const sentences = stops.length - 1;
    clear(sentences);
    let isTold = false;
    let isFound = false;
    for (let sentence = 0; sentence < sentences; sentence += 1) {
      const row = sentence * size;
      const stop = stops[sentence + 1] as number;
      for (let at = stops[sentence] as number; at < stop; at += 1) {
        const slot = slots[folded[at] as number] as number;
        if (slot === 0) continue;
        const { alternatives, isTelling } = sought[slot] as Sought;
        isTold ||= isTelling;
        for (const alternative of alternatives) {
          const factor = matchAt(alternative, passage, at, stop);
          if (factor === 0) continue;
          isFound = true;
          const { start, end } = alternative;
          for (let position = start; position < end; position += 1) {
            earnWord(position, row, factor);
            if (position + 1 < end) earnPair(position, row, factor);
          }
          if (start > 0 && lastEnd[start] === origin + at) {
            earnPair(start - 1, row, Math.min(factor, lastFactor[start] as number));
          }
          const after = origin + at + alternative.folded.length;
          if (lastEnd[end] !== after || factor > (lastFactor[end] as number)) {
            lastEnd[end] = after;
            lastFactor[end] = factor;
          }
        }
      }
      origin += 1;
    }
    origin += folded.length;
    return isTold && isFound ? found : undefined;
  };
}

/** The question's alternatives by first word; `slots` gives a folded word's place in `sought`, 0 for words not sought. */
function fileByFirstWord(
  { alternatives, contentWords, isFunction }: Question,
  vocabularySize: number,
): { readonly slots: Uint16Array; readonly sought: readonly (Sought | undefined)[] } {
  const slots = new Uint16Array(vocabularySize);
  const sought: (Sought | undefined)[] = [undefined];
  for (const alternative of alternatives) {
    const first = alternative.folded[0] as number;
    const slot = slots[first] || sought.push({ alternatives: [], isTelling: false }) - 1;
    slots[first] = slot;
    const entry = sought[slot] as Sought;
    entry.alternatives.push(alternative);
    // Of a question without a word of meaning every word is telling.
    if (contentWords === 0) entry.isTelling = true;
    for (let at = alternative.start; at < alternative.end; at += 1) entry.isTelling ||= isFunction[at] === false;
  }
  return { slots, sought };
}

function matchAt(alternative: Alternative, passage: IndexedPassage, at: number, end: number): number {
  const { folded, exact } = alternative;
  if (at + folded.length > end) return 0;
  let agreement = 0;
  for (let offset = 0; offset < folded.length; offset += 1) {
    const word = passage.words[at + offset] as number;
    if (offset > 0 && passage.folded[at + offset] !== folded[offset]) return 0;
    const wanted = exact[offset] as number;
    agreement += wanted === -1 || wanted === word ? 1 : alternative.wrongAccents;
  }
  const share = agreement / folded.length;
  // A synonym with other accents is another word, not a slip.
  if (alternative.how === 'synonym' && share < 1) return 0;
  return alternative.factor * share;
}

function raise(values: Doubles, at: number, value: number): void {
  if (value > (values[at] as number)) values[at] = value;
}
