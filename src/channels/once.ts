import { conversationPrefix } from '../core/context.ts';
import type { IncomingMessage } from '../core/message.ts';
import type { Notes } from '../core/store.ts';

/**
 * Whether `message` is the first of its conversation within `withinMs` to be said `what` to: a notice about stickers, a
 * welcome. Stays true when the platform delivers the same message again, since the first time may not have been stored.
 */
export async function isFirstTime(
  notes: Notes,
  message: IncomingMessage,
  what: string,
  withinMs: number,
  nowMs: number,
): Promise<boolean> {
  const key = `${conversationPrefix(message)}${what}`;
  return (await notes.add(key, message.id, nowMs + withinMs)) || (await notes.get(key)) === message.id;
}

/** How long nothing more is said about stickers and pictures. */
export const UNSUPPORTED_NOTICE_MS = 3_600_000;
