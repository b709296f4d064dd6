import type { DatabaseSync } from 'node:sqlite';
import { createRecent } from '../core/recent.ts';
import type { Json } from '../core/store.ts';

/** The notes of an open SQLite database; what is written is written within the caller's transaction. */
export interface NoteTable {
  /** Undefined for what is not there or has expired. What it gives must not be changed. */
  get(key: string): Json | undefined;
  /** The same, from the database itself: what another process wrote a moment ago is seen. */
  read(key: string): Json | undefined;
  set(key: string, value: Json, expiresAtMs: number | undefined): void;
  deleteByPrefix(prefix: string): void;
  deleteExpired(): void;
  /** Forgets what is remembered of the table: somebody else wrote there, or a transaction came to nothing. */
  distrust(): void;
}

interface Note {
  readonly value: Json;
  readonly expiresAtMs: number | undefined;
}

/**
 * Notes remembered in memory. Nearly every message reads the note that the one before it in the conversation left, and
 * asking the database and parsing what it says costs more than all else that is done to take a message up.
 */
const REMEMBERED = 2_000;

/** The greatest code point there is: no key that begins with a prefix sorts after prefix and this. */
const LAST = '\u{10FFFF}';

/** Makes the table; `now` is the clock in ms. */
export function createNoteTable(db: DatabaseSync, now: () => number): NoteTable {
  const select = db.prepare('SELECT value, expires_at FROM note WHERE key = ?');
  const upsert = db.prepare(
    `INSERT INTO note (key, value, expires_at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
  );
  const removeRange = db.prepare('DELETE FROM note WHERE key >= ? AND key < ?');
  const removeExpired = db.prepare('DELETE FROM note WHERE expires_at < ?');
  const remembered = createRecent<string, Note>(REMEMBERED);

  const load = (key: string): Note | undefined => {
    const row = select.get(key) as { value: string; expires_at: number | null } | undefined;
    if (!row) return undefined;
    const note = { value: JSON.parse(row.value) as Json, expiresAtMs: row.expires_at ?? undefined };
    remembered.set(key, note);
    return note;
  };
  const current = (note: Note | undefined): Json | undefined =>
    note && now() < (note.expiresAtMs ?? Number.POSITIVE_INFINITY) ? note.value : undefined;

  return {
    get: (key) => current(remembered.get(key) ?? load(key)),
    read: (key) => current(load(key)),
    set(key, value, expiresAtMs) {
      upsert.run(key, JSON.stringify(value), expiresAtMs ?? null);
      remembered.set(key, { value, expiresAtMs });
    },
    deleteByPrefix(prefix) {
      removeRange.run(prefix, prefix + LAST);
      remembered.clear();
    },
    deleteExpired() {
      // What is remembered is kept no longer than what is stored.
      remembered.clear();
      removeExpired.run(now());
    },
    distrust: remembered.clear,
  };
}
