import type { DatabaseSync } from 'node:sqlite';
import { contextKey, conversationPrefix, personPrefix } from '../core/context.ts';
import type { IncomingMessage } from '../core/message.ts';
import type { Json } from '../core/store.ts';
import type { GroupCommit } from './group-commit.ts';
import { createLanes, type Waiting } from './lanes.ts';
import type { NoteTable } from './note-table.ts';
import type { Claimed, DeadLetters, Inbox, StoreOptions } from './store.ts';

/** What the inbox needs from the store around it. */
export interface SqliteInbox {
  readonly inbox: Inbox;
  readonly deadLetters: DeadLetters;
  /** Reads what waits in the file; from then on this process answers it. */
  takeOver(): void;
  /** Takes in what other processes wrote. */
  refresh(): void;
}

const WAITING = 0;
const DONE = 1;
const DEAD = 2;

/** SQLite takes the index of what is open only when its condition is repeated word for word. */
const IS_WAITING = `state <> ${DONE} AND state = ${WAITING}`;
const IS_DEAD = `state <> ${DONE} AND state = ${DEAD}`;

/** Rows deleted in one go, so that a sweep never holds anybody up. */
const SWEEP_ROWS = 500;

/**
 * Makes the inbox over an open SQLite database. The table is what survives; the process that answers works from a copy in
 * memory, so that a message costs one insert and one update.
 */
