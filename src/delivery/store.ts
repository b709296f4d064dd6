import { ExplainedError } from '../core/explained-error.ts';
import type { Log } from '../core/log.ts';
import type { ChannelName, IncomingMessage } from '../core/message.ts';
import type { Json, Notes, Tokens } from '../core/store.ts';

/** All that outlives the process, in one place: a SQLite file or a PostgreSQL database. */
export interface Store {
  readonly inbox: Inbox;
  readonly deadLetters: DeadLetters;
  readonly notes: Notes;
  readonly tokens: Tokens;
  readonly election: Election;
  /** Finishes what was begun and lets go of the database. */
  close(): Promise<void>;
}

/** Every message from its arrival until its reply is out; drawn in the design document. */
export interface Inbox {
  /**
   * Makes messages durable and tells of each whether it was new. `full` when more would wait than the bound allows:
   * then none was stored. Rejects when the store refuses to write.
   */
  admit(admissions: readonly Admission[]): Promise<readonly boolean[] | 'full'>;
  /**
   * Takes the oldest waiting message of up to `limit` conversations of `channel`. Nobody else is given a message of
   * these conversations until the claim is settled or released, or this process is gone.
   */
  claim(channel: ChannelName, limit: number): Promise<readonly Claimed[]>;
  /**
   * Whether this process may go on with `claimed`: `unsure` while the database has not answered for some time (another
   * process may take over: wait), `lost` when another has.
   */
  hold(claimed: Claimed): 'held' | 'unsure' | 'lost';
  /** Makes the memo of a claimed message durable; the claim is kept. */
  keep(claimed: Claimed, memo: Json): Promise<void>;
  /** Ends a claimed message and lets go of its conversation, in one transaction with what is to be remembered. */
  settle(claimed: Claimed, settlement: Settlement): Promise<void>;
  /** Gives a claimed message back unanswered. */
  release(claimed: Claimed): Promise<void>;
  /** Has `listener` called whenever there may be something to claim. */
  watch(listener: () => void): void;
  /** What waits now. */
  depth(): Promise<Depth>;
  /** Deletes ids of finished messages received before `idsBeforeMs`, and everything received before `allBeforeMs`. */
  sweep(idsBeforeMs: number, allBeforeMs: number): Promise<void>;
}

/** A message to be stored, with what is known of it already. */
export interface Admission {
  readonly message: IncomingMessage;
  readonly memo: Json | undefined;
}

/** A message that this process is to answer. */
export interface Claimed {
  readonly seq: number;
  readonly message: IncomingMessage;
  /** When it was stored, ms since the epoch. */
  readonly receivedAtMs: number;
  /** What was written down by {@link Inbox.keep} or at its admission. */
  readonly memo: Json | undefined;
  /** What is remembered of its conversation. */
  readonly context: Json | undefined;
}

/** How a message ended. */
export interface Settlement {
  /** `done` erases the text and keeps the id; `dead` keeps all of it for a person to look at. */
  readonly state: 'done' | 'dead';
  /** Why it is dead; nothing of the message. */
  readonly reason: string | undefined;
  /** What to remember of the conversation; undefined leaves that as it was. */
  readonly context: { readonly value: Json; readonly expiresAtMs: number } | undefined;
  /** Deletes what is kept about its writer: notes, and dead letters; with a private conversation, that too. */
  readonly isForgotten: boolean;
}

/** What waits in the inbox. */
export interface Depth {
  readonly waiting: number;
  /** When the oldest waiting message was stored, ms since the epoch. */
  readonly oldestMs: number | undefined;
  readonly dead: number;
}

/** Messages that could not be answered, for a person to look at. */
export interface DeadLetters {
  /** Oldest first. */
  list(limit: number): Promise<readonly DeadLetter[]>;
  /** Lets them wait again behind everything else; all of them without `seqs`. Gives how many. */
  replay(seqs: readonly number[] | undefined): Promise<number>;
  /** Erases them; all of them without `seqs`. Gives how many. */
  drop(seqs: readonly number[] | undefined): Promise<number>;
}

/** A message that could not be answered. */
export interface DeadLetter {
  readonly seq: number;
  readonly message: IncomingMessage;
  readonly receivedAtMs: number;
  readonly reason: string;
}

/** Lets one process among all that share the store do what only one may do. */
export interface Election {
  /**
   * Waits until this process leads in `name`, then runs `run`; when the lead is lost, aborts `leading` and waits for it
   * again once `run` has ended. Resolves when `run` ends by itself, or when `signal` is aborted.
   */
  whileLeader(name: string, signal: AbortSignal, run: (leading: AbortSignal) => Promise<void>): Promise<void>;
}

/** What a store is opened with. */
export interface StoreOptions {
  readonly log: Log;
  readonly now: () => number;
  /** Most messages that may wait; beyond it {@link Inbox.admit} answers `full`. */
  readonly maxWaiting: number;
}

/** The store cannot be used; the message says what was expected, what was found and what to do. */
export class StoreError extends ExplainedError {
  override readonly name = 'StoreError';
}

/** The store was written by a newer version of this program. */
export function newerError(found: number, known: number): StoreError {
  return new StoreError(
    `Cơ sở dữ liệu ở phiên bản ${found}, mới hơn phiên bản ${known} mà chương trình này biết. Hãy chạy bản chương trình mới hơn. ` +
      `(Expected a database of version ${known} at most, got ${found}; run the newer program.)`,
  );
}

/** Most messages that wait, unless the settings say otherwise. */
export const MAX_WAITING = 20_000;

/**
 * Opens the store that `databaseUrl` names: `file:data/bot.sqlite`, `file::memory:`, or `postgres://…`. Brings its tables
 * up to date. Throws a {@link StoreError} when it cannot be used.
 */
export async function openStore(databaseUrl: string, options: StoreOptions): Promise<Store> {
  if (/^postgres(?:ql)?:\/\//u.test(databaseUrl)) {
    const { openPostgresStore } = await import('./postgres-store.ts');
    return openPostgresStore(databaseUrl, options);
  }
  if (!databaseUrl.startsWith('file:')) {
    throw new StoreError(
      `DATABASE_URL phải bắt đầu bằng file: hoặc postgres://, nhưng đang là "${databaseUrl.split(':')[0]}:…". Hãy sửa DATABASE_URL. ` +
        '(DATABASE_URL: expected file:… or postgres://…)',
    );
  }
  const { openSqliteStore } = await import('./sqlite-store.ts');
  return openSqliteStore(databaseUrl.slice('file:'.length).replace(/^\/\/(?=\/)/u, ''), options);
}
