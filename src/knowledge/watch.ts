import { type FSWatcher, watch } from 'node:fs';
import type { Library } from '../core/interview.ts';
import { createLoader, vietnamDay } from './load.ts';
import { KnowledgeError } from './problem.ts';

/** Knowledge files under watch. */
export interface KnowledgeWatcher {
  /** Reads the files again now (`SIGHUP`); resolves when what they hold has been handed over or refused. */
  reload(): Promise<void>;
  /** Ends the watch; nothing is handed over after it. */
  stop(): void;
}

/** What the watch needs besides the directory. */
export interface WatchOptions {
  readonly directory: string;
  /** Version of the library that is served already; the same one is not handed over again. */
  readonly version: string;
  /** Takes a changed library over; called one at a time. */
  readonly onLibrary: (library: Library) => void | Promise<void>;
  /**
   * Hears why a change is refused (the old library goes on being served), and `undefined` once the files are well
   * again.
   */
  readonly onProblem: (problem: KnowledgeError | undefined) => void;
  /** The clock in ms. */
  readonly now?: () => number;
}

/** An editor saves in several steps; the files are read once they have been quiet for this long. */
const QUIET_MS = 150;
/** Where the system sends no events (some network folders), a look this often finds changes, and a new day. */
const LOOK_MS = 5_000;
/** Without any events at all, the look itself must be soon enough. */
const LOOK_WITHOUT_EVENTS_MS = 600;

/** Watches the knowledge files: a valid change is handed over within a second, an invalid one is told and refused. */
export function watchKnowledge(options: WatchOptions): KnowledgeWatcher {
  const { directory, onLibrary, onProblem, now = Date.now } = options;
  const loader = createLoader(directory, now);
  let { version } = options;
  let hasProblem = false;
  let isStopped = false;
  let quiet: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    if (isStopped) return;
    try {
      const library = await loader.load();
      if (isStopped) return;
      if (library.version !== version) {
        await onLibrary(library);
        version = library.version;
      }
      if (hasProblem) onProblem(undefined);
      hasProblem = false;
    } catch (error) {
      if (isStopped) return;
      hasProblem = true;
      onProblem(error instanceof KnowledgeError ? error : unreadable(directory, error));
    }
  };
  const reload = (): Promise<void> => {
    running = running.then(read);
    return running;
  };
  const soon = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => void reload(), QUIET_MS).unref();
  };

  const events = openEvents(directory, soon);
  let day = vietnamDay(now());
  const look = setInterval(
    () => {
      const today = vietnamDay(now());
      // An answer that held until yesterday is retired at midnight, though no file changed.
      if (!events || today !== day) void reload();
      else void loader.hasChanged().then((changed) => changed && soon());
      day = today;
    },
    events ? LOOK_MS : LOOK_WITHOUT_EVENTS_MS,
  ).unref();

  return {
    reload,
    stop: () => {
      isStopped = true;
      clearTimeout(quiet);
      clearInterval(look);
      events?.close();
    },
  };
}

function openEvents(directory: string, onEvent: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, { recursive: true, persistent: false }, onEvent);
    // The directory may vanish under the watch; the regular look goes on and tells.
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

function unreadable(directory: string, error: unknown): KnowledgeError {
  const reason = (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : String(error));
  return new KnowledgeError([
    { file: directory, line: 1, message: `Không đọc lại được các bài phỏng vấn (${reason}).` },
  ]);
}
