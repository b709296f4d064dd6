import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createGroupCommit, type GroupCommit } from '../../src/delivery/group-commit.ts';

/** Longer than any test waits. */
const NEVER_MS = 3_600_000;

describe('a group commit', () => {
  test('puts what arrives together into one transaction', async () => {
    const { groupCommit, add, rows } = open(NEVER_MS);
    await Promise.all([1, 2, 3].map((number) => groupCommit.write(() => add(number))));
    expect(rows()).toEqual([1, 2, 3]);
    expect(groupCommit.commits).toBe(1);
  });

  test('lets work that can wait join the transaction of work that cannot', async () => {
    const { groupCommit, add, rows } = open(NEVER_MS);
    const joined = groupCommit.join(() => add(1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(groupCommit.commits).toBe(0);
    await Promise.all([joined, groupCommit.write(() => add(2))]);
    expect(rows()).toEqual([1, 2]);
    expect(groupCommit.commits).toBe(1);
  });

  test('commits work that can wait by itself when nothing else comes', async () => {
    const { groupCommit, add, rows } = open(1);
    await groupCommit.join(() => add(1));
    expect(rows()).toEqual([1]);
  });

  test('lets nothing wait at the end', () => {
    const { groupCommit, add, rows } = open(NEVER_MS);
    void groupCommit.join(() => add(1));
    groupCommit.flush();
    expect(rows()).toEqual([1]);
  });

  test('writes the neighbours of what cannot be written', async () => {
    const { groupCommit, add, rows } = open(NEVER_MS);
    const refused = groupCommit.join(() => {
      throw new Error('unwritable');
    });
    const written = groupCommit.write(() => add(2));
    await expect(refused).rejects.toThrow('unwritable');
    await written;
    expect(rows()).toEqual([2]);
  });
});

test('a transaction that came to nothing is told of', async () => {
  const rollbacks: string[] = [];
  const { groupCommit, add } = open(NEVER_MS, () => rollbacks.push('one'));
  await groupCommit.write(() => add(1));
  expect(rollbacks).toEqual([]);
  const refused = groupCommit.write(() => {
    throw new Error('unwritable');
  });
  await expect(refused).rejects.toThrow('unwritable');
  expect(rollbacks).toEqual(['one']);
});

function open(
  joinMs: number,
  onRollback?: () => void,
): { groupCommit: GroupCommit; add: (number: number) => void; rows: () => unknown[] } {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE number (value INTEGER)');
  const groupCommit = createGroupCommit(db, joinMs, onRollback);
  onTestFinished(() => {
    groupCommit.flush();
    db.close();
  });
  return {
    groupCommit,
    add: (number) => void db.prepare('INSERT INTO number VALUES (?)').run(number),
    rows: () =>
      db
        .prepare('SELECT value FROM number ORDER BY rowid')
        .all()
        .map(({ value }) => value),
  };
}
