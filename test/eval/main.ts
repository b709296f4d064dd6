import { parseArgs } from 'node:util';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { printAblation } from './ablation.ts';
import { FITTED_VARIANTS, ownOutcomes } from './calibration-data.ts';
import { type Form, loadOthersQuestions, loadOwnQuestions } from './own-questions.ts';
import { printOwn } from './own-table.ts';
import { VARIANTS } from './variants.ts';
import { loadXquad } from './xquad.ts';
import { confidenceRow, printHalved, printXquad } from './xquad-table.ts';

/** Prints the quality figures: `npm run eval -- [--xquad PATH] [--ablation]`. Deterministic. */
const { values: options } = parseArgs({ options: { xquad: { type: 'string' }, ablation: { type: 'boolean' } } });
const print = (line: string) => console.log(line);
const library = await loadLibrary(new URL('../../knowledge', import.meta.url).pathname);
const matcher = createMatcher(library);
const dev = await loadOwnQuestions('dev');
const test = await loadOwnQuestions('test');
const xquad = options.xquad === undefined ? undefined : await loadXquad(options.xquad);

if (options.ablation) printAblation(print, library, dev, xquad);
else {
  printOwn(print, 'Own questions, dev half', matcher, library, dev, VARIANTS, true);
  printOwn(print, 'Own questions, test half', matcher, library, test, VARIANTS, false);
  for (const half of ['dev', 'test'] as const) {
    const ofOthers = (form: Form) => loadOthersQuestions(half, form);
    const isDev = half === 'dev';
    printOwn(print, `Questions of others, ${half} half`, matcher, library, await ofOthers('ask'), VARIANTS, isDev);
    printOwn(print, `The same in haste, ${half} half`, matcher, library, await ofOthers('hasty'), ['plain'], isDev);
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
