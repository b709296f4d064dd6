import type { Clock } from '../../core/clock.ts';
import { ExplainedError } from '../../core/explained-error.ts';
import type { Log } from '../../core/log.ts';
import type { IncomingMessage } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { Respond, Served } from '../../core/respond.ts';
import type { Notes } from '../../core/store.ts';
import type { Route } from '../../http/route.ts';
import type { Channel, Elect, Part, Receive } from '../channel.ts';
import { createApi } from './api.ts';
import { ApiFailure, isWrongToken, reasonOf } from './api-failure.ts';
import { type AtOnce, createAtOnce } from './at-once.ts';
import { createCallbackData } from './callback-data.ts';
import { createGates } from './gates.ts';
import { createIntake } from './intake.ts';
import { pause } from './pause.ts';
import { persist } from './persist.ts';
import { pollUpdates } from './poll.ts';
import { announce } from './profile.ts';
import { createReader } from './read.ts';
import { createSend } from './send.ts';
import { findTurnByKey } from './turn-keys.ts';
import type { TelegramMe } from './update.ts';
import { createWebhookRoute, keepWebhook } from './webhook.ts';
import { writeReply } from './write.ts';

export interface TelegramOptions {
  readonly token: string;
  /** `https://api.telegram.org`, or a Bot API server of one's own. */
  readonly apiRoot: string;
  readonly mode: 'polling' | 'webhook';
  /** Where Telegram reaches this server; needed by the webhook. */
  readonly publicUrl: string | undefined;
  /** 16 to 256 of `A-Z a-z 0-9 _ -`; needed by the webhook. */
  readonly webhookSecret: string | undefined;
  readonly notes: Notes;
  readonly served: () => Served;
  readonly respond: Respond;
  readonly log: Log;
  readonly clock: Clock;
  readonly elect: Elect;
  readonly timing?: Partial<TelegramTiming>;
}

/** How long things may take. */
export interface TelegramTiming {
  /** One call, from its first byte to the last of the answer. */
  readonly callTimeoutMs: number;
  /** The first `getMe`, which the start waits for. */
  readonly firstCallTimeoutMs: number;
  /** How long Telegram may hold a poll that has nothing to say. */
  readonly holdMs: number;
  /** How much longer than that a poll may take before its connection counts as dead. */
  readonly watchdogMs: number;
  /** How long the end may wait for what is under way. */
  readonly stopLimitMs: number;
}

const TIMING: TelegramTiming = {
  callTimeoutMs: 15_000,
  firstCallTimeoutMs: 5_000,
  holdMs: 25_000,
  watchdogMs: 10_000,
  stopLimitMs: 4_000,
};

const LONGEST_INTERVAL_MS = 2 ** 30;

/** The channel and what the HTTP server must answer for it. */
export interface TelegramChannel {
  readonly channel: Channel;
  readonly routes: readonly Route[];
}

const WRONG_TOKEN =
  'Telegram không nhận TELEGRAM_BOT_TOKEN này: chép lại mã từ @BotFather (lệnh /mybots → API Token) vào tệp .env rồi chạy lại.';

/**
 * Makes the Telegram channel: telegraf reads updates and types the calls, while transport, polling and webhook are ours.
 * Throws when webhook mode lacks its address or its secret.
 */
