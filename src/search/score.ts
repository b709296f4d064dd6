import { type Doubles, zeros } from './doubles.ts';
import type { FoundWords } from './find-words.ts';
import { type IndexedPassage, SentenceKind } from './passage-index.ts';
import type { Question } from './question.ts';
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
  /** By sentence: words and pairs together, 0–1. */
  readonly sentences: Doubles;
  /** What each position of the question earned, 0–1. */
  readonly found: Doubles;
  /** The same by sentence, one row a sentence. */
  readonly foundBySentence: Doubles;
  /** What each position and its neighbour earned side by side, 0–1. */
  readonly foundPairs: Doubles;
  score: number;
}

/** What pairs count for beside words where both are taken together. */
const PAIR_SHARE = 1 / 3;
/** A two-sentence window must say this much more than its best sentence. */
const WINDOW_GAIN = 0.02;
const SATURATION = 1.6;
const LENGTH_DAMPING = 0.75;

/** Makes the function that measures what a passage holds of a question; build once a question. */
export function createScorer(
  question: Question,
  averageLength: number,
  ranking: Tuning['ranking'],
): (passage: IndexedPassage, number: number, found: FoundWords) => PassageMatch {
  const { weights, pairWeights, isName } = question;
  const size = question.words.length;
  const total = question.totalWeight || 1;
  const pairTotal = sumOf(pairWeights);
  const nameTotal = sumOf(weights.map((weight, at) => (isName[at] ? weight : 0)));
  const wantedKinds = wantedKindsOf(question);

  /** Words and pairs of one row, or of two rows together. */
  function shareOf(found: Doubles, pairs: Doubles, row: number, other: number): number {
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

  return (passage, number, { words, pairs, wordCounts, pairCounts, wordsBySentence, pairsBySentence }) => {
    const sentenceCount = passage.stops.length - 1;
    const sentences = zeros(sentenceCount);
    let sentenceBest = 0;
    let window = 0;
    let windowStart = 0;
    let windowEnd = 0;
    for (let sentence = 0; sentence < sentenceCount; sentence += 1) {
      const alone = shareOf(wordsBySentence, pairsBySentence, sentence * size, -1);
      sentences[sentence] = alone;
      sentenceBest = Math.max(sentenceBest, alone);
      if (alone > window) {
        window = alone;
        windowStart = sentence;
        windowEnd = sentence;
      }
      if (sentence + 1 === sentenceCount) continue;
      const both = shareOf(wordsBySentence, pairsBySentence, sentence * size, (sentence + 1) * size);
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
      const count = wordCounts[at] as number;
      const pairCount = pairCounts[at] as number;
      coverage += weight * (words[at] as number);
      pairSum += pairWeight * (pairs[at] as number);
      density += (weight * count * (SATURATION + 1)) / (count + dampening);
      pairDensity += (pairWeight * pairCount * (SATURATION + 1)) / (pairCount + dampening);
      if (isName[at]) nameSum += weight * (words[at] as number);
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
      sentences,
      found: words.slice(),
      foundBySentence: wordsBySentence.slice(0, sentenceCount * size),
      foundPairs: pairs.slice(),
      score,
    };
  };
}

function wantedKindsOf(question: Question): number {
  let bits = 0;
  for (const kind of question.asks) bits |= SentenceKind[kind === 'person' ? 'name' : kind];
  return bits;
}

function sumOf(values: Doubles): number {
  return values.reduce((sum, value) => sum + value, 0);
}
