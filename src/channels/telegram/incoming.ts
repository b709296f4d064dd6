import type { IncomingMessage, Request } from '../../core/message.ts';
import { type Address, conversationOf } from './address.ts';
import { languageOf } from './language.ts';
import type { TelegramMessage } from './update.ts';

/** The inbox's form of `message`, which asks for `request`; the reply goes to `target` when that is another message. */
export function incoming(
  message: TelegramMessage,
  sender: string,
  request: Request,
  nowMs: number,
  target = message,
): IncomingMessage {
  const { chat } = message;
  const thread = message.is_topic_message ? message.message_thread_id : undefined;
  const address: Address = { chat: chat.id, message: target.message_id, thread };
  const writtenS = message.edit_date ?? message.date;
  return {
    channel: 'telegram',
    // An edit keeps the id of what it edits: one message is answered once, whichever version addressed the bot.
    id: `${chat.id}/${message.message_id}`,
    conversation: conversationOf(address),
    sender,
    isGroup: chat.type !== 'private',
    language: languageOf(message.from),
    request,
    address,
    sentAtMs: Number.isSafeInteger(writtenS) ? writtenS * 1000 : nowMs,
  };
}

/** Throws unless `message` has what a reply is addressed by and a redelivery recognised by; all else may be missing. */
export function expectIdentity({ chat, message_id: id }: TelegramMessage): void {
  const isKnown = Number.isSafeInteger(chat.id) && Number.isSafeInteger(id);
  if (!isKnown) throw new TypeError('expected a Telegram message with whole numbers as chat and id');
}

/** Who wrote it: a person, or the chat in whose name an administrator wrote. Undefined for bots and for nobody. */
export function senderOf({ from, sender_chat: chat, chat: { id: chatId, type } }: TelegramMessage): string | undefined {
  const person = from ? (from.is_bot ? undefined : from.id) : type === 'private' ? chatId : undefined;
  const id = chat ? chat.id : person;
  return Number.isSafeInteger(id) ? String(id) : undefined;
}
