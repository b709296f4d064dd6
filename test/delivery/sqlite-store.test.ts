import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/core/log.ts';
import { openStore, type Store } from '../../src/delivery/store.ts';
import { question, START_MS } from './set-up.ts';
import { describeStore } from './store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'bot-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newPath = (): string => {
  files += 1;
  return join(folder, `${files}`, 'bot.sqlite');
};
const open = (path: string): Promise<Store> =>
  openStore(`file:${path}`, { log: silentLog, now: () => START_MS, maxWaiting: 100 });

describeStore('SQLite', async () => `file:${newPath()}`);

describe('SQLite: the file', () => {
  test('it is for its owner only, in a folder that is made for it', async () => {
    const path = newPath();
    const store = await open(path);
    await store.notes.set('a', 1, undefined);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
    await store.close();
  });

  test('the text of an answered message is in no page of it', async () => {
    const path = newPath();
    const store = await open(path);
    await store.inbox.admit([{ message: question({ text: 'điều riêng tư' }), memo: undefined }]);
    const [claimed] = await store.inbox.claim('telegram', 1);
    if (!claimed) throw new Error('expected a claim');
    await store.inbox.settle(claimed, { state: 'done', reason: undefined, context: undefined, isForgotten: false });
    await store.close();
    expect(readFileSync(path).includes('riêng tư')).toBe(false);
  });

  test('a file that is no database, or a broken one, is one clear error', async () => {
    const other = newPath();
    mkdirSync(join(other, '..'), { recursive: true });
    writeFileSync(other, 'this is no database, only text, and long enough to be taken for a header'.repeat(20));
    await expect(open(other)).rejects.toThrow(/không phải là cơ sở dữ liệu SQLite/u);
    await expect(open(other)).rejects.toMatchObject({ name: 'StoreError' });
  });

  test('a database whose pages were overwritten is one clear error', async () => {
    const path = newPath();
    const store = await open(path);
    for (let id = 0; id < 90; id += 1) {
      await store.inbox.admit([{ message: question({ id: `${id}`, text: 'x'.repeat(900) }), memo: undefined }]);
    }
    await store.close();
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 4_096);
    writeFileSync(path, bytes);
    await expect(open(path)).rejects.toMatchObject({ name: 'StoreError' });
  });

  test('a folder that cannot be made is one clear error that names the path', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(open(join(folder, 'file', 'bot.sqlite'))).rejects.toThrow(join(folder, 'file', 'bot.sqlite'));
  });

  test('a database of a newer program is refused', async () => {
    const path = newPath();
    await (await open(path)).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(open(path)).rejects.toThrow(/phiên bản 99/u);
  });

  test('an address that is neither is refused', async () => {
    const options = { log: silentLog, now: () => START_MS, maxWaiting: 1 };
    await expect(openStore('mysql://user:secret@host/db', options)).rejects.toThrow(/DATABASE_URL/u);
    await expect(openStore('mysql://user:secret@host/db', options)).rejects.not.toThrow(/secret/u);
  });

  test('while another program holds the file nothing is acknowledged, and afterwards it works again', async () => {
    const path = newPath();
    const store = await open(path);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const admission = { message: question(), memo: undefined };
    await expect(store.inbox.admit([admission])).rejects.toThrow();
    other.exec('ROLLBACK');
    other.close();
    expect(await store.inbox.admit([admission])).toEqual([true]);
    await store.close();
  });

  test('a row that cannot be written does not take along those that came with it', async () => {
    const path = newPath();
    const store = await open(path);
    const broken = { ...question({ id: 'bad' }), channel: null as never };
    const results = await Promise.allSettled(
      [question({ id: '1' }), broken, question({ id: '2' })].map((message) =>
        store.inbox.admit([{ message, memo: undefined }]),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await store.close();
  });
});
