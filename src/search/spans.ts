import { type Span, wholeSpans } from '../core/quote.ts';
import { growRun, type SentencePlace } from './grow.ts';
import type { LibraryIndex } from './library-index.ts';
import type { Question } from './question.ts';
import type { RankedTurn } from './rank.ts';
import type { PassageMatch } from './score.ts';
import { suits } from './sentence-kinds.ts';

/** What to quote of a turn, and what of it to emphasise. */
export interface ChosenSpans {
  readonly spans: readonly Span[];
  readonly matched: readonly Span[];
}

/** What a phrasing that points at a sentence counts for beside the sentence's own words. */
const PHRASING_WEIGHT = 2;
/** The whole answer holds every sentence; it must still be asked for more plainly than one of them. */
const WHOLE_SHARE = 0.85;
/** What a sentence gains that holds the kind of thing asked for. */
const KIND_BONUS = 0.2;

/** Chooses the smallest run of whole sentences that answers; the whole turn where that was asked for. */
export function chooseSpans(turn: RankedTurn, question: Question, indexed: LibraryIndex): ChosenSpans {
  const placed = indexed.turns[turn.turn] as (typeof indexed.turns)[number];
  const whole: ChosenSpans = { spans: wholeSpans(placed), matched: [] };
  const scores = new Map<string, { readonly place: SentencePlace; score: number; own: number }>();
  const at = (place: SentencePlace) => {
    const key = `${place.paragraph}/${place.sentence}`;
    const there = scores.get(key) ?? { place, score: 0, own: 0 };
    scores.set(key, there);
    return there;
  };
  let bestOwn = 0;
  for (const match of turn.paragraphs) {
    const source = indexed.sources[match.passage];
    if (source?.kind !== 'paragraph') continue;
    const text = placed.turn.paragraphs[source.paragraph] ?? '';
    sentenceScores(match, question).forEach((score, sentence) => {
      const range = source.sentences[sentence];
      const kind = score > 0 && range ? suits(text.slice(range.start, range.end), question) : 0;
      const entry = at({ paragraph: source.paragraph, sentence });
      entry.own = score + KIND_BONUS * kind;
      entry.score = entry.own;
      bestOwn = Math.max(bestOwn, entry.own);
    });
  }
  let wholeCloseness = 0;
  const pointedAt = new Set<string>();
  for (const { passage, closeness } of turn.phrasings.toSorted((one, other) => other.closeness - one.closeness)) {
    const source = indexed.sources[passage];
    if (source?.kind !== 'phrasing' || !source.target) continue;
    if (source.target.kind === 'whole') {
      wholeCloseness = Math.max(wholeCloseness, closeness);
      continue;
    }
    const key = `${source.target.paragraph}/${source.target.sentence}`;
    // Closest first: later phrasings for the same sentence add nothing.
    if (pointedAt.has(key)) continue;
    pointedAt.add(key);
    at(source.target).score += PHRASING_WEIGHT * closeness;
  }
  let best: { readonly place: SentencePlace; readonly score: number; readonly own: number } | undefined;
  for (const entry of scores.values()) if (!best || entry.score > best.score) best = entry;
  const wholeScore = wholeCloseness > 0 ? PHRASING_WEIGHT * wholeCloseness + WHOLE_SHARE * bestOwn : 0;
  if (!best || best.score === 0 || question.wantsWhole || question.contentWords === 0 || wholeScore > best.score)
    return whole;
  const ownOf = (place: SentencePlace) => scores.get(`${place.paragraph}/${place.sentence}`)?.own ?? 0;
  return growRun(placed.turn.paragraphs, best.place, question, ownOf, {
    sentencesOf: (paragraph) => sentencesOf(indexed, turn.turn, paragraph),
  });
}

/**
 * How much each sentence of a paragraph says to the question: its share of words and pairs, and once more its share of
 * words where those that stand in several sentences count less, since they do not tell which one is meant.
 */
export function sentenceScores(match: PassageMatch, question: Question): readonly number[] {
  const size = question.words.length;
  const count = match.sentences.length;
  const spread = question.words.map((_, at) => {
    let sentences = 0;
    for (let row = 0; row < count; row += 1)
      if ((match.foundBySentence[row * size + at] as number) > HELD) sentences += 1;
    return Math.max(1, sentences);
  });
  return match.sentences.map((share, row) => {
    let telling = 0;
    question.weights.forEach((weight, at) => {
      telling += (weight * (match.foundBySentence[row * size + at] as number)) / (spread[at] as number);
    });
    return share + telling / (question.totalWeight || 1);
  });
}

/** From this share on a word counts as standing in a sentence. */
const HELD = 0.3;

function sentencesOf(indexed: LibraryIndex, turn: number, paragraph: number) {
  const source = indexed.sources[(indexed.firstSource[turn] as number) + paragraph];
  return source?.kind === 'paragraph' ? source.sentences : [];
}
