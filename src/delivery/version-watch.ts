import type { Clock } from '../core/clock.ts';
import { describeFault, type Log } from '../core/log.ts';
import type { Notes } from '../core/store.ts';

/** Tells when processes that share a store serve different words. */
export interface VersionWatch {
  start(): void;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
  /** In words for the person who runs it, that another process serves something else; undefined while none does. */
  problem(): string | undefined;
}

/** What the watch is made of. */
export interface VersionWatchOptions {
  readonly notes: Notes;
  /** The version of what this process serves now. */
  readonly version: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The one note that all processes read and then write: whoever differs finds another's version there. */
const KEY = 'knowledge/version';

/** How often the note is read and written. */
export const COMPARE_MS = 10_000;

/** How long a difference that was seen counts; a process that ended or reloaded is forgotten after it. */
const FRESH_MS = 3 * COMPARE_MS;

/** Makes the watch; it never keeps a message waiting. */
export function createVersionWatch({ notes, version, clock, log }: VersionWatchOptions): VersionWatch {
  let other: { readonly version: string; readonly seenAtMs: number } | undefined;
  /** What this process wrote last: found again, it may be nobody's but ours. */
  let written: string | undefined;
  let isStopped = false;
  let cancel: () => void = () => {};
  let comparing: Promise<void> = Promise.resolve();

  const compare = async (): Promise<void> => {
    const nowMs = clock.now();
    try {
      const found = await notes.get(KEY);
      // At the first look the note may be of a process that has ended, after a change of the words it is our own.
      if (typeof found === 'string' && written !== undefined && found !== version() && found !== written) {
        if (other?.version !== found)
          log.warn({ ours: version(), theirs: found }, 'another process serves other words');
        other = { version: found, seenAtMs: nowMs };
      }
      written = version();
      await notes.set(KEY, written, nowMs + FRESH_MS);
    } catch (fault) {
      log.debug({ fault: describeFault(fault) }, 'the versions could not be compared');
    }
    if (isStopped) return;
    cancel = clock.after(COMPARE_MS, () => {
      comparing = compare();
    });
  };

  return {
    start() {
      comparing = compare();
    },
    async stop() {
      isStopped = true;
      cancel();
      await comparing;
    },
    problem() {
      if (!other || other.version === version() || clock.now() - other.seenAtMs > FRESH_MS) return undefined;
      return `Một tiến trình khác đang dùng bộ nội dung khác (${other.version.slice(0, 8)}, ở đây là ${version().slice(0, 8)}): hãy đưa cùng một thư mục knowledge/ lên mọi máy.`;
    },
  };
}
