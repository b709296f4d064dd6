import type { TurnRef } from '../../core/interview.ts';
import { cutQuestion, type IncomingMessage, type Request } from '../../core/message.ts';
import { readCommand, requestOfCommand } from '../commands.ts';
import { foldLetters } from '../typed.ts';
import { type Address, conversationOf } from './address.ts';
import { isAddressed, isReplyTo, withoutMentions, wordsOf } from './addressed.ts';
import { languageOf } from './language.ts';
import { ignored, type Reading } from './reading.ts';
import { readStart } from './start-link.ts';
import type { TelegramMe, TelegramMessage } from './update.ts';

/** What reading needs to know besides the message. */
export interface ReadMessageOptions {
  readonly me: TelegramMe;
  /** The turn that the key in a link or button names. */
  findTurnByKey(key: string): TurnRef | undefined;
}

/** How long after it was written an edit may still make a message a question to the bot. */
const EDIT_WINDOW_S = 600;

/** What holds no question but deserves a word in a private chat. Anything else without words is a service message. */
const UNSUPPORTED = [
  ...['sticker', 'photo', 'voice', 'audio', 'video', 'video_note', 'animation', 'document'],
  ...['location', 'venue', 'contact', 'poll', 'dice', 'story', 'paid_media', 'checklist'],
];

/** Reads a message, new or edited, of a private chat or a group. */
export function readMessage(message: TelegramMessage, options: ReadMessageOptions): Reading {
  expectIdentity(message);
  const { me } = options;
  const { chat } = message;
  if (message.migrate_to_chat_id) return { kind: 'moved', from: chat.id, to: message.migrate_to_chat_id };
  const sender = senderOf(message);
  if (sender === undefined) return ignored('written by no person');
  if (message.via_bot?.id === me.id) return ignored('sent through this bot');
  if (message.is_automatic_forward) return ignored('forwarded from the linked channel');
  if (message.edit_date && message.edit_date - message.date > EDIT_WINDOW_S) return ignored('late edit');
  if (chat.type === 'private') return readPrivate(message, sender, options);
  if (chat.type === 'group' || chat.type === 'supergroup') return readGroup(message, sender, options);
  return ignored(`chat type ${chat.type}`);
}

/** Reads a message that calls the bot into a chat of which it is no member. */
export function readGuest(guest: TelegramMessage, { me }: ReadMessageOptions): Reading {
  expectIdentity(guest);
  const sender = senderOf(guest);
  if (sender === undefined || !guest.guest_query_id) return ignored('written by no person');
  const question = withoutMentions(guest, me) || (guest.reply_to_message ? wordsOf(guest.reply_to_message) : '');
  const request: Request =
    question.trim() === '' ? { kind: 'help' } : { kind: 'question', text: cutQuestion(question.trim()) };
  return { kind: 'guest', queryId: guest.guest_query_id, message: incoming(guest, sender, request) };
}

/** Without these a reply could not be addressed, nor a redelivery recognised; everything else may be missing. */
function expectIdentity({ chat, message_id: id, date, edit_date: edited = 0 }: TelegramMessage): void {
  const isKnown = [chat.id, id, date, edited].every((each) => Number.isSafeInteger(each));
  if (!isKnown) throw new TypeError('expected a Telegram message with whole numbers as chat, id and date');
}

/** The inbox's form of `message`, asking for `request`. */
export function incoming(
  message: TelegramMessage,
  sender: string,
  request: Request,
  target = message,
): IncomingMessage {
  const { chat } = message;
  const thread = message.is_topic_message ? message.message_thread_id : undefined;
  const address: Address = { chat: chat.id, message: target.message_id, thread };
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
    sentAtMs: (message.edit_date ?? message.date) * 1000,
  };
}

/** Who wrote it: a person, or the chat in whose name an administrator wrote. Undefined for bots and for nobody. */
export function senderOf({ from, sender_chat: chat }: TelegramMessage): string | undefined {
  const id = chat ? chat.id : from?.is_bot ? undefined : from?.id;
  return Number.isSafeInteger(id) ? String(id) : undefined;
}

function readPrivate(message: TelegramMessage, sender: string, options: ReadMessageOptions): Reading {
  const words = wordsOf(message).trim();
  if (words === '') {
    const isContent = UNSUPPORTED.some((kind) => kind in message);
    if (!isContent) return ignored('service message');
    return { kind: 'unsupported', message: incoming(message, sender, { kind: 'unsupported' }) };
  }
  const command = readCommandOf(message, sender, options);
  if (command) return command === 'unknown' ? ask(message, sender, { kind: 'help' }) : command;
  const question = withoutMentions(message, options.me);
  if (question === '') return ask(message, sender, { kind: 'help' });
  return ask(message, sender, { kind: 'question', text: cutQuestion(question) });
}

function readGroup(message: TelegramMessage, sender: string, options: ReadMessageOptions): Reading {
  const { me } = options;
  const words = wordsOf(message).trim();
  if (words === '') return ignored('no words in a group');
  const command = readCommandOf(message, sender, options);
  if (command) return command === 'unknown' ? ignored('unknown command in a group') : command;
  if (!isAddressed(message, me)) {
    const request: Request = { kind: 'overheard', text: cutQuestion(words) };
    return { kind: 'overheard', message: incoming(message, sender, request) };
  }
  const question = withoutMentions(message, me);
  return question === ''
    ? askAbout(message, sender, me)
    : ask(message, sender, { kind: 'question', text: cutQuestion(question) });
}

/** A command, `unknown` for one that means nothing, undefined when the message does not begin with one. */
function readCommandOf(
  message: TelegramMessage,
  sender: string,
  options: ReadMessageOptions,
): Reading | 'unknown' | undefined {
  const { me } = options;
  const words = wordsOf(message).trim();
  const typed = words.startsWith('/') ? readCommand(words.normalize('NFC')) : undefined;
  if (!typed) return undefined;
  const command = { ...typed, name: foldLetters(typed.name) };
  if (command.addressee !== undefined && command.addressee !== me.username.toLowerCase()) {
    return ignored('command for another bot');
  }
  const isGroup = message.chat.type !== 'private';
  if (command.name === 'tudong' && isGroup) {
    return {
      kind: 'setting',
      message: incoming(message, sender, { kind: 'unprompted', isOn: !isOff(command.argument) }),
      isOn: !isOff(command.argument),
      user: message.sender_chat?.id === message.chat.id ? undefined : message.from?.id,
    };
  }
  if (command.name === 'start') {
    return ask(message, sender, readStart(command.argument, options.findTurnByKey) ?? { kind: 'welcome' });
  }
  if ((command.name === 'hoi' || command.name === 'ask') && command.argument === '') {
    return askAbout(message, sender, me);
  }
  const request = requestOfCommand(command);
  return request ? ask(message, sender, request) : 'unknown';
}

/** The bot was called without a question: the message replied to is the question, if somebody else wrote it. */
function askAbout(message: TelegramMessage, sender: string, me: TelegramMe): Reading {
  const original = message.reply_to_message;
  const words = message.quote?.text ?? (original ? withoutMentions(original, me) : '');
  if (!original || words.trim() === '' || isReplyTo(message, me)) return ask(message, sender, { kind: 'help' });
  return {
    kind: 'message',
    message: incoming(message, sender, { kind: 'question', text: cutQuestion(words) }, original),
  };
}

function ask(message: TelegramMessage, sender: string, request: Request): Reading {
  return { kind: 'message', message: incoming(message, sender, request) };
}

function isOff(argument: string): boolean {
  return /^(tat|tắt|off|0)$/iu.test(argument.normalize('NFC'));
}
