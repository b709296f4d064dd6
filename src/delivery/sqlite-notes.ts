import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, Notes, TokenPair, Tokens } from '../core/store.ts';
import type { GroupCommit } from './group-commit.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { ProcessLock } from './process-lock.ts';
import { saveStubbornly } from './save-stubbornly.ts';

/** How often a process looks whether another one that renews a token is done. */
const LOOK_MS = 50;

/** Makes the notes of an open SQLite database. */
export function createSqliteNotes(db: DatabaseSync, { write }: GroupCommit, now: () => number): Notes {
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

/** Makes the token pairs of an open SQLite database; `lock` keeps renewals apart across processes. */
export function createSqliteTokens(db: DatabaseSync, { write }: GroupCommit, lock: ProcessLock): Tokens {
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
        while (!lock.take()) await sleep(LOOK_MS);
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
