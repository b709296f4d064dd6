import type { Language } from '../core/message.ts';
import { COEFFICIENTS } from './coefficients.ts';
import { EVIDENCE, type EvidenceName } from './confidence.ts';
import type { LibraryIndex } from './library-index.ts';
import type { Question } from './question.ts';
import type { RankedTurn } from './rank.ts';
import { FEATURES, type Feature } from './score.ts';
import { pairTerm, wordTerm } from './wordings.ts';

/** Why one word of the question counted for a turn, or did not. */
export interface ExplainedWord {
  /** As it was read; `typed` is what stood there when that was something else. */
  readonly word: string;
  readonly typed: string | undefined;
  readonly how: string;
  readonly weight: number;
  /** Share of the weight earned in the best paragraph, and in the closest phrasing. */
  readonly inParagraph: number;
  readonly inPhrasing: number;
  /** Share of the pair with the next word earned in the best paragraph. */
  readonly pair: number;
  /** How much the word, and the pair, speak for an answer by how questions are worded; below 0 against; 0 where left out. */
  readonly worded: number;
  readonly wordedPair: number;
}

/** Why one turn stands where it stands. */
export interface ExplainedTurn {
  readonly interview: string;
  readonly turn: string;
  readonly confidence: number;
  readonly score: number;
  /** Number of the best paragraph, from 1. */
  readonly paragraph: number | undefined;
  readonly measures: Readonly<Record<Feature, number>> | undefined;
  readonly phrasing: { readonly text: string; readonly closeness: number } | undefined;
  /** Each measure of evidence and what it added to the logit. */
  readonly evidence: readonly { readonly name: EvidenceName; readonly value: number; readonly adds: number }[];
  readonly words: readonly ExplainedWord[];
}

/** Why a question came out as it did; plain data. */
export interface Explanation {
  readonly question: string;
  readonly zone: string;
  readonly answerFrom: number;
  readonly choicesFrom: number;
  /** Best first, five at most. */
  readonly turns: readonly ExplainedTurn[];
}

/** Turns what ranking knows of one turn into plain data. */
export function explainTurn(ranked: RankedTurn, question: Question, indexed: LibraryIndex): ExplainedTurn {
  const placed = indexed.turns[ranked.turn] as (typeof indexed.turns)[number];
  const best = ranked.paragraphs[0];
  const source = best && indexed.sources[best.passage];
  const phrasing = ranked.phrasing && indexed.sources[ranked.phrasing.passage];
  const { wordings, lexicon, interviewOf } = indexed;
  const numbers = question.words.map(({ form }) => lexicon.vocabulary.foldedOf(form.folded));
  const worded = (term: number): number =>
    question.terms.known.includes(term)
      ? wordings.forAnswer({ known: [term], count: 1 }, interviewOf[ranked.turn] as number)
      : 0;
  return {
    interview: placed.interview.id,
    turn: placed.turn.id,
    confidence: ranked.confidence,
    score: ranked.score,
    paragraph: source?.kind === 'paragraph' ? source.paragraph + 1 : undefined,
    measures: best?.features,
    phrasing: phrasing?.kind === 'phrasing' ? { text: phrasing.text, closeness: ranked.closeness } : undefined,
    evidence: EVIDENCE.map((name) => ({
      name,
      value: ranked.evidence[name],
      adds: COEFFICIENTS.weights[name] * ranked.evidence[name],
    })),
    words: question.words.map(({ word, typed, how }, at) => ({
      word,
      typed,
      how: how === 'typed' ? howMatched(question, at, best?.found[at] ?? 0) : how,
      weight: question.weights[at] as number,
      inParagraph: best?.found[at] ?? 0,
      inPhrasing: ranked.phrasing?.found[at] ?? 0,
      pair: best?.foundPairs[at] ?? 0,
      worded: worded(wordTerm(numbers[at] as number)),
      wordedPair: worded(pairTerm(numbers[at] as number, numbers[at + 1] ?? -1)),
    })),
  };
}

function howMatched(question: Question, at: number, found: number): string {
  const ways = question.alternatives.filter(({ start, end }) => start <= at && at < end);
  if (found === 0) return 'missing';
  if (ways.some(({ how, factor }) => how === 'typed' && found >= factor)) return 'exact';
  if (ways.some(({ how, factor }) => how === 'synonym' && Math.abs(found - factor) < 1e-9)) return 'synonym';
  if (ways.some(({ how, factor }) => how === 'repair' && found >= factor)) return 'repair';
  return 'folded';
}

const LABELS: Readonly<Record<Language, readonly [string, string, string, string, string]>> = {
  vi: ['Câu hỏi', 'vùng', 'trả lời từ', 'gợi ý từ', 'cách hỏi gần nhất'],
  en: ['Question', 'zone', 'answer from', 'choices from', 'closest phrasing'],
};

/** Writes an explanation in columns for the terminal. */
export function writeExplanation(explanation: Explanation, language: Language): string {
  const [asked, zone, answerFrom, choicesFrom, closest] = LABELS[language];
  const two = (value: number) => value.toFixed(2);
  const lines = [
    `${asked}: ${explanation.question}`,
    `${zone}: ${explanation.zone} (${answerFrom} ${two(explanation.answerFrom)}, ${choicesFrom} ${two(explanation.choicesFrom)})`,
  ];
  for (const [rank, turn] of explanation.turns.entries()) {
    lines.push(
      '',
      `${rank + 1}. ${turn.interview}/${turn.turn} ¶${turn.paragraph ?? '–'}  ${two(turn.confidence)}  (${two(turn.score)})`,
    );
    if (turn.phrasing) lines.push(`   ${closest} ${two(turn.phrasing.closeness)}: ${turn.phrasing.text}`);
    const { measures } = turn;
    if (measures) lines.push(`   ${FEATURES.map((name) => `${name} ${two(measures[name])}`).join('  ')}`);
    lines.push(
      `   ${turn.evidence.map(({ name, value, adds }) => `${name} ${two(value)} (${adds < 0 ? '' : '+'}${two(adds)})`).join('  ')}`,
    );
    for (const word of turn.words) {
      const read = word.typed === undefined ? word.word : `${word.typed} → ${word.word}`;
      lines.push(
        `     ${read.padEnd(24)} ${word.how.padEnd(12)} ${two(word.weight)}  ¶ ${two(word.inParagraph)}  ? ${two(word.inPhrasing)}  + ${two(word.pair)}  ± ${two(word.worded)} ${two(word.wordedPair)}`,
      );
    }
  }
  return lines.join('\n');
}
