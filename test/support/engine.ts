import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Channel } from '../../src/channels/channel.ts';
import type { Clock } from '../../src/core/clock.ts';
import { type Log, silentLog } from '../../src/core/log.ts';
import { silentObserver } from '../../src/core/observer.ts';
import { createRespond, type Respond, type Served } from '../../src/core/respond.ts';
import type { Notes, Tokens } from '../../src/core/store.ts';
import { createDelivery } from '../../src/delivery/deliver.ts';
import { DEFAULT_DELIVERY_SETTINGS } from '../../src/delivery/settings.ts';
import { type Election, MAX_WAITING, openStore } from '../../src/delivery/store.ts';
import type { Route } from '../../src/http/route.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';

/** What a channel is given by the program: the real store, the real answers, a clock that runs fast. */
export interface EngineParts {
  readonly notes: Notes;
  readonly tokens: Tokens;
  readonly election: Election;
  readonly respond: Respond;
  readonly served: () => Served;
  readonly clock: Clock;
  readonly log: Log;
}

/** The program without its composition root: one channel on the real store, delivery, HTTP server and interview. */
export interface Engine {
  readonly channel: Channel;
  /** Where the channel's routes are served, `http://127.0.0.1:…`. */
  readonly url: string;
  /** Makes answering fail for the next message that arrives, however often it is tried. */
  breakNextAnswer(): void;
  /** Resolves when nothing waits in the inbox and nothing is being sent. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** How much faster than the wall a test's clock runs, so that back-offs take no time. */
const HASTE = 50;

const DIRECTORY = new URL('../../knowledge/', import.meta.url).pathname;

/** Starts the engine around one channel; `databaseUrl` undefined means a fresh SQLite file that is deleted at the end. */
export async function openEngine(
  createChannel: (parts: EngineParts) => { readonly channel: Channel; readonly routes: readonly Route[] },
  databaseUrl?: string,
): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  const clock = hastyClock();
  const store = await openStore(databaseUrl ?? `file:${join(folder, 'bot.sqlite')}`, {
    log: silentLog,
    now: clock.now,
    maxWaiting: MAX_WAITING,
  });
  const library = await loadLibrary(DIRECTORY);
  const served: Served = { library, matcher: createMatcher(library) };
  const respond = createRespond(() => served, clock.now);
  let breaks = 0;
  const { channel, routes } = createChannel({ ...store, respond, served: () => served, clock, log: silentLog });
  const delivery = createDelivery({
    ...store,
    channels: [channel],
    respond(request, context) {
      if (breaks > 0) {
        breaks -= 1;
        throw new Error('broken on purpose');
      }
      return respond(request, context);
    },
    settings: DEFAULT_DELIVERY_SETTINGS,
    clock,
    log: silentLog,
    observer: silentObserver,
  });
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes,
    health: () => ({ ...channel.health(), facts: {} }),
    metrics: { render: async () => ({ contentType: 'text/plain', body: '' }) },
    log: silentLog,
  });
  const { port } = await server.start();
  delivery.start();
  await channel.start(delivery.receive);
  return {
    channel,
    url: `http://127.0.0.1:${port}`,
    breakNextAnswer() {
      breaks = 5;
    },
    async settle() {
      while ((await store.inbox.depth()).waiting > 0) await delay(2);
    },
    async close() {
      await channel.stop();
      await server.stop();
      await delivery.stop(2_000);
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function hastyClock(): Clock {
  const startMs = Date.now();
  return {
    now: () => Math.round(startMs + (Date.now() - startMs) * HASTE),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs / HASTE);
      return () => clearTimeout(timer);
    },
  };
}
