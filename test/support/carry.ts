import { type FakeTelegram, type Fault, startFakeTelegram } from './fake-telegram.ts';
import { textMessage } from './fake-telegram-updates.ts';
import { type FakeFault, type FakeZalo, postZaloEvent, startFakeZalo, zaloTextEvent } from './fake-zalo.ts';
import { findFreePort } from './free-port.ts';
import { type Program, runProgram } from './program.ts';

/** The three ways in which messages reach the program. */
export type Way = 'telegram-webhook' | 'telegram-polling' | 'zalo-webhook';

/** A stream of messages through the real program, and what happens to it meanwhile. */
export interface CarryOptions {
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
  /** How long a killed process stays away, ms. Default 0: it is started again at once. */
  readonly awayMs?: number | 'for good';
  /** Called once, when half of the messages were handed over. */
  readonly atHalf?: () => Promise<void>;
  /** From the start until then the platform's API reads requests and answers nothing, ms. */
  readonly silentMs?: number;
  /** Until then the API is faulty in these shares of its calls: 429 with a wait of one second, 500, reset; ms. */
  readonly faultyMs?: number;
  readonly faultShares?: { readonly tooMany: number; readonly broken: number; readonly reset: number };
  readonly zaloLatencyMs?: number;
  readonly settings?: Readonly<Record<string, string>>;
  /** How long after the last hand-over everything may still arrive. Default 60 s. */
  readonly patienceMs?: number;
}

/** What became of the stream. */
export interface Carried {
  readonly messages: number;
  /** Messages that were never answered. */
  readonly lost: number;
  /** Answers that came again. */
  readonly repeated: number;
  /** How far from the nearest kill the repeated ones had first gone out, at most, ms. */
  readonly oldestRepeatMs: number;
  /** Answers that came after the answer to a later message of the same conversation, repetitions apart. */
  readonly outOfOrder: number;
  readonly kills: number;
  /** Longest time from the signal to the end of the process, ms. */
  readonly slowestEndMs: number;
  /** From the end of the platform's faults until everything handed over before it was answered, ms. */
  readonly afterFaultsMs: number;
  /** Longest time from a kill until every message handed over before it was answered, ms. */
  readonly slowestRecoveryMs: number;
  /** From handed over to acknowledged, ms. */
  readonly acknowledgedP99Ms: number;
  /** From handed over to answered, ms. */
  readonly answeredP50Ms: number;
  readonly answeredP99Ms: number;
  readonly seconds: number;
}

interface Track {
  handedAtMs: number;
  acknowledgedAtMs: number;
  readonly answeredAtMs: number[];
}

/** How long repetitions are waited for once everything was answered. */
const LATE_MS = 800;

