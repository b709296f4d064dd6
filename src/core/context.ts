import type { TurnRef } from './interview.ts';
import type { IncomingMessage, Request } from './message.ts';

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

/** The note under which a conversation's context is kept. */
export function contextKey(message: Pick<IncomingMessage, 'channel' | 'conversation'>): string {
  return `${conversationPrefix(message)}context`;
}

/** Every note about a conversation begins with this. */
export function conversationPrefix(message: Pick<IncomingMessage, 'channel' | 'conversation'>): string {
  return `conversation/${message.channel}/${message.conversation}/`;
}

/** Every note about the person who wrote `message` begins with this. */
export function personPrefix(message: Pick<IncomingMessage, 'channel' | 'sender'>): string {
  return `person/${message.channel}/${message.sender}/`;
}
