/** What is known of one message of a stream. */
export interface Track {
  handedAtMs: number;
  acknowledgedAtMs: number;
  readonly answeredAtMs: number[];
  /** How many of its answers were out when a process ended while the store did not know of them yet. */
  flights: number;
}

/** What became of a stream's messages. */
export interface Judgement {
  /** Messages that were never answered. */
  readonly lost: number;
  /** Answers that came again. */
  readonly repeated: number;
  /** Answers that were out while their message still waited in the store, summed over the ends of processes. */
  readonly inFlight: number;
  /** Answers that came again although their message was not in flight so many times. */
  readonly unexplainedRepeats: number;
  /** How far from the nearest kill the repeated ones had first gone out, at most, ms. */
  readonly oldestRepeatMs: number;
  /** Answers that came after the answer to a later message of the same conversation, repetitions apart. */
  readonly outOfOrder: number;
  /** Longest time from a kill until every message handed over before it was answered, ms. */
  readonly slowestRecoveryMs: number;
  /** From the end of the platform's faults until everything handed over before it was answered, ms. */
  readonly afterFaultsMs: number;
  /** From handed over to acknowledged, ms. */
  readonly acknowledgedP99Ms: number;
  /** From handed over to answered, ms. */
  readonly answeredP50Ms: number;
  readonly answeredP99Ms: number;
}

/** A stream as it was watched. */
export interface Stream {
  readonly tracks: readonly Track[];
  /** The numbers of the messages in the order of their first answers. */
  readonly order: readonly number[];
  readonly killedAtMs: readonly number[];
  readonly faultyUntilMs: number;
  /** Message `n` belongs to conversation `n % conversations`. */
  readonly conversations: number;
}

/** Counts what became of a stream. */
export function judgeStream({ tracks, order, killedAtMs, faultyUntilMs, conversations }: Stream): Judgement {
  const untilAllAnswered = (atMs: number): number => {
    const before = tracks.filter(({ acknowledgedAtMs }) => acknowledgedAtMs > 0 && acknowledgedAtMs < atMs);
    return before.reduce((slowest, track) => Math.max(slowest, firstAnswerOf(track) - atMs), 0);
  };
  const latencies = tracks.map((track) => firstAnswerOf(track) - track.handedAtMs);
  const acknowledgements = tracks.map(({ acknowledgedAtMs, handedAtMs }) => acknowledgedAtMs - handedAtMs);
  const repeated = tracks.filter(({ answeredAtMs }) => answeredAtMs.length > 1);
  return {
    lost: tracks.filter(({ answeredAtMs }) => answeredAtMs.length === 0).length,
    repeated: sum(repeated, ({ answeredAtMs }) => answeredAtMs.length - 1),
    inFlight: sum(tracks, ({ flights }) => flights),
    unexplainedRepeats: sum(repeated, ({ answeredAtMs, flights }) => Math.max(0, answeredAtMs.length - 1 - flights)),
    oldestRepeatMs: Math.max(0, ...repeated.map((track) => distanceToNearest(killedAtMs, firstAnswerOf(track)))),
    outOfOrder: countOutOfOrder(order, conversations),
    slowestRecoveryMs: Math.max(0, ...killedAtMs.map(untilAllAnswered)),
    afterFaultsMs: untilAllAnswered(faultyUntilMs),
    acknowledgedP99Ms: quantile(acknowledgements, 0.99),
    answeredP50Ms: quantile(latencies, 0.5),
    answeredP99Ms: quantile(latencies, 0.99),
  };
}

function firstAnswerOf({ answeredAtMs: [first] }: Track): number {
  return first ?? Number.POSITIVE_INFINITY;
}

/** What was on its way at the kill may reach the platform a little after it; 0 where nothing was killed. */
function distanceToNearest(killedAtMs: readonly number[], atMs: number): number {
  return killedAtMs.length === 0 ? 0 : Math.min(...killedAtMs.map((killed) => Math.abs(killed - atMs)));
}

function countOutOfOrder(order: readonly number[], conversations: number): number {
  const last = new Map<number, number>();
  let count = 0;
  for (const number of order) {
    const lane = number % conversations;
    if (number < (last.get(lane) ?? -1)) count += 1;
    else last.set(lane, number);
  }
  return count;
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
