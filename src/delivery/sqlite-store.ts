import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, Notes, TokenPair, Tokens } from '../core/store.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { createProcessLock, isBusy, type ProcessLock } from './process-lock.ts';
import { saveStubbornly } from './save-stubbornly.ts';
import { createSqliteInbox } from './sqlite-inbox.ts';
import { type Election, newerError, type Store, StoreError, type StoreOptions } from './store.ts';

/** Each entry brings the tables one version further; never edited once released, only added to. */
const MIGRATIONS = [
  `CREATE TABLE message (
     seq INTEGER PRIMARY KEY,
     channel TEXT NOT NULL,
     id TEXT NOT NULL,
     state INTEGER NOT NULL DEFAULT 0,
     received_at INTEGER NOT NULL,
     body TEXT,
     memo TEXT,
     reason TEXT,
     UNIQUE (channel, id)
   ) STRICT;
   CREATE INDEX message_open ON message (state, seq) WHERE state <> 1;
   CREATE TABLE note (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER) STRICT, WITHOUT ROWID;
   CREATE TABLE token (account TEXT PRIMARY KEY, pair TEXT NOT NULL) STRICT;`,
];

/** How long a statement waits for another process (`npm run inbox`) to finish its write; it blocks, so it is short. */
const BUSY_MS = 250;

/** How often a process that waits for a lock looks again, and how often changes by other processes are looked for. */
const LOOK_MS = 500;

/** How long another process that opens the same file may take to bring its tables up to date. */
const OPEN_MS = 10_000;

/** Opens the SQLite store at `path` (`:memory:` keeps nothing); the file is created for its owner's eyes only. */
export async function openSqliteStore(path: string, options: StoreOptions): Promise<Store> {
  const db = await open(path);
  const groupCommit = createGroupCommit(db);
  const { inbox, deadLetters, takeOver, refresh } = createSqliteInbox(db, groupCommit, options);
  const isShared = path !== ':memory:';
  const workLock = isShared ? createProcessLock(`${path}-work`) : ALWAYS_FREE;
  const tokenLock = isShared ? createProcessLock(`${path}-tokens`) : ALWAYS_FREE;

  let isLeading = false;
  let lead: () => void = () => {};
  const led = new Promise<void>((resolve) => {
    lead = resolve;
  });
  const look = (): void => {
    if (isLeading) {
      refresh();
    } else if (workLock.take()) {
      isLeading = true;
      takeOver();
      lead();
    }
  };
  try {
    look();
  } catch (fault) {
    db.close();
    throw openingError(path, fault);
  }
  if (!isLeading) options.log.warn({ path }, 'another process works on this database; standing by');
  const timer = setInterval(look, LOOK_MS).unref();

  const election: Election = {
    async whileLeader(_name, signal, run) {
      const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      if (!isLeading) await Promise.race([led, stopped]);
      if (!signal.aborted) await run(signal);
    },
  };

  return {
    inbox,
    deadLetters,
    notes: createNotes(db, groupCommit, options.now),
    tokens: createTokens(db, groupCommit, tokenLock),
    election,
    async close() {
      clearInterval(timer);
      groupCommit.flush();
      db.close();
      workLock.release();
      tokenLock.release();
    },
  };
}

const ALWAYS_FREE: ProcessLock = { take: () => true, release() {} };

async function open(path: string): Promise<DatabaseSync> {
  try {
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      closeSync(openSync(path, 'a', 0o600));
      chmodSync(path, 0o600);
    }
    const db = new DatabaseSync(path, { timeout: BUSY_MS });
    try {
      await whenFree(() => {
        db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
        migrate(db);
      });
      return db;
    } catch (fault) {
      db.close();
      throw fault;
    }
  } catch (fault) {
    if (fault instanceof StoreError) throw fault;
    throw openingError(path, fault);
  }
}

/** Repeats `work` while another process holds the file. */
async function whenFree(work: () => void): Promise<void> {
  const giveUpAt = Date.now() + OPEN_MS;
  for (;;) {
    try {
      return work();
    } catch (fault) {
      if (!isBusy(fault) || Date.now() > giveUpAt) throw fault;
      await sleep(20);
    }
  }
}

function migrate(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > MIGRATIONS.length) throw newerError(version, MIGRATIONS.length);
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    db.exec('COMMIT');
  } catch (fault) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw fault;
  }
}

function openingError(path: string, fault: unknown): StoreError {
  const SQLITE_CORRUPT = 11;
  const SQLITE_NOTADB = 26;
  const errcode = fault instanceof Error && 'errcode' in fault ? Number(fault.errcode) & 0xff : 0;
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  const why = fault instanceof Error ? fault.message : String(fault);
  if (errcode === SQLITE_CORRUPT || errcode === SQLITE_NOTADB) {
    return new StoreError(
      `Tệp ${path} không phải là cơ sở dữ liệu SQLite đọc được (${why}). Hãy khôi phục tệp từ bản sao lưu, hoặc chuyển tệp đi nơi khác để bắt đầu lại. ` +
        '(Expected a readable SQLite database; restore it from a backup, or move it away to start anew.)',
    );
  }
  return new StoreError(
    `Không mở được cơ sở dữ liệu ${path} (${code ?? ''} ${why}). Hãy kiểm tra thư mục có tồn tại, có quyền ghi và còn chỗ trống, hoặc đổi DATABASE_URL. ` +
      '(Expected a file that can be created and written; check the folder, its permissions and free space, or change DATABASE_URL.)',
  );
}

function createNotes(db: DatabaseSync, { write }: GroupCommit, now: () => number): Notes {
  const get = db.prepare('SELECT value FROM note WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)');
  const set = db.prepare('INSERT OR REPLACE INTO note (key, value, expires_at) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM note WHERE key >= ? AND key < ?');
  const read = (key: string): Json | undefined => {
    const row = get.get(key, now()) as { value: string } | undefined;
    return row && (JSON.parse(row.value) as Json);
  };
  return {
    get: async (key) => read(key),
    set: (key, value, expiresAtMs) => write(() => void set.run(key, JSON.stringify(value), expiresAtMs ?? null)),
    add: (key, value, expiresAtMs) =>
      write(() => {
        if (read(key) !== undefined) return false;
        set.run(key, JSON.stringify(value), expiresAtMs ?? null);
        return true;
      }),
    deleteByPrefix: (prefix) => write(() => void remove.run(prefix, `${prefix}\u{10FFFF}`)),
  };
}

function createTokens(db: DatabaseSync, { write }: GroupCommit, lock: ProcessLock): Tokens {
  const get = db.prepare('SELECT pair FROM token WHERE account = ?');
  const set = db.prepare('INSERT OR REPLACE INTO token (account, pair) VALUES (?, ?)');
  const oneAtATime = createOneAtATime();

  const load = async (account: string): Promise<TokenPair | undefined> => {
    const row = get.get(account) as { pair: string } | undefined;
    return row && (JSON.parse(row.pair) as TokenPair);
  };
  const save = (account: string, pair: TokenPair): Promise<void> =>
    write(() => void set.run(account, JSON.stringify(pair)));
  return {
    load,
    save,
    renew: (account, renew) =>
      oneAtATime(async () => {
        while (!lock.take()) await sleep(LOOK_MS / 10);
        try {
          const pair = await renew(await load(account));
          await saveStubbornly(() => save(account, pair));
          return pair;
        } finally {
          lock.release();
        }
      }),
  };
}
