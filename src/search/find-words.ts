import type { IndexedPassage } from './passage-index.ts';
import type { Alternative, Question } from './question.ts';

/** What a passage holds of a question, by position of the question; the finder overwrites it with the next passage. */
export interface FoundWords {
  /** What each position earned, 0–1; and each position and its neighbour side by side. */
  readonly words: Float64Array;
  readonly pairs: Float64Array;
  /** How often each was met, every time for what it earned. */
  readonly wordCounts: Float64Array;
  readonly pairCounts: Float64Array;
  /** What they earned in each sentence, one row a sentence; what lies beyond the passage's sentences means nothing. */
  wordsBySentence: Float64Array;
  pairsBySentence: Float64Array;
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
    words: new Float64Array(size),
    pairs: new Float64Array(size),
    wordCounts: new Float64Array(size),
    pairCounts: new Float64Array(size),
    wordsBySentence: new Float64Array(size),
    pairsBySentence: new Float64Array(size),
  };
  /** Where in the passage the words before each position of the question ended, and what they earned. */
  const lastEnd = new Int32Array(size + 1);
  const lastFactor = new Float64Array(size + 1);

  function isTold(folded: Uint32Array): boolean {
    for (let at = 0; at < folded.length; at += 1) {
      const slot = slots[folded[at] as number] as number;
      if (slot > 0 && (sought[slot] as Sought).isTelling) return true;
    }
    return false;
  }

  function makeRoom(sentences: number): void {
    const cells = sentences * size;
    if (found.wordsBySentence.length < cells) {
      found.wordsBySentence = new Float64Array(cells * 2);
      found.pairsBySentence = new Float64Array(cells * 2);
    } else {
      found.wordsBySentence.fill(0, 0, cells);
      found.pairsBySentence.fill(0, 0, cells);
    }
  }

  return (passage) => {
    const { folded, stops } = passage;
    if (!isTold(folded)) return undefined;
    const sentences = stops.length - 1;
    makeRoom(sentences);
    const { words, pairs, wordCounts, pairCounts, wordsBySentence, pairsBySentence } = found;
    wordCounts.fill(0);
    pairCounts.fill(0);
    lastEnd.fill(-1);
    let isFound = false;
    for (let sentence = 0; sentence < sentences; sentence += 1) {
      const row = sentence * size;
      const end = stops[sentence + 1] as number;
      for (let at = stops[sentence] as number; at < end; at += 1) {
        const slot = slots[folded[at] as number] as number;
        if (slot === 0) continue;
        for (const alternative of (sought[slot] as Sought).alternatives) {
          const factor = matchAt(alternative, passage, at, end);
          if (factor === 0) continue;
          isFound = true;
          const { start } = alternative;
          for (let position = start; position < alternative.end; position += 1) {
            raise(wordsBySentence, row + position, factor);
            wordCounts[position] = (wordCounts[position] as number) + factor;
            if (position + 1 < alternative.end) {
              raise(pairsBySentence, row + position, factor);
              pairCounts[position] = (pairCounts[position] as number) + factor;
            }
          }
          if (start > 0 && lastEnd[start] === at) {
            const pair = Math.min(factor, lastFactor[start] as number);
            raise(pairsBySentence, row + start - 1, pair);
            pairCounts[start - 1] = (pairCounts[start - 1] as number) + pair;
          }
          const after = at + alternative.folded.length;
          if (lastEnd[alternative.end] !== after || factor > (lastFactor[alternative.end] as number)) {
            lastEnd[alternative.end] = after;
            lastFactor[alternative.end] = factor;
          }
        }
      }
      // Sentences do not join hands: the last word of one and the first of the next are no pair.
      lastEnd.fill(-1);
    }
    if (!isFound) return undefined;
    words.fill(0);
    pairs.fill(0);
    for (let row = 0; row < sentences * size; row += size) {
      for (let position = 0; position < size; position += 1) {
        raise(words, position, wordsBySentence[row + position] as number);
        raise(pairs, position, pairsBySentence[row + position] as number);
      }
    }
    return found;
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
    const isEmpty = contentWords > 0 && isFunction.slice(alternative.start, alternative.end).every((is) => is);
    entry.isTelling ||= !isEmpty;
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

function raise(values: Float64Array, at: number, value: number): void {
  if (value > (values[at] as number)) values[at] = value;
}
