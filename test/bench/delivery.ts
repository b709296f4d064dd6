import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { findFreePort } from '../support/free-port.ts';
import { startPostgres } from '../support/postgres.ts';
import { type FakePlatforms, startFakePlatforms } from './fake-platforms.ts';

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

type Way = 'telegram-webhook' | 'telegram-polling' | 'zalo-webhook';

interface Bot {
  readonly name: string;
  readonly way: Way;
  readonly script: readonly string[];
  readonly databaseUrl: string;
  /** Whether no question comes twice, so that none can be answered from memory. */
  readonly isEachNew?: boolean;
}

/** Messages a second while latency is measured. */
export const RATE = 100;

const WARM_UP = 500;
const PACED = 1_500;
const FLAT_OUT = 4_000;
const IN_FLIGHT = 32;
const PEOPLE = 1_000;
const ROOT = new URL('../../', import.meta.url).pathname;
const PROGRAM = ['--import', './src/compile-cache.mjs', 'src/main.ts', 'start'];

/** Asked in turn: answered, offered and refused ones, as they come. */
const QUESTIONS = [
  'Khó khăn lớn nhất của sở là gì?',
  'so co thieu bien che khong',
  'Trung tâm báo chí đặt ở đâu?',
  'ngầm hóa cáp viễn thông',
  'chính quyền điện tử làm đến đâu rồi',
  'giá vàng hôm nay bao nhiêu',
  'cảm ơn nhé',
  'nhiệm vụ trọng tâm năm tới',
];

const ZALO = { appId: '2', oaId: '3', appSecret: 'app-secret-of-the-bench', secretKey: 'oa-secret-key-of-the-bench' };
const TELEGRAM = { token: '123456789:AAbenchbenchbenchbenchbenchbench', secret: 'secret_of_the_bench_0123456789' };

