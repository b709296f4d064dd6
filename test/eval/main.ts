import { parseArgs } from 'node:util';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { printAblation } from './ablation.ts';
import { FITTED_VARIANTS, ownOutcomes } from './calibration-data.ts';
import { loadOwnQuestions } from './own-questions.ts';
import { printOwn } from './own-table.ts';
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
  printOwn(print, 'Own questions, dev half', matcher, library, dev, true);
  printOwn(print, 'Own questions, test half', matcher, library, test, false);
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
