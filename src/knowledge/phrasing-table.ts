import { readFile } from 'node:fs/promises';
import { ExplainedError } from '../core/explained-error.ts';
import type { Interview } from '../core/interview.ts';
import { readCsv, writeCsvRow } from './csv.ts';

const HEADER = ['Bài', 'Câu', 'Câu hỏi đã đăng', 'Cách hỏi khác'];
/** Stands for a turn's id in the rows of what an interview does not answer; no spreadsheet takes it for a formula. */
export const NO_TURN = '0';
const NOT_ANSWERED = 'Bài không trả lời';
/** What a spreadsheet leaves in a cell whose words it took for a formula. */
const SPREADSHEET_ERROR = /^#(?:NAME|REF|VALUE|DIV\/0|N\/A|NULL|NUM|ERROR)[?!]?$/u;

/** What a table says of one question: its phrasings, each with the row that it stands in (from 1). */
export interface WantedTurn {
  readonly row: number;
  readonly also: readonly { readonly text: string; readonly row: number }[];
}

/** What a table says, by the ids of interview and turn. */
export type Wanted = ReadonlyMap<string, ReadonlyMap<string, WantedTurn>>;

/**
 * The phrasings of `interviews` as rows, then the questions that they do not answer: one row each, and one without to add
 * another.
 */
export function writePhrasingTable(interviews: readonly Interview[]): readonly string[] {
  const rows = interviews.flatMap(({ id, turns, unanswered }) => [
    ...turns.flatMap((turn) => [...turn.also, ''].map((also) => [id, turn.id, turn.question, also])),
    ...[...unanswered, ''].map((text) => [id, NO_TURN, NOT_ANSWERED, text]),
  ]);
  return [HEADER, ...rows].map(writeCsvRow);
}

/** A phrasing as a table keeps it: NFC, white space evened out. */
export function plainPhrasing(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Reads a table that a spreadsheet saved; throws an {@link ExplainedError} when it is none, or a row is unusable. */
export async function readPhrasingTable(path: string): Promise<Wanted> {
  const [header = [], ...rows] = readCsv(await readTable(path));
  const columns = HEADER.map((name) =>
    header.findIndex((cell) => cell.normalize('NFC').trim().toLowerCase() === name.toLowerCase()),
  );
  const [interviewAt = -1, turnAt = -1, , alsoAt = -1] = columns;
  if (interviewAt === -1 || turnAt === -1 || alsoAt === -1) {
    throw new ExplainedError(
      `Bảng cần có các cột “${HEADER.join('”, “')}”; hãy xuất lại bằng “npm run export -- --csv bang.csv”.`,
    );
  }
  const wanted = new Map<string, Map<string, { row: number; also: { text: string; row: number }[] }>>();
  for (const [index, cells] of rows.entries()) {
    const row = index + 2;
    const id = cells[interviewAt]?.trim() ?? '';
    const turn = cells[turnAt]?.trim() ?? '';
    const text = plainPhrasing(cells[alsoAt] ?? '');
    if (id === '' && turn === '' && text === '') continue;
    if (id === '' || turn === '') {
      throw new ExplainedError(
        `Dòng ${row} của bảng chưa ghi ${id === '' ? 'Bài' : 'Câu'}; hãy chép hai cột Bài và Câu từ dòng cùng câu hỏi.`,
      );
    }
    if (SPREADSHEET_ERROR.test(text)) {
      throw new ExplainedError(
        `Dòng ${row} của bảng ghi “${text}”: bảng tính đã hiểu câu hỏi là công thức; hãy gõ lại câu ấy với dấu ' ở đầu.`,
      );
    }
    const turns = wanted.get(id) ?? new Map<string, { row: number; also: { text: string; row: number }[] }>();
    const entry = turns.get(turn) ?? { row, also: [] };
    if (text !== '' && !entry.also.some((one) => one.text === text)) entry.also.push({ text, row });
    turns.set(turn, entry);
    wanted.set(id, turns);
  }
  return wanted;
}

async function readTable(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new ExplainedError(`Không đọc được bảng “${path}” (${error.code}); hãy kiểm tra đường dẫn.`);
  });
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw new ExplainedError('Đây là tệp Excel (.xlsx), không phải CSV; trong Excel hãy chọn “Lưu thành… CSV UTF-8”.');
  }
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ExplainedError('Bảng không ở dạng UTF-8; trong Excel hãy chọn “Lưu thành… CSV UTF-8”.');
  }
}
