import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/core/log.ts';
import { openStore } from '../../src/delivery/store.ts';
import { carry } from '../support/carry.ts';
import { startPostgres } from '../support/postgres.ts';
import { question, START_MS } from './set-up.ts';
import { describeStore, until } from './store-contract.ts';

const server = await startPostgres(false);
afterAll(() => server?.stop());

test('a real PostgreSQL was started for this', (context) => {
  if (!server) context.skip('no PostgreSQL could be started here: its store was not tested');
});

if (server) {
  describeStore('PostgreSQL', () => server.createDatabase());

  describe('PostgreSQL: the program', () => {
    const stream = { messages: 240, conversations: 60, perSecond: 100, patienceMs: 30_000 };

    test('two share the work; when one is killed the other takes over, in order and soon', {
      timeout: 90_000,
    }, async () => {
      const databaseUrl = await server.createDatabase();
      const carried = await carry({
        ...stream,
        way: 'zalo-webhook',
        databaseUrl,
        replicas: 2,
        kills: 1,
        isGoneForGood: true,
        // So that the one that is killed holds messages that are not answered yet.
        faultyMs: 3_000,
        faultShares: { tooMany: 0, broken: 1, reset: 0 },
      });
      expect(carried).toMatchObject({ lost: 0, outOfOrder: 0, kills: 1 });
      expect(carried.slowestRecoveryMs).toBeGreaterThan(1_000);
      expect(carried.slowestRecoveryMs).toBeLessThan(10_000);
    });

    test('one polls at a time, and when it is killed the other goes on', { timeout: 90_000 }, async () => {
      const databaseUrl = await server.createDatabase();
      const carried = await carry({
        ...stream,
        way: 'telegram-polling',
        databaseUrl,
        replicas: 2,
        kills: 1,
        isGoneForGood: true,
      });
      expect(carried).toMatchObject({ lost: 0, outOfOrder: 0, kills: 1 });
    });

    test('a restart of the database in the middle loses nothing', { timeout: 90_000 }, async () => {
      const databaseUrl = await server.createDatabase();
      const carried = await carry({
        ...stream,
        way: 'zalo-webhook',
        databaseUrl,
        async meanwhile({ reached }) {
          await reached(0.5);
          await server.restart(1_000);
        },
      });
      expect(carried).toMatchObject({ lost: 0, outOfOrder: 0 });
    });
  });

  describe('PostgreSQL: who holds what', () => {
    const options = { log: silentLog, now: () => START_MS, maxWaiting: 100 };

    test('what was taken over is no longer ours to send or to end', async () => {
      const url = await server.createDatabase();
      const [one, other] = [await openStore(url, options), await openStore(url, options)];
      await one.inbox.admit([{ message: question(), memo: undefined }]);
      const [claimed] = await one.inbox.claim('telegram', 1);
      if (!claimed) throw new Error('expected a claim');
      expect(one.inbox.hold(claimed)).toBe('held');
      expect(await other.inbox.claim('telegram', 1)).toEqual([]);
      // What another process does to one that was silent for too long.
      await query(url, 'DELETE FROM bot_worker; UPDATE bot_message SET owner = NULL');
      await until(() => one.inbox.hold(claimed) === 'lost');
      const [taken] = await other.inbox.claim('telegram', 1);
      expect(taken?.seq).toBe(claimed.seq);
      await one.inbox.settle(claimed, { state: 'done', reason: undefined, context: undefined, isForgotten: false });
      expect((await other.inbox.depth()).waiting).toBe(1);
      await one.close();
      await other.close();
    });

    test('a leader whose connection breaks is told so, and is elected again', async () => {
      const url = await server.createDatabase();
      const store = await openStore(url, options);
      const stop = new AbortController();
      const events: string[] = [];
      const led = store.election.whileLeader('poll', stop.signal, async (leading) => {
        events.push('leads');
        await new Promise<void>((resolve) => leading.addEventListener('abort', () => resolve()));
        events.push('ends');
      });
      await until(() => events.length === 1);
      await query(url, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
      await until(() => events.length === 3);
      expect(events).toEqual(['leads', 'ends', 'leads']);
      stop.abort();
      await led;
      await store.close();
    });
  });

  describe('PostgreSQL: the address', () => {
    test('a server that is not there, or refuses, is one clear error without the password', async () => {
      const options = { log: silentLog, now: () => START_MS, maxWaiting: 1 };
      const wrong = (await server.createDatabase()).replace(':postgres@', ':secret@');
      for (const url of ['postgres://postgres:secret@127.0.0.1:1/none', wrong]) {
        await expect(openStore(url, options)).rejects.toThrow(/Không dùng được cơ sở dữ liệu PostgreSQL/u);
        await expect(openStore(url, options)).rejects.not.toThrow(/secret/u);
      }
    });
  });
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
}
