import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Notes, TokenPair, Tokens } from '../core/store.ts';
import type { GroupCommit } from './group-commit.ts';
import type { NoteTable } from './note-table.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { ProcessLock } from './process-lock.ts';
import { saveStubbornly } from './save-stubbornly.ts';

/** How often a process looks whether another one that renews a token is done. */
const LOOK_MS = 50;

/** Makes the notes in `table`. */
export function createSqliteNotes(table: NoteTable, { write }: GroupCommit): Notes {
  return {
    get: async (key) => table.get(key),
    set: (key, value, expiresAtMs) => write(() => table.set(key, value, expiresAtMs)),
    add: (key, value, expiresAtMs) =>
      write(() => {
        if (table.read(key) !== undefined) return false;
        table.set(key, value, expiresAtMs);
        return true;
      }),
    deleteByPrefix: (prefix) => write(() => table.deleteByPrefix(prefix)),
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
