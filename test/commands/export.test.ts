import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runExport } from '../../src/commands/export.ts';
import { runImport } from '../../src/commands/import.ts';
import { readCsv } from '../../src/knowledge/csv.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';

let root: string;
let directory: string;
let table: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'export-'));
  directory = join(root, 'knowledge');
  table = join(root, 'bang.csv');
  await cp('knowledge', directory, { recursive: true });
});

afterEach(() => rm(root, { recursive: true }));

async function exportTable(): Promise<string> {
  expect(await runExport({ directory, args: ['--csv', table], write: () => {}, writeError: () => {} })).toBe(0);
  return readFile(table, 'utf8');
}

async function importTable(text: string | Buffer) {
  await writeFile(table, text);
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const code = await runImport({
    directory,
    args: ['--csv', table],
    stdin: (async function* () {})(),
    write,
    writeError: write,
    ask: undefined,
  });
  return { code, text: lines.join('\n') };
}

const phrasingsOf = async (turn: number) => (await loadLibrary(directory)).interviews[0]?.turns[turn]?.also;

describe('phrasings in a spreadsheet', () => {
  test('the table begins with the mark that Excel needs and has a free row for each question', async () => {
    const text = await exportTable();
    expect(text.startsWith('\uFEFFBài,Câu,')).toBe(true);
    const rows = readCsv(text);
    const phrasings = (await phrasingsOf(0)) ?? [];
    expect(rows.filter((row) => row[1] === 'ket-qua').map((row) => row[3])).toEqual([...phrasings, '']);
  });

  test('an untouched table changes nothing, not a byte', async () => {
    const before = await readFile(join(directory, 'so-tttt-hai-duong.md'), 'utf8');
    const { code, text } = await importTable(await exportTable());
    expect(code).toBe(0);
    expect(text).toContain('Không có gì thay đổi');
    expect(await readFile(join(directory, 'so-tttt-hai-duong.md'), 'utf8')).toBe(before);
  });

  test('a phrasing that was added is served, and nothing else changes', async () => {
    const before = await loadLibrary(directory);
    const added = 'Sở có "chuyển đổi số" chưa, và; thế nào?';
    const { code } = await importTable(
      `${await exportTable()}so-tttt-hai-duong,muc-tieu,,"${added.replaceAll('"', '""')}"\r\n`,
    );
    expect(code).toBe(0);
    expect((await phrasingsOf(2))?.at(-1)).toBe(added);
    const after = await loadLibrary(directory);
    expect(after.interviews[0]?.turns[0]).toEqual(before.interviews[0]?.turns[0]);
    expect(after.interviews[0]?.turns[2]?.paragraphs).toEqual(before.interviews[0]?.turns[2]?.paragraphs);
  });

  test('what the interview does not answer is a list of its own', async () => {
    const before = await loadLibrary(directory);
    const text = await exportTable();
    const own = readCsv(text).filter((row) => row[1] === '0');
    expect(own.map((row) => row[3])).toEqual([...(before.interviews[0]?.unanswered ?? []), '']);
    await importTable(text.replace(`,${own[0]?.[3]}`, ',Câu này báo không nói tới?'));
    const after = await loadLibrary(directory);
    expect(after.interviews[0]?.unanswered[0]).toBe('Câu này báo không nói tới?');
    expect(after.interviews[0]?.unanswered.slice(1)).toEqual(before.interviews[0]?.unanswered.slice(1));
    expect(after.interviews[0]?.turns).toEqual(before.interviews[0]?.turns);
  });

  test.each([
    ['semicolons, as Excel writes them in Vietnam', (text: string) => text.replaceAll(',', ';')],
    ['tabs', (text: string) => text.replaceAll(',', '\t')],
    ['plain line ends', (text: string) => text.replaceAll('\r\n', '\n')],
    ['a separator line', (text: string) => `sep=,\r\n${text}`],
  ])('%s are understood', async (_what, change) => {
    const text =
      'Bài,Câu,Câu hỏi đã đăng,Cách hỏi khác\r\nso-tttt-hai-duong,trung-tam-bao-chi,x,Trung tâm báo chí ở đâu?\r\n';
    const others = await phrasingsOf(0);
    expect((await importTable(change(text))).code).toBe(0);
    expect(await phrasingsOf(3)).toEqual(['Trung tâm báo chí ở đâu?']);
    expect(await phrasingsOf(0)).toEqual(others);
  });

  test('UTF-16, as Excel saves "Unicode text", is understood', async () => {
    const text = '\uFEFFBài\tCâu\tCâu hỏi đã đăng\tCách hỏi khác\r\nso-tttt-hai-duong\tmuc-tieu\tx\tBao giờ có 5G?\r\n';
    expect((await importTable(Buffer.from(text, 'utf16le'))).code).toBe(0);
    expect(await phrasingsOf(2)).toEqual(['Bao giờ có 5G?']);
  });

  test('a table of odd words comes back as it went out, and changes nothing', async () => {
    const path = join(directory, 'so-tttt-hai-duong.md');
    const odd = [
      `"'=đã có nháy"`,
      `"''+hai nháy"`,
      `'"trong ngoặc"'`,
      'a;b,c',
      'giá  hai dấu cách',
      'nói hai lần',
      'nói hai lần',
      `"Lê\u0323 phí"`,
    ];
    const before = (await readFile(path, 'utf8')).replace(
      '    also:\n',
      `    also:\n${odd.map((one) => `      - ${one}\n`).join('')}`,
    );
    await writeFile(path, before);
    const phrasings = await phrasingsOf(0);
    expect((await importTable(await exportTable())).text).toContain('Không có gì thay đổi');
    expect(await readFile(path, 'utf8')).toBe(before);
    await importTable(`${await exportTable()}so-tttt-hai-duong,ket-qua,,thêm một câu\r\n`);
    expect(await phrasingsOf(0)).toEqual([...new Set(phrasings), 'thêm một câu']);
  });

  test('one changed phrasing leaves comments, quotes and line ends of the others alone', async () => {
    const path = join(directory, 'so-tttt-hai-duong.md');
    const before = (await readFile(path, 'utf8'))
      .replace('    also:\n', "    also:\n      # hay gặp\n      - 'câu giữ lại'\n      - câu cũ\n")
      .replaceAll('\n', '\r\n');
    await writeFile(path, before);
    expect((await importTable((await exportTable()).replace('câu cũ', 'câu mới'))).code).toBe(0);
    expect(await readFile(path, 'utf8')).toBe(before.replace('câu cũ', 'câu mới'));
  });

  test('words that look like a formula go out with an apostrophe and come back without it', async () => {
    const row = 'so-tttt-hai-duong,muc-tieu,x,';
    await importTable(`Bài,Câu,Câu hỏi đã đăng,Cách hỏi khác\n${row}'=SUM(A1)\n${row}- mục tiêu là gì?\n`);
    expect(await phrasingsOf(2)).toEqual(['=SUM(A1)', '- mục tiêu là gì?']);
    const text = await exportTable();
    expect(text).toContain(",'=SUM(A1)");
    expect((await importTable(text)).text).toContain('Không có gì thay đổi');
  });

  test.each([
    ['an unknown interview', 'khong-co,muc-tieu,x,y', '“khong-co”'],
    ['an unknown question', 'so-tttt-hai-duong,khong-co,x,y', '“khong-co”'],
    ['a cell that became an error', 'so-tttt-hai-duong,muc-tieu,x,#NAME?', 'Dòng 5'],
    ['a row without its question', ',,,Bao giờ có 5G?', 'Dòng 5 của bảng chưa ghi Bài'],
    ['words after => that nobody published', 'so-tttt-hai-duong,muc-tieu,x,5G? => không ai nói', 'bang.csv:5:'],
  ])('%s is told with its row, and nothing is written', async (_what, row, says) => {
    const before = await readFile(join(directory, 'so-tttt-hai-duong.md'), 'utf8');
    const { code, text } = await importTable(
      `Bài,Câu,Câu hỏi đã đăng,Cách hỏi khác\nso-tttt-hai-duong,ket-qua,x,mới\n,,,\n\n${row}\n`,
    );
    expect(code).toBe(1);
    expect(text).toContain(says);
    expect(await readFile(join(directory, 'so-tttt-hai-duong.md'), 'utf8')).toBe(before);
  });

  test('a table without its columns, in another encoding, or missing is told', async () => {
    expect((await importTable('a,b\n1,2\n')).text).toContain('Cách hỏi khác');
    expect((await importTable(Buffer.from('Bài', 'latin1'))).text).toContain('UTF-8');
    expect((await importTable('PK\u0003\u0004')).text).toContain('.xlsx');
    await rm(table);
    const errors: string[] = [];
    const code = await runImport({
      directory,
      args: ['--csv', table],
      stdin: (async function* () {})(),
      write: () => {},
      writeError: (line) => errors.push(line),
      ask: undefined,
    });
    expect([code, errors.join()]).toEqual([1, expect.stringContaining('ENOENT')]);
  });

  test('export says how it is used', async () => {
    const errors: string[] = [];
    expect(await runExport({ directory, args: [], write: () => {}, writeError: (line) => errors.push(line) })).toBe(1);
    expect(errors.join()).toContain('--csv');
  });
});
