import { loadLibrary } from '../../src/knowledge/load.ts';
import { ENGINES } from './engines.ts';
import { questionsOver, syntheticLibrary } from './synthetic.ts';

/**
 * `node --expose-gc test/bench/search-engine.ts ENGINE PASSAGES`: builds one engine over so many passages (17: the interviews of
 * `knowledge/`) and prints a row of the table. A process of its own, so that no engine pays for what another left behind.
 */
const [name = '', size = ''] = process.argv.slice(2);
const QUERIES: Readonly<Record<string, number>> = { 17: 2_000, 1000: 600, 10000: 150, 100000: 40 };

const library =
  size === '17'
    ? await loadLibrary(new URL('../../knowledge', import.meta.url).pathname)
    : syntheticLibrary(Number(size));
const engine = ENGINES.find((known) => known.name === name);
const count = QUERIES[size];
if (!engine || !count)
  throw new Error(`Expected one of the engines and sizes of the bench, got "${name}" and "${size}".`);
const questions = questionsOver(library, count, 'questions');
// As many others before anything is timed: while code is still being compiled every engine is several times slower.
const [first = '', ...others] = questionsOver(library, count, 'warm-up');

const heapBefore = memoryMb();
const startedMs = performance.now();
const query = engine.build(library);
const buildS = (performance.now() - startedMs) / 1000;
const heapMb = memoryMb() - heapBefore;
const firstMs = timeMs(first);
for (const question of others) query(question);
const timesMs = questions.map(timeMs).sort((one, other) => one - other);
process.stdout.write(
  `${size} | ${name} | ${buildS.toFixed(2)} | ${heapMb.toFixed(1)} | ${firstMs.toFixed(1)} | ${at(0.5)} | ${at(0.99)}\n`,
);

function timeMs(question: string): number {
  const fromMs = performance.now();
  query(question);
  return performance.now() - fromMs;
}

function at(share: number): string {
  return (timesMs[Math.floor((timesMs.length - 1) * share)] ?? 0).toFixed(2);
}

/** What is in use on the heap and beside it; needs `--expose-gc`. */
function memoryMb(): number {
  if (!globalThis.gc) throw new Error('Expected node --expose-gc: without it garbage would be counted.');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}