/** Measures the program on both stores beside bare echo bots, one after the other; only those whose name fits `names`. */
export async function benchDelivery(write: (line: string) => void, names = /./u): Promise<readonly CarryingCost[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bot-bench-'));
  const postgres = await startPostgres();
  const platforms = await startFakePlatforms();
  const sqlite = (name: string): string => `file:${join(folder, `${name}.sqlite`)}`;
  const telegraf = ['test/bench/echo-telegraf.ts'];
  const bots: Bot[] = [
    { name: 'telegraf echo, webhook', way: 'telegram-webhook', script: telegraf, databaseUrl: '' },
    { name: 'this, Telegram webhook, SQLite', way: 'telegram-webhook', script: PROGRAM, databaseUrl: sqlite('tw') },
    {
      name: 'the same, each question new',
      ...{ way: 'telegram-webhook', script: PROGRAM, databaseUrl: sqlite('tn'), isEachNew: true },
    },
    { name: 'telegraf echo, polling', way: 'telegram-polling', script: telegraf, databaseUrl: '' },
    { name: 'this, Telegram polling, SQLite', way: 'telegram-polling', script: PROGRAM, databaseUrl: sqlite('tp') },
    {
      name: 'durable Zalo echo',
      way: 'zalo-webhook',
      script: ['test/bench/echo-zalo.ts'],
      databaseUrl: sqlite('echo'),
    },
    { name: 'this, Zalo webhook, SQLite', way: 'zalo-webhook', script: PROGRAM, databaseUrl: sqlite('z') },
  ];
  if (postgres) {
    const [telegramUrl, zaloUrl] = [await postgres.createDatabase(), await postgres.createDatabase()];
    bots.push(
      {
        name: 'this, Telegram webhook, PostgreSQL',
        way: 'telegram-webhook',
        script: PROGRAM,
        databaseUrl: telegramUrl,
      },
      { name: 'this, Zalo webhook, PostgreSQL', way: 'zalo-webhook', script: PROGRAM, databaseUrl: zaloUrl },
    );
  }
  try {
    const costs: CarryingCost[] = [];
    write('bot                                  start ms  CPU µs   p50 ms   p99 ms   msg/s  busy µs  MiB');
    for (const bot of bots.filter(({ name }) => names.test(name))) {
      const cost = await measure(bot, platforms);
      costs.push(cost);
      write(lineOf(cost));
    }
    for (const line of ratiosOf(costs)) write(line);
    return costs;
  } finally {
    await platforms.close();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(bot: Bot, platforms: FakePlatforms): Promise<CarryingCost> {
  const port = await findFreePort();
  const startedAtMs = performance.now();
  const child = await startBot(bot, platforms.url, port);
  const startMs = performance.now() - startedAtMs;
  const sender = createSender(bot.way, platforms, port);
  const waiting = new Map<string, { atMs: number; resolve: (ms: number) => void }[]>();
  platforms.onSent = (recipient) => {
    const asked = waiting.get(recipient)?.shift();
    asked?.resolve(performance.now() - asked.atMs);
  };
  let number = 0;
  const ask = (): Promise<number> => {
    number += 1;
    const person = String(100_000 + (number % PEOPLE));
    return new Promise<number>((resolve) => {
      const list = waiting.get(person) ?? [];
      waiting.set(person, list);
      list.push({ atMs: performance.now(), resolve });
      const question = QUESTIONS[number % QUESTIONS.length] as string;
      void sender.send(number, person, bot.isEachNew ? `${question} (${number})` : question);
    });
  };
  try {
    await flatOut(ask, WARM_UP);
    const before = cpuMicrosOf(child);
    const latencies = await paced(ask, PACED);
    const cpuMicros = (cpuMicrosOf(child) - before) / PACED;
    const busyBefore = cpuMicrosOf(child);
    const busyAtMs = performance.now();
    await flatOut(ask, FLAT_OUT);
    const perSecond = (FLAT_OUT * 1_000) / (performance.now() - busyAtMs);
    const busyCpuMicros = (cpuMicrosOf(child) - busyBefore) / FLAT_OUT;
    latencies.sort((one, other) => one - other);
    const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
    return {
      ...{ bot: bot.name, startMs, cpuMicros, perSecond, busyCpuMicros },
      ...{ p50Ms: at(0.5), p99Ms: at(0.99), residentMiB: residentMiBOf(child) },
    };
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
    await sender.close();
  }
}

async function paced(ask: () => Promise<number>, count: number): Promise<number[]> {
  const startedAtMs = performance.now();
  const asked: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const waitMs = startedAtMs + (index * 1_000) / RATE - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    asked.push(ask());
  }
  return Promise.all(asked);
}

async function flatOut(ask: () => Promise<number>, count: number): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await ask();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

async function startBot({ way, script, databaseUrl }: Bot, url: string, port: number): Promise<ChildProcess> {
  const telegram = {
    TELEGRAM_BOT_TOKEN: TELEGRAM.token,
    TELEGRAM_API_ROOT: url,
    TELEGRAM_MODE: way === 'telegram-polling' ? 'polling' : 'webhook',
    TELEGRAM_WEBHOOK_SECRET: TELEGRAM.secret,
    PUBLIC_URL: 'https://bot.example',
  };
  const zalo = {
    ZALO_APP_ID: ZALO.appId,
    ZALO_APP_SECRET: ZALO.appSecret,
    ZALO_OA_ID: ZALO.oaId,
    ZALO_OA_SECRET_KEY: ZALO.secretKey,
    ZALO_ACCESS_TOKEN: 'access',
    ZALO_REFRESH_TOKEN: 'refresh',
    ZALO_API_ROOT: url,
    ZALO_OAUTH_ROOT: url,
  };
  const child = spawn(process.execPath, [...script], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      ...(way === 'zalo-webhook' ? zalo : telegram),
      DATABASE_URL: databaseUrl,
      DATABASE_PATH: databaseUrl.replace('file:', ''),
      PORT: String(port),
      PERSON_PER_MINUTE: '100000',
    },
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('"msg":"ready"') && resolve());
    child.once('close', (code) => reject(new Error(`expected ${script.at(-1)} to start, got exit code ${code}`)));
  });
  return child;
}

