import { setTimeout as sleep } from 'node:timers/promises';
import { startFleet } from './fleet.ts';
import { findFreePort } from './free-port.ts';
import { type Judgement, judgeStream, type Track } from './judge-stream.ts';
import { type PlatformFaults, startPlatform, type Way } from './platform.ts';
import { readStoredMessages } from './stored-messages.ts';

/** A stream of messages through the real program, and what happens to it meanwhile. */
export interface CarryOptions extends PlatformFaults {
  readonly way: Way;
  readonly databaseUrl: string;
  readonly messages: number;
  readonly conversations: number;
  readonly perSecond: number;
  /** Processes that share the database. Default 1. */
  readonly replicas?: number;
  /** How many times one of them is ended, evenly over the stream, and started again. Default 0. */
  readonly kills?: number;
  /** What ends it. Default SIGKILL. */
  readonly killedBy?: 'SIGKILL' | 'SIGTERM';
  /** A killed process is not started again. */
  readonly isGoneForGood?: boolean;
  /** Goes on beside the stream, from its first message on; waited for at its end. */
  readonly meanwhile?: (live: LiveStream) => Promise<void>;
  /** How long after the last hand-over everything may still arrive. Default 60 s. */
  readonly patienceMs?: number;
}

/** A stream while it runs. */
export interface LiveStream {
  /** Where the processes listen. */
  readonly ports: readonly number[];
  /** How many messages were acknowledged so far. */
  acknowledged(): number;
  /** Resolves when this share of the messages has been handed over at least once. */
  reached(share: number): Promise<void>;
}

/** What became of the stream. */
export interface Carried extends Judgement {
  readonly messages: number;
  readonly kills: number;
  /** Most answers that were out at one kill while their message still waited in the store. */
  readonly mostInFlight: number;
  /** Longest time from the signal to the end of the process, ms. */
  readonly slowestEndMs: number;
  /** What deliveries to a webhook were answered with that was not 200, by status; 0 stands for no answer. */
  readonly refused: Readonly<Record<number, number>>;
  readonly seconds: number;
}

/** Everybody may ask as much as they like. */
const SETTINGS = { PERSON_PER_MINUTE: '100000', GROUP_PER_MINUTE: '100000', LOG_LEVEL: 'info' };

/** How long repetitions are waited for once everything was answered. */
const LATE_MS = 800;

/** A kill keeps no step with the messages, or it would always meet them at the same point. */
const KILL_JITTER_MS = 100;

/** How long what a process had sent when it ended may take until it is counted. */
const LANDING_MS = 50;

/** Sends numbered messages through the program and watches what comes back; rejects when the program ends by itself. */
export async function carry(options: CarryOptions): Promise<Carried> {
  const { databaseUrl, messages, conversations, replicas = 1, kills = 0, killedBy = 'SIGKILL' } = options;
  const tracks: Track[] = Array.from({ length: messages }, () => ({
    ...{ handedAtMs: 0, acknowledgedAtMs: 0, answeredAtMs: [], flights: 0 },
  }));
  const order: number[] = [];
  let acknowledged = 0;
  const onAnswer = (number: number): void => {
    const track = tracks[number];
    if (track?.answeredAtMs.length === 0) order.push(number);
    track?.answeredAtMs.push(Date.now());
  };

  const ports = await Promise.all(Array.from({ length: replicas }, findFreePort));
  const platform = await startPlatform({ ...options, ports, onAnswer });
  const fleet = await startFleet(ports, { ...SETTINGS, ...platform.settings, DATABASE_URL: databaseUrl });

  const killedAtMs: number[] = [];
  const asides: Promise<void>[] = [];
  let slowestEndMs = 0;
  let mostInFlight = 0;
  const kill = async (index: number): Promise<void> => {
    await sleep(Math.random() * KILL_JITTER_MS);
    killedAtMs.push(Date.now());
    slowestEndMs = Math.max(slowestEndMs, await fleet.end(index, killedBy));
    await sleep(LANDING_MS);
    const { waiting } = await readStoredMessages(databaseUrl);
    // An answer that an earlier kill met already, and whose message nobody took over since, does not count again.
    const inFlight = waiting.flatMap((number) => {
      const track = tracks[number];
      return track && track.answeredAtMs.length > track.flights ? [track] : [];
    });
    for (const track of inFlight) track.flights += 1;
    mostInFlight = Math.max(mostInFlight, inFlight.length);
    if (!options.isGoneForGood) fleet.startAgain(index);
  };
  const doAside = (aside: Promise<void>): void => {
    asides.push(aside);
    // Whether it failed is asked at the end of the stream, which is no reason to end everything before.
    aside.catch(() => {});
  };

  const handOver = async (number: number): Promise<void> => {
    const track = tracks[number] as Track;
    track.handedAtMs = Date.now();
    await platform.handOver(number, 10_000 + (number % conversations));
    track.acknowledgedAtMs = Date.now();
    acknowledged += 1;
  };

  const stream = async (): Promise<void> => {
    const startedAtMs = Date.now();
    const lanes: Promise<void>[] = Array.from({ length: conversations }, () => Promise.resolve());
    const milestones = createMilestones();
    if (options.meanwhile) {
      doAside(options.meanwhile({ ports, acknowledged: () => acknowledged, reached: milestones.reached }));
    }
    let ordered = 0;
    for (let number = 0; number < messages; number += 1) {
      const waitMs = startedAtMs + (number * 1_000) / options.perSecond - Date.now();
      if (waitMs > 2) await sleep(waitMs);
      const lane = number % conversations;
      lanes[lane] = (lanes[lane] as Promise<void>).then(() => handOver(number));
      milestones.pass((number + 1) / messages);
      if (ordered < kills && number >= ((ordered + 1) * messages) / (kills + 1)) {
        doAside(kill(ordered % replicas));
        ordered += 1;
      }
    }
    await Promise.all([...lanes, ...asides]);
    const giveUpAtMs = Date.now() + (options.patienceMs ?? 60_000);
    while (order.length < messages && Date.now() < giveUpAtMs) await sleep(20);
  };

  try {
    const startedAtMs = Date.now();
    platform.begin();
    await Promise.race([stream(), fleet.broken]);
    const seconds = (Date.now() - startedAtMs) / 1_000;
    await sleep(LATE_MS);
    const { faultyUntilMs, refused } = platform;
    const judgement = judgeStream({ tracks, order, killedAtMs, faultyUntilMs, conversations });
    return { messages, kills: killedAtMs.length, ...judgement, mostInFlight, slowestEndMs, refused, seconds };
  } finally {
    await fleet.stop();
    await platform.close();
  }
}

/** Lets what goes on beside the stream wait for a share of it. */
function createMilestones(): { reached: (share: number) => Promise<void>; pass: (share: number) => void } {
  let passed = 0;
  const waiters = new Set<{ readonly share: number; readonly resolve: () => void }>();
  return {
    reached: (share) =>
      new Promise((resolve) => {
        if (share <= passed) resolve();
        else waiters.add({ share, resolve });
      }),
    pass(share) {
      passed = share;
      for (const waiter of waiters) {
        if (waiter.share > share) continue;
        waiters.delete(waiter);
        waiter.resolve();
      }
    },
  };
}
