import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { KnowledgeFile } from '../knowledge/knowledge-file.ts';
import { createLoader } from '../knowledge/load.ts';
import { formatProblem, KnowledgeError } from '../knowledge/problem.ts';
import { proveKnowledge } from '../knowledge/prove.ts';

/** What the check works on, all of it given by its caller. */
export interface CheckOptions {
  /** The knowledge directory. */
  readonly directory: string;
  /** Ids of the interviews to check; all of them when there is none. */
  readonly args: readonly string[];
  /** Writes one line of the report. */
  readonly write: (line: string) => void;
}

/** Proves every knowledge file against its source and reports what differs, with file and line; gives the exit code. */
export async function runCheck(options: CheckOptions): Promise<number> {
  const { directory, write } = options;
  let files: readonly KnowledgeFile[];
  try {
    files = await createLoader(directory, Date.now).readFiles();
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    for (const problem of error.problems) write(formatProblem(problem));
    write(`Có ${error.problems.length} lỗi; chưa đối chiếu với nguồn.`);
    return 1;
  }
  const ids = options.args.filter((arg) => !arg.startsWith('--'));
  const unknown = ids.filter((id) => !files.some((file) => file.interview.id === id));
  for (const id of unknown) write(`Không có bài nào mang id “${id}”.`);
  let problemCount = unknown.length;
  for (const file of files.filter((one) => ids.length === 0 || ids.includes(one.interview.id))) {
    problemCount += await checkFile(file, directory, write);
  }
  if (files.length === 0) write('Chưa có bài phỏng vấn nào để kiểm tra.');
  if (problemCount > 0) write(`Có ${problemCount} chỗ không khớp.`);
  return problemCount > 0 ? 1 : 0;
}

async function checkFile(file: KnowledgeFile, directory: string, write: (line: string) => void): Promise<number> {
  const source = await readFile(join(directory, file.source), 'utf8');
  const { problems, notices } = proveKnowledge(file, source, join(basename(directory), file.source));
  for (const problem of problems) write(formatProblem(problem));
  for (const notice of notices) write(`${formatProblem(notice)} (chỉ nhắc, không phải lỗi)`);
  if (problems.length === 0) {
    const paragraphCount = file.interview.turns.reduce((sum, turn) => sum + turn.paragraphs.length, 0);
    const draft = file.status === 'draft' ? ' (bản nháp, chưa phục vụ)' : '';
    write(
      `${file.file}: ${file.interview.turns.length} câu hỏi, ${paragraphCount} đoạn trả lời, đúng nguyên văn nguồn${draft}.`,
    );
  }
  return problems.length;
}
