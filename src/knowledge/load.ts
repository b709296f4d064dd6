import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Interview, Library, Standing, Turn } from '../core/interview.ts';
import type { KnowledgeFile } from './knowledge-file.ts';
import { type Parsed, parseKnowledge } from './parse.ts';
import { KnowledgeError, type Problem } from './problem.ts';

/** Reads the knowledge directory; kept between calls, it parses again only the files that changed. */
export interface Loader {
  /** Every interview file, drafts too; throws {@link KnowledgeError} with all problems of all files. */
  readFiles(): Promise<readonly KnowledgeFile[]>;
  /** What is served: every interview that is not a draft; throws {@link KnowledgeError}. */
  load(): Promise<Library>;
  /** Whether a file changed, came or went since it was read last. */
  hasChanged(): Promise<boolean>;
}

/** The local day in Vietnam at `nowMs`, `YYYY-MM-DD`: the day on which `validUntil` is judged. */
export function vietnamDay(nowMs: number): string {
  const VIETNAM_OFFSET_MS = 7 * 3_600_000;
  return new Date(nowMs + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
}

/** Reads every interview of `directory` that is served; throws one {@link KnowledgeError} that lists all problems. */
export function loadLibrary(directory: string, now: () => number = Date.now): Promise<Library> {
  return createLoader(directory, now).load();
}

/** Makes a loader of `directory`; `now` is the clock in ms, for answers that hold until a day. */
export function createLoader(directory: string, now: () => number): Loader {
  const cache = new Map<string, { readonly stamp: string; readonly parsed: Parsed }>();

  const stampOf = async (name: string): Promise<string> => {
    const { mtimeMs, size, ino } = await stat(join(directory, name));
    return `${mtimeMs}/${size}/${ino}`;
  };
  const parseFile = async (name: string): Promise<Parsed> => {
    const path = join(directory, name);
    const stamp = await stampOf(name);
    const cached = cache.get(name);
    if (cached?.stamp === stamp) return cached.parsed;
    const parsed = parseKnowledge(await readFile(path, 'utf8'), join(basename(directory), name));
    cache.set(name, { stamp, parsed });
    return parsed;
  };

  const readFiles = async (): Promise<readonly KnowledgeFile[]> => {
    const names = await listInterviews(directory);
    for (const name of cache.keys()) if (!names.includes(name)) cache.delete(name);
    const problems: Problem[] = [];
    const files: KnowledgeFile[] = [];
    for (const name of names) {
      const parsed = await parseFile(name);
      if (parsed.kind === 'problems') problems.push(...parsed.problems);
      else files.push(parsed.knowledge);
    }
    problems.push(...(await findProblemsAcross(directory, files, problems.length === 0)));
    if (problems.length > 0) throw new KnowledgeError(problems);
    return files;
  };

  return {
    readFiles,
    hasChanged: async () => {
      const names = await listInterviews(directory).catch(() => []);
      if (names.length !== cache.size) return true;
      const stamps = await Promise.all(names.map((name) => stampOf(name).catch(() => '')));
      return names.some((name, index) => cache.get(name)?.stamp !== stamps[index]);
    },
    load: async () => {
      const today = vietnamDay(now());
      const files = await readFiles();
      const interviews = files.filter((file) => file.status !== 'draft').map((file) => interviewOn(file, today));
      if (interviews.length === 0) {
        const message =
          files.length > 0
            ? 'Mọi bài đều còn là bản nháp (status: draft); hãy duyệt một bài bằng “npm run import -- --review <id>”.'
            : 'Chưa có bài phỏng vấn nào; hãy nhập một bài bằng “npm run import -- <tệp hoặc địa chỉ>”.';
        throw new KnowledgeError([{ file: basename(directory), line: 1, message }]);
      }
      return { interviews, version: createHash('sha256').update(JSON.stringify(interviews)).digest('hex') };
    },
  };
}

/** File names of the interviews in `directory`, sorted, so that every machine serves them in one order. */
async function listInterviews(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(directory);
    return names.filter((name) => name.endsWith('.md') && !/^(?:README|\.)/iu.test(name)).sort();
  } catch (error) {
    const message = `Không đọc được thư mục bài phỏng vấn “${directory}” (${(error as NodeJS.ErrnoException).code ?? error}); hãy xem lại KNOWLEDGE_DIR.`;
    throw new KnowledgeError([{ file: directory, line: 1, message }]);
  }
}

async function findProblemsAcross(
  directory: string,
  files: readonly KnowledgeFile[],
  isComplete: boolean,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const byId = new Map<string, KnowledgeFile>();
  for (const file of files) {
    const { id } = file.interview;
    const first = byId.get(id);
    if (first) {
      problems.push({ file: file.file, line: 2, message: `id “${id}” đã dùng ở ${first.file}; hãy chọn id khác.` });
    } else if (basename(file.file) !== `${id}.md`) {
      problems.push({
        file: file.file,
        line: 2,
        message: `Tệp của bài “${id}” phải mang tên ${id}.md; hãy đổi tên tệp hoặc đổi id.`,
      });
    }
    byId.set(id, first ?? file);
    if (!(await isFile(join(directory, file.source)))) {
      const message = `Không thấy nguồn “${file.source}”; hãy đặt nguyên văn bài đã đăng vào ${join(basename(directory), file.source)}.`;
      problems.push({ file: file.file, line: file.sourceLine, message });
    }
  }
  if (!isComplete) return problems;
  for (const file of files) {
    for (const [index, turn] of file.interview.turns.entries()) {
      const target = replacementOf(turn);
      const line = file.turns[index]?.entryLine ?? 1;
      const replacing = target && byId.get(target.interview);
      if (target && !replacing) {
        problems.push({
          file: file.file,
          line,
          message: `“supersededBy” nhắc bài “${target.interview}” nhưng không có bài nào mang id ấy.`,
        });
      } else if (replacing && !replacing.interview.turns.some((candidate) => candidate.id === target?.turn)) {
        problems.push({
          file: file.file,
          line,
          message: `“supersededBy” của câu “${turn.id}” cần chỉ rõ câu nào trong bài “${target?.interview}” thay nó: thêm “turn: …” (có: ${replacing.interview.turns.map((one) => one.id).join(', ')}).`,
        });
      } else if (target?.interview === file.interview.id && target.turn === turn.id) {
        problems.push({
          file: file.file,
          line,
          message: `Câu “${turn.id}” không thể tự thay chính nó; hãy sửa “supersededBy”.`,
        });
      }
    }
  }
  return problems;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** What replaces `turn`; an interview that is replaced as a whole is replaced turn by turn, by turns of the same id. */
function replacementOf(turn: Turn) {
  const ref = 'replacement' in turn.standing ? turn.standing.replacement : undefined;
  return ref && { interview: ref.interview, turn: ref.turn || turn.id };
}

function interviewOn(file: KnowledgeFile, today: string): Interview {
  const turns = file.interview.turns.map((turn, index) => ({
    ...turn,
    standing: standingOn(turn, file.turns[index]?.validUntil, today),
  }));
  return { ...file.interview, turns };
}

function standingOn(turn: Turn, validUntil: string | undefined, today: string): Standing {
  const { standing } = turn;
  if (standing.kind === 'withdrawn' || standing.kind === 'superseded') {
    return { ...standing, replacement: replacementOf(turn) };
  }
  return validUntil !== undefined && today > validUntil ? { kind: 'expired', date: validUntil } : standing;
}
