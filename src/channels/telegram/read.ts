import { Context, Telegraf } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';
import type { Api } from './api.ts';
import { createMessageReader, type ReadMessageOptions } from './read-message.ts';
import { ignored, type Reading } from './reading.ts';
import type { TelegramCallbackQuery, TelegramInlineQuery, TelegramMembership, TelegramMessage } from './update.ts';

/** Tells what an update is. Rejects when an update is not what Telegram documents. */
export type ReadUpdate = (update: object) => Promise<Reading>;

/**
 * Makes the reader: a telegraf bot whose handlers only read. They send nothing, wait for nothing and store nothing, so
 * that neither telegraf's loop nor its 90 s limit nor its webhook server has a part in what may be lost.
 */
export function createReader(token: string, api: Api, options: ReadMessageOptions): ReadUpdate {
  const messages = createMessageReader(options);
  const readings = new WeakMap<object, Reading>();

  class ReadContext extends Context {
    // telegraf would give each context a client of its own, on its own transport.
    constructor(update: Update, _client: unknown, me: UserFromGetMe) {
      super(update, api.telegram, me);
    }
  }

  const bot = new Telegraf(token, { contextType: ReadContext, handlerTimeout: Number.POSITIVE_INFINITY });
  bot.telegram = api.telegram;
  bot.botInfo = options.me as UserFromGetMe;
  // The default handler prints the whole update and sets the exit code.
  bot.catch((fault) => {
    throw fault;
  });

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

  return async (update) => {
    await bot.handleUpdate(update as Update);
    return readings.get(update) ?? ignored('unknown kind of update');
  };
}

function readMembership({ chat, new_chat_member: member }: TelegramMembership): Reading {
  if (member?.status === 'kicked' || member?.status === 'left') {
    return { kind: 'left', chat: chat.id, isPrivate: chat.type === 'private' };
  }
  return ignored('membership that changes nothing');
}
