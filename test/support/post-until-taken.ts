import { setTimeout as sleep } from 'node:timers/promises';

/** How much longer every further delivery of a message waits, at most. */
const MOST_PATIENT = 8;

/** Where one message is delivered, and what came of it. */
export interface WebhookDelivery {
  /** Tried in turn. */
  readonly ports: readonly number[];
  readonly number: number;
  /** Counts answers other than 200 by status; 0 stands for none. */
  readonly refused: Record<number, number>;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** Posts a message again and again until one of the ports answers 200. */
export async function postUntilTaken(
  { ports, number, refused, signal }: WebhookDelivery,
  post: (port: number) => Promise<number>,
): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const status = await post(ports[(number + attempt) % ports.length] as number).catch(() => 0);
    if (status === 200) return;
    refused[status] = (refused[status] ?? 0) + 1;
    await sleep((100 + Math.random() * 200) * Math.min(attempt + 1, MOST_PATIENT));
  }
}
