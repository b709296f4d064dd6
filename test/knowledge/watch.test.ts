import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Library } from '../../src/core/interview.ts';
import { createLoader } from '../../src/knowledge/load.ts';
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
  const loader = createLoader(directory, () => nowMs);
  const { version } = await loader.load();
  watcher = watchKnowledge({
    directory,
    loader,
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

  test('a file that was replaced by renaming is still followed when it is written to in place', async () => {
    await start();
    await writeFile(join(directory, '.moi.md'), SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Khi nào thông cầu?'));
    await rename(join(directory, '.moi.md'), join(directory, 'cau-ben-loi.md'));
    await vi.waitFor(() => expect(questions()).toContain('Khi nào thông cầu?'), WITHIN);
    await write(SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Cầu xong chưa?'));
    await vi.waitFor(() => expect(questions()).toContain('Cầu xong chưa?'), WITHIN);
  });

  test('a file that is a link to one elsewhere is followed, though that sends no event', async () => {
    const elsewhere = join(directory, '../noi-khac.md');
    await writeFile(elsewhere, SAMPLE_FILE);
    await rm(join(directory, 'cau-ben-loi.md'));
    await symlink(elsewhere, join(directory, 'cau-ben-loi.md'));
    await start();
    await writeFile(elsewhere, SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Cầu xong chưa?'));
    await vi.waitFor(() => expect(questions()).toContain('Cầu xong chưa?'), WITHIN);
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

  test('a file that is wrong holds up no other: its own old words go on, and the change next to it is served', async () => {
    const copy = join(directory, 'cau-hai.md');
    await writeFile(copy, SAMPLE_FILE.replace('id: cau-ben-loi', 'id: cau-hai'));
    await start();
    await write(SAMPLE_FILE.replace('outlet:', 'outlett:'));
    await writeFile(
      copy,
      SAMPLE_FILE.replace('id: cau-ben-loi', 'id: cau-hai').replace('Bao giờ cầu xong?', 'Cầu xong chưa?'),
    );
    await vi.waitFor(() => expect(questions()).toContain('Cầu xong chưa?'), WITHIN);
    expect(questions()).toContain('Bao giờ cầu xong?');
    expect(problems.at(-1)?.message).toContain('“outlet”');
  });

  test('an interview whose source is gone is served on, and holds up no other', async () => {
    const copy = SAMPLE_FILE.replace('id: cau-ben-loi', 'id: cau-hai').replace(
      'sources/cau-ben-loi',
      'sources/cau-hai',
    );
    await writeFile(join(directory, 'sources/cau-hai.txt'), SAMPLE_SOURCE);
    await writeFile(join(directory, 'cau-hai.md'), copy);
    await start();
    await rm(join(directory, 'sources/cau-hai.txt'));
    await write(SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Cầu xong chưa?'));
    await vi.waitFor(() => expect(questions()).toContain('Cầu xong chưa?'), WITHIN);
    expect(served.at(-1)?.interviews).toHaveLength(2);
    expect(problems.at(-1)?.message).toContain('sources/cau-hai.txt');
  });

  test('a new file that is wrong is left out, and the rest goes on', async () => {
    await start();
    await writeFile(join(directory, 'cau-hai.md'), '---\nid: cau-hai\n---\n');
    await write(SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Cầu xong chưa?'));
    await vi.waitFor(() => expect(questions()).toContain('Cầu xong chưa?'), WITHIN);
    expect(problems.at(-1)?.message).toContain('cau-hai.md');
  });

  test('an interview that is replaced by a draft keeps its old words until the draft is published', async () => {
    await start();
    await writeFile(
      join(directory, 'cau-hai.md'),
      SAMPLE_FILE.replace('id: cau-ben-loi', 'id: cau-hai\nstatus: draft'),
    );
    await write(SAMPLE_FILE.replace('language: vi', 'language: vi\nsupersededBy:\n  interview: cau-hai'));
    await vi.waitFor(() => expect(problems.at(-1)?.message).toContain('bản nháp'), WITHIN);
    expect(served).toEqual([]);
    await writeFile(join(directory, 'cau-hai.md'), SAMPLE_FILE.replace('id: cau-ben-loi', 'id: cau-hai'));
    await vi.waitFor(() => expect(served.at(-1)?.interviews[0]?.turns[0]?.standing.kind).toBe('superseded'), WITHIN);
    await vi.waitFor(() => expect(problems.at(-1)).toBeUndefined(), WITHIN);
  });

  test('the same problem is told once however often the files are read', async () => {
    await start();
    await write(SAMPLE_FILE.replace('outlet:', 'outlett:'));
    await watcher?.reload();
    await watcher?.reload();
    expect(problems).toHaveLength(1);
  });

  test('a folder that a link leads to is followed when the link is turned to another', async () => {
    const other = join(directory, '../knowledge-2');
    const link = join(directory, '../current');
    await mkdir(join(other, 'sources'), { recursive: true });
    await writeFile(join(other, 'sources/cau-ben-loi.txt'), SAMPLE_SOURCE);
    await writeFile(join(other, 'cau-ben-loi.md'), SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Khi nào thông cầu?'));
    await symlink('knowledge', link);
    directory = link;
    await start();
    await symlink('knowledge-2', `${link}.moi`);
    await rename(`${link}.moi`, link);
    await vi.waitFor(() => expect(questions()).toContain('Khi nào thông cầu?'), WITHIN);
    await write(SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Cầu xong chưa?'));
    await vi.waitFor(() => expect(questions()).toContain('Cầu xong chưa?'), WITHIN);
  });

  test('a folder that was deleted and put back is followed again', async () => {
    await start();
    await rename(directory, `${directory}-cu`);
    await vi.waitFor(() => expect(problems.at(-1)?.message).toContain('ENOENT'), WITHIN);
    await rename(`${directory}-cu`, directory);
    await write(SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Cầu xong chưa?'));
    await vi.waitFor(() => expect(questions()).toContain('Cầu xong chưa?'), WITHIN);
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

  test('an answer that held until today is retired when the day ends in Vietnam, though no file changed', async () => {
    await write(SAMPLE_FILE.replace('- id: kinh-phi', '- id: kinh-phi\n    validUntil: 2022-06-01'));
    nowMs = Date.parse('2022-06-01T23:59:59+07:00');
    await start();
    nowMs = Date.parse('2022-06-02T00:00:00+07:00');
    await vi.waitFor(() => expect(served.at(-1)?.interviews[0]?.turns[1]?.standing.kind).toBe('expired'), WITHIN);
  });

  test('after its end it hands over nothing', async () => {
    await start();
    watcher?.stop();
    await write(SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Khi nào thông cầu?'));
    await watcher?.reload();
    expect(served).toEqual([]);
  });
});
