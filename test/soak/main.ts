import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Carried, type CarryOptions, carry, type Way } from '../support/carry.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

/**
 * `npm run soak [name…]`: what takes minutes. Each scenario runs the real program against fake platforms, prints what was
 * measured, and fails the run when a message was lost or a bound was passed. Without names all of them run.
 */
interface Scenario {
  readonly name: string;
  readonly store: 'SQLite' | 'PostgreSQL';
  readonly options: Omit<CarryOptions, 'databaseUrl'>;
  /** What else must hold, besides that nothing is lost and order is kept. */
  readonly holds?: (carried: Carried) => boolean;
  readonly restartsDatabase?: boolean;
}

const WAYS: readonly Way[] = ['zalo-webhook', 'telegram-webhook', 'telegram-polling'];
const STORES = ['SQLite', 'PostgreSQL'] as const;
const FAULTS = { tooMany: 0.2, broken: 0.2, reset: 0.1 };

const SCENARIOS: readonly Scenario[] = [
  ...STORES.flatMap((store) =>
    WAYS.map(
      (way): Scenario => ({
        name: `kills: ${way}, ${store}`,
        store,
        options: { way, messages: 10_000, conversations: 1_000, perSecond: 200, kills: 20 },
      }),
    ),
  ),
  {
    name: 'two replicas, one killed',
    store: 'PostgreSQL',
    options: {
      ...{ way: 'zalo-webhook', messages: 2_000, conversations: 200, perSecond: 100 },
      ...{ replicas: 2, kills: 1, awayMs: 'for good' },
      // So that the one that is killed holds messages that are not answered yet.
      ...{ faultyMs: 10_200, faultShares: { tooMany: 0, broken: 0.9, reset: 0 } },
    },
    holds: ({ slowestRecoveryMs }) => slowestRecoveryMs < 10_000,
  },
  {
    name: 'database restarted',
    store: 'PostgreSQL',
    options: { way: 'zalo-webhook', messages: 3_000, conversations: 300, perSecond: 150, replicas: 2 },
    restartsDatabase: true,
  },
  ...WAYS.slice(0, 2).map(
    (way): Scenario => ({
      name: `outage: ${way}`,
      store: 'SQLite',
      options: {
        ...{ way, messages: 4_000, conversations: 800, perSecond: 50 },
        ...{ silentMs: 60_000, faultyMs: 75_000, faultShares: FAULTS },
      },
      holds: ({ afterFaultsMs }) => afterFaultsMs < 30_000,
    }),
  ),
  {
    name: 'acknowledged at 300/s while the API takes 500 ms',
    store: 'SQLite',
    options: { way: 'zalo-webhook', messages: 9_000, conversations: 3_000, perSecond: 300, zaloLatencyMs: 500 },
    holds: ({ acknowledgedP99Ms }) => acknowledgedP99Ms < 200,
  },
  {
    name: 'stopped under load',
    store: 'SQLite',
    options: {
      ...{ way: 'telegram-webhook', messages: 4_000, conversations: 500, perSecond: 200 },
      ...{ kills: 5, killedBy: 'SIGTERM' },
    },
    holds: ({ repeated, slowestEndMs }) => repeated === 0 && slowestEndMs < 10_000,
  },
];

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'bot-soak-'));
let postgres: PostgresServer | undefined;
let failures = 0;
try {
  for (const [index, scenario] of SCENARIOS.entries()) {
    const { name, store, options, holds } = scenario;
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    if (store === 'PostgreSQL') postgres ??= await startPostgres();
    if (store === 'PostgreSQL' && !postgres) continue;
    const databaseUrl =
      postgres && store === 'PostgreSQL' ? await postgres.createDatabase() : `file:${join(folder, `${index}.sqlite`)}`;
    const server = postgres;
    const atHalf = scenario.restartsDatabase && server ? { atHalf: () => server.restart(2_000) } : {};
    const carried = await carry({ ...options, ...atHalf, databaseUrl });
    const isHeld = carried.lost === 0 && carried.outOfOrder === 0 && (holds?.(carried) ?? true);
    if (!isHeld) failures += 1;
    console.log(`${isHeld ? 'ok  ' : 'FAIL'} ${name}: ${JSON.stringify(carried)}`);
  }
} finally {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures > 0 ? 1 : 0;
