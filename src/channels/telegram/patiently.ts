import type { Clock } from '../../core/clock.ts';
import type { SendOutcome } from '../channel.ts';
import { pause } from './pause.ts';

/** Beyond this nobody waits in front of a button any more. */
const PATIENCE_MS = 30_000;

const FIRST_DELAY_MS = 500;

/**
 * Makes an attempt again, as the platform asks or with back-off, for half a minute at most. For what is answered at
 * once and is in no inbox.
 */
export async function patiently(
  attempt: () => Promise<SendOutcome>,
  clock: Clock,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const untilMs = clock.now() + PATIENCE_MS;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs *= 2) {
    const outcome = await attempt();
    if (outcome.kind !== 'retry') return outcome;
    const waitMs = outcome.afterMs ?? delayMs;
    if (clock.now() + waitMs > untilMs || signal.aborted) return outcome;
    await pause(clock, waitMs, signal);
  }
}
