import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { vietnamDay } from '../../src/knowledge/day.ts';
import { createLoader, loadLibrary } from '../../src/knowledge/load.ts';
import { KnowledgeError } from '../../src/knowledge/problem.ts';
import { SAMPLE_FILE, SAMPLE_SOURCE } from './sample-interview.ts';

let directory: string;

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'knowledge-')), 'knowledge');
  await mkdir(join(directory, 'sources'), { recursive: true });
  await writeFile(join(directory, 'sources/cau-ben-loi.txt'), SAMPLE_SOURCE);
  await writeFile(join(directory, 'cau-ben-loi.md'), SAMPLE_FILE);
});

afterEach(() => rm(join(directory, '..'), { recursive: true }));

async function problemsOf(): Promise<string> {
  const error = await loadLibrary(directory).catch((reason) => reason);
  expect(error).toBeInstanceOf(KnowledgeError);
  return (error as KnowledgeError).message;
}

async function addCopy(id: string, change: (text: string) => string = (text) => text): Promise<void> {
  await writeFile(join(directory, `${id}.md`), change(SAMPLE_FILE.replace('id: cau-ben-loi', `id: ${id}`)));
}

describe('loadLibrary', () => {
  test('serves the real interview with its four turns', async () => {
    const library = await loadLibrary('knowledge');
    const interview = library.interviews.find((one) => one.id === 'so-tttt-hai-duong');
    expect(interview?.turns.map((turn) => turn.paragraphs.length)).toEqual([5, 2, 7, 3]);
  });

  test('reads every interview, in the order of their names, and no README', async () => {
    await addCopy('an-toan');
    await writeFile(join(directory, 'README.md'), '# how to');
    const library = await loadLibrary(directory);
    expect(library.interviews.map((interview) => interview.id)).toEqual(['an-toan', 'cau-ben-loi']);
  });

  test('the version changes with a word and not with the time or the place', async () => {
    const { version } = await loadLibrary(directory);
    await writeFile(join(directory, 'cau-ben-loi.md'), SAMPLE_FILE.replaceAll('\n', '\r\n'));
    expect((await loadLibrary(directory)).version).toBe(version);
    await writeFile(join(directory, 'cau-ben-loi.md'), SAMPLE_FILE.replace('Bao giờ cầu xong?', 'Khi nào cầu xong?'));
    expect((await loadLibrary(directory)).version).not.toBe(version);
  });

  test('a draft is not served', async () => {
    await addCopy('nhap', (text) => text.replace('language: vi', 'language: vi\nstatus: draft'));
    expect((await loadLibrary(directory)).interviews.map((interview) => interview.id)).toEqual(['cau-ben-loi']);
  });

  test('what holds until a day is expired the day after', async () => {
    await writeFile(
      join(directory, 'cau-ben-loi.md'),
      SAMPLE_FILE.replace('- id: kinh-phi', '- id: kinh-phi\n    validUntil: 2022-12-31'),
    );
    const standingAt = async (iso: string) =>
      (await loadLibrary(directory, () => Date.parse(iso))).interviews[0]?.turns[1]?.standing;
    expect(await standingAt('2022-12-31T23:59:00+07:00')).toEqual({ kind: 'current' });
    expect(await standingAt('2023-01-01T00:00:00+07:00')).toEqual({ kind: 'expired', date: '2022-12-31' });
  });

  test('an interview replaced as a whole is replaced turn by turn', async () => {
    await addCopy('cau-moi');
    await writeFile(
      join(directory, 'cau-ben-loi.md'),
      SAMPLE_FILE.replace('language: vi', 'language: vi\nsupersededBy:\n  interview: cau-moi\n  date: 2023-02-01'),
    );
    const library = await loadLibrary(directory);
    expect(library.interviews.find((one) => one.id === 'cau-ben-loi')?.turns[1]?.standing).toEqual({
      kind: 'superseded',
      date: '2023-02-01',
      replacement: { interview: 'cau-moi', turn: 'kinh-phi' },
    });
  });

  test('all problems of all files come together, each with file, line and remedy', async () => {
    await addCopy('mot', (text) => text.replace('outlet:', 'outlett:'));
    await addCopy('hai', (text) => text.replace('sources/cau-ben-loi.txt', 'sources/khong-co.txt'));
    await addCopy('ba', (text) => text.replace('id: ba\n', 'id: cau-ben-loi\n'));
    const message = await problemsOf();
    expect(message).toMatch(/knowledge\/mot\.md:\d+: .*“outlet”/u);
    expect(message).toMatch(/knowledge\/hai\.md:\d+: .*khong-co\.txt/u);
    expect(message).toMatch(/cau-ben-loi\.md:2: .*đã dùng ở knowledge\/ba\.md/u);
  });

  test('a replacement that does not exist is told', async () => {
    await addCopy('mot', (text) =>
      text.replace('- id: kinh-phi', '- id: kinh-phi\n    supersededBy:\n      interview: khong-co'),
    );
    expect(await problemsOf()).toContain('“khong-co”');
  });

  test('a replacement that is still a draft is told, and so is one that runs in a circle', async () => {
    const replacedBy = (id: string) => (text: string) =>
      text.replace('- id: kinh-phi', `- id: kinh-phi\n    supersededBy:\n      interview: ${id}`);
    await addCopy('mot', replacedBy('hai'));
    await addCopy('hai', (text) => text.replace('language: vi', 'language: vi\nstatus: draft'));
    expect(await problemsOf()).toMatch(/mot\.md:\d+: .*“hai” còn là bản nháp/u);
    await addCopy('hai', replacedBy('ba'));
    await addCopy('ba', replacedBy('mot'));
    await addCopy('bon', replacedBy('mot'));
    const message = await problemsOf();
    expect(message).toContain('mot/kinh-phi → hai/kinh-phi → ba/kinh-phi → mot/kinh-phi');
    expect(message).not.toContain('bon.md');
  });

  test('a file that is no UTF-8 text, and one that cannot be read, are told by name', async () => {
    await writeFile(join(directory, 'latin.md'), Buffer.from(SAMPLE_FILE.replace('Bà', 'Ba'), 'latin1'));
    await mkdir(join(directory, 'thu-muc.md'));
    await symlink(join(directory, 'khong-co'), join(directory, 'lien-ket.md'));
    const message = await problemsOf();
    expect(message).toMatch(/latin\.md:1: .*UTF-8/u);
    expect(message).toMatch(/thu-muc\.md:1: .*EISDIR/u);
    expect(message).toMatch(/lien-ket\.md:1: .*ENOENT/u);
  });

  test('a missing directory and an empty one are told in words', async () => {
    await expect(loadLibrary(join(directory, 'nowhere'))).rejects.toThrow(/KNOWLEDGE_DIR/u);
    await rm(join(directory, 'cau-ben-loi.md'));
    await expect(loadLibrary(directory)).rejects.toThrow(/npm run import/u);
  });

  test('the day is judged by the clock of Vietnam', () => {
    expect(vietnamDay(Date.parse('2022-12-31T17:00:00Z'))).toBe('2023-01-01');
  });

  test('two hundred interviews load in under two seconds, and one changed file again in under a tenth', async () => {
    const answer = 'Tỉnh đã giao các sở, ngành phối hợp thực hiện trong quý này. '.repeat(8);
    for (let index = 0; index < 200; index += 1) {
      await addCopy(`bai-${index}`, (text) => text.replace('Toàn bộ từ ngân sách tỉnh.', answer));
    }
    const loader = createLoader(directory, Date.now);
    const startMs = performance.now();
    expect((await loader.load()).interviews).toHaveLength(201);
    expect(performance.now() - startMs).toBeLessThan(2_000);
    await addCopy('bai-7', (text) => text.replace('Toàn bộ từ', 'Một nửa từ'));
    const againMs = performance.now();
    const library = await loader.load();
    expect(performance.now() - againMs).toBeLessThan(100);
    expect(library.interviews.find((one) => one.id === 'bai-7')?.turns[1]?.paragraphs[0]).toContain('Một nửa');
  });
});
