import { type IndexedPassage, SentenceKind } from './passage-index.ts';
import type { Alternative, Question } from './question.ts';
import type { Tuning } from './tuning.ts';

/** What a passage is measured by; each a share of what the question could earn, most of them 0–1. */
export const FEATURES = [
  'density',
  'pairs',
  'pairDensity',
  'sentence',
  'window',
  'names',
  'kind',
  'interview',
] as const;

/** Name of a measure. */
export type Feature = (typeof FEATURES)[number];

/** How well one passage matches a question. */
export interface PassageMatch {
  readonly passage: number;
  readonly features: Record<Feature, number>;
  /** Share of the question's weight that the passage holds. */
  readonly coverage: number;
  /** First and last sentence of the best window. */
  readonly windowStart: number;
  readonly windowEnd: number;
  /** By sentence: words and pairs together, 0–1. */
  readonly sentences: readonly number[];
  /** What each position of the question earned, 0–1. */
  readonly found: Float64Array;
  /** The same by sentence, one row a sentence. */
  readonly foundBySentence: Float64Array;
  /** What each position and its neighbour earned side by side, 0–1. */
  readonly foundPairs: Float64Array;
  score: number;
}

/** What pairs count for beside words where both are taken together. */
const PAIR_SHARE = 1 / 3;
/** A two-sentence window must say this much more than its best sentence. */
const WINDOW_GAIN = 0.02;
const SATURATION = 1.6;
const LENGTH_DAMPING = 0.75;

/**
 * Makes the function that matches a question against passages; build once a question. A passage that shares no word of
 * meaning with the question gives nothing.
 */
export function createScorer(
  question: Question,
  averageLength: number,
  ranking: Tuning['ranking'],
): (passage: IndexedPassage, number: number) => PassageMatch | undefined {
  const { weights, pairWeights, isName } = question;
  const size = question.words.length;
  const byFirst = new Map<number, Alternative[]>();
  for (const alternative of question.alternatives) {
    const first = alternative.folded[0] as number;
    const list = byFirst.get(first);
    if (list) list.push(alternative);
    else byFirst.set(first, [alternative]);
  }
  const telling = new Set<number>();
  for (const { start, end, folded } of question.alternatives) {
    const isEmpty = question.contentWords > 0 && question.isFunction.slice(start, end).every((is) => is);
    if (!isEmpty) telling.add(folded[0] as number);
  }
  const total = question.totalWeight || 1;
  const pairTotal = sumOf(pairWeights);
  const nameTotal = sumOf(weights.map((weight, at) => (isName[at] ? weight : 0)));
  const wantedKinds = wantedKindsOf(question);
  const counts = new Float64Array(size);
  const pairCounts = new Float64Array(size);
  const lastEnd = new Int32Array(size + 1);
  const lastFactor = new Float64Array(size + 1);

  /** Words and pairs of one row, or of two rows together. */
  function shareOf(found: Float64Array, pairs: Float64Array, row: number, other: number): number {
    let words = 0;
    let neighbours = 0;
    for (let at = 0; at < size; at += 1) {
      let word = found[row + at] as number;
      let pair = pairs[row + at] as number;
      if (other >= 0) {
        word = Math.max(word, found[other + at] as number);
        pair = Math.max(pair, pairs[other + at] as number);
      }
      words += word * (weights[at] as number);
      neighbours += pair * (pairWeights[at] as number);
    }
    const wordShare = words / total;
    return wordShare + PAIR_SHARE * ((pairTotal > 0 ? neighbours / pairTotal : wordShare) - wordShare);
  }

  return (passage, number) => {
    if (!passage.folded.some((word) => telling.has(word))) return undefined;
    const sentenceCount = passage.stops.length - 1;
    const bySentence = new Float64Array(size * sentenceCount);
    const pairsBySentence = new Float64Array(size * sentenceCount);
    counts.fill(0);
    pairCounts.fill(0);
    lastEnd.fill(-1);
    for (let sentence = 0; sentence < sentenceCount; sentence += 1) {
      const row = sentence * size;
      const end = passage.stops[sentence + 1] as number;
      for (let at = passage.stops[sentence] as number; at < end; at += 1) {
        const candidates = byFirst.get(passage.folded[at] as number);
        if (!candidates) continue;
        for (const alternative of candidates) {
          const factor = matchAt(alternative, passage, at, end);
          if (factor === 0) continue;
          const { start } = alternative;
          for (let position = start; position < alternative.end; position += 1) {
            raise(bySentence, row + position, factor);
            counts[position] = (counts[position] as number) + factor;
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
    const found = new Float64Array(size);
    const foundPairs = new Float64Array(size);
    for (let cell = 0; cell < bySentence.length; cell += 1) {
      raise(found, cell % size, bySentence[cell] as number);
      raise(foundPairs, cell % size, pairsBySentence[cell] as number);
    }
    const sentences: number[] = [];
    let sentenceBest = 0;
    let window = 0;
    let windowStart = 0;
    let windowEnd = 0;
    for (let sentence = 0; sentence < sentenceCount; sentence += 1) {
      const alone = shareOf(bySentence, pairsBySentence, sentence * size, -1);
      sentences.push(alone);
      sentenceBest = Math.max(sentenceBest, alone);
      if (alone > window) {
        window = alone;
        windowStart = sentence;
        windowEnd = sentence;
      }
      if (sentence + 1 === sentenceCount) continue;
      const both = shareOf(bySentence, pairsBySentence, sentence * size, (sentence + 1) * size);
      if (both > window + WINDOW_GAIN) {
        window = both;
        windowStart = sentence;
        windowEnd = sentence + 1;
      }
    }
    const dampening = SATURATION * (1 + LENGTH_DAMPING * (passage.words.length / averageLength - 1));
    let density = 0;
    let pairDensity = 0;
    let coverage = 0;
    let pairSum = 0;
    let nameSum = 0;
    for (let at = 0; at < size; at += 1) {
      const weight = weights[at] as number;
      const pairWeight = pairWeights[at] as number;
      const count = counts[at] as number;
      const pairCount = pairCounts[at] as number;
      coverage += weight * (found[at] as number);
      pairSum += pairWeight * (foundPairs[at] as number);
      density += (weight * count * (SATURATION + 1)) / (count + dampening);
      pairDensity += (pairWeight * pairCount * (SATURATION + 1)) / (pairCount + dampening);
      if (isName[at]) nameSum += weight * (found[at] as number);
    }
    let kind = wantedKinds === 0 ? 1 : 0;
    for (let sentence = windowStart; sentence <= windowEnd; sentence += 1) {
      if ((passage.kinds[sentence] as number) & wantedKinds) kind = 1;
    }
    coverage /= total;
    density /= total;
    const features = {
      density,
      pairs: pairTotal > 0 ? pairSum / pairTotal : coverage,
      pairDensity: pairTotal > 0 ? pairDensity / pairTotal : density,
      sentence: sentenceBest,
      window,
      names: nameTotal > 0 ? nameSum / nameTotal : 1,
      kind,
      interview: 0,
    };
    const score = FEATURES.reduce((sum, feature) => sum + ranking[feature] * features[feature], 0);
    return {
      passage: number,
      features,
      coverage,
      windowStart,
      windowEnd,
      sentences,
      found,
      foundBySentence: bySentence,
      foundPairs,
      score,
    };
  };
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

function wantedKindsOf(question: Question): number {
  let bits = 0;
  for (const kind of question.asks) bits |= SentenceKind[kind === 'person' ? 'name' : kind];
  return bits;
}

function raise(values: Float64Array, at: number, value: number): void {
  if (value > (values[at] as number)) values[at] = value;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