/** Sends numbered messages through the program and watches what comes back. */
export async function carry(options: CarryOptions): Promise<Carried> {
  const { way, messages, conversations, replicas = 1, kills = 0 } = options;
  const tracks: Track[] = Array.from({ length: messages }, () => ({
    handedAtMs: 0,
    acknowledgedAtMs: 0,
    answeredAtMs: [],
  }));
  const order: number[] = [];
  let answered = 0;
  const onAnswer = (text: string): void => {
    const number = numberIn(text);
    const track = number === undefined ? undefined : tracks[number];
    if (!track || number === undefined) return;
    if (track.answeredAtMs.length === 0) {
      answered += 1;
      order.push(number);
    }
    track.answeredAtMs.push(Date.now());
  };

  let isStreaming = false;
  const zaloFault = (): FakeFault | undefined => {
    if (!isStreaming) return undefined;
    if (Date.now() < silentUntilMs) return { kind: 'silence' };
    return Date.now() < faultyUntilMs ? drawZaloFault(options.faultShares) : undefined;
  };
  const telegram = await startFakeTelegram({
    isRecording: false,
    holdLimitMs: 1_000,
    onCall: (method, payload) => method === 'sendMessage' && onAnswer(String(payload.text)),
  });
  const zalo = await startFakeZalo({
    keeps: false,
    onMessage: ({ text }) => onAnswer(text),
    faultFor: (path) => (path.includes('/message/') ? zaloFault() : undefined),
    ...(options.zaloLatencyMs ? { latencyMs: options.zaloLatencyMs } : {}),
  });
  const ports = await Promise.all(Array.from({ length: replicas }, findFreePort));
  const env = { ...settingsOf(way, telegram, zalo), DATABASE_URL: options.databaseUrl, ...options.settings };
  const start = (index: number): Program => runProgram(['start'], { ...env, PORT: String(ports[index]) });
  const programs = ports.map((_, index) => start(index));
  await Promise.all(programs.map((program) => program.logged('ready')));
  const silentUntilMs = Date.now() + (options.silentMs ?? 0);
  const faultyUntilMs = Date.now() + (options.faultyMs ?? 0);
  isStreaming = true;
  if (options.silentMs) {
    telegram.fail({ method: 'sendMessage', fault: { kind: 'silence' }, times: Number.POSITIVE_INFINITY });
    setTimeout(() => {
      telegram.heal();
      failTelegram(telegram, options.faultShares);
    }, options.silentMs);
    setTimeout(telegram.heal, options.faultyMs);
  }

  let slowestEndMs = 0;
  const restart = async (index: number): Promise<void> => {
    const killedAt = Date.now();
    await programs[index]?.ended();
    slowestEndMs = Math.max(slowestEndMs, Date.now() - killedAt);
    if (options.awayMs === 'for good') return;
    await sleep(options.awayMs ?? 0);
    programs[index] = start(index);
  };

  /** Hands one message over, again and again until it is acknowledged, as the platforms do. */
  const handOver = async (number: number): Promise<void> => {
    const track = tracks[number] as Track;
    const person = 10_000 + (number % conversations);
    const text = questionOf(number);
    telegram.chat(person, 'private');
    track.handedAtMs = Date.now();
    if (way === 'telegram-polling') {
      await telegram.deliver({ message: privateMessage(text, person) });
    } else {
      const event =
        way === 'zalo-webhook'
          ? zaloTextEvent(zalo.account, text, { id: `m${number}`, from: String(person) })
          : { update_id: number + 1, message: privateMessage(text, person) };
      for (let attempt = 0; ; attempt += 1) {
        const port = ports[(number + attempt) % replicas];
        const status = await (way === 'zalo-webhook'
          ? postZaloEvent(`http://127.0.0.1:${port}/zalo/webhook`, event, zalo.account)
          : postUpdate(`http://127.0.0.1:${port}/telegram/webhook`, event)
        ).catch(() => 0);
        if (status === 200) break;
        await sleep(100 + Math.random() * 200);
      }
    }
    track.acknowledgedAtMs = Date.now();
  };

  const startedAtMs = Date.now();
  const killedAtMs: number[] = [];
  const lanes: Promise<void>[] = Array.from({ length: conversations }, () => Promise.resolve());
  const asides: Promise<void>[] = [];
  for (let number = 0; number < messages; number += 1) {
    const waitMs = startedAtMs + (number * 1_000) / options.perSecond - Date.now();
    if (waitMs > 2) await sleep(waitMs);
    const lane = number % conversations;
    lanes[lane] = (lanes[lane] as Promise<void>).then(() => handOver(number));
    if (number === Math.floor(messages / 2) && options.atHalf) asides.push(options.atHalf());
    if (kills > 0 && killedAtMs.length < kills && number >= ((killedAtMs.length + 1) * messages) / (kills + 1)) {
      const index = killedAtMs.length % replicas;
      programs[index]?.kill(options.killedBy ?? 'SIGKILL');
      killedAtMs.push(Date.now());
      asides.push(restart(index));
    }
  }
  await Promise.all([...lanes, ...asides]);
  const giveUpAtMs = Date.now() + (options.patienceMs ?? 60_000);
  while (answered < messages && Date.now() < giveUpAtMs) await sleep(20);
  const seconds = (Date.now() - startedAtMs) / 1_000;
  await sleep(LATE_MS);
  for (const program of programs) program.kill('SIGTERM');
  await Promise.all(programs.map((program) => program.ended()));
  await telegram.close();
  await zalo.close();
  const troubled = tracks.filter(({ acknowledgedAtMs }) => acknowledgedAtMs > 0 && acknowledgedAtMs < faultyUntilMs);
  const afterFaultsMs = Math.max(0, ...troubled.map((track) => firstAnswerOf(track) - faultyUntilMs));
  const judgement = judge(tracks, order, killedAtMs, conversations);
  return { ...judgement, messages, kills: killedAtMs.length, slowestEndMs, afterFaultsMs, seconds };
}

type Judgement = Omit<Carried, 'messages' | 'kills' | 'slowestEndMs' | 'afterFaultsMs' | 'seconds'>;

