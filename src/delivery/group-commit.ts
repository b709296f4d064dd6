import type { DatabaseSync } from 'node:sqlite';

/** Runs writes that arrive together in one transaction, so that they share one sync to the disk. */
export interface GroupCommit {
  /** Resolves with what `work` gave once it is durable; rejects when it is not. `work` runs once or, after a failure, twice. */
  write<T>(work: () => T): Promise<T>;
  /**
   * The same for work that can wait: it joins the next transaction, which is `joinMs` away at most, and so costs no sync
   * of its own while others write.
   */
  join<T>(work: () => T): Promise<T>;
  /** How many transactions were committed. */
  readonly commits: number;
  /** Runs what is queued now. */
  flush(): void;
}

interface Queued {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (fault: unknown) => void;
}

/**
 * Makes the group commit of `db`; what one turn of the event loop brings goes into one transaction. `joinMs` is how long
 * work that can wait waits for others; 0 where a sync costs nothing. `onRollback` is told when a transaction came to nothing.
 */
export function createGroupCommit(db: DatabaseSync, joinMs: number, onRollback = (): void => {}): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  let queue: Queued[] = [];
  let isFlushDue = false;
  let joining: NodeJS.Timeout | undefined;
  let isJoinDue = false;
  let commits = 0;

  const runTogether = (batch: readonly Queued[]): unknown[] => {
    try {
      const results = batch.map(({ work }) => work());
      commit.run();
      commits += 1;
      return results;
    } catch (fault) {
      if (db.isTransaction) db.exec('ROLLBACK');
      onRollback();
      throw fault;
    }
  };

  const rejectAll = (batch: readonly Queued[], fault: unknown): void => {
    for (const { reject } of batch) reject(fault);
  };

  const runBatch = (batch: readonly Queued[]): void => {
    try {
      begin.run();
    } catch (fault) {
      rejectAll(batch, fault);
      return;
    }
    try {
      const results = runTogether(batch);
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as never);
    } catch (fault) {
      // One row that cannot be written must not take its neighbours along.
      if (batch.length === 1) rejectAll(batch, fault);
      else for (const queued of batch) runBatch([queued]);
    }
  };

  const flush = (): void => {
    const batch = queue;
    queue = [];
    isFlushDue = false;
    isJoinDue = false;
    if (batch.length > 0) runBatch(batch);
  };

  const flushThisTurn = (): void => {
    if (!isFlushDue) setImmediate(flush);
    isFlushDue = true;
  };
  const enqueue = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      queue.push({ work, resolve, reject });
    });

  return {
    get commits() {
      return commits;
    },
    write(work) {
      flushThisTurn();
      return enqueue(work);
    },
    join(work) {
      if (joinMs === 0) flushThisTurn();
      else if (!isJoinDue) {
        // One timer, set anew: a new one for each join, cleared by most flushes, costs as much as a write.
        isJoinDue = true;
        joining = joining?.refresh() ?? setTimeout(flush, joinMs);
      }
      return enqueue(work);
    },
    flush,
  };
}
