import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Document, isScalar, isSeq } from 'yaml';
import { ExplainedError } from '../core/explained-error.ts';
import { readPhrasing } from '../core/phrasing.ts';
import { closeFile, openFile } from './edit-file.ts';
import type { KnowledgeFile } from './knowledge-file.ts';
import { createLoader } from './load.ts';
import { parseKnowledge } from './parse.ts';
import { NO_TURN, plainPhrasing, readPhrasingTable, type WantedTurn, writePhrasingTable } from './phrasing-table.ts';
import { formatProblem, KnowledgeError, type Problem } from './problem.ts';
import { writeFiles } from './write-files.ts';

/** The phrasings of every interview as the rows of a spreadsheet: one row a phrasing, and an empty one to add another. */
export async function exportPhrasings(directory: string): Promise<readonly string[]> {
  const files = await createLoader(directory, Date.now).readFiles();
  return writePhrasingTable(files.map((file) => file.interview));
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
  const wanted = await readPhrasingTable(options.path);
  const files = await createLoader(options.directory, Date.now).readFiles();
  const inTable: Problem[] = [];
  const inFiles: Problem[] = [];
  const add = (line: number, message: string) => inTable.push({ file: basename(options.path), line, message });
  const changes: { readonly name: string; readonly text: string; readonly count: number }[] = [];
  for (const [id, turns] of wanted) {
    const file = files.find((one) => one.interview.id === id);
    if (!file) {
      add([...turns.values()][0]?.row ?? 1, `Không có bài nào mang id “${id}”.`);
      continue;
    }
    const opened = openFile(await readFile(join(options.directory, `${id}.md`), 'utf8'));
    let count = 0;
    for (const [turnId, turn] of turns) count += takeTurn(file, opened.front, turnId, turn, add) ? 1 : 0;
    if (count === 0) continue;
    const text = closeFile(opened);
    const parsed = parseKnowledge(text, file.file);
    if (parsed.kind === 'problems') inFiles.push(...parsed.problems);
    changes.push({ name: `${id}.md`, text, count });
  }
  if (inTable.length > 0) {
    const lines = inTable.map(formatProblem).join('\n');
    throw new ExplainedError(`Có ${inTable.length} chỗ trong bảng cần sửa; chưa ghi gì:\n${lines}`);
  }
  if (inFiles.length > 0) throw new KnowledgeError(inFiles);
  await writeFiles(changes.map(({ name, text }) => ({ path: join(options.directory, name), content: text })));
  for (const { name, count } of changes) {
    await options.write(`${join(basename(options.directory), name)}: đã cập nhật cách hỏi của ${count} câu.`);
  }
  if (changes.length === 0) await options.write('Không có gì thay đổi.');
  return 0;
}

/** Writes the phrasings of one turn, or what no turn answers, into `front`; tells whether they differ from what stood there. */
function takeTurn(
  file: KnowledgeFile,
  front: Document,
  turnId: string,
  wanted: WantedTurn,
  add: (row: number, message: string) => void,
): boolean {
  const { interview } = file;
  if (turnId === NO_TURN) {
    for (const { text, row } of wanted.also) {
      if (text.includes('=>'))
        add(row, `“${text}” là câu mà bài không trả lời (cột Câu ghi ${NO_TURN}); hãy bỏ dấu => và những chữ sau nó.`);
    }
    return takeList(front, ['unanswered'], interview.unanswered, wanted);
  }
  const index = interview.turns.findIndex((one) => one.id === turnId);
  const turn = interview.turns[index];
  if (!turn) {
    add(wanted.row, `Bài “${interview.id}” không có câu “${turnId}”.`);
    return false;
  }
  const held = new Set(turn.also.map(plainPhrasing));
  for (const { text, row } of wanted.also) {
    const { lostAim } = readPhrasing(text, turn);
    if (lostAim !== undefined && !held.has(text))
      add(row, `Câu trả lời “${turnId}” không có những chữ “${lostAim}” đứng sau dấu =>; hãy chép đúng chữ đã đăng.`);
  }
  return takeList(front, ['turns', index, 'also'], turn.also, wanted);
}

/** Makes the list at `path` what is wanted; tells whether it differs. What stays is left as it was written, with its comments. */
function takeList(
  front: Document,
  path: readonly (string | number)[],
  held: readonly string[],
  { also }: WantedTurn,
): boolean {
  const texts = also.map(({ text }) => text);
  if (JSON.stringify([...new Set(held.map(plainPhrasing))]) === JSON.stringify(texts)) return false;
  const seq = front.getIn(path);
  const nodes = isSeq(seq) ? seq.items : [];
  const items = texts.map(
    (text) =>
      nodes.find((node) => isScalar(node) && plainPhrasing(String(node.value)) === text) ?? front.createNode(text),
  );
  if (isSeq(seq)) seq.items = items;
  else front.setIn(path, front.createNode(texts));
  return true;
}
