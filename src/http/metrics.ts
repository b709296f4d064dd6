import type { ChannelName } from '../core/message.ts';
import type { Observer } from '../core/observer.ts';
import type { MetricsPage } from './server.ts';

/** Counts what happens to messages and gives it as Prometheus text. */
export interface Metrics extends MetricsPage {
  readonly observer: Observer;
  /** Counts what came of a request to a channel's webhook; `outcome` is one of few fixed words. */
  countWebhook(channel: ChannelName, outcome: string): void;
}

/** Values that are asked for when the page is. */
export interface Gauges {
  /** The inbox now: messages that wait, the age of the oldest in seconds, dead letters. */
  inbox(): { readonly waiting: number; readonly oldestSeconds: number; readonly dead: number };
  /** Seconds since each account's access token was renewed. */
  tokenAgeSeconds(): Readonly<Record<string, number>>;
  isReady(): boolean;
}

/**
 * Events that are kept before prom-client is loaded without a page being asked for: it takes a sixth of the memory of the
 * whole program and a good part of its start, and many who run this never look at a page.
 */
const EARLY_EVENTS = 10_000;

/** Upper bounds of the latency histogram, seconds. */
const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Makes the metrics; every name begins with `bot_`, Node's own figures with their usual names. */
export function createMetrics(gauges: Gauges): Metrics {
  let loaded: Collectors | undefined;
  let loading: Promise<Collectors> | undefined;
  const early: ((collectors: Collectors) => void)[] = [];

  const load = (): Promise<Collectors> => {
    loading ??= createCollectors(gauges).then((collectors) => {
      loaded = collectors;
      for (const tell of early.splice(0)) tell(collectors);
      return collectors;
    });
    return loading;
  };
  const tell = (event: (collectors: Collectors) => void): void => {
    if (loaded) event(loaded);
    else if (early.push(event) === EARLY_EVENTS) void load();
  };

  return {
    observer: {
      received: (channel) => tell(({ received }) => received.inc({ channel })),
      repeated: (channel) => tell(({ repeated }) => repeated.inc({ channel })),
      finished: (channel, kind, latencyMs) =>
        tell(({ finished, latency }) => {
          finished.inc({ channel, kind });
          latency.observe({ channel }, latencyMs / 1_000);
        }),
      retried: (channel) => tell(({ retried }) => retried.inc({ channel })),
      died: (channel) => tell(({ died }) => died.inc({ channel })),
      limited: (channel) => tell(({ limited }) => limited.inc({ channel })),
      waited: (channel, waitMs) =>
        tell(({ waits, waitSeconds }) => {
          waits.inc({ channel });
          waitSeconds.inc({ channel }, waitMs / 1_000);
        }),
    },
    countWebhook: (channel, outcome) => tell(({ webhooks }) => webhooks.inc({ channel, outcome })),
    async render() {
      const { registry } = await load();
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

type Collectors = Awaited<ReturnType<typeof createCollectors>>;

async function createCollectors(gauges: Gauges) {
  const { default: prometheus } = await import('prom-client');
  const registry = new prometheus.Registry();
  const registers = [registry];
  prometheus.collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new prometheus.Counter({ name: `bot_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, read: () => number): void => {
    new prometheus.Gauge({
      name: `bot_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  gauge('inbox_waiting', 'Messages that wait for their answer', () => gauges.inbox().waiting);
  gauge('inbox_oldest_seconds', 'Age of the oldest waiting message', () => gauges.inbox().oldestSeconds);
  gauge('inbox_dead', 'Messages set aside for a person to look at', () => gauges.inbox().dead);
  gauge('ready', 'Whether the program is ready, as /health/ready says', () => Number(gauges.isReady()));
  new prometheus.Gauge({
    name: 'bot_token_age_seconds',
    help: 'Time since the access token was renewed',
    labelNames: ['account'],
    registers,
    collect() {
      for (const [account, seconds] of Object.entries(gauges.tokenAgeSeconds())) this.set({ account }, seconds);
    },
  });
  return {
    registry,
    received: counter('messages_received_total', 'Messages stored for the first time', ['channel']),
    repeated: counter('messages_repeated_total', 'Messages that came again', ['channel']),
    finished: counter('messages_finished_total', 'Messages done, by the kind of their reply', ['channel', 'kind']),
    retried: counter('send_retries_total', 'Sends that failed and were made again', ['channel']),
    died: counter('messages_dead_total', 'Messages set aside as dead letters', ['channel']),
    limited: counter('messages_limited_total', 'Messages left out because their writer is over the limit', ['channel']),
    webhooks: counter('webhook_requests_total', 'Requests to a webhook, by what came of them', ['channel', 'outcome']),
    waits: counter('send_rate_waits_total', 'Sends that waited for the permitted rate', ['channel']),
    waitSeconds: counter('send_rate_wait_seconds_total', 'Time that sends waited for the permitted rate', ['channel']),
    latency: new prometheus.Histogram({
      name: 'bot_latency_seconds',
      help: 'From stored to sent',
      labelNames: ['channel'],
      buckets: LATENCY_BUCKETS,
      registers,
    }),
  };
}
