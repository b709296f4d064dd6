import type { TelegramEntity } from '../../src/channels/telegram/update.ts';

/** Who writes, unless a test says otherwise. */
export const ASKER = { id: 5001, is_bot: false, first_name: 'Lan', language_code: 'vi' };

/** A group, as updates carry it. */
export const GROUP = { id: -1001234567890, type: 'supergroup' as const, title: 'Tổ dân phố 5' };

let lastMessageId = 100;

/** A text message as Telegram would deliver it, entities of commands and mentions included. */
export function textMessage(text: string, fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  lastMessageId += 1;
  return {
    message_id: lastMessageId,
    date: Math.floor(Date.now() / 1000),
    from: ASKER,
    chat: { id: ASKER.id, type: 'private', first_name: 'Lan' },
    text,
    ...entitiesField(text),
    ...fields,
  };
}

/** The same in {@link GROUP}. */
export function groupMessage(text: string, fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return textMessage(text, { chat: GROUP, ...fields });
}

function entitiesField(text: string): { entities?: readonly TelegramEntity[] } {
  const commands = [...text.matchAll(/(?<=^|\s)\/\w+(?:@\w+)?/gu)].map((match) => entity('bot_command', match));
  const mentions = [...text.matchAll(/(?<![\w@/.])@\w{3,}/gu)].map((match) => entity('mention', match));
  const entities = [...commands, ...mentions].sort((one, other) => one.offset - other.offset);
  return entities.length > 0 ? { entities } : {};
}

function entity(type: string, match: RegExpExecArray): TelegramEntity {
  return { type, offset: match.index, length: match[0].length };
}
