import type { TurnRef } from './interview.ts';

/** The channels there are. */
export type ChannelName = 'terminal' | 'telegram' | 'zalo' | 'zalo-bot';

/** Language of the frame around a quote; the quote itself is never translated. */
export type Language = 'vi' | 'en';

/** What a person wants, with the platform's way of saying it taken off. Plain JSON: it is stored in the inbox. */
export type Request =
  | { readonly kind: 'question'; readonly text: string }
  /** A group's message that does not address the bot, read only where the group's administrators asked for it. */
  | { readonly kind: 'overheard'; readonly text: string }
  /** First contact: /start, follow. */
  | { readonly kind: 'welcome' }
  | { readonly kind: 'help' }
  | { readonly kind: 'about' }
  /** The list of the questions that are answered; `interview` narrows it to one. */
  | { readonly kind: 'questions'; readonly interview: string | undefined }
  /** The whole answer of one turn. */
  | { readonly kind: 'turn'; readonly ref: TurnRef }
  /** What a citation code names, to be checked. */
  | { readonly kind: 'citation'; readonly code: string }
  /** The words that a citation code names, as an answer. */
  | { readonly kind: 'passage'; readonly code: string }
  | { readonly kind: 'privacy' }
  | { readonly kind: 'forget' }
  /** Stickers, pictures, voice, files: something that holds no question. */
  | { readonly kind: 'unsupported' }
  /** A setting of a group, changed by its administrator. */
  | { readonly kind: 'unprompted'; readonly isOn: boolean };

/**
 * A message that a platform handed over, as the inbox keeps it. Plain JSON.
 *
 * `channel` and `id` together are its identity: the same pair again is a redelivery and is not answered again.
 */
export interface IncomingMessage {
  readonly channel: ChannelName;
  /** The platform's own id of this message or update, unique inside the channel. */
  readonly id: string;
  /** Where the reply goes (a private chat, a group, a group's topic); messages of one conversation are answered in order. */
  readonly conversation: string;
  /** Who asked, for limits and for `/xoadulieu`; the platform's id of the person. */
  readonly sender: string;
  readonly isGroup: boolean;
  readonly language: Language;
  readonly request: Request;
  /** What the channel itself needs to address its reply; opaque to everybody else. Plain JSON. */
  readonly address: unknown;
  /** When the platform says it was written, ms since the epoch; its arrival where the platform does not say. */
  readonly sentAtMs: number;
}

/** The longest question that is looked at, in UTF-16 units; the rest is cut off before it is stored. */
export const MAX_QUESTION_LENGTH = 1_000;

/** Cuts `text` to {@link MAX_QUESTION_LENGTH} without splitting a surrogate pair. */
export function cutQuestion(text: string): string {
  if (text.length <= MAX_QUESTION_LENGTH) return text;
  const cut = text.slice(0, MAX_QUESTION_LENGTH);
  return /[\uD800-\uDBFF]$/u.test(cut) ? cut.slice(0, -1) : cut;
}
