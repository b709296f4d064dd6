import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/postgres.ts';
import { START_FLAGS } from '../support/program.ts';
import { type Bot, type RunningBot, startBot } from './bot.ts';
import { newWording, QUESTION_MIX, questionAsked } from './questions-asked.ts';

/** What carrying messages costs one bot. */
export interface CarryingCost {
  readonly bot: string;
  /** From the start of the process until it says that it is ready, ms. */
  readonly startMs: number;
  /** CPU a message at {@link RATE} a second, µs; NaN where the system does not tell. */
  readonly cpuMicros: number;
  /** From handed over to sent, at {@link RATE} a second, ms. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Messages a second, as many as it can. */
  readonly perSecond: number;
  /** CPU a message when there is no pause, µs. */
  readonly busyCpuMicros: number;
  readonly residentMiB: number;
}

/** Messages a second while latency is measured. */
export const RATE = 100;

/** What a bot carries before anything is measured: as long as its code is still being compiled, it costs more. */
const WARM_UP = 5_000;

/**
 * Bots that are compared run at the same time and are measured by turns, one while the others idle, so that what else
 * the machine does at a time falls on all of them.
 */
const TURNS = 15;
const PACED = 200;
const FLAT_OUT = 500;
const IN_FLIGHT = 32;

const PROGRAM = [...START_FLAGS, 'src/main.ts', 'start'];
const TELEGRAF = ['test/bench/echo-telegraf.ts'];

/** Bots that are measured together. */
interface Comparison {
  readonly bots: readonly Bot[];
  /** The most that the second may cost, with the first as 1; undefined where nothing was promised. */
  readonly bar: number | undefined;
}

/** Measures the program on both stores beside bare echo bots; only comparisons in which a name fits `names`. */
export async function benchDelivery(write: (line: string) => void, names = /./u): Promise<readonly CarryingCost[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bot-bench-'));
  const postgres = await startPostgres();
  const createUrl = (postgres?.createDatabase ?? (async () => undefined)) as () => Promise<string | undefined>;
  try {
    const comparisons = comparisonsOf(
      (name) => `file:${join(folder, `${name}.sqlite`)}`,
      await createUrl(),
      await createUrl(),
    );
    const costs: CarryingCost[] = [];
    write(QUESTION_MIX);
    write(`${WARM_UP} messages to warm up, then ${TURNS} turns of ${PACED} at ${RATE}/s and ${FLAT_OUT} flat out`);
    write('bot                                  start ms  CPU µs   p50 ms   p99 ms   msg/s  busy µs  MiB');
    const ratios: string[] = [];
    for (const { bots, bar } of comparisons) {
      if (!bots.some(({ name }) => names.test(name))) continue;
      const measured = await measureByTurns(bots);
      for (const cost of measured) write(lineOf(cost));
      costs.push(...measured);
      const [theirs, ours] = measured;
      if (bar !== undefined && theirs && ours) ratios.push(ratioOf(ours, theirs, bar));
    }
    for (const line of ratios) write(line);
    return costs;
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function comparisonsOf(
  sqlite: (name: string) => string,
  telegramPostgres: string | undefined,
  zaloPostgres: string | undefined,
): readonly Comparison[] {
  const question = questionAsked;
  const webhook = { way: 'telegram-webhook', question } as const;
  const polling = { way: 'telegram-polling', question } as const;
  const zalo = { way: 'zalo-webhook', question } as const;
  const ours = (name: string, databaseUrl: string) => ({ name: `this, ${name}`, command: PROGRAM, databaseUrl });
  const echo = { command: TELEGRAF, databaseUrl: '' };
  const zaloEcho = { command: ['test/bench/echo-zalo.ts'], databaseUrl: sqlite('echo') };
  const unseen = { ...webhook, name: 'the same, no question twice', question: newWording };
  return [
    {
      bar: 1.2,
      bots: [
        { ...webhook, ...echo, name: 'telegraf echo, webhook' },
        { ...webhook, ...ours('Telegram webhook, SQLite', sqlite('webhook')) },
        { ...unseen, command: PROGRAM, databaseUrl: sqlite('unseen') },
      ],
    },
    {
      bar: 1.4,
      bots: [
        { ...polling, ...echo, name: 'telegraf echo, polling' },
        { ...polling, ...ours('Telegram polling, SQLite', sqlite('polling')) },
      ],
    },
    {
      bar: 1.3,
      bots: [
        { ...zalo, ...zaloEcho, name: 'durable Zalo echo' },
        { ...zalo, ...ours('Zalo webhook, SQLite', sqlite('zalo')) },
      ],
    },
    ...(telegramPostgres === undefined || zaloPostgres === undefined
      ? []
      : [
          { bar: undefined, bots: [{ ...webhook, ...ours('Telegram webhook, PostgreSQL', telegramPostgres) }] },
          { bar: undefined, bots: [{ ...zalo, ...ours('Zalo webhook, PostgreSQL', zaloPostgres) }] },
        ]),
  ];
}

/** What was measured of one bot so far. */
interface Tally {
  readonly bot: RunningBot;
  pacedMicros: number;
  readonly latencies: number[];
  busyMicros: number;
  busyMs: number;
}

async function measureByTurns(bots: readonly Bot[]): Promise<readonly CarryingCost[]> {
  const tallies: Tally[] = [];
  try {
    for (const bot of bots) {
      tallies.push({ bot: await startBot(bot), pacedMicros: 0, latencies: [], busyMicros: 0, busyMs: 0 });
    }
    for (const { bot } of tallies) await flatOut(bot, WARM_UP);
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const tally of tallies) {
        const before = tally.bot.cpuMicros();
        tally.latencies.push(...(await paced(tally.bot, PACED)));
        tally.pacedMicros += tally.bot.cpuMicros() - before;
      }
    }
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const tally of tallies) {
        const before = tally.bot.cpuMicros();
        const startedAtMs = performance.now();
        await flatOut(tally.bot, FLAT_OUT);
        tally.busyMs += performance.now() - startedAtMs;
        tally.busyMicros += tally.bot.cpuMicros() - before;
      }
    }
    return tallies.map((tally, index) => costOf((bots[index] as Bot).name, tally));
  } finally {
    for (const { bot } of tallies) await bot.stop();
  }
}