export function createSqliteInbox(
  db: DatabaseSync,
  { write, join }: GroupCommit,
  notes: NoteTable,
  options: StoreOptions,
): SqliteInbox {
  const lanes = createLanes();
  const listeners: (() => void)[] = [];
  let isAtWork = false;
  /** The last row that is known of: the next one that is written here has the number after it. */
  let lastSeq = Number.NaN;

  const insert = db.prepare(
    'INSERT INTO message (channel, id, received_at, body, memo) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const finish = db.prepare(`UPDATE message SET state = ${DONE}, body = NULL, memo = NULL WHERE seq = ?`);
  const bury = db.prepare(`UPDATE message SET state = ${DEAD}, reason = ? WHERE seq = ?`);
  const keepMemo = db.prepare('UPDATE message SET memo = ? WHERE seq = ?');
  const selectWaiting = db.prepare(`SELECT seq, received_at, body, memo FROM message WHERE ${IS_WAITING} ORDER BY seq`);
  const countDead = db.prepare(`SELECT count(*) AS dead FROM message WHERE ${IS_DEAD}`);
  const forgetDead = db.prepare(
    `UPDATE message SET state = ${DONE}, body = NULL, memo = NULL
     WHERE ${IS_DEAD} AND channel = ? AND json_extract(body, '$.sender') = ?`,
  );

  const announce = (): void => {
    for (const listener of listeners) listener();
  };
  const readWaiting = (): void => {
    const rows = selectWaiting.all() as { seq: number; received_at: number; body: string; memo: string | null }[];
    for (const row of rows) {
      if (lanes.has(row.seq)) continue;
      const message = JSON.parse(row.body) as IncomingMessage;
      lanes.add({ seq: row.seq, message, receivedAtMs: row.received_at, memo: row.memo ?? undefined });
    }
    announce();
  };
  /** A number left out was taken by another process: what it stored comes first. */
  const takeInOthers = (written: readonly (Waiting | undefined)[]): void => {
    const rows = written.filter((waiting) => waiting !== undefined);
    const isAllOurs = rows.every(({ seq }, at) => seq === lastSeq + 1 + at);
    // Where reading fails, the next row leaves a gap again, and is read behind again.
    if (!isAllOurs) readWaiting();
    lastSeq = rows.at(-1)?.seq ?? lastSeq;
  };
  const forget = (message: IncomingMessage): void => {
    const prefixes = [personPrefix(message), ...(message.isGroup ? [] : [conversationPrefix(message)])];
    for (const prefix of prefixes) notes.deleteByPrefix(prefix);
    forgetDead.run(message.channel, message.sender);
  };

  const inbox: Inbox = {
    async admit(admissions) {
      if (lanes.size + admissions.length > options.maxWaiting) return 'full';
      const receivedAtMs = options.now();
      const rows = admissions.map(({ message, memo }) => ({
        message,
        body: JSON.stringify(message),
        memo: memo === undefined ? undefined : JSON.stringify(memo),
      }));
      const written = await write(() =>
        rows.map(({ message, body, memo }): Waiting | undefined => {
          const { changes, lastInsertRowid } = insert.run(
            message.channel,
            message.id,
            receivedAtMs,
            body,
            memo ?? null,
          );
          return changes === 0 ? undefined : { seq: Number(lastInsertRowid), message, receivedAtMs, memo };
        }),
      );
      if (isAtWork) {
        try {
          takeInOthers(written);
        } finally {
          // They are stored: whatever else goes wrong, they are answered.
          for (const waiting of written) if (waiting && !lanes.has(waiting.seq)) lanes.add(waiting);
          announce();
        }
      }
      return written.map((waiting) => waiting !== undefined);
    },
    async claim(channel, limit) {
      return lanes.take(channel, limit).map(({ seq, message, receivedAtMs, memo }): Claimed => {
        return { seq, message, receivedAtMs, memo: parse(memo), context: notes.get(contextKey(message)) };
      });
    },
    hold: () => 'held',
    keep: ({ seq }, memo) => write(() => void keepMemo.run(JSON.stringify(memo), seq)),
    async settle({ seq, message }, { state, reason, context, isForgotten }) {
      // The reply is out: until this is durable a crash repeats it, and nothing is lost.
      await join(() => {
        if (state === 'done') finish.run(seq);
        else bury.run(reason ?? '', seq);
        if (isForgotten) forget(message);
        if (context) notes.set(contextKey(message), context.value, context.expiresAtMs);
      });
      lanes.remove(seq);
      announce();
    },
    async release({ seq }) {
      lanes.putBack(seq);
    },
    watch(listener) {
      listeners.push(listener);
    },
    async depth() {
      const { dead } = countDead.get() as { dead: number };
      return { waiting: lanes.size, oldestMs: lanes.oldestMs(), dead };
    },
    async sweep(idsBeforeMs, allBeforeMs) {
      const sql = (condition: string): string => `DELETE FROM message WHERE seq IN (
        SELECT seq FROM message WHERE ${condition} AND received_at < ?1
        AND seq < coalesce((SELECT seq FROM message WHERE received_at >= ?1 ORDER BY seq LIMIT 1), 1e18)
        LIMIT ${SWEEP_ROWS})`;
      const sweeps = [
        { statement: db.prepare(sql(`state = ${DONE}`)), beforeMs: idsBeforeMs },
        { statement: db.prepare(sql(`state <> ${WAITING}`)), beforeMs: allBeforeMs },
      ];
      for (const { statement, beforeMs } of sweeps) {
        while ((await write(() => Number(statement.run(beforeMs).changes))) >= SWEEP_ROWS);
      }
      await write(notes.deleteExpired);
    },
  };

  const changeDead = (sql: string, seqs: readonly number[] | undefined): Promise<number> =>
    write(() => {
      const statement = db.prepare(`${sql} WHERE ${IS_DEAD}${seqs ? ' AND seq = ?' : ''}`);
      const changes = seqs ? seqs.map((seq) => statement.run(seq).changes) : [statement.run().changes];
      return changes.reduce<number>((sum, count) => sum + Number(count), 0);
    });

  const deadLetters: DeadLetters = {
    async list(limit) {
      const rows = db
        .prepare(`SELECT seq, received_at, body, reason FROM message WHERE ${IS_DEAD} ORDER BY seq LIMIT ?`)
        .all(limit) as { seq: number; received_at: number; body: string; reason: string }[];
      return rows.map((row) => ({
        seq: row.seq,
        receivedAtMs: row.received_at,
        reason: row.reason,
        message: JSON.parse(row.body) as IncomingMessage,
      }));
    },
    async replay(seqs) {
      const replayed = await changeDead(
        `UPDATE message SET state = ${WAITING}, memo = NULL, reason = NULL, received_at = ${options.now()},
         seq = (SELECT max(seq) FROM message) + seq`,
        seqs,
      );
      if (isAtWork) readWaiting();
      return replayed;
    },
    drop: (seqs) => changeDead(`UPDATE message SET state = ${DONE}, body = NULL, memo = NULL`, seqs),
  };

  return {
    inbox,
    deadLetters,
    takeOver() {
      isAtWork = true;
      readWaiting();
    },
    refresh: readWaiting,
  };
}

function parse(text: string | undefined): Json | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Json);
}
