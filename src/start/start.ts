import type { Logger } from 'pino';
import type { Channel } from '../channels/channel.ts';
import { type Config, secretsOf } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import type { ChannelName } from '../core/message.ts';
import { createRespond } from '../core/respond.ts';
import { createDelivery, type Delivery } from '../delivery/deliver.ts';
import { DEFAULT_DELIVERY_SETTINGS, type DeliverySettings } from '../delivery/settings.ts';
import { openStore } from '../delivery/store.ts';
import { createVersionWatch } from '../delivery/version-watch.ts';
import { createMetrics, type Gauges } from '../http/metrics.ts';
import type { Health } from '../http/server.ts';
import { createLog } from './log.ts';
import { loadServing, type Serving } from './serving.ts';
import { isTerminalOnly, type Wired, wireChannels } from './wire-channels.ts';

/** How long a stop may take before what is still under way is left for the next start. */
const STOP_DEADLINE_MS = 10_000;

/** When what the start left behind is collected: after the first requests, if any waited, have been answered … */
const TIDY_AFTER_MS = 250;
/** … and only if the process was busy for no more than this share of the time … */
const IDLE_BELOW = 0.1;
/** … which is looked at so often: a slow machine is still at it the first time. */
const TIDY_LOOKS = 8;

/** `npm start`: wires every part and runs until a signal or the end of the input. Resolves with the exit code. */
export async function start(config: Config): Promise<number> {
  const isTerminal = isTerminalOnly(config);
  const log = createLog({
    level: isTerminal && config.logLevel === 'info' ? 'warn' : config.logLevel,
    descriptor: isTerminal ? 2 : 1,
    secrets: secretsOf(config),
  });
  const serving = await loadServing(config.knowledgeDirectory);
  const { served } = serving;
  const ended = Promise.withResolvers<void>();
  const store = await openStore(config.databaseUrl, {
    log,
    now: systemClock.now,
    maxWaiting: config.delivery.inboxLimit,
  });
  // What was begun last ends first.
  const stops: (() => Promise<void> | void)[] = [() => store.close()];
  try {
    const respond = createRespond(served, systemClock.now);
    const metrics = createMetrics({
      inbox: () => inboxGauges(delivery),
      tokenAgeSeconds: () => tokenAges(wired),
      isReady: () => health().isReady,
    });
    const onWebhook = metrics.countWebhook;
    const wired = await wireChannels({ config, store, respond, served, log, onWebhook, onEnd: ended.resolve });
    const channels = wired.map(({ channel }) => channel);
    const delivery: Delivery = createDelivery({
      ...store,
      channels,
      respond,
      settings: deliverySettings(config, isTerminal),
      clock: systemClock,
      log,
      observer: metrics.observer,
    });
    const versions = createVersionWatch({
      notes: store.notes,
      version: () => served().library.version,
      clock: systemClock,
      log,
    });
    const health = (): Health => healthOf(channels, delivery, [serving.problem(), versions.problem()], served);
    stops.unshift(() => delivery.stop(STOP_DEADLINE_MS));
    if (!isTerminal) {
      const { createHttpServer } = await import('../http/server.ts');
      const { host, port } = config;
      const routes = wired.flatMap((one) => one.routes);
      const server = createHttpServer({ host, port, routes, health, metrics, log });
      log.info({ host, ...(await server.start()) }, 'listening');
      stops.unshift(() => server.stop());
    }
    delivery.start();
    for (const channel of channels) {
      await channel.start(delivery.receive);
      stops.unshift(() => channel.stop());
    }
    stops.unshift(serving.watch(log));
    versions.start();
    stops.unshift(() => versions.stop());
    const names = channels.map(({ name }) => name);
    log.info({ channels: names, knowledge: served().library.version, readyMs: millisecondsSinceStart() }, 'ready');
    tidyUpWhenIdle();
    await Promise.race([ended.promise, signalled(log)]);
  } finally {
    for (const stop of stops) await stop();
  }
  log.info({}, 'stopped');
  return 0;
}

/**
 * Gives the memory back that only starting needed, about 10 MiB. The young generation may grow to several times what it
 * holds at rest, so that what a message leaves behind seldom has to be collected; at the start it fills up with what is
 * read once. Not where messages are coming in already: so thorough a collection throws away what was compiled for them
 * (code goes with the shapes of objects of which none is alive just then), and V8 takes long to compile it again.
 * Needs `--expose-gc`, which `npm start` gives; without it nothing happens.
 */
function tidyUpWhenIdle(looks = TIDY_LOOKS): void {
  const before = performance.eventLoopUtilization();
  const tidyUp = (): void => {
    const { utilization } = performance.eventLoopUtilization(before);
    if (utilization < IDLE_BELOW) globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    else if (looks > 1) tidyUpWhenIdle(looks - 1);
  };
  setTimeout(tidyUp, TIDY_AFTER_MS).unref();
}

/** A person at the terminal is alone: nobody needs protection from them. */
function deliverySettings(config: Config, isTerminal: boolean): DeliverySettings {
  const { maxMessageAgeMs, retentionMs, personPerMinute, groupPerMinute } = config.delivery;
  return {
    ...DEFAULT_DELIVERY_SETTINGS,
    maxAgeMs: maxMessageAgeMs,
    retentionMs,
    personPerMinute: isTerminal ? Number.MAX_SAFE_INTEGER : personPerMinute,
    groupPerMinute,
  };
}

/** `warnings` do not make it unready: a refused change of the knowledge, or another process that serves another version. */
function healthOf(
  channels: readonly Channel[],
  delivery: Delivery,
  warnings: readonly (string | undefined)[],
  served: Serving['served'],
): Health {
  const ofDelivery = delivery.problems();
  const reports = channels.map((channel) => ({ name: channel.name, ...channel.health() }));
  return {
    isReady: ofDelivery.length === 0 && reports.every((report) => report.isReady),
    problems: [
      ...ofDelivery,
      ...reports.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
      ...warnings.filter((warning) => warning !== undefined),
    ],
    facts: { knowledge: served().library.version },
  };
}

function inboxGauges(delivery: Delivery): ReturnType<Gauges['inbox']> {
  const { waiting, oldestMs, dead } = delivery.depth();
  return { waiting, oldestSeconds: oldestMs === undefined ? 0 : (systemClock.now() - oldestMs) / 1_000, dead };
}

function tokenAges(wired: readonly Wired[]): Readonly<Record<string, number>> {
  const ages = wired.map(({ channel, tokenAgeSeconds }) => [channel.name, tokenAgeSeconds?.()] as const);
  return Object.fromEntries(ages.filter((age): age is [ChannelName, number] => age[1] !== undefined));
}

function millisecondsSinceStart(): number {
  return Math.round(performance.now());
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
function signalled(log: Logger): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        log.info({ signal }, 'stopping');
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}
