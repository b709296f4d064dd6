import { afterAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/core/log.ts';
import { openStore } from '../../src/delivery/store.ts';
import { carry } from '../support/carry.ts';
import { startPostgres } from '../support/postgres.ts';
import { START_MS } from './set-up.ts';
import { describeStore } from './store-contract.ts';

const server = await startPostgres();
afterAll(() => server?.stop());

test('a real PostgreSQL was started for this', (context) => {
  if (!server) context.skip('no PostgreSQL could be started here: its store was not tested');
});

if (server) {
  describeStore('PostgreSQL', () => server.createDatabase());

  describe('PostgreSQL: the program', () => {
    const stream = { messages: 400, conversations: 80, perSecond: 100, patienceMs: 30_000 };

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
        awayMs: 'for good',
      });
      expect(carried).toMatchObject({ lost: 0, outOfOrder: 0, kills: 1 });
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
        awayMs: 'for good',
      });
      expect(carried).toMatchObject({ lost: 0, outOfOrder: 0, kills: 1 });
    });

    test('a restart of the database in the middle loses nothing', { timeout: 90_000 }, async () => {
      const databaseUrl = await server.createDatabase();
      const carried = await carry({ ...stream, way: 'zalo-webhook', databaseUrl, atHalf: () => server.restart(1_000) });
      expect(carried).toMatchObject({ lost: 0, outOfOrder: 0 });
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
