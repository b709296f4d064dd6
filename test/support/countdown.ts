/** Lets tests wait until something has happened so many times. */
export interface Countdown {
  readonly count: () => number;
  /** One more. */
  add(): void;
  /** Resolves once there have been `wanted` in all; rejects after `timeoutMs`. */
  reach(wanted: number, timeoutMs: number): Promise<void>;
}

export function createCountdown(what: string): Countdown {
  const waiters = new Set<() => void>();
  let count = 0;
  return {
    count: () => count,
    add() {
      count += 1;
      for (const waiter of waiters) waiter();
    },
    reach(wanted, timeoutMs) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          if (count < wanted) return;
          waiters.delete(look);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiters.delete(look);
          reject(new Error(`expected ${wanted} ${what} within ${timeoutMs} ms, got ${count}`));
        }, timeoutMs);
        waiters.add(look);
        look();
      });
    },
  };
}
