/** Time as an argument, so that nobody has to wait for it in a test. */
export interface Clock {
  /** Now, ms since the epoch. */
  now(): number;
  /** Calls `run` once after `delayMs`; the function returned takes it back. */
  after(delayMs: number, run: () => void): () => void;
}

/** The machine's own time. A pending timer does not keep the process alive. */
export const systemClock: Clock = {
  now: Date.now,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
