import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './process-lock.ts';
import { newerError, StoreError } from './store.ts';

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

/** How long another process that opens the same file may take to bring its tables up to date. */
const OPEN_MS = 10_000;

/**
 * Opens the SQLite file at `path` with its tables up to date; it is created for its owner's eyes only. Throws a
 * {@link StoreError} when it cannot be used.
 */
export async function openSqliteFile(path: string): Promise<DatabaseSync> {
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

/** What is wrong with the file at `path`, and what to do about it. */
export function openingError(path: string, fault: unknown): StoreError {
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
