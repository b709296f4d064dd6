import type { Logger } from 'pino';
import type { Channel } from './channels/channel.ts';
import { type Config, secretsOf } from './config.ts';
import { systemClock } from './core/clock.ts';
import { createRespond, type Respond, type Served } from './core/respond.ts';
import { createDelivery, type Delivery } from './delivery/deliver.ts';
import { DEFAULT_DELIVERY_SETTINGS, type DeliverySettings } from './delivery/settings.ts';
import { openStore, type Store } from './delivery/store.ts';
import { createMetrics, type Gauges } from './http/metrics.ts';
import type { Route } from './http/route.ts';
import type { Health } from './http/server.ts';
import { loadLibrary } from './knowledge/load.ts';
import { createLog } from './log.ts';
import { createMatcher } from './search/matcher.ts';

/** How long a stop may take before what is still under way is left for the next start. */
const STOP_DEADLINE_MS = 10_000;

/** A channel with the addresses that the HTTP server answers for it. */
interface Wired {
  readonly channel: Channel;
  readonly routes: readonly Route[];
}

/** What a channel is wired to. */
interface Wires {
  readonly config: Config;
  readonly store: Store;
  readonly respond: Respond;
  readonly served: () => Served;
  readonly log: Logger;
  /** Ends the program: the terminal's input is over. */
  readonly onEnd: () => void;
}

/** `npm start`: every channel that has its token, else a chat in the terminal. Resolves with the exit code once stopped. */
export async function start(config: Config): Promise<number> {
  const isTerminal = !config.telegram && !config.zalo && !config.zaloBot;
  const log = createLog({
    level: isTerminal && config.logLevel === 'info' ? 'warn' : config.logLevel,
    descriptor: isTerminal ? 2 : 1,
    secrets: secretsOf(config),
  });
  const served = await loadServed(config);
  const ended = Promise.withResolvers<void>();
  const store = await openStore(config.databaseUrl, {
    log,
    now: systemClock.now,
    maxWaiting: config.delivery.inboxLimit,
  });
  const stops: (() => Promise<void>)[] = [() => store.close()];
  try {
    const respond = createRespond(() => served, systemClock.now);
    const wired = await wireChannels({ config, store, respond, served: () => served, log, onEnd: ended.resolve });
    const channels = wired.map(({ channel }) => channel);
    const metrics = createMetrics(
      {
        inbox: () => inboxGauges(delivery),
        tokenAgeSeconds: () => ({}),
        isReady: () => health().isReady,
      },
      systemClock,
    );
    const delivery: Delivery = createDelivery({
      ...store,
      channels,
      respond,
      settings: deliverySettings(config, isTerminal),
      clock: systemClock,
      log,
      observer: metrics.observer,
    });
    const health = (): Health => healthOf(channels, delivery, served);
    stops.unshift(() => delivery.stop(STOP_DEADLINE_MS));
    if (!isTerminal) {
      const { createHttpServer } = await import('./http/server.ts');
      const server = createHttpServer({
        host: config.host,
        port: config.port,
        routes: wired.flatMap(({ routes }) => routes),
        health,
        metrics,
        log,
      });
      const { port } = await server.start();
      stops.unshift(() => server.stop());
      log.info({ host: config.host, port }, 'listening');
    }
    delivery.start();
    for (const channel of channels) {
      await channel.start(delivery.receive);
      stops.unshift(() => channel.stop());
    }
    log.info(
      { channels: channels.map(({ name }) => name), knowledge: served.library.version, readyMs: readyMs() },
      'ready',
    );
    await Promise.race([ended.promise, signalled(log)]);
  } finally {
    for (const stop of stops) await stop();
  }
  log.info({}, 'stopped');
  return 0;
}

async function loadServed(config: Config): Promise<Served> {
  const library = await loadLibrary(config.knowledgeDirectory);
  return { library, matcher: createMatcher(library) };
}

/** Makes the channels that have a token; a platform's code is loaded only when its channel is on. */
async function wireChannels({ config, store, respond, served, log, onEnd }: Wires): Promise<readonly Wired[]> {
  const { notes, tokens } = store;
  const { publicUrl } = config;
  const clock = systemClock;
  const elect = store.election.whileLeader;
  const wired: Wired[] = [];
  if (config.telegram) {
    const { createTelegramChannel } = await import('./channels/telegram/channel.ts');
    wired.push(createTelegramChannel({ ...config.telegram, publicUrl, notes, served, respond, log, clock, elect }));
  }
  if (config.zalo) {
    const { createZaloChannel } = await import('./channels/zalo/channel.ts');
    wired.push(createZaloChannel({ ...config.zalo, publicUrl, tokens, notes, log, clock }));
  }
  if (config.zaloBot) {
    const { createZaloBotChannel } = await import('./channels/zalo-bot/channel.ts');
    wired.push(createZaloBotChannel({ ...config.zaloBot, publicUrl, notes, log, clock, elect }));
  }
  if (wired.length === 0) {
    const { createTerminalChannel } = await import('./channels/terminal/channel.ts');
    const { stdin, stdout } = process;
    const isInteractive = stdin.isTTY === true;
    if (isInteractive) stdout.write(TERMINAL_GREETING);
    const channel = createTerminalChannel({
      input: stdin,
      output: stdout,
      isInteractive,
      language: 'vi',
      now: clock.now,
      onEnd,
    });
    wired.push({ channel, routes: [] });
  }
  return wired;
}

const TERMINAL_GREETING = [
  'Chưa có mã Telegram hay Zalo trong tệp .env, nên bạn trò chuyện thử ngay tại đây.',
  'Gõ câu hỏi rồi nhấn Enter (có dấu hay không dấu đều được); Ctrl-C để thoát.',
  '',
  '',
].join('\n');

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

function healthOf(channels: readonly Channel[], delivery: Delivery, served: Served): Health {
  const reports = channels.map((channel) => ({ name: channel.name, ...channel.health() }));
  const problems = [
    ...delivery.problems(),
    ...reports.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
  ];
  const isReady = delivery.problems().length === 0 && reports.every((report) => report.isReady);
  return { isReady, problems, facts: { knowledge: served.library.version } };
}

function inboxGauges(delivery: Delivery): ReturnType<Gauges['inbox']> {
  const { waiting, oldestMs, dead } = delivery.depth();
  return { waiting, oldestSeconds: oldestMs === undefined ? 0 : (systemClock.now() - oldestMs) / 1_000, dead };
}

/** Milliseconds since the process began. */
function readyMs(): number {
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
