import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { ApiFailure, reasonOf } from './api-failure.ts';
import { pause } from './pause.ts';

const FIRST_DELAY_MS = 1_000;
const LAST_DELAY_MS = 30_000;

export interface PersistOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Failures that no repetition can mend. */
  readonly isHopeless: (fault: ApiFailure) => boolean;
}

/**
 * Repeats a call that sets something up until it succeeds, obeying `retry_after`, else backing off to half a minute.
 * Resolves to undefined when `signal` is aborted; rejects only with what `isHopeless` names, and with faults of ours.
 */
export async function persist<Result>(
  call: () => Promise<Result>,
  { clock, log, signal, isHopeless }: PersistOptions,
): Promise<Result | undefined> {
  for (let delayMs = FIRST_DELAY_MS; !signal.aborted; delayMs = Math.min(delayMs * 2, LAST_DELAY_MS)) {
    try {
      return await call();
    } catch (fault) {
      if (!(fault instanceof ApiFailure) || isHopeless(fault)) throw fault;
      if (signal.aborted) return undefined;
      const waitMs = fault.retryAfterMs ?? delayMs;
      log.warn({ reason: reasonOf(fault), waitMs }, 'telegram call will be repeated');
      await pause(clock, waitMs, signal);
    }
  }
  return undefined;
}
