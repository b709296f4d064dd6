import { Composer, Context } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';
import type { Api } from './api.ts';
import { createMessageReader, type ReadMessageOptions } from './read-message.ts';
import { ignored, type Reading } from './reading.ts';
import type { TelegramCallbackQuery, TelegramInlineQuery, TelegramMembership, TelegramMessage } from './update.ts';

/** Tells what an update is. Rejects when an update is not what Telegram documents. */
export type ReadUpdate = (update: object) => Promise<Reading>;

/**
 * Makes the reader: telegraf's middleware with handlers that only read. They send nothing, wait for nothing and store
 * nothing, so that neither telegraf's loop nor its 90 s limit nor its webhook server has a part in what may be lost.
 */
export function createReader(api: Api, options: ReadMessageOptions): ReadUpdate {
  const messages = createMessageReader(options);
  const readings = new WeakMap<object, Reading>();
  const bot = new Composer();

  const found = ({ update }: Context, reading: Reading): void => {
    readings.set(update, reading);
  };
  bot.on('message', (context) => found(context, messages.read(context.message as TelegramMessage)));
  bot.on('edited_message', (context) => found(context, messages.read(context.editedMessage as TelegramMessage)));
  bot.on('callback_query', (context) =>
    found(context, { kind: 'press', press: context.callbackQuery as TelegramCallbackQuery }),
  );
  bot.on('inline_query', (context) =>
    found(context, { kind: 'inline', query: context.inlineQuery as TelegramInlineQuery }),
  );
  bot.on('my_chat_member', (context) => found(context, readMembership(context.myChatMember as TelegramMembership)));
  bot.use((context) => {
    const { guest_message: guest } = context.update as { guest_message?: TelegramMessage };
    found(context, guest ? messages.readGuest(guest) : ignored('unknown kind of update'));
  });

  const route = bot.middleware();
  return async (update) => {
    await route(new Context(update as Update, api.telegram, options.me as UserFromGetMe), nothingMore);
    return readings.get(update) ?? ignored('unknown kind of update');
  };
}

async function nothingMore(): Promise<void> {}

function readMembership({ chat, new_chat_member: member }: TelegramMembership): Reading {
  if (member?.status === 'kicked' || member?.status === 'left') {
    return { kind: 'left', chat: chat.id, isPrivate: chat.type === 'private' };
  }
  return ignored('membership that changes nothing');
}
