import { tidy } from '../mention.ts';
import type { TelegramEntity, TelegramMe, TelegramMessage } from './update.ts';

/** What a person wrote: a message's text, or the caption under a picture. */
export function wordsOf(message: TelegramMessage): string {
  return message.text ?? message.caption ?? '';
}

/** Whether `message` calls the bot by name or replies to something that the bot wrote. */
export function isAddressed(message: TelegramMessage, me: TelegramMe): boolean {
  return mentionsOf(message, me).length > 0 || isReplyTo(message, me);
}

/** Whether `message` replies to a message of the bot; the opening of a topic is not one. */
export function isReplyTo(message: TelegramMessage, me: TelegramMe): boolean {
  const original = message.reply_to_message;
  return original?.from?.id === me.id && original.forum_topic_created === undefined;
}

/** The words of `message` with the bot's own name taken out. */
export function withoutMentions(message: TelegramMessage, me: TelegramMe): string {
  let words = wordsOf(message);
  for (const { offset, length } of [...mentionsOf(message, me)].reverse()) {
    words = `${words.slice(0, offset)} ${words.slice(offset + length)}`;
  }
  return tidy(words);
}

/** Where the bot is named, in order: `@name` in any case, or a mention by its profile. */
function mentionsOf(message: TelegramMessage, me: TelegramMe): readonly Pick<TelegramEntity, 'offset' | 'length'>[] {
  const words = wordsOf(message);
  const entities = (message.text === undefined ? message.caption_entities : message.entities) ?? [];
  if (entities.length === 0 && !words.includes('@')) return [];
  const byName = [...words.matchAll(/(?<![\w@./])@(\w{3,64})/gu)]
    .filter((match) => match[1]?.toLowerCase() === me.username.toLowerCase())
    .map((match) => ({ offset: match.index, length: match[0].length }));
  const byProfile = entities.filter(
    (entity) => entity.type === 'text_mention' && entity.user?.id === me.id && entity.length > 0,
  );
  return [...byName, ...byProfile].sort((one, other) => one.offset - other.offset);
}