export function createTelegramChannel(options: TelegramOptions): TelegramChannel {
  const { token, mode, notes, served, respond, log, clock, elect } = options;
  const webhook = mode === 'webhook' ? webhookSettings(options) : undefined;
  const timing = { ...TIMING, ...options.timing };
  const { callTimeoutMs, holdMs, watchdogMs } = timing;
  const api = createApi({ token, apiRoot: options.apiRoot, callTimeoutMs, pollTimeoutMs: holdMs + watchdogMs });
  const data = createCallbackData(token);
  const gates = createGates({ notes, respond, now: clock.now });
  const stopping = new AbortController();
  const problems = new Map<string, string>();
  let me: TelegramMe | undefined;
  let atOnce: AtOnce | undefined;
  let intake: ((updates: readonly object[]) => Promise<boolean>) | undefined;
  /** Batches that are being stored. */
  const taking = new Set<Promise<boolean>>();
  let running: Promise<void> = Promise.resolve();
  let keepAlive: NodeJS.Timeout | undefined;

  const noteProblem = (part: string, problem: string | undefined): void => {
    if (problem === undefined) problems.delete(part);
    else problems.set(part, problem);
  };
  const take = async (updates: readonly object[]): Promise<boolean> => {
    // Not started yet, or no longer: Telegram comes again.
    if (!intake || stopping.signal.aborted) return false;
    const taken = intake(updates);
    taking.add(taken);
    try {
      return await taken;
    } finally {
      taking.delete(taken);
    }
  };
  const send = createSend(api, gates.movedTo, (from, to) => void gates.move(from, to).catch(logFault(log)));

  const write = (reply: Reply, message: IncomingMessage): readonly Part[] =>
    writeReply(reply, message, { username: me?.username, data });

  const getMe = async (timeoutMs: number): Promise<TelegramMe> => {
    const found = await api.call<Partial<TelegramMe>>('getMe', {}, { timeoutMs, signal: stopping.signal });
    if (typeof found.id === 'number' && typeof found.username === 'string') return found as TelegramMe;
    throw new ApiFailure({ method: 'getMe', status: undefined, description: 'an answer that names no bot' });
  };

  const connect = (found: TelegramMe, receive: Receive): void => {
    me = found;
    noteProblem('connection', undefined);
    log.info(
      {
        username: me.username,
        mode,
        // What is switched at @BotFather: without it these kinds of updates never come.
        readsGroups: me.can_read_all_group_messages === true,
        takesInlineQueries: me.supports_inline_queries === true,
        takesGuests: me.supports_guest_queries === true,
      },
      'telegram connected',
    );
    const reader = createReader(api, {
      me,
      findTurnByKey: (key) => findTurnByKey(served().library, key),
      now: clock.now,
    });
    const { signal } = stopping;
    const answering = createAtOnce({ api, me, data, served, respond, write, send, notes, gates, clock, log, signal });
    atOnce = answering;
    intake = createIntake({ read: reader, gates, receive, log, answerAtOnce: answering.answer });
  };

  const receiveUpdates = (leading: AbortSignal): Promise<void> => {
    const signal = AbortSignal.any([leading, stopping.signal]);
    const shared = { api, clock, log, signal, isStopping: () => stopping.signal.aborted };
    const onProblem = (problem: string | undefined): void => noteProblem('updates', problem);
    if (me) void announce({ ...shared, bot: me.id, notes }).catch(logFault(log));
    if (webhook) return keepWebhook({ ...shared, ...webhook, onProblem });
    return pollUpdates({ ...shared, holdMs: timing.holdMs, take, onProblem });
  };

  /** Everything after the first look at the token; ends when the channel is stopped. */
  const run = async (receive: Receive): Promise<void> => {
    try {
      if (!me) {
        const found = await persist(() => getMe(timing.callTimeoutMs), {
          clock,
          log,
          signal: stopping.signal,
          isHopeless: isWrongToken,
        });
        if (!found) return;
        connect(found, receive);
      }
      await elect(`telegram-${mode}`, stopping.signal, receiveUpdates);
    } catch (fault) {
      if (stopping.signal.aborted) return;
      noteProblem('updates', isWrongToken(fault) ? WRONG_TOKEN : `Kênh Telegram đã dừng (${reasonOf(fault)}).`);
      log.error({ reason: reasonOf(fault) }, 'telegram channel stopped');
    }
  };

  const channel: Channel = {
    name: 'telegram',
    async start(receive) {
      try {
        connect(await getMe(timing.firstCallTimeoutMs), receive);
      } catch (fault) {
        if (isWrongToken(fault)) throw new ExplainedError(WRONG_TOKEN);
        if (!(fault instanceof ApiFailure)) throw fault;
        noteProblem('connection', `Chưa kết nối được với Telegram (${reasonOf(fault)}); chương trình đang thử lại.`);
        log.warn({ reason: reasonOf(fault) }, 'telegram cannot be reached yet');
      }
      // Back-off is waited out by timers that would let the process end.
      keepAlive = setInterval(() => {}, LONGEST_INTERVAL_MS);
      running = run(receive);
    },
    write,
    send,
    async stop() {
      stopping.abort();
      clearInterval(keepAlive);
      const limit = new AbortController();
      const ended = Promise.allSettled([running, ...taking]).then(() => atOnce?.drain(timing.stopLimitMs));
      await Promise.race([ended, pause(clock, timing.stopLimitMs, limit.signal)]);
      limit.abort();
    },
    health: () => ({ isReady: me !== undefined && problems.size === 0, problems: [...problems.values()] }),
  };

  const routes = webhook ? [createWebhookRoute(webhook.secret, log, take)] : [];
  return { channel, routes };
}

function webhookSettings({ publicUrl, webhookSecret }: TelegramOptions): { publicUrl: string; secret: string } {
  if (!publicUrl || !webhookSecret) {
    throw new TypeError(
      'expected publicUrl and webhookSecret in webhook mode, got none: set PUBLIC_URL and TELEGRAM_WEBHOOK_SECRET',
    );
  }
  return { publicUrl, secret: webhookSecret };
}

function logFault(log: Log): (fault: unknown) => void {
  return (fault) => log.error({ reason: reasonOf(fault) }, 'telegram note could not be written');
}
