import type { Clock } from '../../core/clock.ts';
import { ExplainedError } from '../../core/explained-error.ts';
import type { Log } from '../../core/log.ts';
import type { Notes } from '../../core/store.ts';
import type { Route } from '../../http/route.ts';
import type { Channel, Elect, Receive } from '../channel.ts';
import { fieldsOf } from '../loose-json.ts';
import { type BotApi, type BotResult, createBotApi } from './bot-api.ts';
import { type BotIdentity, readBotMessage } from './incoming.ts';
import { pollBotUpdates } from './poll.ts';
import { createBotSender } from './send.ts';
import { readBotUpdate } from './update.ts';
import { createBotWebhook, WEBHOOK_PATH } from './webhook.ts';
import { writeBotReply } from './write.ts';

export interface ZaloBotOptions {
  readonly token: string;
  /** e.g. `https://bot-api.zaloplatforms.com`. */
  readonly apiRoot: string;
  readonly mode: 'polling' | 'webhook';
  /** Where the platform reaches this server; needed by the webhook. */
  readonly publicUrl: string | undefined;
  /** 8 to 256 characters; needed by the webhook. */
  readonly webhookSecret: string | undefined;
  readonly notes: Notes;
  readonly log: Log;
  readonly clock: Clock;
  /** Lets one process among all that share a store poll; without it this process polls. */
  readonly elect?: Elect;
  readonly timing?: Partial<ZaloBotTiming>;
}

/** How long things may take. */
export interface ZaloBotTiming {
  /** One call that is no poll. */
  readonly callTimeoutMs: number;
  /** The first `getMe`, which the start waits for; a platform that is away must not hold up the other channels. */
  readonly firstCallTimeoutMs: number;
  /** How long the platform may hold a poll, seconds. */
  readonly holdSeconds: number;
}

/**
 * A short hold: an update that the platform hands to a poll whose process has just ended is lost, so that a stop waits
 * for the poll under way, which must not take long.
 */
