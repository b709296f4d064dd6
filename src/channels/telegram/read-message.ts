import type { TurnRef } from '../../core/interview.ts';
import { cutQuestion, type Request } from '../../core/message.ts';
import { readCommand, requestOfCommand } from '../commands.ts';
import { foldLetters } from '../typed.ts';
import { isAddressed, isReplyTo, withoutMentions, wordsOf } from './addressed.ts';
import { expectIdentity, incoming, senderOf } from './incoming.ts';
import { ignored, type Reading } from './reading.ts';
import { readStart } from './start-link.ts';
import type { TelegramMe, TelegramMessage } from './update.ts';

/** What reading needs to know besides the message. */
export interface ReadMessageOptions {
  readonly me: TelegramMe;
  /** The turn that the key in a link or button names. */
  findTurnByKey(key: string): TurnRef | undefined;
  /** Ms since the epoch; for a message that does not say when it was written. */
  now(): number;
}

/** Reads messages, new and edited, and the mentions that reach the bot from chats of which it is no member. */
export interface MessageReader {
  read(message: TelegramMessage): Reading;
  readGuest(guest: TelegramMessage): Reading;
}

/** How long after it was written an edit may still make a message a question to the bot. */
const EDIT_WINDOW_S = 600;

/** What holds no question but deserves a word in a private chat. Anything else without words is a service message. */
const UNSUPPORTED = [
  ...['sticker', 'photo', 'voice', 'audio', 'video', 'video_note', 'animation', 'document'],
  ...['location', 'venue', 'contact', 'poll', 'dice', 'story', 'paid_media', 'checklist'],
];

/** A message with words, and who wrote it. */
interface Written {
  readonly message: TelegramMessage;
  readonly sender: string;
  readonly words: string;
}

/** Makes the reader of messages. */
export function createMessageReader({ me, findTurnByKey, now }: ReadMessageOptions): MessageReader {
  const ask = ({ message, sender }: Written, request: Request, target?: TelegramMessage): Reading => {
    return { kind: 'message', message: incoming(message, sender, request, now(), target) };
  };
  const askQuestion = (written: Written, text: string, target?: TelegramMessage): Reading =>
    ask(written, text.trim() === '' ? { kind: 'help' } : { kind: 'question', text: cutQuestion(text.trim()) }, target);

  /** The bot was called without a question: the message replied to is the question, if somebody else wrote it. */
  const askAbout = (written: Written): Reading => {
    const { message } = written;
    const original = message.reply_to_message;
    if (!original || isReplyTo(message, me)) return ask(written, { kind: 'help' });
    return askQuestion(written, message.quote?.text ?? withoutMentions(original, me), original);
  };

  const readSetting = ({ message, sender }: Written, argument: string): Reading => {
    const isOn = !/^(tat|tắt|off|0)$/iu.test(argument.normalize('NFC'));
    return {
      kind: 'setting',
      message: incoming(message, sender, { kind: 'unprompted', isOn }, now()),
      isOn,
      user: message.sender_chat?.id === message.chat.id ? undefined : message.from?.id,
    };
  };

  /** Undefined when the message does not begin with a command, `unknown` when it does with one that means nothing. */
  const readCommandOf = (written: Written): Reading | 'unknown' | undefined => {
    const { message, words } = written;
    const typed = words.startsWith('/') ? readCommand(words.normalize('NFC')) : undefined;
    if (!typed) return undefined;
    const command = { ...typed, name: foldLetters(typed.name) };
    if (command.addressee !== undefined && command.addressee !== me.username.toLowerCase()) {
      return ignored('command for another bot');
    }
    const { name, argument } = command;
    if (name === 'tudong' && message.chat.type !== 'private') return readSetting(written, argument);
    if (name === 'start') return ask(written, readStart(argument, findTurnByKey) ?? { kind: 'welcome' });
    if ((name === 'hoi' || name === 'ask') && argument === '') return askAbout(written);
    const request = requestOfCommand(command);
    return request ? ask(written, request) : 'unknown';
  };

  const readPrivate = (written: Written): Reading => {
    const { message, sender, words } = written;
    if (words === '') {
      if (!UNSUPPORTED.some((kind) => kind in message)) return ignored('service message');
      return { kind: 'unsupported', message: incoming(message, sender, { kind: 'unsupported' }, now()) };
    }
    const command = readCommandOf(written);
    if (command) return command === 'unknown' ? ask(written, { kind: 'help' }) : command;
    return askQuestion(written, withoutMentions(message, me));
  };

  const readGroup = (written: Written): Reading => {
    const { message, sender, words } = written;
    if (words === '') return ignored('no words in a group');
    const command = readCommandOf(written);
    if (command) return command === 'unknown' ? ignored('unknown command in a group') : command;
    if (!isAddressed(message, me)) {
      const request: Request = { kind: 'overheard', text: cutQuestion(words) };
      return { kind: 'overheard', message: incoming(message, sender, request, now()) };
    }
    const question = withoutMentions(message, me);
    return question === '' ? askAbout(written) : askQuestion(written, question);
  };

  return {
    read(message) {
      expectIdentity(message);
      const { chat, migrate_to_chat_id: to, edit_date: editedS } = message;
      if (to) return { kind: 'moved', from: chat.id, to };
      const sender = senderOf(message);
      if (sender === undefined) return ignored('written by no person');
      if (message.via_bot?.id === me.id) return ignored('sent through this bot');
      if (message.is_automatic_forward) return ignored('forwarded from the linked channel');
      if (editedS && editedS - message.date > EDIT_WINDOW_S) return ignored('late edit');
      const written = { message, sender, words: wordsOf(message).trim() };
      if (chat.type === 'private') return readPrivate(written);
      if (chat.type === 'group' || chat.type === 'supergroup') return readGroup(written);
      return ignored(`chat of type ${chat.type}`);
    },
    readGuest(guest) {
      expectIdentity(guest);
      const sender = senderOf(guest);
      if (sender === undefined || !guest.guest_query_id) return ignored('written by no person');
      const written = { message: guest, sender, words: wordsOf(guest) };
      const question = withoutMentions(guest, me);
      const reading = question === '' ? askAbout(written) : askQuestion(written, question);
      if (reading.kind !== 'message') return reading;
      return { kind: 'guest', queryId: guest.guest_query_id, message: reading.message };
    },
  };
}
