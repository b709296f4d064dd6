import type { DatabaseSync } from 'node:sqlite';
import { describeFault } from '../core/log.ts';
import { createGroupCommit } from './group-commit.ts';
import { createNoteTable } from './note-table.ts';
import { createProcessLock, type ProcessLock } from './process-lock.ts';
import { openingError, openSqliteFile } from './sqlite-file.ts';
import { createSqliteInbox } from './sqlite-inbox.ts';
import { createSqliteNotes, createSqliteTokens } from './sqlite-notes.ts';
import type { Election, Store, StoreOptions } from './store.ts';

/** How often a process that waits for a lock looks again, and how often changes by other processes are looked for. */
const LOOK_MS = 500;

/** How long the mark that a reply is out may wait for another write, to share its sync. */
const JOIN_MS = 20;

/** Opens the SQLite store at `path` (`:memory:` keeps nothing); the file is created for its owner's eyes only. */
export async function openSqliteStore(path: string, options: StoreOptions): Promise<Store> {
  const db = await openSqliteFile(path);
  const isShared = path !== ':memory:';
  const noteTable = createNoteTable(db, options.now);
  const groupCommit = createGroupCommit(db, isShared ? JOIN_MS : 0, noteTable.distrust);
  const { inbox, deadLetters, takeOver, refresh } = createSqliteInbox(db, groupCommit, noteTable, options);
  const hasOtherWritten = watchOthers(db);
  const workLock = isShared ? createProcessLock(`${path}-work`) : ALWAYS_FREE;
  const tokenLock = isShared ? createProcessLock(`${path}-tokens`) : ALWAYS_FREE;

  let isLeading = false;
  let lead: () => void = () => {};
  const led = new Promise<void>((resolve) => {
    lead = resolve;
  });
  let isStale = false;
  const look = (): void => {
    // Stays so until it has been acted on: a read that fails once is made again.
    isStale = hasOtherWritten() || isStale;
    if (isStale) noteTable.distrust();
    if (isLeading) {
      if (isStale) refresh();
    } else if (workLock.take()) {
      noteTable.distrust();
      takeOver();
      isLeading = true;
      lead();
    }
    isStale = false;
  };
  try {
    look();
  } catch (fault) {
    db.close();
    throw openingError(path, fault);
  }
  if (!isLeading) options.log.warn({ path }, 'another process works on this database; standing by');
  const timer = setInterval(() => {
    try {
      look();
    } catch (fault) {
      options.log.error({ fault: describeFault(fault) }, 'the database could not be read');
    }
  }, LOOK_MS).unref();

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
    notes: createSqliteNotes(noteTable, groupCommit),
    tokens: createSqliteTokens(db, groupCommit, tokenLock),
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

/** Makes the question whether another process wrote to `db` since it was last asked. */
function watchOthers(db: DatabaseSync): () => boolean {
  const dataVersion = db.prepare('PRAGMA data_version');
  let seen: unknown;
  return () => {
    const { data_version: version } = dataVersion.get() as { data_version: unknown };
    const isChanged = version !== seen;
    seen = version;
    return isChanged;
  };
}

const ALWAYS_FREE: ProcessLock = { take: () => true, release() {} };
