import type { IncomingMessage, Request } from '../../core/message.ts';
import type { Notes } from '../../core/store.ts';
import { stripMentions, tidy } from '../mention.ts';
import { isFirstTime, UNSUPPORTED_NOTICE_MS } from '../once.ts';
import { isCaptionOnly, isKnownCommand, requestOfTyped } from '../typed.ts';
import type { BotMessage } from './update.ts';

/** Who the bot is, as far as it is known. */
export interface BotIdentity {
  readonly id: string | undefined;
  readonly names: readonly string[];
}

export interface BotIncomingOptions {
  readonly notes: Notes;
  readonly now: () => number;
  readonly identity: () => BotIdentity;
}

/** Every bot's name begins so: a mention is known by it while the bot's own name is not known. */
const COMMON_NAME = 'Bot';

/**
 * Makes a message of an update; undefined when there is nothing to answer. In groups only what addresses the bot is
 * heard: a mention, an answer to the bot, a command.
 */
export async function readBotMessage(
  update: BotMessage,
  options: BotIncomingOptions,
): Promise<IncomingMessage | undefined> {
  const identity = options.identity();
  if (update.senderId === identity.id) return undefined;
  const text = update.isGroup ? readAddressed(update, identity) : update.text;
  if (text === undefined) return undefined;
  const request = requestOf(text, update);
  if (!request) return undefined;
  const message: IncomingMessage = {
    channel: 'zalo-bot',
    id: update.id,
    conversation: update.chatId,
    sender: update.senderId,
    isGroup: update.isGroup,
    language: 'vi',
    request,
    address: null,
    sentAtMs: update.atMs ?? options.now(),
  };
  if (request.kind !== 'unsupported') return message;
  const isFirst = await isFirstTime(options.notes, message, 'unsupported', UNSUPPORTED_NOTICE_MS, options.now());
  return isFirst ? message : undefined;
}

function requestOf(text: string, { isAttachment, isGroup }: BotMessage): Request | undefined {
  if (isAttachment && isCaptionOnly(text)) return isGroup ? undefined : { kind: 'unsupported' };
  const request = requestOfTyped(text);
  if (request !== 'unknown') return request;
  return isGroup ? undefined : { kind: 'help' };
}

/** The text without the bot's name; undefined when it is not meant for the bot. */
function readAddressed(update: BotMessage, { id, names }: BotIdentity): string | undefined {
  const named = stripMentions(update.text, [...names, COMMON_NAME]);
  const { repliesTo, mentioned } = update;
  const isReply = repliesTo !== undefined && (repliesTo.writerId === undefined || repliesTo.writerId === id);
  const isMentioned = named.isMentioned || (id !== undefined && mentioned.includes(id));
  return isMentioned || isReply || isKnownCommand(tidy(update.text)) ? named.text : undefined;
}
