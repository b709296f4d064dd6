import type { Clock } from '../../core/clock.ts';
import { describeFault, type Log } from '../../core/log.ts';
import { type BotApi, IDLE_CODE } from './bot-api.ts';

export interface BotPollOptions {
  readonly api: Pick<BotApi, 'getUpdate' | 'deleteWebhook'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Resolves with true once the update is safe. */
  readonly take: (update: unknown) => Promise<boolean>;
  /** Told after every poll how it went: the platform's error number, a word, or undefined when all is well. */
  readonly onPoll: (trouble: number | string | undefined) => void;
  /** Ends the loop after the poll that is under way. */
  readonly isStopping: () => boolean;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A poll that comes back empty faster than this must not make a busy loop. */
const BREATH_MS = 250;

/**
 * Polls until it is stopped or `signal` is aborted. The platform hands an update over once and never again, so that one
 * which the store does not take is kept in hand and offered to it until it does, and nothing is asked for meanwhile.
 */
export async function pollBotUpdates(options: BotPollOptions, signal: AbortSignal): Promise<void> {
  const { api, clock, log, onPoll, isStopping } = options;
  let failures = 0;
  let mustDeleteWebhook = true;
  while (!signal.aborted && !isStopping()) {
    if (mustDeleteWebhook) mustDeleteWebhook = (await api.deleteWebhook()).kind === 'failed';
    const startedAtMs = clock.now();
    const polled = await api.getUpdate(signal);
    if (signal.aborted && polled.kind === 'failed') return;
    if (polled.kind === 'done') {
      failures = 0;
      onPoll(undefined);
      for (const update of Array.isArray(polled.result) ? polled.result : [polled.result]) {
        await keep(update, options, signal);
      }
      continue;
    }
    if (polled.kind === 'error' && polled.code === IDLE_CODE) {
      failures = 0;
      onPoll(undefined);
      if (clock.now() - startedAtMs < BREATH_MS) await wait(clock, BREATH_MS, signal);
      continue;
    }
    failures += 1;
    // A webhook set meanwhile, by hand or by another copy, keeps a poll from getting anything.
    mustDeleteWebhook = polled.kind === 'error' && polled.code !== 401 && polled.code !== 429;
    const trouble = polled.kind === 'error' ? polled.code : polled.reason;
    onPoll(trouble);
    const backoffMs =
      Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2);
    const waitMs = (polled.kind === 'error' ? polled.afterMs : undefined) ?? backoffMs;
    log[failures === 1 ? 'warn' : 'debug']({ trouble, waitMs }, 'zalo bot poll failed');
    await wait(clock, waitMs, signal);
  }
}

/** Offers an update until it is safe; gives it up only when the process ends. */
async function keep(
  update: unknown,
  { take, clock, log, isStopping }: BotPollOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      if (await take(update)) return;
    } catch (fault) {
      if (attempt === 0) log.error({ fault: describeFault(fault) }, 'zalo bot update not stored yet');
    }
    if (signal.aborted || isStopping()) {
      log.error({}, 'zalo bot update lost: the store refused it until the end');
      return;
    }
    await wait(clock, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 4)), signal);
  }
}

function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(ms, resolve);
  signal.addEventListener('abort', () => resolve(), { once: true });
  if (signal.aborted) resolve();
  return promise.finally(cancel);
}
