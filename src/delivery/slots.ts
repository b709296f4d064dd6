import type { Clock } from '../core/clock.ts';

/** Bounds how many works run at a time; a work that only waits gives its place to another meanwhile, or stays in it. */
export interface Slots {
  /** How many more works may begin now. */
  readonly free: number;
  readonly isStopped: boolean;
  /** Runs `work` in a place of its own. */
  hold(work: () => Promise<void>): Promise<void>;
  /** Waits without holding a place; called by a work that runs. Ends early when everything stops. */
  pause(waitMs: number): Promise<void>;
  /** Waits and keeps the place, so that nothing else begins in it. Ends early when everything stops. */
  stay(waitMs: number): Promise<void>;
  /** Ends all pauses and resolves when no work runs any more, or after `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
}

/** Works that may be pausing for each place there is. */
const PAUSING_PER_SLOT = 16;

/** Makes `count` places. */
export function createSlots(count: number, clock: Clock): Slots {
  let running = 0;
  let pausing = 0;
  let isStopped = false;
  const wakes = new Set<() => void>();
  const line: (() => void)[] = [];
  let onIdle: () => void = () => {};

  const leave = (): void => {
    running -= 1;
    if (running < count) line.shift()?.();
    if (running === 0 && pausing === 0) onIdle();
  };

  /** Resolves after `waitMs`, or when everything stops. */
  const wait = (waitMs: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        wakes.delete(wake);
        resolve();
      };
      const cancel = clock.after(waitMs, wake);
      wakes.add(wake);
    });

  return {
    get free() {
      return Math.min(count - running, count * PAUSING_PER_SLOT - pausing);
    },
    get isStopped() {
      return isStopped;
    },
    async hold(work) {
      running += 1;
      try {
        await work();
      } finally {
        leave();
      }
    },
    async pause(waitMs) {
      if (isStopped) return;
      pausing += 1;
      leave();
      await wait(waitMs);
      if (running >= count && !isStopped) {
        await new Promise<void>((resolve) => {
          line.push(resolve);
        });
      }
      pausing -= 1;
      running += 1;
    },
    async stay(waitMs) {
      if (!isStopped) await wait(waitMs);
    },
    async stop(deadlineMs) {
      isStopped = true;
      const idle = new Promise<void>((resolve) => {
        onIdle = resolve;
      });
      for (const wake of wakes) wake();
      for (const enter of line.splice(0)) enter();
      if (running === 0 && pausing === 0) onIdle();
      let cancel: () => void = () => {};
      const late = new Promise<void>((resolve) => {
        cancel = clock.after(deadlineMs, resolve);
      });
      await Promise.race([idle, late]);
      cancel();
    },
  };
}
