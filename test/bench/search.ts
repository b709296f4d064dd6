import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { ENGINES } from './engines.ts';

const SIZES = [17, 1_000, 10_000, 100_000];
/** Plain engines need gigabytes and minutes beyond this; `--full` measures them all the same. */
const QUICK_LIMIT = 10_000;
const ENGINE_FILE = new URL('./search-engine.ts', import.meta.url).pathname;

/** Prints build time, memory and query time beside MiniSearch, FlexSearch and SQLite FTS5, all in this run. */
export async function benchSearch(print: (line: string) => void, isFull: boolean): Promise<void> {
  print('passages | engine | build s | heap MB | first query ms | p50 ms | p99 ms');
  print('---|---|---|---|---|---|---');
  for (const size of SIZES) {
    if (size > QUICK_LIMIT && !isFull) continue;
    for (const { name } of ENGINES) await measure(name, size);
  }
  const matcher = createMatcher(await loadLibrary(new URL('../../knowledge', import.meta.url).pathname));
  for (const letters of [250, 500, 1_000]) {
    const question = 'kế hoạch triển khai mạng 5G của sở thế nào '.repeat(40).slice(0, letters);
    const timesMs = Array.from({ length: 60 }, () => {
      const fromMs = performance.now();
      matcher.match(question, { lastTurn: undefined });
      return performance.now() - fromMs;
    }).sort((one, other) => one - other);
    print(
      `question of ${letters} letters over the real interview: p50 ${timesMs[30]?.toFixed(2)} ms, worst ${timesMs[59]?.toFixed(2)} ms`,
    );
  }
}

/** The child prints its own row. */
async function measure(name: string, size: number): Promise<void> {
  const child = spawn(process.execPath, ['--expose-gc', ENGINE_FILE, name, String(size)], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0)
    throw new Error(`Expected ${name} over ${size} passages to be measured, its process ended with ${code}.`);
}
