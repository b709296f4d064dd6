import { type Span, wholeSpans } from '../core/quote.ts';
import type { Doubles } from './doubles.ts';
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

/** A sentence that may be quoted. */
interface ScoredSentence {
  readonly place: SentencePlace;
  /** What its own words say to the question. */
  readonly own: number;
  /** How close the closest phrasing is that points at it. */
  pointedAt: number;
}

/** What a phrasing that points at a sentence counts for beside the sentence's own words. */
const PHRASING_WEIGHT = 2.5;
/** What it counts for that the question is worded like those that a sentence is asked for with. */
const TARGET_WEIGHT = 1;
/** The whole answer holds every sentence; it must still be asked for more plainly than one of them. */
const WHOLE_SHARE = 0.85;
/** What a sentence gains that holds the kind of thing asked for. */
const KIND_BONUS = 0.3;

/** Chooses the smallest run of whole sentences that answers; the whole turn where that was asked for. */
export function chooseSpans(turn: RankedTurn, question: Question, indexed: LibraryIndex): ChosenSpans {
  const { wordings } = indexed;
  const placed = indexed.turns[turn.turn] as (typeof indexed.turns)[number];
  const asks = question.asks.size > 0;
  const whole: ChosenSpans = { spans: wholeSpans(placed), matched: [] };
  const scored: ScoredSentence[] = [];
  /** The same sentences by paragraph and number; only paragraphs that share a word with the question. */
  const byPlace: ScoredSentence[][] = [];
  let bestOwn = 0;
  for (const match of turn.paragraphs) {
    const source = indexed.sources[match.passage];
    if (source?.kind !== 'paragraph') continue;
    const text = placed.turn.paragraphs[source.paragraph] ?? '';
    const scores = sentenceScores(match, question);
    byPlace[source.paragraph] = source.sentences.map((range, sentence) => {
      const score = scores[sentence] as number;
      const kind = score > 0 && asks ? suits(text.slice(range.start, range.end), question) : 0;
      const own = score + KIND_BONUS * kind;
      bestOwn = Math.max(bestOwn, own);
      const entry = { place: { paragraph: source.paragraph, sentence }, own, pointedAt: 0 };
      scored.push(entry);
      return entry;
    });
  }
  const sentenceAt = (place: SentencePlace) => byPlace[place.paragraph]?.[place.sentence];
  let wholeCloseness = 0;
  /** What is pointed at though its paragraph shares no word with the question. */
  const elsewhere: ScoredSentence[] = [];
  for (const { passage, closeness } of turn.phrasings) {
    const source = indexed.sources[passage];
    if (source?.kind !== 'phrasing' || !source.target) continue;
    if (source.target.kind === 'whole') {
      wholeCloseness = Math.max(wholeCloseness, closeness);
      continue;
    }
    const sentence = sentenceAt(source.target);
    if (sentence) sentence.pointedAt = Math.max(sentence.pointedAt, closeness);
    else elsewhere.push({ place: source.target, own: 0, pointedAt: closeness });
  }
  elsewhere.sort((one, other) => other.pointedAt - one.pointedAt);
  let best: ScoredSentence | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const sentence of [...scored, ...elsewhere]) {
    const target = { kind: 'sentence', ...sentence.place } as const;
    const worded = TARGET_WEIGHT * Math.max(0, wordings.forTarget(question.terms, turn.turn, target));
    const score = sentence.own + PHRASING_WEIGHT * sentence.pointedAt + worded;
    if (score <= bestScore) continue;
    best = sentence;
    bestScore = score;
  }
  const wholeScore = wholeCloseness > 0 ? PHRASING_WEIGHT * wholeCloseness + WHOLE_SHARE * bestOwn : 0;
  const isWhole = bestScore === 0 || question.wantsWhole || question.contentWords === 0 || wholeScore > bestScore;
  // Where this very question is a known phrasing, it says itself what it asks for.
  const { asked } = turn;
  const place = asked?.kind === 'sentence' ? asked : best?.place;
  if (!place || (asked ? asked.kind === 'whole' : isWhole)) return whole;
  const ownOf = (place: SentencePlace) => sentenceAt(place)?.own ?? 0;
  return growRun(placed.turn.paragraphs, place, question, ownOf, {
    sentencesOf: (paragraph) => sentencesOf(indexed, turn.turn, paragraph),
  });
}

/**
 * How much each sentence of a paragraph says to the question: its share of words and pairs, and once more its share of
 * those words that no other sentence of the paragraph holds, since only they tell which one is meant.
 */
export function sentenceScores(match: PassageMatch, question: Question): Doubles {
  const { weights, totalWeight } = question;
  const { foundBySentence: found, sentences } = match;
  const size = weights.length;
  const scores = sentences.slice();
  for (let at = 0; at < size; at += 1) {
    let holder = -1;
    let holders = 0;
    for (let row = 0; row < sentences.length; row += 1) {
      if ((found[row * size + at] as number) <= HELD) continue;
      holder = row;
      holders += 1;
    }
    if (holders !== 1) continue;
    const earned = ((weights[at] as number) * (found[holder * size + at] as number)) / (totalWeight || 1);
    scores[holder] = (scores[holder] as number) + OWN_WORDS_WEIGHT * earned;
  }
  return scores;
}

/** From this share on a word counts as standing in a sentence. */
const HELD = 0.3;
/** What a word counts for once more where only one sentence holds it. */
const OWN_WORDS_WEIGHT = 1.25;

function sentencesOf(indexed: LibraryIndex, turn: number, paragraph: number) {
  const source = indexed.sources[(indexed.firstSource[turn] as number) + paragraph];
  return source?.kind === 'paragraph' ? source.sentences : [];
}
