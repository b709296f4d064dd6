import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findFreePort } from '../support/free-port.ts';
import { startFakePlatforms } from './fake-platforms.ts';
import { createSender, TELEGRAM, type Way, ZALO } from './sender.ts';

/** A bot to measure. */
export interface Bot {
  readonly name: string;
  readonly way: Way;
  /** What node is given: flags, script and arguments. */
  readonly command: readonly string[];
  readonly databaseUrl: string;
  /** The text of message `number`, counted from 0. */
  readonly question: (number: number) => string;
}

/** A bot that runs, on fake platforms of its own. */
export interface RunningBot {
  /** From the start of the process until it says that it is ready, ms. */
  readonly startMs: number;
  /** Sends the next message and resolves with the time from handing it over until its answer was sent, ms. */
  ask(): Promise<number>;
  /** User and system time that the process has used, µs; NaN where the system does not tell. */
  cpuMicros(): number;
  residentMiB(): number;
  stop(): Promise<void>;
}

/** How many people write, in turn. */
const PEOPLE = 1_000;

const ROOT = new URL('../../', import.meta.url).pathname;

/** Starts a bot and waits until it is ready. */
export async function startBot({ name, way, command, databaseUrl, question }: Bot): Promise<RunningBot> {
  const platforms = await startFakePlatforms();
  const port = await findFreePort();
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, [...command], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH ?? '', ...settingsOf(way, platforms.url, port, databaseUrl) },
  });
  await saysReady(child, name);
  const startMs = performance.now() - startedAtMs;
  const sender = createSender(way, platforms, port);
  const waiting = new Map<string, { atMs: number; resolve: (ms: number) => void }[]>();
  platforms.onSent = (recipient) => {
    const asked = waiting.get(recipient)?.shift();
    asked?.resolve(performance.now() - asked.atMs);
  };
  let number = 0;
  return {
    startMs,
    ask() {
      const person = String(100_000 + (number % PEOPLE));
      const text = question(number);
      number += 1;
      return new Promise<number>((resolve) => {
        const list = waiting.get(person) ?? [];
        waiting.set(person, list);
        list.push({ atMs: performance.now(), resolve });
        void sender.send(number, person, text);
      });
    },
    cpuMicros: () => cpuMicrosOf(child),
    residentMiB: () => residentMiBOf(child),
    async stop() {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('close', resolve));
      await sender.close();
      await platforms.close();
    },
  };
}

function settingsOf(way: Way, url: string, port: number, databaseUrl: string): Record<string, string> {
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
  return {
    ...(way === 'zalo-webhook' ? zalo : telegram),
    DATABASE_URL: databaseUrl,
    DATABASE_PATH: databaseUrl.replace('file:', ''),
    PORT: String(port),
    PERSON_PER_MINUTE: '100000',
  };
}

function saysReady(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => String(chunk).includes('"msg":"ready"') && resolve());
    child.once('close', (code) => reject(new Error(`expected "${name}" to start, got exit code ${code}`)));
  });
}

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
