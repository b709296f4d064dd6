import { DatabaseSync } from 'node:sqlite';

/** A lock that one process on this machine can hold; the operating system frees it however that process ends. */
export interface ProcessLock {
  /** Takes the lock if it is free; true when it is held afterwards. */
  take(): boolean;
  release(): void;
}

/**
 * Makes a lock on the file `path`. Node has no `flock`, but SQLite locks files the same way: an empty database in an
 * exclusive transaction is a lock, and one that works between containers that share the folder.
 */
export function createProcessLock(path: string): ProcessLock {
  let held: DatabaseSync | undefined;
  return {
    take() {
      if (held) return true;
      const db = new DatabaseSync(path, { timeout: 0 });
      try {
        db.exec('BEGIN EXCLUSIVE');
        held = db;
      } catch (fault) {
        db.close();
        if (!isBusy(fault)) throw fault;
      }
      return held !== undefined;
    },
    release() {
      held?.close();
      held = undefined;
    },
  };
}

/** Whether SQLite refused only because another connection holds a lock. */
export function isBusy(fault: unknown): boolean {
  const SQLITE_BUSY = 5;
  return fault instanceof Error && 'errcode' in fault && (Number(fault.errcode) & 0xff) === SQLITE_BUSY;
}
