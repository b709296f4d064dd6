import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Library } from '../../src/core/interview.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import type { KnowledgeError } from '../../src/knowledge/problem.ts';
import { type KnowledgeWatcher, watchKnowledge } from '../../src/knowledge/watch.ts';
import { SAMPLE_FILE, SAMPLE_SOURCE } from './sample-interview.ts';

const WITHIN = { timeout: 1_000, interval: 10 };

let directory: string;
let watcher: KnowledgeWatcher | undefined;
let served: Library[];
let problems: (KnowledgeError | undefined)[];
let nowMs: number;

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'watch-')), 'knowledge');
  await mkdir(join(directory, 'sources'), { recursive: true });
  await writeFile(join(directory, 'sources/cau-ben-loi.txt'), SAMPLE_SOURCE);
  await write(SAMPLE_FILE);
  served = [];
  problems = [];
  nowMs = Date.parse('2022-06-01T12:00:00+07:00');
});

afterEach(async () => {
  watcher?.stop();
  await rm(join(directory, '..'), { recursive: true });
});

const write = (text: string) => writeFile(join(directory, 'cau-ben-loi.md'), text);

async function start(): Promise<void> {
  const { version } = await loadLibrary(directory, () => nowMs);
  watcher = watchKnowledge({
    directory,
    version,
    onLibrary: (library) => void served.push(library),
    onProblem: (problem) => void problems.push(problem),
    now: () => nowMs,
  });
}

const questions = () => served.at(-1)?.interviews.flatMap((interview) => interview.turns.map((turn) => turn.also[0]));

describe('watchKnowledge', () => {
  test('serves a valid change within a second', async () => {
    await start();
    await write(SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Khi nào thông cầu?'));
    await vi.waitFor(() => expect(questions()).toContain('Khi nào thông cầu?'), WITHIN);
    expect(problems).toEqual([]);
  });

  test('serves a file that an editor replaced by renaming', async () => {
    await start();
    await writeFile(join(directory, '.moi.md'), SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Khi nào thông cầu?'));
    await rename(join(directory, '.moi.md'), join(directory, 'cau-ben-loi.md'));
    await vi.waitFor(() => expect(questions()).toContain('Khi nào thông cầu?'), WITHIN);
  });

  test('refuses an invalid change, tells why, and says when the files are well again', async () => {
    await start();
    await write(SAMPLE_FILE.replace('outlet:', 'outlett:'));
    await vi.waitFor(() => expect(problems.at(-1)?.message).toContain('“outlet”'), WITHIN);
    expect(served).toEqual([]);
    await write(SAMPLE_FILE);
    await vi.waitFor(() => expect(problems.at(-1)).toBeUndefined(), WITHIN);
    expect(problems.length).toBeGreaterThan(1);
    expect(served).toEqual([]);
  });

  test('a new interview is served and a deleted one is gone', async () => {
    await start();
    const copy = join(directory, 'cau-hai.md');
    await writeFile(copy, SAMPLE_FILE.replace('id: cau-ben-loi', 'id: cau-hai'));
    await vi.waitFor(() => expect(served.at(-1)?.interviews).toHaveLength(2), WITHIN);
    await rm(copy);
    await vi.waitFor(() => expect(served.at(-1)?.interviews).toHaveLength(1), WITHIN);
  });

  test('reading again by hand hands over nothing that is served already, and what the new day changed', async () => {
    await write(SAMPLE_FILE.replace('- id: kinh-phi', '- id: kinh-phi\n    validUntil: 2022-06-01'));
    await start();
    await watcher?.reload();
    expect(served).toEqual([]);
    nowMs += 86_400_000;
    await watcher?.reload();
    expect(served.at(-1)?.interviews[0]?.turns[1]?.standing).toEqual({ kind: 'expired', date: '2022-06-01' });
  });

  test('after its end it hands over nothing', async () => {
    await start();
    watcher?.stop();
    await write(SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Khi nào thông cầu?'));
    await watcher?.reload();
    expect(served).toEqual([]);
  });
});
