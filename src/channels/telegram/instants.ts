import type { Clock } from '../../core/clock.ts';
import { describeFault, type Log } from '../../core/log.ts';
import { ApiFailure, reasonOf } from './api-failure.ts';
import { pause } from './pause.ts';

/** Work that is begun at once and that nobody waits for, except the end of the process. */
export interface Instants {
  /** Begins `work`, or leaves it when too much is under way. What it throws is logged. */
  begin(name: string, work: () => Promise<void>): void;
  /** Resolves when all of it has ended, or after `limitMs`. */
  drain(limitMs: number): Promise<void>;
}

/** More than this at once means somebody plays with the buttons. */
const MAX_UNDER_WAY = 256;

/** Makes an empty set of such work. */
export function createInstants(clock: Clock, log: Log): Instants {
  const underWay = new Set<Promise<void>>();
  return {
    begin(name, work) {
      if (underWay.size >= MAX_UNDER_WAY) {
        log.warn({ name }, 'telegram update left unanswered: too many at once');
        return;
      }
      const run = work().catch((fault) => {
        const described = fault instanceof ApiFailure ? reasonOf(fault) : describeFault(fault);
        log.error({ name, fault: described }, 'telegram update could not be answered at once');
      });
      underWay.add(run);
      void run.finally(() => underWay.delete(run));
    },
    async drain(limitMs) {
      const limit = new AbortController();
      await Promise.race([Promise.all(underWay), pause(clock, limitMs, limit.signal)]);
      limit.abort();
    },
  };
}
