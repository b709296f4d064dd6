import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { kindOfPath, readSource, SourceError } from '../knowledge/import/read-source.ts';
import type { KnowledgeFile } from '../knowledge/knowledge-file.ts';
import { createLoader } from '../knowledge/load.ts';
import { formatProblem, type Problem } from '../knowledge/problem.ts';
import {
  compareRecord,
  createRecord,
  type ProofRecord,
  parseRecord,
  recordPath,
  writeRecord,
} from '../knowledge/proof-record.ts';
import { type Proof, proveKnowledge } from '../knowledge/prove.ts';
import { writeFiles } from '../knowledge/write-files.ts';
import { checkOnline, ONLY_A_NOTICE } from './check-online.ts';
import { checkPhrasings } from './check-phrasings.ts';

/** What the check works on, all of it given by its caller. */
export interface CheckOptions {
  /** The knowledge directory. */
  readonly directory: string;
  /**
   * Ids of the interviews to check (all of them when there is none); `--record` writes down where each piece was
   * found, `--online` proves against the live page too, `--allow-private` lets that page be on this machine.
   */
  readonly args: readonly string[];
  /** Writes one line of the report. */
  readonly write: (line: string) => unknown;
}

const FLAGS = ['--record', '--online', '--allow-private'];

/** Proves every knowledge file against its source and reports what differs, with file and line; gives the exit code. */
export async function runCheck(options: CheckOptions): Promise<number> {
  const { directory, write } = options;
  const flags = options.args.filter((arg) => arg.startsWith('-'));
  const stranger = flags.find((flag) => !FLAGS.includes(flag));
  if (stranger) {
    write(`Không hiểu “${stranger}”; dùng: npm run check -- [id] [--record] [--online].`);
    return 1;
  }
  const { files, problems } = await createLoader(directory, Date.now).readEach();
  const ids = options.args.filter((arg) => !arg.startsWith('-'));
  const malformed = problems.filter(({ file }) => ids.length === 0 || ids.includes(basename(file, '.md')));
  for (const problem of malformed) write(formatProblem(problem));
  const unread = new Set(malformed.map(({ file }) => file));
  for (const file of unread) write(`${file}: có lỗi ở trên nên chưa đối chiếu với nguồn.`);
  const known = [...files.map((file) => file.interview.id), ...[...unread].map((file) => basename(file, '.md'))];
  const unknown = ids.filter((id) => !known.includes(id));
  for (const id of unknown) write(`Không có bài nào mang id “${id}”.`);
  let problemCount = malformed.length + unknown.length;
  for (const file of files.filter((one) => ids.length === 0 || ids.includes(one.interview.id))) {
    problemCount += await checkFile(file, directory, flags, write);
  }
  if (files.length === 0 && problems.length === 0) write('Chưa có bài phỏng vấn nào để kiểm tra.');
  if (problemCount > 0) write(`Có ${problemCount} chỗ không khớp.`);
  return problemCount > 0 ? 1 : 0;
}

async function checkFile(
  file: KnowledgeFile,
  directory: string,
  flags: readonly string[],
  write: (line: string) => unknown,
): Promise<number> {
  const sourceName = join(basename(directory), file.source);
  let problems: readonly Problem[];
  let notices: readonly Problem[] = [];
  try {
    const bytes = await readBytes(join(directory, file.source));
    const source = await readSource(bytes, kindOfPath(file.source) ?? 'txt');
    const proof = proveKnowledge(file, source.text, sourceName);
    notices = proof.notices;
    problems = [
      ...proof.problems,
      ...(await checkRecord(file, directory, bytes, proof, flags)),
      ...(await checkPhrasings(file, directory)),
    ];
  } catch (error) {
    // One source that cannot be read must not keep the others from being proved.
    if (!(error instanceof SourceError)) throw error;
    problems = [{ file: file.file, line: file.sourceLine, message: `${sourceName}: ${error.message}` }];
  }
  for (const problem of problems) write(formatProblem(problem));
  for (const notice of notices) write(`${formatProblem(notice)} ${ONLY_A_NOTICE}`);
  if (problems.length === 0) write(`${file.file}: ${summaryOf(file)}`);
  const online = flags.includes('--online')
    ? await checkOnline(file, { allowsPrivate: flags.includes('--allow-private'), write })
    : 0;
  return problems.length + online;
}

/** What differs from the record of the proof; with `--record` it is written anew instead. */
async function checkRecord(
  file: KnowledgeFile,
  directory: string,
  bytes: Uint8Array,
  proof: Proof,
  flags: readonly string[],
): Promise<readonly Problem[]> {
  const path = join(directory, recordPath(file.source));
  if (flags.includes('--record') && proof.problems.length === 0) {
    await writeFiles([{ path, content: writeRecord(createRecord(file, bytes, proof)) }]);
    return [];
  }
  const record = await readRecord(path);
  return record ? compareRecord(record, file, bytes, proof) : [];
}

async function readBytes(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new SourceError(`Không đọc được tệp này (${error.code}); hãy xem lại quyền đọc.`);
  });
}

async function readRecord(path: string): Promise<ProofRecord | undefined> {
  let json: string;
  try {
    json = await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
  const record = parseRecord(json);
  if (record) return record;
  throw new SourceError(
    `Biên bản đối chiếu ${basename(path)} bị hỏng; hãy chạy “npm run check -- --record” để ghi lại.`,
  );
}

function summaryOf(file: KnowledgeFile): string {
  const paragraphCount = file.interview.turns.reduce((sum, turn) => sum + turn.paragraphs.length, 0);
  const draft = file.status === 'draft' ? ' (bản nháp, chưa phục vụ)' : '';
  return `${file.interview.turns.length} câu hỏi, ${paragraphCount} đoạn trả lời, đúng nguyên văn nguồn${draft}.`;
}
