import type { Way } from '../support/platform.ts';
import { carrying, isRepeatedWithinFlight, type Scenario } from './scenario.ts';

const WAYS: readonly Way[] = ['zalo-webhook', 'telegram-webhook', 'telegram-polling'];
const STORES = ['SQLite', 'PostgreSQL'] as const;
const FAULTS = { tooMany: 0.2, broken: 0.2, reset: 0.1 };

/** The program is killed, the platform is out, the load is high, the stop is ordered. */
export const STREAMS: readonly Scenario[] = [
  ...STORES.flatMap((store) =>
    WAYS.map((way) =>
      carrying(
        `kills: ${way}, ${store}`,
        store,
        { way, messages: 10_000, conversations: 1_000, perSecond: 200, kills: 20 },
        isRepeatedWithinFlight,
      ),
    ),
  ),
  // Calls take a while here, so that many replies are on their way at every kill.
  ...STORES.map((store) =>
    carrying(
      `kills while the API takes 300 ms: zalo-webhook, ${store}`,
      store,
      {
        ...{ way: 'zalo-webhook', messages: 4_000, conversations: 500, perSecond: 200, kills: 8 },
        zaloLatencyMs: 300,
      },
      (carried) => carried.inFlight > carried.kills && isRepeatedWithinFlight(carried),
    ),
  ),
  carrying(
    'two replicas, one killed',
    'PostgreSQL',
    {
      ...{ way: 'zalo-webhook', messages: 2_000, conversations: 200, perSecond: 100 },
      ...{ replicas: 2, kills: 1, isGoneForGood: true },
      // So that the one that is killed holds messages that are not answered yet.
      ...{ faultyMs: 10_200, faultShares: { tooMany: 0, broken: 0.9, reset: 0 } },
    },
    (carried) => carried.slowestRecoveryMs < 10_000 && isRepeatedWithinFlight(carried),
  ),
  ...WAYS.slice(0, 2).map((way) =>
    carrying(
      `outage: ${way}`,
      'SQLite',
      {
        ...{ way, messages: 4_000, conversations: 800, perSecond: 50 },
        ...{ silentMs: 60_000, faultyMs: 75_000, faultShares: FAULTS },
      },
      ({ afterFaultsMs }) => afterFaultsMs < 30_000,
    ),
  ),
  carrying(
    'acknowledged at 300/s while the API takes 500 ms',
    'SQLite',
    { way: 'zalo-webhook', messages: 9_000, conversations: 3_000, perSecond: 300, zaloLatencyMs: 500 },
    ({ acknowledgedP99Ms }) => acknowledgedP99Ms < 200,
  ),
  stopped('telegram-webhook', 'SQLite'),
  stopped('zalo-webhook', 'SQLite'),
  stopped('zalo-webhook', 'PostgreSQL'),
];

/** Calls take a while, so that replies are on their way at every stop. */
function stopped(way: Way, store: Scenario['store']): Scenario {
  return carrying(
    `stopped under load: ${way}, ${store}`,
    store,
    {
      ...{ way, messages: 4_000, conversations: 500, perSecond: 200, zaloLatencyMs: 300 },
      ...{ kills: 5, killedBy: 'SIGTERM' },
    },
    ({ repeated, inFlight, slowestEndMs }) => repeated === 0 && inFlight === 0 && slowestEndMs < 10_000,
  );
}
