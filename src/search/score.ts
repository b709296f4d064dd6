import type { IndexedPassage } from './passage-index.ts';
import type { Alternative, Question } from './question.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How well one passage matches a question; shares are of the question's weight, 0–1. */
export interface PassageMatch {
  readonly passage: number;
  /** Share of the question's weight found anywhere in the passage. */
  readonly coverage: number;
  /** Share of the weight of neighbouring words found side by side. */
  readonly pairs: number;
  /** The same two in the best sentence, and in the best two sentences that follow each other. */
  readonly sentence: number;
  readonly window: number;
  /** First and last sentence of that window. */
  readonly windowStart: number;
  readonly windowEnd: number;
  /** By sentence: coverage and pairs together. */
  readonly sentences: readonly number[];
  /** What each position of the question earned, 0–1. */
  readonly found: readonly number[];
  /** Saturating count of the matches, over passage length: what BM25 knows. */
  readonly density: number;
  readonly score: number;
}

/** Weight of a neighbouring pair beside that of its words. */
const PAIR_WEIGHT = 0.5;
const WRONG_ACCENTS = 0.35;

/** Matches a question's alternatives against passages; build once a question. */
export function createScorer(question: Question, vocabulary: Vocabulary, averageLength: number) {
  const byFirst = new Map<number, Alternative[]>();
  for (const alternative of question.alternatives) {
    const first = alternative.folded[0] as number;
    const list = byFirst.get(first);
    if (list) list.push(alternative);
    else byFirst.set(first, [alternative]);
  }
  const size = question.words.length;
  const pairWeights = question.weights.map((weight, at) =>
    at + 1 < size && !(question.isFunction[at] && question.isFunction[at + 1])
      ? (weight + (question.weights[at + 1] as number)) / 2
      : 0,
  );
  const pairTotal = pairWeights.reduce((sum, weight) => sum + weight, 0);
  const total = question.totalWeight || 1;

  return (passage: IndexedPassage, number: number): PassageMatch => {
    const sentenceCount = passage.stops.length - 1;
    const found = new Float64Array(size);
    const pairsFound = new Float64Array(size);
    const counts = new Float64Array(size);
    const bySentence: Float64Array[] = [];
    const pairsBySentence: Float64Array[] = [];
    const lastEnd = new Int32Array(size + 1).fill(-9);
    const lastFactor = new Float64Array(size + 1);
    for (let sentence = 0; sentence < sentenceCount; sentence += 1) {
      const here = new Float64Array(size);
      const pairsHere = new Float64Array(size);
      const end = passage.stops[sentence + 1] as number;
      for (let at = passage.stops[sentence] as number; at < end; at += 1) {
        const exact = passage.words[at] as number;
        const candidates = byFirst.get(vocabulary.fold(exact));
        if (!candidates) continue;
        for (const alternative of candidates) {
          const factor = matchAt(alternative, passage, at, end, vocabulary);
          if (factor === 0) continue;
          for (let position = alternative.start; position < alternative.end; position += 1) {
            if (factor > (here[position] as number)) here[position] = factor;
            counts[position] = (counts[position] as number) + factor;
          }
          const before = alternative.start;
          if (before > 0 && lastEnd[before] === at) {
            const pair = Math.min(factor, lastFactor[before] as number);
            if (pair > (pairsHere[before - 1] as number)) pairsHere[before - 1] = pair;
          }
          for (let inner = alternative.start; inner + 1 < alternative.end; inner += 1) {
            if (factor > (pairsHere[inner] as number)) pairsHere[inner] = factor;
          }
          lastEnd[alternative.end] = at + alternative.folded.length;
          lastFactor[alternative.end] = factor;
        }
      }
      bySentence.push(here);
      pairsBySentence.push(pairsHere);
      for (let position = 0; position < size; position += 1) {
        found[position] = Math.max(found[position] as number, here[position] as number);
        pairsFound[position] = Math.max(pairsFound[position] as number, pairsHere[position] as number);
      }
    }
    const share = (words: Float64Array, pairs: Float64Array) => {
      let sum = 0;
      let pairSum = 0;
      for (let position = 0; position < size; position += 1) {
        sum += (words[position] as number) * (question.weights[position] as number);
        pairSum += (pairs[position] as number) * (pairWeights[position] as number);
      }
      const pairShare = pairTotal > 0 ? pairSum / pairTotal : sum / total;
      return {
        words: sum / total,
        pairs: pairShare,
        both: (sum / total + PAIR_WEIGHT * pairShare) / (1 + PAIR_WEIGHT),
      };
    };
    const whole = share(found, pairsFound);
    const sentences = bySentence.map((words, index) => share(words, pairsBySentence[index] as Float64Array).both);
    let window = 0;
    let windowStart = 0;
    let windowEnd = 0;
    for (let sentence = 0; sentence < sentenceCount; sentence += 1) {
      const alone = sentences[sentence] as number;
      if (alone > window) {
        window = alone;
        windowStart = sentence;
        windowEnd = sentence;
      }
      if (sentence + 1 >= sentenceCount) continue;
      const both = share(
        (bySentence[sentence] as Float64Array).map((value, at) =>
          Math.max(value, (bySentence[sentence + 1] as Float64Array)[at] as number),
        ),
        (pairsBySentence[sentence] as Float64Array).map((value, at) =>
          Math.max(value, (pairsBySentence[sentence + 1] as Float64Array)[at] as number),
        ),
      ).both;
      if (both > window + 0.02) {
        window = both;
        windowStart = sentence;
        windowEnd = sentence + 1;
      }
    }
    const length = passage.words.length;
    let density = 0;
    for (let position = 0; position < size; position += 1) {
      const count = counts[position] as number;
      density +=
        ((question.weights[position] as number) * count * 2.2) / (count + 1.2 * (0.5 + (0.5 * length) / averageLength));
    }
    density /= total;
    const score = 0.35 * density + 0.45 * whole.both + 0.45 * window + 0.4 * whole.pairs;
    return {
      passage: number,
      coverage: whole.words,
      pairs: whole.pairs,
      sentence: Math.max(0, ...sentences),
      window,
      windowStart,
      windowEnd,
      sentences,
      found: [...found],
      density,
      score,
    };
  };
}

function matchAt(
  alternative: Alternative,
  passage: IndexedPassage,
  at: number,
  end: number,
  vocabulary: Vocabulary,
): number {
  const { folded, exact } = alternative;
  if (at + folded.length > end) return 0;
  let agreement = 0;
  for (let offset = 0; offset < folded.length; offset += 1) {
    const word = passage.words[at + offset] as number;
    if (offset > 0 && vocabulary.fold(word) !== folded[offset]) return 0;
    const wanted = exact[offset] as number;
    agreement += wanted === -1 || wanted === word ? 1 : WRONG_ACCENTS;
  }
  const share = agreement / folded.length;
  // A synonym with other accents is another word, not a slip.
  if (alternative.how === 'synonym' && share < 1) return 0;
  return alternative.factor * share;
}
