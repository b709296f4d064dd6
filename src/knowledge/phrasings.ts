import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ExplainedError } from '../core/explained-error.ts';
import { readCsv, writeCsvRow } from './csv.ts';
import { closeFile, openFile } from './edit-file.ts';
import { createLoader } from './load.ts';
import { parseKnowledge } from './parse.ts';
import { KnowledgeError, type Problem } from './problem.ts';

const HEADER = ['Bài', 'Câu', 'Câu hỏi đã đăng', 'Cách hỏi khác'];
/** What a spreadsheet leaves in a cell whose words it took for a formula. */
const SPREADSHEET_ERROR = /^#(?:NAME|REF|VALUE|DIV\/0|N\/A|NULL|NUM|ERROR)[?!]?$/u;

/** The phrasings of every interview as the rows of a spreadsheet: one row a phrasing, and an empty one to add another. */
export async function exportPhrasings(directory: string): Promise<readonly string[]> {
  const files = await createLoader(directory, Date.now).readFiles();
  const rows = files.flatMap(({ interview }) =>
    interview.turns.flatMap((turn) => [...turn.also, ''].map((also) => [interview.id, turn.id, turn.question, also])),
  );
  return [HEADER, ...rows].map(writeCsvRow);
}

/** One import of phrasings. */
export interface ImportPhrasingsOptions {
  readonly directory: string;
  readonly path: string;
  readonly write: (line: string) => unknown;
}

/**
 * Takes the phrasings of a spreadsheet: those of a question that has a row replace what its file held; other questions
 * keep theirs. Nothing is written when a row names something that does not exist. Gives the exit code.
 */
export async function importPhrasings(options: ImportPhrasingsOptions): Promise<number> {
  const wanted = await readPhrasings(options.path);
  const files = await createLoader(options.directory, Date.now).readFiles();
  const shownPath = basename(options.path);
  const problems: Problem[] = [];
  const changes: { readonly name: string; readonly text: string; readonly count: number }[] = [];
  for (const [id, turns] of wanted) {
    const file = files.find((one) => one.interview.id === id);
    const line = [...turns.values()][0]?.line ?? 1;
    if (!file) {
      problems.push({ file: shownPath, line, message: `Không có bài nào mang id “${id}”.` });
      continue;
    }
    const opened = openFile(await readFile(join(options.directory, `${id}.md`), 'utf8'));
    let count = 0;
    for (const [turnId, { also, line: turnLine }] of turns) {
      const index = file.interview.turns.findIndex((turn) => turn.id === turnId);
      if (index === -1) {
        problems.push({ file: shownPath, line: turnLine, message: `Bài “${id}” không có câu “${turnId}”.` });
        continue;
      }
      if (JSON.stringify(file.interview.turns[index]?.also) === JSON.stringify(also)) continue;
      opened.front.setIn(['turns', index, 'also'], opened.front.createNode(also));
      count += 1;
    }
    const text = closeFile(opened);
    const parsed = parseKnowledge(text, file.file);
    if (parsed.kind === 'problems') problems.push(...parsed.problems);
    if (count > 0) changes.push({ name: `${id}.md`, text, count });
  }
  if (problems.length > 0) throw new KnowledgeError(problems);
  for (const { name, text, count } of changes) {
    const path = join(options.directory, name);
    await writeFile(`${path}.tmp`, text);
    await rename(`${path}.tmp`, path);
    await options.write(`${join(basename(options.directory), name)}: đã cập nhật cách hỏi của ${count} câu.`);
  }
  if (changes.length === 0) await options.write('Không có gì thay đổi.');
  return 0;
}

type Wanted = ReadonlyMap<string, ReadonlyMap<string, { readonly also: readonly string[]; readonly line: number }>>;

async function readPhrasings(path: string): Promise<Wanted> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new ExplainedError(`Không đọc được bảng “${path}” (${error.code}); hãy kiểm tra đường dẫn.`);
  });
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ExplainedError('Bảng không ở dạng UTF-8; trong Excel hãy chọn “Lưu thành… CSV UTF-8”.');
  }
  const [header = [], ...rows] = readCsv(text);
  const columns = HEADER.map((name) =>
    header.findIndex((cell) => cell.normalize('NFC').trim().toLowerCase() === name.toLowerCase()),
  );
  const [interviewAt = -1, turnAt = -1, , alsoAt = -1] = columns;
  if (interviewAt === -1 || turnAt === -1 || alsoAt === -1) {
    throw new ExplainedError(
      `Bảng cần có các cột “${HEADER.join('”, “')}”; hãy xuất lại bằng “npm run export -- --csv bang.csv”.`,
    );
  }
  const wanted = new Map<string, Map<string, { also: string[]; line: number }>>();
  for (const [index, row] of rows.entries()) {
    const id = row[interviewAt]?.trim() ?? '';
    const turn = row[turnAt]?.trim() ?? '';
    const also = (row[alsoAt] ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
    if (SPREADSHEET_ERROR.test(also)) {
      throw new ExplainedError(
        `Dòng ${index + 2} của bảng ghi “${also}”: bảng tính đã hiểu câu hỏi là công thức; hãy gõ lại câu ấy với dấu ' ở đầu.`,
      );
    }
    const turns = wanted.get(id) ?? new Map<string, { also: string[]; line: number }>();
    const entry = turns.get(turn) ?? { also: [], line: index + 2 };
    if (also !== '' && !entry.also.includes(also)) entry.also.push(also);
    turns.set(turn, entry);
    wanted.set(id, turns);
  }
  return wanted;
}
