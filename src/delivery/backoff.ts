const FIRST_MS = 500;
const LONGEST_MS = 8_000;

/** How long to wait before the next attempt after `attempt` failures before it: doubling to a bound, half of it by chance. */
export function backoffMs(attempt: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}