function costOf(name: string, { bot, pacedMicros, latencies, busyMicros, busyMs }: Tally): CarryingCost {
  latencies.sort((one, other) => one - other);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return {
    ...{ bot: name, startMs: bot.startMs, residentMiB: bot.residentMiB() },
    ...{ cpuMicros: pacedMicros / (TURNS * PACED), p50Ms: at(0.5), p99Ms: at(0.99) },
    ...{ perSecond: (TURNS * FLAT_OUT * 1_000) / busyMs, busyCpuMicros: busyMicros / (TURNS * FLAT_OUT) },
  };
}

async function paced({ ask }: RunningBot, count: number): Promise<number[]> {
  const startedAtMs = performance.now();
  const asked: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const waitMs = startedAtMs + (index * 1_000) / RATE - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    asked.push(ask());
  }
  return Promise.all(asked);
}

async function flatOut({ ask }: RunningBot, count: number): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await ask();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

function lineOf(cost: CarryingCost): string {
  const { startMs, cpuMicros, p50Ms, p99Ms, perSecond, busyCpuMicros, residentMiB } = cost;
  const numbers = [startMs, cpuMicros, p50Ms, p99Ms, perSecond, busyCpuMicros, residentMiB];
  const digits = [0, 0, 1, 1, 0, 0, 0];
  return cost.bot.padEnd(36) + numbers.map((value, index) => value.toFixed(digits[index]).padStart(9)).join('');
}

function ratioOf(ours: CarryingCost, theirs: CarryingCost, bar: number): string {
  const pacedRatio = (ours.cpuMicros / theirs.cpuMicros).toFixed(2);
  const busyRatio = (ours.busyCpuMicros / theirs.busyCpuMicros).toFixed(2);
  return `CPU a message, ${ours.bot} ÷ ${theirs.bot}: ${pacedRatio} at ${RATE}/s, ${busyRatio} flat out (bar ${bar})`;
}

if (import.meta.main) await benchDelivery((line) => console.log(line), new RegExp(process.argv[2] ?? '.', 'u'));
