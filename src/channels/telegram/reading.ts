import type { IncomingMessage } from '../../core/message.ts';
import type { TelegramCallbackQuery, TelegramInlineQuery } from './update.ts';

/** What an update turned out to be. */
export type Reading =
  /** Something to answer: goes to the inbox. */
  | { readonly kind: 'message'; readonly message: IncomingMessage }
  /** A group's message that does not address the bot. */
  | { readonly kind: 'overheard'; readonly message: IncomingMessage }
  /** A picture, a voice message: holds no question. */
  | { readonly kind: 'unsupported'; readonly message: IncomingMessage }
  /** `/tudong` in a group, by somebody who may or may not be its administrator. */
  | {
      readonly kind: 'setting';
      readonly message: IncomingMessage;
      readonly isOn: boolean;
      /** Who must be an administrator; undefined when the message itself proves it (an anonymous administrator). */
      readonly user: number | undefined;
    }
  | { readonly kind: 'press'; readonly press: TelegramCallbackQuery }
  | { readonly kind: 'inline'; readonly query: TelegramInlineQuery }
  | { readonly kind: 'guest'; readonly queryId: string; readonly message: IncomingMessage }
  /** The group became a supergroup under another id. */
  | { readonly kind: 'moved'; readonly from: number; readonly to: number }
  /** The bot was blocked, or removed from a group. */
  | { readonly kind: 'left'; readonly chat: number; readonly isPrivate: boolean }
  | { readonly kind: 'ignored'; readonly reason: string };

/** What is answered at once and never stored: worthless after seconds. */
export type InstantReading = Extract<Reading, { readonly kind: 'press' | 'inline' | 'guest' | 'setting' }>;

/** A reading that comes to nothing, with the reason for the log. */
export function ignored(reason: string): Reading {
  return { kind: 'ignored', reason };
}
