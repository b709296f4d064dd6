import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeTelegram, type Fault, startFakeTelegram } from './fake-telegram.ts';
import { textMessage } from './fake-telegram-updates.ts';
import { type FakeFault, type FakeZalo, postZaloEvent, startFakeZalo, zaloTextEvent } from './fake-zalo.ts';
import { numberIn, questionOf } from './numbered-question.ts';

/** The three ways in which messages reach the program. */
export type Way = 'telegram-webhook' | 'telegram-polling' | 'zalo-webhook';

/** A platform that hands numbered messages over to the program and tells which of them it answered. */
export interface Platform {
  /** What the program has to know of it. */
  readonly settings: Readonly<Record<string, string>>;
  /** What deliveries to a webhook were answered with that was not 200, counted by status; 0 stands for no answer. */
  readonly refused: Readonly<Record<number, number>>;
  /** When its last fault ends, ms since the epoch. */
  readonly faultyUntilMs: number;
  /** Lets the time of its faults begin. */
  begin(): void;
  /** Hands a message over, again and again until it is acknowledged. */
  handOver(number: number, person: number): Promise<void>;
  close(): Promise<void>;
}

/** What goes wrong with the platform's API. */
export interface PlatformFaults {
  /** Until then it reads requests and answers nothing, ms from the beginning. */
  readonly silentMs?: number;
  /** Until then calls fail in these shares: 429 with a wait of one second, 500, reset; ms from the beginning. */
  readonly faultyMs?: number;
  readonly faultShares?: { readonly tooMany: number; readonly broken: number; readonly reset: number };
  /** How long Zalo's API takes for a call. */
  readonly zaloLatencyMs?: number;
}

/** What a platform is started with. */
export interface PlatformOptions extends PlatformFaults {
  readonly way: Way;
  /** Where the program listens; deliveries are spread over them. */
  readonly ports: readonly number[];
  /** Called with the number of a message for each answer to it. */
  readonly onAnswer: (number: number) => void;
}

/** Starts the platform of `way` on loopback. */
export function startPlatform(options: PlatformOptions): Promise<Platform> {
  return options.way === 'zalo-webhook' ? startZalo(options) : startTelegram(options);
}

async function startZalo(options: PlatformOptions): Promise<Platform> {
  const { ports, silentMs = 0, faultyMs = 0, faultShares } = options;
  let beganAtMs = Number.POSITIVE_INFINITY;
  const fault = (): FakeFault | undefined => {
    const sinceMs = Date.now() - beganAtMs;
    if (sinceMs < 0) return undefined;
    if (sinceMs < silentMs) return { kind: 'silence' };
    return sinceMs < faultyMs ? drawZaloFault(faultShares) : undefined;
  };
  const zalo = await startFakeZalo({
    keeps: false,
    onMessage: ({ text }) => note(text, options),
    faultFor: (path) => (path.includes('/message/') ? fault() : undefined),
    ...(options.zaloLatencyMs ? { latencyMs: options.zaloLatencyMs } : {}),
  });
  const refused: Record<number, number> = {};
  return {
    settings: { ...COMMON_SETTINGS, ...zaloSettings(zalo) },
    refused,
    get faultyUntilMs() {
      return beganAtMs + Math.max(silentMs, faultyMs);
    },
    begin: () => {
      beganAtMs = Date.now();
    },
    handOver(number, person) {
      const event = zaloTextEvent(zalo.account, questionOf(number), { id: `m${number}`, from: String(person) });
      return postUntilTaken({ ports, number, refused }, (port) =>
        postZaloEvent(`http://127.0.0.1:${port}/zalo/webhook`, event, zalo.account),
      );
    },
    close: zalo.close,
  };
}

async function startTelegram(options: PlatformOptions): Promise<Platform> {
  const { way, ports, silentMs = 0, faultyMs = 0, faultShares } = options;
  let beganAtMs = Number.POSITIVE_INFINITY;
  const telegram = await startFakeTelegram({
    isRecording: false,
    holdLimitMs: 1_000,
    onCall: (method, payload) => method === 'sendMessage' && note(String(payload.text), options),
  });
  const timers: NodeJS.Timeout[] = [];
  const refused: Record<number, number> = {};
  return {
    settings: { ...COMMON_SETTINGS, ...telegramSettings(way, telegram) },
    refused,
    get faultyUntilMs() {
      return beganAtMs + Math.max(silentMs, faultyMs);
    },
    begin() {
      beganAtMs = Date.now();
      const until = (ms: number, run: () => void): void => void timers.push(setTimeout(run, ms));
      if (silentMs > 0) {
        telegram.fail({ method: 'sendMessage', fault: { kind: 'silence' }, times: Number.POSITIVE_INFINITY });
        until(silentMs, telegram.heal);
      }
      if (faultyMs > silentMs) {
        until(silentMs, () => failTelegram(telegram, faultShares));
        until(faultyMs, telegram.heal);
      }
    },
    handOver(number, person) {
      telegram.chat(person, 'private');
      const message = textMessage(questionOf(number), {
        from: { id: person, is_bot: false, first_name: 'Lan', language_code: 'vi' },
        chat: { id: person, type: 'private', first_name: 'Lan' },
      });
      if (way === 'telegram-polling') return telegram.deliver({ message });
      return postUntilTaken({ ports, number, refused }, (port) =>
        postUpdate(`http://127.0.0.1:${port}/telegram/webhook`, { update_id: number + 1, message }),
      );
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await telegram.close();
    },
  };
}

function note(text: string, { onAnswer }: PlatformOptions): void {
  const number = numberIn(text);
  if (number !== undefined) onAnswer(number);
}

/** How much longer every further delivery of a message waits, at most. */
const MOST_PATIENT = 8;

async function postUntilTaken(
  to: { readonly ports: readonly number[]; readonly number: number; readonly refused: Record<number, number> },
  post: (port: number) => Promise<number>,
): Promise<void> {
  const { ports, number, refused } = to;
  for (let attempt = 0; ; attempt += 1) {
    const status = await post(ports[(number + attempt) % ports.length] as number).catch(() => 0);
    if (status === 200) return;
    refused[status] = (refused[status] ?? 0) + 1;
    await sleep((100 + Math.random() * 200) * Math.min(attempt + 1, MOST_PATIENT));
  }
}

type FaultShares = NonNullable<PlatformFaults['faultShares']>;

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

const SECRET = 'secret_of_the_webhook_0123456789';

const COMMON_SETTINGS = { PERSON_PER_MINUTE: '100000', GROUP_PER_MINUTE: '100000', LOG_LEVEL: 'info' };

function zaloSettings(zalo: FakeZalo): Record<string, string> {
  const { accessToken, refreshToken } = zalo.grantPair();
  return {
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

function telegramSettings(way: Way, telegram: FakeTelegram): Record<string, string> {
  return {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_MODE: way === 'telegram-polling' ? 'polling' : 'webhook',
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    PUBLIC_URL: 'https://bot.example',
  };
}

async function postUpdate(url: string, update: object): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update) });
  await response.arrayBuffer();
  return response.status;
}
