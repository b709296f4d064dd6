/** Messages whose tries are remembered. */
const REMEMBERED = 10_000;

/** Counts how often a message met a fault that may pass, so that it is not sent for ever. */
export interface Patience {
  /** Counts one more try of the message `id`; true once there have been `allowed`, which ends the counting. */
  isSpent(id: string, allowed: number): boolean;
  forget(id: string): void;
}

/** Kept in memory: after a restart a message has all its tries again. */
export function createPatience(): Patience {
  const tries = new Map<string, number>();
  return {
    isSpent(id, allowed) {
      const tried = (tries.get(id) ?? 0) + 1;
      tries.delete(id);
      if (tried >= allowed) return true;
      tries.set(id, tried);
      if (tries.size > REMEMBERED) tries.delete(tries.keys().next().value as string);
      return false;
    },
    forget(id) {
      tries.delete(id);
    },
  };
}
