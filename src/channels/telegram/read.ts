import { Context } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';
import type { Api } from './api.ts';
import { createMessageReader, type ReadMessageOptions } from './read-message.ts';
import { ignored, type Reading } from './reading.ts';
import type { TelegramCallbackQuery, TelegramInlineQuery, TelegramMembership, TelegramMessage } from './update.ts';

/** Tells what an update is. Throws when an update is not what Telegram documents. */
export type ReadUpdate = (update: object) => Reading;

/**
 * Makes the reader over telegraf's contexts. Reading sends nothing, waits for nothing and stores nothing, so that neither
 * telegraf's loop nor its 90 s limit nor its webhook server has a part in what may be lost.
 */
export function createReader(api: Api, options: ReadMessageOptions): ReadUpdate {
  const messages = createMessageReader(options);
  return (update) => {
    const context = new Context(update as Update, api.telegram, options.me as UserFromGetMe);
    if (context.has('message')) return messages.read(context.message as TelegramMessage);
    if (context.has('edited_message')) return messages.read(context.editedMessage as TelegramMessage);
    if (context.has('callback_query')) return { kind: 'press', press: context.callbackQuery as TelegramCallbackQuery };
    if (context.has('inline_query')) return { kind: 'inline', query: context.inlineQuery as TelegramInlineQuery };
    if (context.has('my_chat_member')) return readMembership(context.myChatMember as TelegramMembership);
    const { guest_message: guest } = context.update as { guest_message?: TelegramMessage };
    return guest ? messages.readGuest(guest) : ignored('unknown kind of update');
  };
}

function readMembership({ chat, new_chat_member: member }: TelegramMembership): Reading {
  if (member?.status === 'kicked' || member?.status === 'left') {
    return { kind: 'left', chat: chat.id, isPrivate: chat.type === 'private' };
  }
  return ignored('membership that changes nothing');
}
