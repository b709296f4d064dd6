import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../core/clock.ts';
import { describeFault, type Log } from '../core/log.ts';

/** Tells which message a fault belongs to, also when it surfaces as a rejected promise that nobody awaits. */
export interface Guard {
  /** Runs `work` so that rejections it leaves behind are put down to it. */
  run<T>(trace: Trace, work: () => Promise<T>): Promise<T>;
  /** Rejects when a rejection was left behind by now; gives rejections of this turn of the loop the time to surface. */
  settleTrace(trace: Trace): Promise<void>;
  start(): void;
  stop(): void;
}

/** One message's work, as far as its faults go. */
export interface Trace {
  fault: { readonly cause: unknown } | undefined;
}

/** Work that took longer than it may. */
export class HangError extends Error {
  override readonly name = 'HangError';
}

/** Makes the guard; while it is started, an unhandled rejection anywhere is logged and does not end the process. */
export function createGuard(log: Log): Guard {
  const traces = new AsyncLocalStorage<Trace>();
  const onRejection = (cause: unknown): void => {
    const trace = traces.getStore();
    if (trace) trace.fault ??= { cause };
    log.error(
      { fault: describeFault(cause), isOfMessage: trace !== undefined },
      'a promise was rejected and nobody waited for it',
    );
  };
  return {
    run: (trace, work) => traces.run(trace, work),
    async settleTrace(trace) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (trace.fault) throw trace.fault.cause;
    },
    start: () => void process.on('unhandledRejection', onRejection),
    stop: () => void process.off('unhandledRejection', onRejection),
  };
}

/** Resolves as `work` does, or rejects with a {@link HangError} after `timeoutMs`; `work` itself cannot be stopped. */
export function withinTime<T>(work: Promise<T>, timeoutMs: number, clock: Clock): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(timeoutMs, () =>
      reject(new HangError(`expected an end within ${timeoutMs} ms, got none`)),
    );
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (fault) => {
        cancel();
        reject(fault);
      },
    );
  });
}
