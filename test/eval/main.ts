import { parseArgs } from 'node:util';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { printAblation } from './ablation.ts';
import { FITTED_VARIANTS, ownOutcomes, withoutQuestions } from './calibration-data.ts';
import {
  BLIND_SETS,
  CALIBRATION_SETS,
  loadOthersQuestions,
  loadOwnQuestions,
  type OthersSet,
  type OwnQuestions,
} from './own-questions.ts';
import { printOwn } from './own-table.ts';
import { VARIANTS } from './variants.ts';
import { loadXquad } from './xquad.ts';
import { confidenceRow, printHalved, printXquad } from './xquad-table.ts';

/** The sets by writers apart, in the words of the table; misses are shown of what may be read. */
const OTHERS: readonly (readonly [name: string, sets: readonly OthersSet[]])[] = [
  ['Written apart, learned from', ['learned']],
  ['Written apart, confidence fitted; each list asked of a library without its lines', CALIBRATION_SETS],
  ['Written before reading, confidence fitted; each list asked of a library without its lines', BLIND_SETS],
  ['Written before reading, never read', ['blind']],
  ['Written apart, never read', ['unseen']],
  ['Written apart last, never read', ['latest']],
  ['Written apart, near the topic, never read', ['near-topic']],
  ['Written apart, traps in the words of the interview', ['traps']],
];

/** Sets whose lines stand in the library, and are left out of it while they are asked. */
const FITTED: ReadonlySet<readonly OthersSet[]> = new Set<readonly OthersSet[]>([CALIBRATION_SETS, BLIND_SETS]);

/** Prints the quality figures: `npm run eval -- [--xquad PATH] [--ablation]`. Deterministic. */
const { values: options } = parseArgs({ options: { xquad: { type: 'string' }, ablation: { type: 'boolean' } } });
const print = (line: string) => console.log(line);
const library = await loadLibrary(new URL('../../knowledge', import.meta.url).pathname);
const matcher = createMatcher(library);
const interview = library.interviews[0]?.id ?? '';
const dev = await loadOwnQuestions('dev');
const test = await loadOwnQuestions('test');
const xquad = options.xquad === undefined ? undefined : await loadXquad(options.xquad);

if (options.ablation) printAblation(print, library, dev, xquad);
else {
  printOwn(print, 'Own questions, dev half', [{ questions: dev, matcher }], interview, VARIANTS, true);
  printOwn(print, 'Own questions, test half', [{ questions: test, matcher }], interview, VARIANTS, false);
  for (const [name, sets] of OTHERS) {
    const isRead = sets[0] === 'learned';
    const careful = await Promise.all(sets.map((set) => loadOthersQuestions(set, 'ask')));
    const hasty = await Promise.all(sets.map((set) => loadOthersQuestions(set, 'hasty')));
    const matchers = careful.map((questions) =>
      FITTED.has(sets) ? createMatcher(withoutQuestions(library, questions)) : matcher,
    );
    const askedOf = (lists: readonly OwnQuestions[]) =>
      lists.map((questions, at) => ({ questions, matcher: matchers[at] ?? matcher }));
    printOwn(print, `${name}, with care`, askedOf(careful), interview, VARIANTS, isRead);
    printOwn(print, `${name}, in haste`, askedOf(hasty), interview, ['plain'], isRead);
  }
  print('\nConfidence over four turns, all ways of typing that it was fitted on (follow-ups left out)');
  print(
    'half | AUROC, right or not | AUROC, answerable or not | answered at 95 % precision | calibration error | at the threshold: right answers, false answers',
  );
  print('---|---|---|---|---|---');
  for (const [half, { answerable, unanswerable }] of [
    ['dev', dev],
    ['test', test],
  ] as const) {
    print(`${half} | ${confidenceRow(ownOutcomes(library, answerable, unanswerable, FITTED_VARIANTS))}`);
  }
  if (xquad) {
    printXquad(print, xquad);
    printHalved(print, xquad);
  }
}