const TIMING: ZaloBotTiming = { callTimeoutMs: 10_000, firstCallTimeoutMs: 2_000, holdSeconds: 5 };
/** How long after its hold a poll is waited for when the channel stops. */
const STOP_MARGIN_MS = 1_000;
const MIN_SECRET_LENGTH = 8;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** The Zalo Bot Platform: a bot of its own, made in Zalo like one of Telegram's; long poll or webhook. */
export function createZaloBotChannel(options: ZaloBotOptions): {
  readonly channel: Channel;
  readonly routes: readonly Route[];
} {
  const { token, mode, publicUrl, webhookSecret, notes, log, clock } = options;
  const { callTimeoutMs, firstCallTimeoutMs, holdSeconds } = { ...TIMING, ...options.timing };
  if (mode === 'webhook' && (!publicUrl || (webhookSecret?.length ?? 0) < MIN_SECRET_LENGTH)) {
    throw new ExplainedError(
      'ZALO_BOT_MODE=webhook cần PUBLIC_URL và ZALO_BOT_WEBHOOK_SECRET (ít nhất 8 ký tự). Sửa trong tệp .env rồi chạy lại. (the webhook needs a public address and a secret)',
    );
  }
  const elect = options.elect ?? ((_name, signal, run) => run(signal));
  const api: BotApi = createBotApi({ root: options.apiRoot, token, holdSeconds, timeoutMs: callTimeoutMs });

  let receive: Receive | undefined;
  let identity: BotIdentity = { id: undefined, names: [] };
  let isTokenTaken = true;
  let trouble: string | undefined;
  let isStopping = false;
  let isPolling = false;
  const ending = new AbortController();
  let polling: Promise<void> = Promise.resolve();
  let cancelRetry = (): void => {};
  let cancelLearn = (): void => {};

  const take = async (body: unknown): Promise<boolean> => {
    const update = readBotUpdate(body);
    if (!receive) return false;
    const message = update && (await readBotMessage(update, { notes, now: clock.now, identity: () => identity }));
    if (message) return (await receive([message])) === 'stored';
    log.debug({ hasMessage: update !== undefined }, 'zalo bot update ignored');
    return true;
  };

  const noteToken = (isTaken: boolean): void => {
    if (isTokenTaken && !isTaken) log.error({}, 'zalo bot token refused');
    isTokenTaken = isTaken;
  };

  const noteTrouble = (what: number | string | undefined, doing: string): void => {
    noteToken(what !== 401);
    trouble =
      what === undefined || what === 401 ? undefined : `Zalo Bot: chưa ${doing} (${what}); bot đang tự thử lại.`;
  };

  const learnIdentity = async (): Promise<BotResult> => {
    const me = await api.getMe();
    if (me.kind === 'error' && me.code === 401) noteToken(false);
    if (me.kind === 'done') identity = identityOf(me.result);
    else if (!isStopping) cancelLearn = clock.after(LONGEST_RETRY_MS, () => void learnIdentity());
    return me;
  };

  /** Repeats `work` with growing pauses until it succeeds or the channel stops. */
  const persist = async (work: () => Promise<BotResult>, doing: string, waitMs = FIRST_RETRY_MS): Promise<void> => {
    const result = await work();
    noteTrouble(result.kind === 'done' ? undefined : result.kind === 'error' ? result.code : result.reason, doing);
    if (result.kind === 'done' || isStopping) return;
    cancelRetry = clock.after(waitMs, () => void persist(work, doing, Math.min(waitMs * 2, LONGEST_RETRY_MS)));
  };

  const begin = (): void => {
    if (mode === 'webhook') {
      void persist(
        () => api.setWebhook(`${publicUrl}${WEBHOOK_PATH}`, webhookSecret ?? ''),
        'đăng ký được webhook, kiểm tra PUBLIC_URL',
      );
      return;
    }
    const onPoll = (what: number | string | undefined): void => noteTrouble(what, 'nhận được tin');
    const poll = { api, clock, log, take, onPoll, isStopping: () => isStopping };
    polling = elect('zalo-bot-poll', ending.signal, async (leading) => {
      isPolling = true;
      await pollBotUpdates(poll, leading);
      isPolling = false;
    });
    polling.catch(() => log.error({}, 'zalo bot poll ended'));
  };

  const channel: Channel = {
    name: 'zalo-bot',
    async start(deliver) {
      const me = await withinTime(learnIdentity(), firstCallTimeoutMs);
      if (me?.kind === 'error' && (me.code === 401 || me.code === 404)) {
        cancelLearn();
        throw refusedToken(me.code);
      }
      if (me?.kind !== 'done') log.warn({ me: me?.kind ?? 'silence' }, 'zalo bot identity unknown');
      receive = deliver;
      begin();
    },
    write: writeBotReply,
    send: createBotSender({ api, onToken: noteToken }),
    async stop() {
      isStopping = true;
      cancelRetry();
      cancelLearn();
      const cancel = clock.after(isPolling ? holdSeconds * 1000 + STOP_MARGIN_MS : 0, () => ending.abort());
      await polling.catch(() => {});
      cancel();
      ending.abort();
      receive = undefined;
    },
    health() {
      const problems = [
        ...(isTokenTaken
          ? []
          : [
              'Zalo Bot: mã ZALO_BOT_TOKEN không còn đúng. Lấy mã mới ở Zalo Bot Creator, sửa trong .env rồi chạy lại.',
            ]),
        ...(trouble === undefined ? [] : [trouble]),
      ];
      return { isReady: problems.length === 0, problems };
    },
  };
  const routes = mode === 'webhook' ? [createBotWebhook(webhookSecret ?? '', log, take)] : [];
  return { channel, routes };
}

/** What `work` gives, or undefined when it takes longer; it goes on all the same. */
async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(late.resolve, timeoutMs, undefined);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

function identityOf(me: unknown): BotIdentity {
  const fields = fieldsOf(me);
  const names = [fields.display_name, fields.account_name, fields.name];
  return {
    id: typeof fields.id === 'string' ? fields.id : undefined,
    names: names.filter((name) => typeof name === 'string'),
  };
}

function refusedToken(code: number): ExplainedError {
  return new ExplainedError(
    `Zalo Bot không nhận mã ZALO_BOT_TOKEN (lỗi ${code}). Kiểm tra mã do Zalo Bot Creator cấp và ZALO_BOT_API_ROOT trong tệp .env rồi chạy lại. (ZALO_BOT_TOKEN: expected a token that the Bot Platform accepts)`,
  );
}
