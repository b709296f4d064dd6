import pg from 'pg';
import { type Carried, carry } from '../support/carry.ts';
import type { Way } from '../support/platform.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { isCarried, type Outcome, type Scenario } from './scenario.ts';
import { type Refusing, type Seen, watchRefusal } from './watch-refusal.ts';

/** How long the readiness page may take to say that writes are taken again. */
const SEEN_WITHIN_MS = 3_000;

/** Room for the stream twice over. */
const DISK_MEBIBYTES = 32;

/** The store refuses writes in the middle of a stream, and takes them again later. */
export const REFUSED_WRITES: readonly Scenario[] = [
  fullDisk('zalo-webhook'),
  fullDisk('telegram-polling'),
  {
    name: 'database read-only: zalo-webhook',
    store: 'PostgreSQL',
    run({ databaseUrl }) {
      const setReadOnly = (value: 'on' | 'off') => () => alterSystem(databaseUrl, value);
      return refuseWrites('zalo-webhook', { databaseUrl, begin: setReadOnly('on'), end: setReadOnly('off') });
    },
  },
];

function fullDisk(way: Way): Scenario {
  return {
    name: `full disk: ${way}`,
    store: 'SQLite',
    async run() {
      const disk = mountSmallDisk(DISK_MEBIBYTES);
      if (!disk) return undefined;
      try {
        const databaseUrl = `file:${disk.folder}/bot.sqlite`;
        return await refuseWrites(way, { databaseUrl, begin: disk.fill, end: disk.free });
      } finally {
        disk.unmount();
      }
    },
  };
}

async function alterSystem(databaseUrl: string, value: 'on' | 'off'): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('SET default_transaction_read_only = off');
  await client.query(`ALTER SYSTEM SET default_transaction_read_only = ${value}`);
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}

async function refuseWrites(way: Way, refusing: Refusing): Promise<Outcome> {
  const { databaseUrl } = refusing;
  let seen: Seen | undefined;
  const carried = await carry({
    ...{ way, messages: 5_000, conversations: 500, perSecond: 100, databaseUrl },
    // So that on Zalo replies are on their way when it begins: they go out and cannot be marked.
    zaloLatencyMs: 300,
    async meanwhile(live) {
      await live.reached(0.3);
      seen = await watchRefusal(live, refusing);
    },
  });
  return { isHeld: seen !== undefined && isHeld(way, seen, carried), measured: { ...seen, ...carried } };
}

function isHeld(way: Way, seen: Seen, carried: Carried): boolean {
  const others = Object.keys(carried.refused).filter((status) => status !== '503');
  const isSeenRefused = way === 'telegram-polling' || (carried.refused[503] ?? 0) > 0;
  const isSeenRed = /cơ sở dữ liệu/u.test(seen.reason) && seen.greenLooks === 0;
  const isSeenGreen = seen.greenAfterMs < SEEN_WITHIN_MS && seen.redLooks === 0;
  const isTruthful = seen.unstoredLooks === 0 && seen.acknowledged === 0 && others.length === 0 && isSeenRefused;
  return isCarried(carried) && carried.repeated === 0 && isSeenRed && isSeenGreen && isTruthful;
}
