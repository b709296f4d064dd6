import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Api } from './api.ts';
import { ApiFailure, isWrongToken, reasonOf } from './api-failure.ts';
import { pause } from './pause.ts';
import { ALLOWED_UPDATES } from './update.ts';

/** What the long poll is made of. */
export interface PollOptions {
  readonly api: Api;
  readonly clock: Clock;
  readonly log: Log;
  /** How long Telegram may hold a poll that has nothing to say; in whole seconds on the wire. */
  readonly holdMs: number;
  /** Ends the loop. */
  readonly signal: AbortSignal;
  /** Whether this process is stopping, rather than another one taking over. */
  isStopping(): boolean;
  /** Resolves once all of them are safe; rejects or gives false when they are not, and then they are handed over again. */
  take(updates: readonly object[]): Promise<boolean>;
  /** Told what stands in the way, in words for the operator; undefined when nothing does. */
  onProblem(problem: string | undefined): void;
}

const BATCH_SIZE = 100;

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 5_000;

/** Telegram lets a second poller wait before it refuses it again; a poll of a process that ended is forgotten in time. */
const CONFLICT_DELAY_MS = 3_000;

/** How long the last confirmation may take when the process ends. */
const CONFIRM_LIMIT_MS = 2_000;

/** How long to wait before the store is asked again to take what it could not. */
const FULL_DELAY_MS = 1_000;

/**
 * Polls for updates until `signal` is aborted. The offset moves only after `take` says that a batch is safe, so that
 * whatever happens Telegram hands it over again; telling repetitions apart is the inbox's part. Rejects only when the
 * token is wrong.
 */
export async function pollUpdates(options: PollOptions): Promise<void> {
  const { api, clock, log, holdMs, signal } = options;
  let offset = 0;
  let delayMs = FIRST_DELAY_MS;
  /** As far as is known. */
  let hasWebhook = true;
  let isFailing = false;
  while (!signal.aborted) {
    try {
      if (hasWebhook) await removeWebhook(api, signal);
      hasWebhook = false;
      const payload = {
        offset,
        timeout: Math.floor(holdMs / 1000),
        limit: BATCH_SIZE,
        allowed_updates: ALLOWED_UPDATES,
      };
      const updates = await api.call<unknown>('getUpdates', payload, { signal });
      const next = offsetAfter(updates, offset);
      delayMs = FIRST_DELAY_MS;
      options.onProblem(undefined);
      if (isFailing) log.info({}, 'telegram poll works again');
      isFailing = false;
      if (next === offset) continue;
      await takeAll(updates as readonly object[], options);
      if (signal.aborted && !options.isStopping()) return;
      offset = next;
    } catch (fault) {
      if (signal.aborted) break;
      if (isWrongToken(fault)) throw fault;
      if (fault instanceof ApiFailure && fault.status === 409) hasWebhook = /webhook/iu.test(fault.description);
      const waitMs = waitAfter(fault, delayMs);
      delayMs = Math.min(delayMs * 2, LAST_DELAY_MS);
      options.onProblem(problemOf(fault));
      log[isFailing ? 'debug' : 'warn']({ reason: reasonOf(fault), waitMs }, 'telegram poll failed');
      isFailing = true;
      await pause(clock, waitMs, signal);
    }
  }
  if (offset > 0 && options.isStopping()) await confirm(api, offset);
}

/** While a webhook is set, polls are refused. Whether the token is right, the poll itself will tell. */
async function removeWebhook(api: Api, signal: AbortSignal): Promise<void> {
  try {
    await api.call('deleteWebhook', { drop_pending_updates: false }, { signal });
  } catch (fault) {
    if (!isWrongToken(fault)) throw fault;
  }
}

/** Hands a batch over, again and again until it is safe. */
async function takeAll(updates: readonly object[], options: PollOptions): Promise<void> {
  const { clock, log, signal } = options;
  for (;;) {
    try {
      if (await options.take(updates)) return options.onProblem(undefined);
      options.onProblem('Hộp thư đang đầy: tạm ngừng nhận tin Telegram cho đến khi trả lời bớt.');
    } catch (fault) {
      options.onProblem('Không ghi được tin nhận từ Telegram vào kho lưu: kiểm tra ổ đĩa và DATABASE_URL.');
      log.error({ reason: reasonOf(fault) }, 'telegram updates could not be stored');
    }
    await pause(clock, FULL_DELAY_MS, signal);
    // Not safe and nobody left to make it so: the offset must not move.
    if (signal.aborted) throw new Error('stopped before the updates were stored');
  }
}

/** The offset that confirms `updates`; throws when the answer is not a list of updates. */
function offsetAfter(updates: unknown, offset: number): number {
  if (!Array.isArray(updates)) throw unreadable('getUpdates gave no list');
  if (updates.length === 0) return offset;
  const ids = updates.map((update) => (update as { update_id?: unknown } | null)?.update_id);
  const last = ids.filter((id) => typeof id === 'number').reduce((most, id) => Math.max(most, id), -1);
  if (last < 0) throw unreadable('getUpdates gave updates without ids');
  return last + 1;
}

function unreadable(description: string): ApiFailure {
  return new ApiFailure({ method: 'getUpdates', status: undefined, description });
}

function waitAfter(fault: unknown, delayMs: number): number {
  if (!(fault instanceof ApiFailure)) return delayMs;
  if (fault.retryAfterMs !== undefined) return fault.retryAfterMs;
  if (fault.status === 409) return CONFLICT_DELAY_MS;
  return delayMs * (0.75 + Math.random() / 2);
}

function problemOf(fault: unknown): string {
  if (fault instanceof ApiFailure && fault.status === 409) {
    return 'Telegram báo có tiến trình khác đang nhận tin bằng cùng TELEGRAM_BOT_TOKEN. Tắt tiến trình đó, hoặc dùng một bot khác; chương trình vẫn đang chờ.';
  }
  return `Chưa nhận được tin từ Telegram (${reasonOf(fault)}); chương trình đang thử lại.`;
}

/** Spares the next start the updates that are safe already; they would be recognised anyway. */
async function confirm(api: Api, offset: number): Promise<void> {
  try {
    await api.call('getUpdates', { offset, limit: 1, timeout: 0 }, { timeoutMs: CONFIRM_LIMIT_MS });
  } catch {
    // Nothing is lost: Telegram hands them over again.
  }
}