function createSender(way: Way, platforms: FakePlatforms, port: number) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 32 });
  const post = async (path: string, headers: Record<string, string>, body: string): Promise<void> => {
    const { statusCode, body: answer } = await pool.request({
      path,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    await answer.dump();
    if (statusCode !== 200) throw new Error(`expected 200 from ${path}, got ${statusCode}`);
  };
  const update = (number: number, person: string, text: string): object => ({
    update_id: number,
    message: {
      message_id: number,
      date: Math.floor(Date.now() / 1_000),
      from: { id: Number(person), is_bot: false, first_name: 'Lan', language_code: 'vi' },
      chat: { id: Number(person), type: 'private', first_name: 'Lan' },
      text,
    },
  });
  const event = (number: number, person: string, text: string): string =>
    JSON.stringify({
      app_id: ZALO.appId,
      sender: { id: person },
      user_id_by_app: person,
      recipient: { id: ZALO.oaId },
      event_name: 'user_send_text',
      message: { text, msg_id: `m${number}` },
      timestamp: String(Date.now()),
    });
  return {
    async send(number: number, person: string, text: string): Promise<void> {
      if (way === 'telegram-polling') platforms.queue(update(number, person, text));
      else if (way === 'telegram-webhook') {
        const secret = { 'x-telegram-bot-api-secret-token': TELEGRAM.secret };
        await post('/telegram/webhook', secret, JSON.stringify(update(number, person, text)));
      } else {
        const body = event(number, person, text);
        const timestamp = /"timestamp":"(\d+)"/u.exec(body)?.[1] ?? '';
        const mac = createHash('sha256')
          .update(ZALO.appId + body + timestamp + ZALO.secretKey)
          .digest('hex');
        await post('/zalo/webhook', { 'x-zevent-signature': `mac=${mac}` }, body);
      }
    },
    close: () => pool.close(),
  };
}

/** User and system time that the process has used; NaN where there is no /proc. */
function cpuMicrosOf(child: ChildProcess): number {
  const TICKS_PER_SECOND = 100;
  try {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}

function residentMiBOf(child: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024;
  } catch {
    return Number.NaN;
  }
}

function lineOf(cost: CarryingCost): string {
  const { startMs, cpuMicros, p50Ms, p99Ms, perSecond, busyCpuMicros, residentMiB } = cost;
  const numbers = [startMs, cpuMicros, p50Ms, p99Ms, perSecond, busyCpuMicros, residentMiB];
  const digits = [0, 0, 1, 1, 0, 0, 0];
  return cost.bot.padEnd(36) + numbers.map((value, index) => value.toFixed(digits[index]).padStart(9)).join('');
}

/** What each bar compares. */
const PAIRS = [
  ['this, Telegram webhook, SQLite', 'telegraf echo, webhook', 1.2],
  ['this, Telegram polling, SQLite', 'telegraf echo, polling', 1.4],
  ['this, Zalo webhook, SQLite', 'durable Zalo echo', 1.3],
] as const;

function ratiosOf(costs: readonly CarryingCost[]): readonly string[] {
  const find = (name: string): CarryingCost | undefined => costs.find(({ bot }) => bot === name);
  return PAIRS.map(([ours, theirs, bar]) => {
    const [one, other] = [find(ours), find(theirs)];
    if (!one || !other) return `${ours}: not measured`;
    const paced = (one.cpuMicros / other.cpuMicros).toFixed(2);
    const busy = (one.busyCpuMicros / other.busyCpuMicros).toFixed(2);
    return `CPU a message, ${ours} ÷ ${theirs}: ${paced} at ${RATE}/s, ${busy} flat out (bar ${bar})`;
  });
}

if (import.meta.main) await benchDelivery((line) => console.log(line), new RegExp(process.argv[2] ?? '.', 'u'));