function judge(tracks: readonly Track[], order: readonly number[], kills: readonly number[], lanes: number): Judgement {
  let oldestRepeatMs = 0;
  for (const { answeredAtMs } of tracks) {
    const [first = 0] = answeredAtMs;
    if (answeredAtMs.length < 2 || kills.length === 0) continue;
    // What was on its way at the kill may reach the platform a little after it.
    oldestRepeatMs = Math.max(oldestRepeatMs, Math.min(...kills.map((atMs) => Math.abs(atMs - first))));
  }
  const last = new Map<number, number>();
  let outOfOrder = 0;
  for (const number of order) {
    const lane = number % lanes;
    if (number < (last.get(lane) ?? -1)) outOfOrder += 1;
    else last.set(lane, number);
  }
  const recoveries = kills.map((atMs) => {
    const before = tracks.filter((track) => track.acknowledgedAtMs > 0 && track.acknowledgedAtMs < atMs);
    return Math.max(0, ...before.map((track) => firstAnswerOf(track) - atMs));
  });
  const latencies = tracks.map((track) => firstAnswerOf(track) - track.handedAtMs);
  return {
    lost: tracks.filter(({ answeredAtMs }) => answeredAtMs.length === 0).length,
    repeated: tracks.reduce((sum, { answeredAtMs }) => sum + Math.max(0, answeredAtMs.length - 1), 0),
    oldestRepeatMs,
    outOfOrder,
    slowestRecoveryMs: Math.max(0, ...recoveries),
    acknowledgedP99Ms: quantile(
      tracks.map(({ acknowledgedAtMs, handedAtMs }) => acknowledgedAtMs - handedAtMs),
      0.99,
    ),
    answeredP50Ms: quantile(latencies, 0.5),
    answeredP99Ms: quantile(latencies, 0.99),
  };
}

function firstAnswerOf({ answeredAtMs: [first] }: Track): number {
  return first ?? Number.POSITIVE_INFINITY;
}

type FaultShares = NonNullable<CarryOptions['faultShares']>;

function drawZaloFault(shares: FaultShares | undefined): FakeFault | undefined {
  if (!shares) return undefined;
  const drawn = Math.random();
  if (drawn < shares.tooMany) return { kind: 'status', status: 429, headers: { 'retry-after': '1' } };
  if (drawn < shares.tooMany + shares.broken) return { kind: 'status', status: 500 };
  return drawn < shares.tooMany + shares.broken + shares.reset ? { kind: 'reset' } : undefined;
}

/** The rules are tried in turn, each on what the ones before it let pass. */
function failTelegram(telegram: FakeTelegram, shares: FaultShares | undefined): void {
  if (!shares) return;
  const method = 'sendMessage';
  const times = Number.POSITIVE_INFINITY;
  const { tooMany, broken, reset } = shares;
  const busy: Fault = { kind: 'error', status: 429, description: 'Too Many Requests: retry after 1', retryAfter: 1 };
  telegram.fail({ method, times, share: tooMany, fault: busy });
  const internal: Fault = { kind: 'error', status: 500, description: 'Internal Server Error' };
  telegram.fail({ method, times, share: broken / (1 - tooMany), fault: internal });
  telegram.fail({ method, times, share: reset / (1 - tooMany - broken), fault: { kind: 'reset' } });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const SECRET = 'secret_of_the_webhook_0123456789';

function settingsOf(way: Way, telegram: FakeTelegram, zalo: FakeZalo): Record<string, string> {
  const common = { PERSON_PER_MINUTE: '100000', GROUP_PER_MINUTE: '100000', LOG_LEVEL: 'info' };
  if (way === 'zalo-webhook') {
    const { accessToken, refreshToken } = zalo.grantPair();
    return {
      ...common,
      ZALO_APP_ID: zalo.account.appId,
      ZALO_APP_SECRET: zalo.account.appSecret,
      ZALO_OA_ID: zalo.account.oaId,
      ZALO_OA_SECRET_KEY: zalo.account.oaSecretKey,
      ZALO_ACCESS_TOKEN: accessToken,
      ZALO_REFRESH_TOKEN: refreshToken,
      ZALO_API_ROOT: zalo.url,
      ZALO_OAUTH_ROOT: zalo.url,
    };
  }
  return {
    ...common,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_MODE: way === 'telegram-polling' ? 'polling' : 'webhook',
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    PUBLIC_URL: 'https://bot.example',
  };
}

function privateMessage(text: string, person: number): Record<string, unknown> {
  return textMessage(text, {
    from: { id: person, is_bot: false, first_name: 'Lan', language_code: 'vi' },
    chat: { id: person, type: 'private', first_name: 'Lan' },
  });
}

async function postUpdate(url: string, update: object): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update) });
  await response.arrayBuffer();
  return response.status;
}

/** A citation code that names nothing: the reply repeats it, so each answer tells which question it belongs to. */
function questionOf(number: number): string {
  const digits = String(987_000_000 + number);
  return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
}

function numberIn(text: string): number | undefined {
  const digits = /987-(\d{3})-(\d{3})/u.exec(text);
  return digits ? Number(`${digits[1]}${digits[2]}`) : undefined;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
