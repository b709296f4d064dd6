import pg from 'pg';
import { type Carried, carry, type LiveStream } from '../support/carry.ts';
import type { Way } from '../support/platform.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { readStoredMessages } from '../support/stored-messages.ts';
import { isCarried, type Outcome, type Scenario } from './scenario.ts';

/** How long writes are refused, counted from when it shows. */
const REFUSED_MS = 10_000;

/** How long it may take until a store that refuses shows; a full disk has some room left in the log of SQLite. */
const SHOWS_WITHIN_MS = 30_000;

/** How long the readiness page may take to say so, and to take it back. */
const SEEN_WITHIN_MS = 3_000;

const LOOK_MS = 100;

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

/** A store that can be made to refuse writes. */
interface Refusing {
  readonly databaseUrl: string;
  begin(): Promise<void> | void;
  end(): Promise<void> | void;
}

/** What was seen from outside while writes were refused. */
interface Seen {
  /** From the beginning until the readiness page said so, ms. */
  redAfterMs: number;
  /** Looks at the readiness page afterwards, while writes were still refused: green ones, and all. */
  greenLooks: number;
  looks: number;
  reason: string;
  /** Looks at which more messages were acknowledged than the store held. */
  unstoredLooks: number;
  /** Messages acknowledged while the page was red. */
  acknowledged: number;
  /** From the end until the page was green, ms. */
  greenAfterMs: number;
  /** Looks at the page after that which were not green. */
  redLooks: number;
}

async function refuseWrites(way: Way, refusing: Refusing): Promise<Outcome> {
  const { databaseUrl } = refusing;
  let seen: Seen | undefined;
  const carried = await carry({
    ...{ way, messages: 5_000, conversations: 500, perSecond: 100, databaseUrl },
    // So that replies are on their way when it begins: they go out and cannot be marked.
    zaloLatencyMs: 300,
    async meanwhile(live) {
      await live.reached(0.3);
      seen = await watch(live, refusing);
    },
  });
  return { isHeld: seen !== undefined && isHeld(way, seen, carried), measured: { ...seen, ...carried } };
}

async function watch(live: LiveStream, { databaseUrl, begin, end }: Refusing): Promise<Seen> {
  const seen: Seen = {
    ...{ redAfterMs: 0, greenLooks: 0, looks: 0, reason: '', unstoredLooks: 0, acknowledged: 0 },
    ...{ greenAfterMs: 0, redLooks: 0 },
  };
  const url = `http://127.0.0.1:${live.ports[0]}/health/ready`;
  const look = async (): Promise<Readiness> => {
    await sleep(LOOK_MS);
    return readReadiness(url);
  };
  const beganAtMs = Date.now();
  await begin();
  const first = await untilLook(look, ({ isReady }) => !isReady, SHOWS_WITHIN_MS);
  seen.redAfterMs = Date.now() - beganAtMs;
  seen.reason = first.problems.join(' ');
  const before = live.acknowledged();
  for (const untilMs = Date.now() + REFUSED_MS; Date.now() < untilMs; seen.looks += 1) {
    const acknowledged = live.acknowledged();
    if ((await readStoredMessages(databaseUrl)).stored < acknowledged) seen.unstoredLooks += 1;
    if ((await look()).isReady) seen.greenLooks += 1;
  }
  seen.acknowledged = live.acknowledged() - before;
  const endedAtMs = Date.now();
  await end();
  await untilLook(look, ({ isReady }) => isReady, SHOWS_WITHIN_MS);
  seen.greenAfterMs = Date.now() - endedAtMs;
  let isOver = false;
  const over = live.reached(1).then(() => {
    isOver = true;
  });
  while (!isOver) if (!(await look()).isReady) seen.redLooks += 1;
  await over;
  return seen;
}

function isHeld(way: Way, seen: Seen, carried: Carried): boolean {
  const others = Object.keys(carried.refused).filter((status) => status !== '503');
  const isSeenRefused = way === 'telegram-polling' || (carried.refused[503] ?? 0) > 0;
  const isSeenRed = /cơ sở dữ liệu/u.test(seen.reason) && seen.greenLooks === 0;
  const isSeenGreen = seen.greenAfterMs < SEEN_WITHIN_MS && seen.redLooks === 0;
  const isTruthful = seen.unstoredLooks === 0 && others.length === 0 && isSeenRefused;
  return isCarried(carried) && carried.repeated === 0 && isSeenRed && isSeenGreen && isTruthful;
}

interface Readiness {
  readonly isReady: boolean;
  readonly problems: readonly string[];
}

async function readReadiness(url: string): Promise<Readiness> {
  const response = await fetch(url);
  const page = (await response.json()) as Readiness;
  if (page.isReady !== (response.status === 200)) throw new Error(`expected 200 or red, got ${response.status}`);
  return page;
}

async function untilLook(
  look: () => Promise<Readiness>,
  isTrue: (readiness: Readiness) => boolean,
  limitMs: number,
): Promise<Readiness> {
  const giveUpAtMs = Date.now() + limitMs;
  for (;;) {
    const readiness = await look();
    if (isTrue(readiness)) return readiness;
    if (Date.now() > giveUpAtMs) throw new Error(`expected the readiness page to change within ${limitMs} ms`);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
