import { afterAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/core/log.ts';
import { openStore } from '../../src/delivery/store.ts';
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
