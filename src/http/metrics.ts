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
 * Latencies that are kept before they are put into their histogram, for which prom-client is loaded unless a page was
 * asked for before: it takes a sixth of the memory of the whole program and a good part of its start, and many who run
 * this never look at a page.
 */
const HELD_LATENCIES = 10_000;

/** Upper bounds of the latency histogram, seconds. */
const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** A counter in plain numbers, since a message counts several times: prom-client gets them when a page is asked for. */
type Tally<Label extends string> = Map<string, { readonly labels: Readonly<Record<Label, string>>; count: number }>;

function createTallies() {
  const byChannel = (): Tally<'channel'> => new Map();
  return {
    ...{ received: byChannel(), repeated: byChannel(), retried: byChannel(), died: byChannel(), limited: byChannel() },
    ...{ waits: byChannel(), waitSeconds: byChannel() },
    finished: new Map() as Tally<'channel' | 'kind'>,
    webhooks: new Map() as Tally<'channel' | 'outcome'>,
    latencies: [] as { readonly channel: ChannelName; readonly seconds: number }[],
  };
}

type Tallies = ReturnType<typeof createTallies>;

function add(tally: Tally<'channel'>, channel: ChannelName, count = 1): void {
  const known = tally.get(channel);
  if (known) known.count += count;
  else tally.set(channel, { labels: { channel }, count });
}

function addOf<Label extends string>(
  tally: Tally<'channel' | Label>,
  channel: ChannelName,
  label: Label,
  word: string,
): void {
  const known = tally.get(channel + word);
  if (known) known.count += 1;
  else tally.set(channel + word, { labels: { channel, [label]: word } as Record<'channel' | Label, string>, count: 1 });
}

/** Makes the metrics; every name begins with `bot_`, Node's own figures with their usual names. */
export function createMetrics(gauges: Gauges): Metrics {
  const tallies = createTallies();
  let loading: ReturnType<typeof createPage> | undefined;
  const load = (): ReturnType<typeof createPage> => {
    loading ??= createPage(gauges, tallies);
    return loading;
  };

  return {
    observer: {
      received: (channel) => add(tallies.received, channel),
      repeated: (channel) => add(tallies.repeated, channel),
      finished(channel, kind, latencyMs) {
        addOf(tallies.finished, channel, 'kind', kind);
        tallies.latencies.push({ channel, seconds: latencyMs / 1_000 });
        if (tallies.latencies.length === HELD_LATENCIES) void load().then(({ drain }) => drain());
      },
      retried: (channel) => add(tallies.retried, channel),
      died: (channel) => add(tallies.died, channel),
      limited: (channel) => add(tallies.limited, channel),
      waited(channel, waitMs) {
        add(tallies.waits, channel);
        add(tallies.waitSeconds, channel, waitMs / 1_000);
      },
    },
    countWebhook: (channel, outcome) => addOf(tallies.webhooks, channel, 'outcome', outcome),
    async render() {
      const { registry } = await load();
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

/** The page over the tallies, and what puts the held latencies into their histogram. */
async function createPage(gauges: Gauges, tallies: Tallies) {
  const { default: prometheus } = await import('prom-client');
  const registry = new prometheus.Registry();
  const registers = [registry];
  prometheus.collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, tally: Tally<Label>, labels: Label[]): void => {
    new prometheus.Counter({
      name: `bot_${name}`,
      help,
      labelNames: labels,
      registers,
      collect() {
        this.reset();
        for (const { labels: values, count } of tally.values()) this.inc(values, count);
      },
    });
  };
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
  const { received, repeated, finished, retried, died, limited, webhooks, waits, waitSeconds } = tallies;
  counter('messages_received_total', 'Messages stored for the first time', received, ['channel']);
  counter('messages_repeated_total', 'Messages that came again', repeated, ['channel']);
  counter('messages_finished_total', 'Messages done, by the kind of their reply', finished, ['channel', 'kind']);
  counter('send_retries_total', 'Sends that failed and were made again', retried, ['channel']);
  counter('messages_dead_total', 'Messages set aside as dead letters', died, ['channel']);
  counter('messages_limited_total', 'Messages left out because their writer is over the limit', limited, ['channel']);
  counter('webhook_requests_total', 'Requests to a webhook, by what came of them', webhooks, ['channel', 'outcome']);
  counter('send_rate_waits_total', 'Sends that waited for the permitted rate', waits, ['channel']);
  counter('send_rate_wait_seconds_total', 'Time that sends waited for the permitted rate', waitSeconds, ['channel']);
  const latency = new prometheus.Histogram({
    name: 'bot_latency_seconds',
    help: 'From stored to sent',
    labelNames: ['channel'],
    buckets: LATENCY_BUCKETS,
    registers,
    collect: () => drain(),
  });
  const drain = (): void => {
    for (const { channel, seconds } of tallies.latencies.splice(0)) latency.observe({ channel }, seconds);
  };
  return { registry, drain };
}
