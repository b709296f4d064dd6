import { type Fields, fieldsOf, wordsOf } from '../loose-json.ts';

/** A message that reached the bot, by what it means for answering questions. */
export interface BotMessage {
  readonly id: string;
  readonly chatId: string;
  readonly senderId: string;
  readonly isGroup: boolean;
  /** The text, or the words beside a picture. */
  readonly text: string;
  /** Whether it is something else than a text. */
  readonly isAttachment: boolean;
  /** Ids of the accounts that it mentions, as far as the platform lists them. */
  readonly mentioned: readonly string[];
  /** The message that it answers: its writer where that is told. */
  readonly repliesTo: { readonly writerId: string | undefined } | undefined;
  readonly atMs: number | undefined;
}

/** Under such names clients and documents put the message that is answered. */
const REPLY_FIELDS = ['reply_to_message', 'reply_to', 'quote', 'quote_message', 'quoted_message'];
const REPLY_ID_FIELDS = ['reply_to_message_id', 'quote_message_id', 'quote_msg_id'];

/** Dates come in milliseconds; a smaller number is one in seconds. */
const FIRST_MS = 100_000_000_000;
const MAX_TEXT_LENGTH = 8_000;

/**
 * Reads an update, wrapped (`{ok, result: {event_name, message}}`) or bare. Undefined for what holds no message, and
 * for what a bot wrote. Never throws.
 */
export function readBotUpdate(body: unknown): BotMessage | undefined {
  const outer = fieldsOf(body);
  const update = 'event_name' in outer || 'message' in outer ? outer : fieldsOf(outer.result);
  const name = wordsOf(update.event_name) ?? '';
  const message = fieldsOf(update.message);
  const sender = fieldsOf(message.from);
  const chat = fieldsOf(message.chat);
  const chatId = wordsOf(chat.id);
  const senderId = wordsOf(sender.id);
  if (!chatId || !senderId || sender.is_bot === true) return undefined;
  const at = Number(wordsOf(message.date));
  return {
    id: `${chatId}:${wordsOf(message.message_id) ?? `${name}:${senderId}:${wordsOf(message.date) ?? ''}`}`,
    chatId,
    senderId,
    isGroup: chat.chat_type === 'GROUP',
    text: (wordsOf(message.text) ?? wordsOf(message.caption) ?? '').slice(0, MAX_TEXT_LENGTH),
    isAttachment: isAttachment(name, message),
    mentioned: mentionsOf(message),
    repliesTo: replyOf(message),
    atMs: at > 0 ? (at < FIRST_MS ? at * 1000 : at) : undefined,
  };
}

function isAttachment(name: string, message: Fields): boolean {
  if (name === '') return wordsOf(message.text) === undefined;
  return name !== 'message.text.received';
}

function mentionsOf(message: Fields): readonly string[] {
  const mentions = Array.isArray(message.mentions) ? message.mentions : [];
  return mentions.flatMap((mention) => wordsOf(fieldsOf(mention).uid) ?? wordsOf(fieldsOf(mention).id) ?? []);
}

function replyOf(message: Fields): BotMessage['repliesTo'] {
  for (const name of REPLY_FIELDS) {
    const answered = message[name];
    if (typeof answered !== 'object' || answered === null) continue;
    return { writerId: wordsOf(fieldsOf(fieldsOf(answered).from).id) };
  }
  return REPLY_ID_FIELDS.some((name) => wordsOf(message[name]) !== undefined) ? { writerId: undefined } : undefined;
}
