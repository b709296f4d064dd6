import { setTimeout as sleep } from 'node:timers/promises';

/** How much longer every further delivery of a message waits, at most. */
const MOST_PATIENT = 8;

/** Posts one delivery of message `number` to the ports in turn until one answers 200; counts in `refused` what else came. */
export async function postUntilTaken(
  to: { readonly ports: readonly number[]; readonly number: number; readonly refused: Record<number, number> },
  post: (port: number) => Promise<number>,
): Promise<void> {
  const { ports, number, refused } = to;
  for (let attempt = 0; ; attempt += 1) {
    const status = await post(ports[(number + attempt) % ports.length] as number).catch(() => 0);
    if (status === 200) return;
    refused[status] = (refused[status] ?? 0) + 1;
    await sleep((100 + Math.random() * 200) * Math.min(attempt + 1, MOST_PATIENT));
  }
}
