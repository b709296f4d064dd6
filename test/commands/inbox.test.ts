import { expect, test } from 'vitest';
import { runInbox } from '../../src/commands/inbox.ts';
import { silentLog } from '../../src/core/log.ts';
import { openStore, type Store } from '../../src/delivery/store.ts';
import { question, START_MS } from '../delivery/set-up.ts';

async function storeWithDead(count: number): Promise<Store> {
  const store = await openStore('file::memory:', { log: silentLog, now: () => START_MS, maxWaiting: 100 });
  const messages = Array.from({ length: count }, (_, index) => question({ id: `${index}`, conversation: `${index}` }));
  await store.inbox.admit(messages.map((message) => ({ message, memo: undefined })));
  for (const claimed of await store.inbox.claim('telegram', count)) {
    await store.inbox.settle(claimed, { state: 'dead', reason: 'blocked', context: undefined, isForgotten: false });
  }
  return store;
}

async function run(store: Store, ...args: readonly string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const write = async (line: string): Promise<void> => void lines.push(line);
  return { code: await runInbox({ deadLetters: store.deadLetters, args, write }), lines };
}

test('dead letters are listed with number, time, channel, reason and question', async () => {
  const { code, lines } = await run(await storeWithDead(1), 'list');
  expect(code).toBe(0);
  expect(lines).toEqual(['1\t2026-01-05T08:00:00.000Z\ttelegram\tblocked\thỏi', '1 tin nhắn bị gác lại.']);
});

test('replay takes numbers or all, and drop erases', async () => {
  const store = await storeWithDead(5);
  expect((await run(store, 'replay', '1', '2')).lines[0]).toContain('Đã cho 2 tin nhắn');
  expect((await run(store, 'drop', '3')).lines[0]).toContain('Đã xóa 1 tin nhắn');
  expect((await run(store, 'replay', 'all')).lines[0]).toContain('Đã cho 2 tin nhắn');
  expect((await run(store, 'list')).lines).toEqual(['Không có tin nhắn nào bị gác lại.']);
  expect((await store.inbox.depth()).waiting).toBe(4);
});

test.each([[[]], [['replay']], [['drop', 'x']], [['drop', 'all', '1']], [['list', '1']], [['other', 'all']]])(
  'anything else (%j) explains the use and exits 1',
  async (args) => {
    const { code, lines } = await run(await storeWithDead(1), ...args);
    expect(code).toBe(1);
    expect(lines[0]).toContain('Cách dùng');
  },
);
