import { COEFFICIENTS } from '../../src/search/coefficients.ts';
import { confidenceOf } from '../../src/search/confidence.ts';
import { GENERAL } from '../../src/search/general.ts';
import { createLibraryIndex, type LibraryIndex } from '../../src/search/library-index.ts';
import { rankTurns } from '../../src/search/rank.ts';
import { chooseSpans } from '../../src/search/spans.ts';
import { halvedOutcomes, type Outcome } from './calibration-data.ts';
import { percent } from './own-table.ts';
import { answeredAtPrecision, areaUnderRoc, calibrationError } from './statistics.ts';
import { typeAs, type Variant } from './variants.ts';
import { isDevArticle, type Xquad, type XquadQuestion } from './xquad.ts';

/** The ways of typing that the published figures of other engines use. */
export const XQUAD_VARIANTS: readonly Variant[] = ['plain', 'no accents', 'typos', 'chat', 'chat, no accents'];

/** Prints recall and quote figures of all questions, then of the test articles (coefficients come from the dev articles; ranking settings were compared on both). */
export function printXquad(print: (line: string) => void, xquad: Xquad): void {
  const indexed = createLibraryIndex(xquad.library, GENERAL);
  const unseen = xquad.questions.filter(({ article }) => !isDevArticle(article));
  for (const [name, questions] of [
    ['XQuAD Vietnamese, all', xquad.questions],
    ['XQuAD Vietnamese, test articles', unseen],
  ] as const) {
    print(`\n${name}: ${questions.length} questions over ${xquad.library.interviews.length * 5} paragraphs; %`);
    print(
      'typing | recall at 1 | recall at 3 | best sentence of the right paragraph | the same, by words | quote end to end | quote, letters',
    );
    print('---|---|---|---|---|---|---');
    for (const variant of XQUAD_VARIANTS) {
      const figures = measureXquad(indexed, questions, variant);
      const count = questions.length;
      print(
        [
          variant,
          percent(figures.first, count),
          percent(figures.firstThree, count),
          percent(figures.sentence, count),
          percent(figures.words, count),
          percent(figures.quote, count),
          (figures.letters / Math.max(1, figures.first)).toFixed(0),
        ].join(' | '),
      );
    }
  }
}

/**
 * How often the right paragraph, its right sentence, and a quote with the answer are found. The sentence is right by the
 * place that the answer is marked at; by words wherever the same words stand.
 */
export function measureXquad(indexed: LibraryIndex, questions: readonly XquadQuestion[], variant: Variant) {
  const figures = { first: 0, firstThree: 0, sentence: 0, words: 0, quote: 0, letters: 0 };
  for (const { text, article, turn, answer, answerStart, answerEnd } of questions) {
    const { question, ranked } = rankTurns(typeAs(variant, text), indexed);
    const place = ranked.findIndex((one) => {
      const placed = indexed.turns[one.turn];
      return placed?.interview.id === article && placed.turn.id === turn;
    });
    const right = ranked[place];
    if (!right) continue;
    if (place < 3) figures.firstThree += 1;
    const { spans, matched } = chooseSpans(right, question, indexed);
    if (matched.some(({ start, end }) => start <= answerStart && answerEnd <= end)) figures.sentence += 1;
    const paragraph = indexed.turns[right.turn]?.turn.paragraphs[0] ?? '';
    if (matched.some(({ start, end }) => paragraph.slice(start, end).includes(answer))) figures.words += 1;
    if (place > 0) continue;
    figures.first += 1;
    figures.letters += spans.reduce((sum, span) => sum + span.end - span.start, 0);
    if (spans.some(({ start, end }) => start <= answerStart && answerEnd <= end)) figures.quote += 1;
  }
  return figures;
}

/** Prints how well confidence tells right from wrong when half the articles are left out. */
export function printHalved(print: (line: string) => void, xquad: Xquad): void {
  print('\nXQuAD with half the articles left out (test articles; threshold as everywhere)');
  print(
    'typing | AUROC, right or not | AUROC, answerable or not | answered at 95 % precision | calibration error | at the threshold: right answers, false answers',
  );
  print('---|---|---|---|---|---');
  const questions = xquad.questions.filter(({ article }) => !isDevArticle(article));
  for (const variant of XQUAD_VARIANTS)
    print(`${variant} | ${confidenceRow(halvedOutcomes(xquad.library, questions, [variant]))}`);
}

/** The figures of one set of outcomes, as table cells. */
export function confidenceRow(outcomes: readonly Outcome[]): string {
  const scored = outcomes.map(({ evidence, meaning, isRight, isAnswerable }) => ({
    score: confidenceOf(evidence, meaning),
    isTrue: isRight,
    isAnswerable,
  }));
  const answerable = scored.filter((one) => one.isAnswerable);
  const others = scored.filter((one) => !one.isAnswerable);
  const from = COEFFICIENTS.answerFrom;
  return [
    areaUnderRoc(scored).toFixed(3),
    areaUnderRoc(scored.map(({ score, isAnswerable }) => ({ score, isTrue: isAnswerable }))).toFixed(3),
    `${(100 * answeredAtPrecision(scored, 0.95).share).toFixed(1)} %`,
    calibrationError(scored).toFixed(3),
    `${percent(answerable.filter((one) => one.isTrue && one.score >= from).length, answerable.length)}, ${percent(others.filter((one) => one.score >= from).length, others.length)}`,
  ].join(' | ');
}
