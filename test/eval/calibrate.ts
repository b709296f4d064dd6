import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { EVIDENCE, type EvidenceName, temper } from '../../src/search/confidence.ts';
import { FITTED_VARIANTS, halvedOutcomes, type Outcome, ownOutcomes, withoutQuestions } from './calibration-data.ts';
import { fitSignedLogistic } from './logistic.ts';
import {
  BLIND_SETS,
  CALIBRATION_SETS,
  loadOthersQuestions,
  loadOwnQuestions,
  type OthersSet,
} from './own-questions.ts';
import { calibrationError, reliability } from './statistics.ts';
import { isDevArticle, loadXquad } from './xquad.ts';

/** At most this share of the unanswerable of any set may get an answer, and this share may get an answer or choices. */
const FALSE_ANSWERS = 0.03;
const FALSE_CHOICES = 0.2;
const RIDGE = 1;
/** Which way each measure may speak. */
const SIGNS: Readonly<Record<EvidenceName, -1 | 0 | 1>> = {
  coverage: 1,
  pairs: 1,
  support: 1,
  lead: 1,
  number: -1,
  unknown: -1,
  decisive: -1,
  unmet: -1,
  phrased: 0,
  phrasedCoverage: 0,
  phrasedLead: 0,
  wording: 1,
  closer: 1,
};

/** Fits confidence on the calibration lists, the own dev half and the dev articles, prints a reliability diagram and writes the coefficients for review. */
const { values: options } = parseArgs({ options: { xquad: { type: 'string' }, date: { type: 'string' } } });
if (!options.xquad) {
  console.error('npm run calibrate -- --xquad ĐƯỜNG_DẪN: cần tệp XQuAD tiếng Việt để khớp trên cả hai bộ câu hỏi.');
  process.exit(1);
}
const knowledge = await loadLibrary(new URL('../../knowledge', import.meta.url).pathname);
const xquad = await loadXquad(options.xquad);
const outcomesOf = async (lists: readonly OthersSet[]) => {
  const outcomes: Outcome[] = [];
  for (const list of lists) {
    const careful = await loadOthersQuestions(list, 'ask');
    const hasty = await loadOthersQuestions(list, 'hasty');
    // Asked of a library that holds their own wording they would look surer than questions do.
    const library = withoutQuestions(knowledge, careful);
    outcomes.push(
      ...ownOutcomes(library, careful.answerable, careful.unanswerable, FITTED_VARIANTS),
      ...ownOutcomes(library, hasty.answerable, hasty.unanswerable, ['plain']),
    );
  }
  return outcomes;
};
// Our own questions are shorter and ask for what nobody put into the writers' words; none of them is a known phrasing.
const own = await loadOwnQuestions('dev');
const sets = [
  [
    ...(await outcomesOf(CALIBRATION_SETS)),
    ...ownOutcomes(knowledge, own.answerable, own.unanswerable, FITTED_VARIANTS),
  ],
  await outcomesOf(BLIND_SETS),
  halvedOutcomes(
    xquad.library,
    xquad.questions.filter(({ article }) => isDevArticle(article)),
    FITTED_VARIANTS,
  ),
];
const valuesOf = (outcome: Outcome) => EVIDENCE.map((name) => outcome.evidence[name]);
// The sets count alike, however many questions they have.
const largest = Math.max(...sets.map((set) => set.length));
const fitted = fitSignedLogistic(
  sets.flatMap((set) =>
    set.map((outcome) => ({ values: valuesOf(outcome), isTrue: outcome.isRight, weight: largest / set.length })),
  ),
  RIDGE,
  EVIDENCE.map((name) => SIGNS[name]),
);
/** As they are written down, and judged with: two digits are more than the lists can tell. */
const rounded = (value: number) => Number(value.toFixed(2));
const model = { bias: rounded(fitted.bias), weights: fitted.weights.map(rounded) };
const scoreOf = (outcome: Outcome) => {
  const logit = valuesOf(outcome).reduce((sum, value, at) => sum + value * (model.weights[at] as number), model.bias);
  return temper(1 / (1 + Math.exp(-logit)), outcome.evidence, outcome.meaning, false);
};

for (const set of sets) {
  const scored = set.map((outcome) => ({ score: scoreOf(outcome), isTrue: outcome.isRight }));
  console.log(`\n${set[0]?.set}: expected calibration error ${calibrationError(scored).toFixed(3)}`);
  for (const { from, count, claimed, true: came } of reliability(scored)) {
    const bar = '█'.repeat(Math.round(came * 40)).padEnd(40, '·');
    console.log(
      `${from.toFixed(1)}– ${bar} ${(100 * came).toFixed(0)} % true of ${count}, ${(100 * claimed).toFixed(0)} % claimed`,
    );
  }
}

const answerFrom = thresholdFor(FALSE_ANSWERS);
const choicesFrom = thresholdFor(FALSE_CHOICES);
const weights = EVIDENCE.map((name, at) => `    ${name}: ${model.weights[at]},`).join('\n');
const text = `/**
 * What each measure of evidence counts for, and where the zones begin. Written by \`npm run calibrate\` from the
 * calibration lists and our own questions (test/eval/questions, dev half) and the dev articles of XQuAD as of ${options.date ?? new Date().toISOString().slice(0, 10)}; reviewed by hand.
 *
 * \`answerFrom\` lets ${100 * FALSE_ANSWERS} % of the unanswerable questions of any set through, \`choicesFrom\` ${100 * FALSE_CHOICES} %; where two turns come
 * near each other, turns are offered below it too.
 */
export const COEFFICIENTS = {
  bias: ${model.bias},
  weights: {
${weights}
  },
  answerFrom: ${Number(answerFrom.toFixed(3))},
  choicesFrom: ${Number(choicesFrom.toFixed(3))},
} as const;
`;
await writeFile(new URL('../../src/search/coefficients.ts', import.meta.url), text);
console.log(
  `\nanswer from ${answerFrom.toFixed(3)}, choices from ${choicesFrom.toFixed(3)}: written to src/search/coefficients.ts`,
);

/** Lowest confidence that lets no more than `share` of the unanswerable of any set through. */
function thresholdFor(share: number): number {
  const scores = sets.map((set) => set.filter((outcome) => !outcome.isAnswerable).map(scoreOf));
  for (let threshold = 0.01; threshold < 1; threshold += 0.001) {
    const through = scores.map((list) => list.filter((score) => score >= threshold).length / list.length);
    if (Math.max(...through) <= share) return threshold;
  }
  return 1;
}
