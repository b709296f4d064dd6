import type { TurnRef } from './interview.ts';
import type { Request } from './message.ts';

/** What is remembered of a conversation for a few minutes. Plain JSON. */
export interface Context {
  /** The turn answered last: a follow-up may lean on it. */
  readonly lastTurn: TurnRef | undefined;
  /** The last numbered menu: a bare number picks from it. */
  readonly menu: readonly Request[];
  /** When it was written, ms since the epoch. */
  readonly atMs: number;
}

/** How long a follow-up may lean on the turn answered last. */
export const FOLLOW_UP_MS = 10 * 60_000;

/** How long a bare number picks from the last menu. */
export const MENU_MS = 24 * 3_600_000;
