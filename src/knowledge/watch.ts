import { type FSWatcher, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Library } from '../core/interview.ts';
import { vietnamDay } from './day.ts';
import type { Loader } from './load.ts';
import { KnowledgeError } from './problem.ts';

/** Knowledge files under watch. */
export interface KnowledgeWatcher {
  /** Reads the files again now (`SIGHUP`); resolves when what they hold has been handed over or refused. */
  reload(): Promise<void>;
  /** Ends the watch; nothing is handed over after it. */
  stop(): void;
}

/** What the watch needs. */
export interface WatchOptions {
  readonly directory: string;
  /** The loader that read `directory` before: it knows what was well last. */
  readonly loader: Loader;
  /** Version of the library that is served already; the same one is not handed over again. */
  readonly version: string;
  /** Takes a changed library over; called one at a time. */
  readonly onLibrary: (library: Library) => void | Promise<void>;
  /**
   * Hears why a change is refused (the old words go on being served), once for each reason, and `undefined` when the
   * files are well again.
   */
  readonly onProblem: (problem: KnowledgeError | undefined) => void;
  /** The clock in ms. */
  readonly now?: () => number;
}

/** An editor saves in several steps; the files are read once they have been quiet for this long. */
const QUIET_MS = 150;
/** While changes go on and on (a large copy), they are read this often nevertheless. */
const LONGEST_QUIET_MS = 700;
/**
 * How often the files are looked at: network folders send no events, nor does a folder that was put in the place of
 * another, nor the end of a day.
 */
const LOOK_MS = 500;
/** Looking may take this share of the time, so that a large library is looked at less often, down to {@link RETRY_MS}. */
const LOOK_SHARE = 0.01;
/** What was refused is tried again this often: a missing source that came changes no interview file. */
const RETRY_MS = 5_000;

/** Watches the knowledge files: a valid change is handed over within a second, an invalid one is told and refused. */
export function watchKnowledge(options: WatchOptions): KnowledgeWatcher {
  const { directory, loader, onLibrary, onProblem, now = Date.now } = options;
  let { version } = options;
  let problem: string | undefined;
  let isStopped = false;
  let quiet: NodeJS.Timeout | undefined;
  let firstEventMs: number | undefined;
  let running: Promise<void> = Promise.resolve();

  const tell = (error: KnowledgeError | undefined): void => {
    if (error?.message === problem) return;
    problem = error?.message;
    onProblem(error);
  };
  const read = async (): Promise<void> => {
    if (isStopped) return;
    try {
      const { library, problem: refused } = await loader.reload();
      if (isStopped) return;
      if (library.version !== version) {
        await onLibrary(library);
        version = library.version;
      }
      tell(refused);
    } catch (error) {
      if (isStopped) return;
      tell(error instanceof KnowledgeError ? error : unreadable(directory, error));
      // A directory that went and comes back sends no more events.
      if (placeOf(directory) === undefined) place = undefined;
    }
  };
  const reload = (): Promise<void> => {
    running = running.then(read);
    return running;
  };
  const soon = () => {
    if (isStopped) return;
    firstEventMs ??= performance.now();
    const delayMs = Math.min(QUIET_MS, Math.max(0, firstEventMs + LONGEST_QUIET_MS - performance.now()));
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      firstEventMs = undefined;
      void reload();
    }, delayMs).unref();
  };

  let place = placeOf(directory);
  let events = openEvents(directory, soon);
  let day = vietnamDay(now());
  let retryAtMs = 0;
  let nextLook: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const startMs = performance.now();
    const found = placeOf(directory);
    const today = vietnamDay(now());
    if (found !== place) {
      for (const one of events) one.close();
      events = openEvents(directory, soon);
      void reload();
    } else if (today !== day || (problem !== undefined && startMs >= retryAtMs)) {
      retryAtMs = startMs + RETRY_MS;
      void reload();
    } else if (await loader.hasChanged()) soon();
    place = found;
    day = today;
    lookAgain((performance.now() - startMs) / LOOK_SHARE);
  };
  const lookAgain = (delayMs: number): void => {
    if (!isStopped) nextLook = setTimeout(() => void look(), Math.min(RETRY_MS, Math.max(LOOK_MS, delayMs))).unref();
  };
  lookAgain(LOOK_MS);

  return {
    reload,
    stop: () => {
      isStopped = true;
      clearTimeout(quiet);
      clearTimeout(nextLook);
      for (const one of events) one.close();
    },
  };
}

/** Which directory stands at `directory` now, whatever links lead there; undefined when none does. */
function placeOf(directory: string): string | undefined {
  try {
    const { dev, ino } = statSync(directory);
    return `${dev}/${ino}`;
  } catch {
    return undefined;
  }
}

/**
 * Listens to the directory and its sources. Not recursively: on Linux that listens to every file by itself, and is deaf
 * to a file that once took the place of another.
 */
function openEvents(directory: string, onEvent: () => void): readonly FSWatcher[] {
  return [directory, join(directory, 'sources')].flatMap((path) => {
    try {
      const watcher = watch(path, { persistent: false }, onEvent);
      // The directory may vanish under the watch; the regular look goes on and tells.
      watcher.on('error', () => watcher.close());
      return [watcher];
    } catch {
      return [];
    }
  });
}

function unreadable(directory: string, error: unknown): KnowledgeError {
  const reason = (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : String(error));
  return new KnowledgeError([
    { file: directory, line: 1, message: `Không đọc lại được các bài phỏng vấn (${reason}).` },
  ]);
}
