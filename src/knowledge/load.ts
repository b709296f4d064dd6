import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Interview, Library, Standing, Turn } from '../core/interview.ts';
import { vietnamDay } from './day.ts';
import { findProblemsAcross } from './find-problems-across.ts';
import type { KnowledgeFile } from './knowledge-file.ts';
import { type Parsed, parseKnowledge } from './parse.ts';
import { KnowledgeError, type Problem } from './problem.ts';
import { replacementOf } from './replacement.ts';

/** Reads the knowledge directory; kept between calls, it parses again only the files that changed. */
export interface Loader {
  /** Every interview file, drafts too; throws {@link KnowledgeError} with all problems of all files. */
  readFiles(): Promise<readonly KnowledgeFile[]>;
  /** The files that are well, drafts too, and the problems of those that are not; throws only without a directory. */
  readEach(): Promise<{ readonly files: readonly KnowledgeFile[]; readonly problems: readonly Problem[] }>;
  /** What is served: every interview that is not a draft; throws {@link KnowledgeError}. */
  load(): Promise<Library>;
  /**
   * What can be served after a change: of a file that is wrong now, the words that were well last (none, if it is new).
   * `problem` tells what is wrong; thrown when nothing can be served so.
   */
  reload(): Promise<{ readonly library: Library; readonly problem: KnowledgeError | undefined }>;
  /** Whether a file changed, came or went since it was read last. */
  hasChanged(): Promise<boolean>;
}

/** Reads every interview of `directory` that is served; throws one {@link KnowledgeError} that lists all problems. */
export function loadLibrary(directory: string, now: () => number = Date.now): Promise<Library> {
  return createLoader(directory, now).load();
}

/** Makes a loader of `directory`; `now` is the clock in ms, for answers that hold until a day. */
export function createLoader(directory: string, now: () => number): Loader {
  const cache = new Map<string, { readonly stamp: string; readonly parsed: Parsed }>();
  /** The files that were served last, by their names. */
  let lastGood: ReadonlyMap<string, KnowledgeFile> = new Map();

  /** Changes with the file's words, its place and its permissions; empty where there is no file. */
  const stampOf = async (name: string): Promise<string> => {
    try {
      const { mtimeMs, ctimeMs, size, ino } = await stat(join(directory, name));
      return [mtimeMs, ctimeMs, size, ino].join('/');
    } catch {
      return '';
    }
  };
  const parseFile = async (name: string): Promise<Parsed> => {
    const stamp = await stampOf(name);
    const cached = cache.get(name);
    if (cached?.stamp === stamp) return cached.parsed;
    const parsed = await parseNow(join(directory, name), join(basename(directory), name));
    cache.set(name, { stamp, parsed });
    return parsed;
  };

  /** Everything that was read, and all problems, each file's own and those among files. */
  const readAll = async () => {
    const names = await listInterviews(directory);
    for (const name of cache.keys()) if (!names.includes(name)) cache.delete(name);
    const problems: Problem[] = [];
    const files = new Map<string, KnowledgeFile>();
    for (const name of names) {
      const parsed = await parseFile(name);
      if (parsed.kind === 'problems') problems.push(...parsed.problems);
      else files.set(name, parsed.knowledge);
    }
    problems.push(...(await findProblemsAcross(directory, [...files.values()], problems.length === 0)));
    return { names, files, problems, wrong: new Set(problems.map(({ file }) => basename(file))) };
  };

  const readFiles = async (): Promise<readonly KnowledgeFile[]> => {
    const { files, problems } = await readAll();
    if (problems.length > 0) throw new KnowledgeError(problems);
    lastGood = files;
    return [...files.values()];
  };

  const libraryOf = (files: readonly KnowledgeFile[]): Library => {
    const today = vietnamDay(now());
    const interviews = files.filter((file) => file.status !== 'draft').map((file) => interviewOn(file, today));
    if (interviews.length === 0) {
      const message =
        files.length > 0
          ? 'Mọi bài đều còn là bản nháp (status: draft); hãy duyệt một bài bằng “npm run import -- --review <id>”.'
          : 'Chưa có bài phỏng vấn nào; hãy nhập một bài bằng “npm run import -- <tệp hoặc địa chỉ>”.';
      throw new KnowledgeError([{ file: basename(directory), line: 1, message }]);
    }
    return { interviews, version: createHash('sha256').update(JSON.stringify(interviews)).digest('hex') };
  };

  return {
    readFiles,
    readEach: async () => {
      const { files, problems, wrong } = await readAll();
      return { files: [...files].flatMap(([name, file]) => (wrong.has(name) ? [] : [file])), problems };
    },
    load: async () => libraryOf(await readFiles()),
    reload: async () => {
      const { names, files, problems, wrong } = await readAll();
      if (problems.length === 0) {
        const library = libraryOf([...files.values()]);
        lastGood = files;
        return { library, problem: undefined };
      }
      const problem = new KnowledgeError(problems);
      const held = new Map(
        names.flatMap((name) => {
          const file = wrong.has(name) ? lastGood.get(name) : files.get(name);
          return file ? [[name, file] as const] : [];
        }),
      );
      // What is still wrong of a file that is held (its source is gone) changes none of the words that were served.
      const left = await findProblemsAcross(directory, [...held.values()], true);
      if (left.some(({ file }) => !wrong.has(basename(file)))) throw problem;
      const library = libraryOf([...held.values()]);
      lastGood = held;
      return { library, problem };
    },
    hasChanged: async () => {
      const names = await listInterviews(directory).catch(() => []);
      if (names.length !== cache.size) return true;
      const stamps = await Promise.all(names.map(stampOf));
      return names.some((name, index) => cache.get(name)?.stamp !== stamps[index]);
    },
  };
}

async function parseNow(path: string, shown: string): Promise<Parsed> {
  const refuse = (message: string): Parsed => ({
    kind: 'problems',
    problems: [{ file: shown, line: 1, message }],
  });
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return refuse(`Không đọc được tệp này (${(error as NodeJS.ErrnoException).code}); hãy xem lại tệp và quyền đọc.`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('Tệp không ở dạng UTF-8 nên chữ có dấu sẽ sai; hãy mở tệp rồi lưu lại với bảng mã UTF-8.');
  }
  return parseKnowledge(text, shown);
}

/** File names of the interviews in `directory`, sorted, so that every machine serves them in one order. */
async function listInterviews(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(directory);
    return names.filter((name) => name.endsWith('.md') && !/^(?:README\.|\.)/iu.test(name)).sort();
  } catch (error) {
    const message = `Không đọc được thư mục bài phỏng vấn “${directory}” (${(error as NodeJS.ErrnoException).code ?? error}); hãy xem lại KNOWLEDGE_DIR.`;
    throw new KnowledgeError([{ file: directory, line: 1, message }]);
  }
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
