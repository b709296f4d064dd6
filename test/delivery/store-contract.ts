import { afterEach, describe, expect, test } from 'vitest';
import { contextKey } from '../../src/core/context.ts';
import { silentLog } from '../../src/core/log.ts';
import type { IncomingMessage } from '../../src/core/message.ts';
import { type Claimed, openStore, type Settlement, type Store } from '../../src/delivery/store.ts';
import { question, START_MS } from './set-up.ts';

/** Makes an empty database and gives its address. */
export type CreateDatabase = () => Promise<string>;

const DONE: Settlement = { state: 'done', reason: undefined, context: undefined, isForgotten: false };
const DEAD: Settlement = { ...DONE, state: 'dead', reason: 'blocked' };

/** The suite that every store passes. */
export function describeStore(name: string, createDatabase: CreateDatabase): void {
  const opened: Store[] = [];
  let nowMs = START_MS;
  afterEach(async () => {
    nowMs = START_MS;
    for (const store of opened.splice(0)) await store.close();
  });

  const open = async (databaseUrl: string, maxWaiting = 1_000): Promise<Store> => {
    const store = await openStore(databaseUrl, { log: silentLog, now: () => nowMs, maxWaiting });
    opened.push(store);
    return store;
  };
  const close = async (store: Store): Promise<void> => {
    opened.splice(opened.indexOf(store), 1);
    await store.close();
  };
  const openNew = async (maxWaiting?: number): Promise<Store> => open(await createDatabase(), maxWaiting);
  const admit = (store: Store, ...messages: readonly IncomingMessage[]) =>
    store.inbox.admit(messages.map((message) => ({ message, memo: undefined })));
  const claimOne = async (store: Store): Promise<Claimed> => {
    const [claimed] = await store.inbox.claim('telegram', 1);
    if (!claimed) throw new Error('expected something to claim, got nothing');
    return claimed;
  };
  const idsOf = (claims: readonly Claimed[]): readonly string[] => claims.map(({ message }) => message.id);

  describe(`${name}: inbox`, () => {
    test('a message comes back as it was stored, with what was known of it', async () => {
      const { inbox } = await openNew();
      const message = question({
        text: 'dấu “ngoặc” \u0000 \ud800 🇻🇳',
        address: { chat: '9007199254740993', list: [1, null] },
      });
      expect(await inbox.admit([{ message, memo: { notice: 'slow-down' } }])).toEqual([true]);
      const [claimed] = await inbox.claim('telegram', 10);
      expect(claimed).toMatchObject({
        message,
        memo: { notice: 'slow-down' },
        receivedAtMs: START_MS,
        context: undefined,
      });
    });

    test('the same channel and id is stored once, also within one batch and after it is done', async () => {
      const store = await openNew();
      expect(await admit(store, question(), question(), question({ channel: 'zalo' }))).toEqual([true, false, true]);
      await store.inbox.settle(await claimOne(store), DONE);
      expect(await admit(store, question())).toEqual([false]);
      expect(await store.inbox.claim('telegram', 10)).toEqual([]);
    });

    test('messages admitted at the same time are all stored, in order', async () => {
      const store = await openNew();
      const ids = Array.from({ length: 100 }, (_, index) => String(index));
      await Promise.all(ids.map((id) => admit(store, question({ id }))));
      for (const id of ids) {
        const claimed = await claimOne(store);
        expect(claimed.message.id).toBe(id);
        await store.inbox.settle(claimed, DONE);
      }
    });

    test('of each conversation only the oldest can be claimed, and the next only when that has ended', async () => {
      const store = await openNew();
      await admit(
        store,
        question({ id: 'a1', conversation: 'a' }),
        question({ id: 'a2', conversation: 'a' }),
        question({ id: 'b1', conversation: 'b' }),
      );
      const claims = await store.inbox.claim('telegram', 10);
      expect(idsOf(claims)).toEqual(['a1', 'b1']);
      expect(await store.inbox.claim('telegram', 10)).toEqual([]);
      for (const claimed of claims) await store.inbox.settle(claimed, DONE);
      expect(idsOf(await store.inbox.claim('telegram', 10))).toEqual(['a2']);
    });

    test('a claim gives no more than it was asked for, and nothing of another channel', async () => {
      const store = await openNew();
      await admit(store, ...['a', 'b', 'c'].map((id) => question({ id, conversation: id })));
      await admit(store, question({ id: 'z', channel: 'zalo' }));
      expect(await store.inbox.claim('telegram', 2)).toHaveLength(2);
      expect(await store.inbox.claim('telegram', 10)).toHaveLength(1);
      expect(idsOf(await store.inbox.claim('zalo', 10))).toEqual(['z']);
    });

    test('a released message is the first of its conversation again', async () => {
      const store = await openNew();
      await admit(store, question({ id: 'a1' }), question({ id: 'a2' }));
      await store.inbox.release(await claimOne(store));
      expect(idsOf(await store.inbox.claim('telegram', 10))).toEqual(['a1']);
    });

    test('what waits is bounded: beyond the bound nothing of the batch is stored', async () => {
      const store = await openNew(2);
      expect(await admit(store, question({ id: '1' }))).toEqual([true]);
      expect(await admit(store, question({ id: '2' }), question({ id: '3' }))).toBe('full');
      expect((await store.inbox.depth()).waiting).toBe(1);
      await store.inbox.settle(await claimOne(store), DONE);
      expect(await admit(store, question({ id: '2' }), question({ id: '3' }))).toEqual([true, true]);
    });

    test('what is to be remembered of the conversation comes with its next message, until it expires', async () => {
      const store = await openNew();
      await admit(store, question({ id: '1' }), question({ id: '2' }), question({ id: '3' }));
      const context = { value: { lastTurn: { interview: 'i', turn: 't' } }, expiresAtMs: START_MS + 1_000 };
      await store.inbox.settle(await claimOne(store), { ...DONE, context });
      const second = await claimOne(store);
      expect(second.context).toEqual(context.value);
      expect(await store.notes.get(contextKey(second.message))).toEqual(context.value);
      await store.inbox.settle(second, DONE);
      nowMs += 1_001;
      expect((await claimOne(store)).context).toBeUndefined();
    });

    test('what waits, its memo and what is done survive a restart', async () => {
      const url = await createDatabase();
      const before = await open(url);
      await admit(before, question({ id: '1' }), question({ id: '2', conversation: 'other' }), question({ id: '3' }));
      const [first, other] = await before.inbox.claim('telegram', 2);
      if (!first || !other) throw new Error('expected two claims');
      await before.inbox.keep(first, { sent: 1 });
      await before.inbox.settle(other, DONE);
      await close(before);
      const after = await open(url);
      expect(await admit(after, question({ id: '2', conversation: 'other' }))).toEqual([false]);
      const claims = await after.inbox.claim('telegram', 10);
      expect(claims).toMatchObject([{ message: { id: '1' }, memo: { sent: 1 } }]);
    });

    test('the depth tells how much waits, since when, and how much is dead', async () => {
      const store = await openNew();
      expect(await store.inbox.depth()).toEqual({ waiting: 0, oldestMs: undefined, dead: 0 });
      await admit(store, question({ id: '1' }));
      nowMs += 5_000;
      await admit(store, question({ id: '2' }), question({ id: '3' }));
      expect(await store.inbox.depth()).toEqual({ waiting: 3, oldestMs: START_MS, dead: 0 });
      await store.inbox.settle(await claimOne(store), DEAD);
      expect(await store.inbox.depth()).toEqual({ waiting: 2, oldestMs: START_MS + 5_000, dead: 1 });
    });

    test('ids of finished messages are kept for as long as is said, everything else until it is too old', async () => {
      const store = await openNew();
      await admit(store, question({ id: 'done' }), question({ id: 'dead' }), question({ id: 'waiting' }));
      await store.inbox.settle(await claimOne(store), DONE);
      await store.inbox.settle(await claimOne(store), DEAD);
      await store.notes.set('old', 1, START_MS + 5);
      nowMs += 10;
      await admit(store, question({ id: 'later' }));
      await store.inbox.sweep(START_MS, START_MS);
      expect(await admit(store, question({ id: 'done' }))).toEqual([false]);
      await store.inbox.sweep(nowMs, START_MS);
      expect(await store.inbox.depth()).toMatchObject({ waiting: 2, dead: 1 });
      expect(await admit(store, question({ id: 'done' }), question({ id: 'dead' }))).toEqual([true, false]);
      await store.inbox.sweep(nowMs, nowMs);
      expect(await store.inbox.depth()).toMatchObject({ waiting: 3, dead: 0 });
    });

    test('listeners are told when there may be something to claim', async () => {
      const store = await openNew();
      let told = 0;
      store.inbox.watch(() => {
        told += 1;
      });
      await admit(store, question());
      expect(told).toBeGreaterThan(0);
    });
  });

  describe(`${name}: dead letters`, () => {
    test('they keep their text and reason; replayed they wait behind everything else', async () => {
      const store = await openNew();
      await admit(store, question({ id: '1', text: 'vì sao' }), question({ id: '2' }));
      await store.inbox.settle(await claimOne(store), DEAD);
      const [letter] = await store.deadLetters.list(10);
      expect(letter).toMatchObject({ reason: 'blocked', message: { id: '1', request: { text: 'vì sao' } } });
      expect(await store.deadLetters.replay([letter?.seq ?? 0, 999_999])).toBe(1);
      expect(await store.deadLetters.list(10)).toEqual([]);
      for (const id of ['2', '1']) {
        const claimed = await claimOne(store);
        expect(claimed).toMatchObject({ message: { id }, memo: undefined });
        await store.inbox.settle(claimed, DONE);
      }
    });

    test('dropped they are gone for good, and still known as a redelivery', async () => {
      const store = await openNew();
      await admit(store, question({ id: '1' }));
      await store.inbox.settle(await claimOne(store), DEAD);
      expect(await store.deadLetters.drop(undefined)).toBe(1);
      expect(await store.deadLetters.list(10)).toEqual([]);
      expect(await admit(store, question({ id: '1' }))).toEqual([false]);
    });

    test('forgetting a person erases their dead letters and nobody else’s', async () => {
      const store = await openNew();
      await admit(
        store,
        question({ id: '1', sender: 'an', conversation: 'x' }),
        question({ id: '2', sender: 'binh', conversation: 'y' }),
      );
      for (const claimed of await store.inbox.claim('telegram', 2)) await store.inbox.settle(claimed, DEAD);
      await store.notes.set('person/telegram/an/vote', 1, undefined);
      await store.notes.set('person/telegram/anh/vote', 1, undefined);
      await admit(store, question({ id: '3', sender: 'an', conversation: 'x' }));
      await store.inbox.settle(await claimOne(store), { ...DONE, isForgotten: true });
      expect((await store.deadLetters.list(10)).map(({ message }) => message.sender)).toEqual(['binh']);
      expect(await store.notes.get('person/telegram/an/vote')).toBeUndefined();
      expect(await store.notes.get('person/telegram/anh/vote')).toBe(1);
    });
  });

  describe(`${name}: notes`, () => {
    test('a note is read as it was written, replaced, and absent after it expired', async () => {
      const { notes } = await openNew();
      expect(await notes.get('a')).toBeUndefined();
      await notes.set('a', { deep: ['x', null, 1.5, true] }, undefined);
      expect(await notes.get('a')).toEqual({ deep: ['x', null, 1.5, true] });
      await notes.set('a', 'other', nowMs + 10);
      expect(await notes.get('a')).toBe('other');
      nowMs += 11;
      expect(await notes.get('a')).toBeUndefined();
    });

    test('of several who add the same key one writes, and again once it expired', async () => {
      const { notes } = await openNew();
      const wrote = await Promise.all([1, 2, 3].map((value) => notes.add('a', value, nowMs + 10)));
      expect(wrote.filter(Boolean)).toHaveLength(1);
      nowMs += 11;
      expect(await notes.add('a', 4, undefined)).toBe(true);
      expect(await notes.get('a')).toBe(4);
    });

    test('deleting by prefix takes exactly the keys that begin with it', async () => {
      const { notes } = await openNew();
      for (const key of ['p/1/', 'p/1/a', 'p/1/ế', 'p/10/a', 'p/%', 'p/_']) await notes.set(key, 1, undefined);
      await notes.deleteByPrefix('p/1/');
      await notes.deleteByPrefix('p/_');
      const left = await Promise.all(['p/1/', 'p/1/a', 'p/1/ế', 'p/10/a', 'p/%', 'p/_'].map((key) => notes.get(key)));
      expect(left).toEqual([undefined, undefined, undefined, 1, 1, undefined]);
    });
  });

  describe(`${name}: tokens`, () => {
    const pair = (count: number) => ({ accessToken: `a${count}`, refreshToken: `r${count}`, expiresAtMs: count });

    test('a pair is stored and loaded by account', async () => {
      const { tokens } = await openNew();
      expect(await tokens.load('zalo')).toBeUndefined();
      await tokens.save('zalo', pair(1));
      expect(await tokens.load('zalo')).toEqual(pair(1));
      expect(await tokens.load('other')).toBeUndefined();
    });

    test('renewals run one at a time and each sees the pair before it, also across processes', async () => {
      const url = await createDatabase();
      const stores = [await open(url), await open(url)];
      let running = 0;
      let most = 0;
      await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          stores[index % 2]?.tokens.renew('zalo', async (current) => {
            running += 1;
            most = Math.max(most, running);
            await new Promise((resolve) => setTimeout(resolve, 5));
            running -= 1;
            return pair((current?.expiresAtMs ?? 0) + 1);
          }),
        ),
      );
      expect(most).toBe(1);
      expect(await stores[1]?.tokens.load('zalo')).toEqual(pair(6));
    });

    test('a renewal that fails leaves the old pair and lets the next one in', async () => {
      const { tokens } = await openNew();
      await tokens.save('zalo', pair(1));
      await expect(tokens.renew('zalo', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
      expect(await tokens.load('zalo')).toEqual(pair(1));
      expect(await tokens.renew('zalo', async () => pair(2))).toEqual(pair(2));
    });
  });

  describe(`${name}: several processes`, () => {
    test('they may open an empty database at the same time', async () => {
      const url = await createDatabase();
      const stores = await Promise.all([open(url), open(url), open(url)]);
      for (const [index, store] of stores.entries())
        expect(await admit(store, question({ id: `${index}` }))).toEqual([true]);
      expect(await admit(stores[0] as Store, question({ id: '2' }))).toEqual([false]);
    });

    test('what one stores, the one that is at work answers, and each message once', async () => {
      const url = await createDatabase();
      const [one, other] = [await open(url), await open(url)];
      for (let id = 0; id < 20; id += 1) {
        await admit(id % 2 ? one : other, question({ id: `${id}`, conversation: `${id % 7}` }));
      }
      const done: string[] = [];
      while (done.length < 20) {
        for (const store of [one, other]) {
          for (const claimed of await store.inbox.claim('telegram', 3)) {
            done.push(claimed.message.id);
            await store.inbox.settle(claimed, DONE);
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(new Set(done).size).toBe(20);
      for (let lane = 0; lane < 7; lane += 1) {
        const inLane = done.map(Number).filter((id) => id % 7 === lane);
        expect(inLane).toEqual([...inLane].sort((a, b) => a - b));
      }
    });

    test('a note that one writes the other comes to read, also when it knew an older one', async () => {
      const url = await createDatabase();
      const [one, other] = [await open(url), await open(url)];
      for (const [writer, reader] of [
        [one, other],
        [other, one],
      ] as const) {
        for (const value of [1, 2, 3]) {
          await writer.notes.set('a', value, undefined);
          // Ends by the test's time limit when it never does.
          while ((await reader.notes.get('a')) !== value) await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    });

    test('one leads at a time, and another takes over when it ends', async () => {
      const url = await createDatabase();
      const [one, other] = [await open(url), await open(url)];
      const events: string[] = [];
      const stop = new AbortController();
      let endFirst: () => void = () => {};
      const first = one.election.whileLeader('poll', stop.signal, async () => {
        events.push('one leads');
        await new Promise<void>((resolve) => {
          endFirst = resolve;
        });
        events.push('one ended');
      });
      await until(() => events.length === 1);
      const second = other.election.whileLeader('poll', stop.signal, async (leading) => {
        events.push('other leads');
        await new Promise<void>((resolve) => leading.addEventListener('abort', () => resolve()));
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(events).toEqual(['one leads']);
      endFirst();
      await first;
      await close(one);
      await until(() => events.length === 3);
      expect(events).toEqual(['one leads', 'one ended', 'other leads']);
      stop.abort();
      await second;
    });
  });
}

/** Waits, a few seconds at most, until `isSo`. */
export async function until(isSo: () => boolean, withinMs = 8_000): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() > giveUpAt) throw new Error(`expected it to become so within ${withinMs} ms: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
