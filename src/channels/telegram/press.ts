import type { Clock } from '../../core/clock.ts';
import { type Context, contextKey, MENU_MS, personPrefix } from '../../core/context.ts';
import type { Library, TurnRef } from '../../core/interview.ts';
import type { Log } from '../../core/log.ts';
import type { IncomingMessage, Request } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { Respond } from '../../core/respond.ts';
import type { Json, Notes } from '../../core/store.ts';
import type { Part, SendOutcome } from '../channel.ts';
import { type Texts, textsOf } from '../texts/texts.ts';
import { type Address, conversationOf } from './address.ts';
import type { Api } from './api.ts';
import { ApiFailure, reasonOf } from './api-failure.ts';
import type { CallbackData, Press } from './callback-data.ts';
import { editPart } from './edit.ts';
import type { Keyboard } from './keyboard.ts';
import { languageOf } from './language.ts';
import { patiently } from './patiently.ts';
import type { SendPart } from './send.ts';
import { findTurnByKey } from './turn-keys.ts';
import type { TelegramCallbackQuery, TelegramMessage } from './update.ts';

export interface PressOptions {
  readonly api: Api;
  readonly data: CallbackData;
  readonly library: () => Library;
  readonly respond: Respond;
  readonly write: (reply: Reply, message: IncomingMessage) => readonly Part[];
  readonly send: SendPart;
  readonly notes: Notes;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** How long a vote is kept. */
const VOTE_MS = 365 * 24 * 3_600_000;

/** Makes what answers a pressed button: the press itself at once, then what it asks for. */
export function createPresses(options: PressOptions): (press: TelegramCallbackQuery) => Promise<void> {
  const { api, data, library, respond, write, send, notes, clock, log, signal } = options;
  /** Messages at which a press is being worked on; impatient presses beside it come to nothing. */
  const busy = new Set<string>();

  /** Takes the waiting mark off the button, with words that show for a moment when there are any. */
  const acknowledge = async ({ id }: TelegramCallbackQuery, text?: string): Promise<void> => {
    try {
      await api.telegram.answerCbQuery(id, text);
    } catch (fault) {
      // Too late to be shown, or lost: the work itself goes on.
      log.debug({ reason: reasonOf(fault) }, 'telegram press could not be acknowledged');
    }
  };

  const showTurn = async (press: TelegramCallbackQuery, asked: AskingPress, under: TelegramMessage): Promise<void> => {
    const request = requestOf(asked, (key) => findTurnByKey(library(), key));
    if (!request) return acknowledge(press, textsFor(press).presses.gone);
    const key = `${under.chat.id}/${under.message_id}`;
    if (busy.has(key)) return acknowledge(press);
    busy.add(key);
    try {
      const acknowledged = acknowledge(press);
      const isInPlace = asked.isInPlace && under.date !== 0;
      // Whoever opens the whole answer in a group, it stays the answer to whoever asked.
      const asker = isInPlace ? askerOf(under, data) : undefined;
      const message = messageFor(press, under, request, asker);
      const response = respond(request, undefined);
      if (response) await show(write(response.reply, message), message, isInPlace);
      await acknowledged;
      if (response?.context) await remember(message, response.context);
    } finally {
      busy.delete(key);
    }
  };

  const show = async (parts: readonly Part[], message: IncomingMessage, isInPlace: boolean): Promise<void> => {
    const [first, ...others] = parts;
    if (!first) return;
    const { chat, message: under } = message.address as Address;
    const edited =
      isInPlace && under !== undefined
        ? await patiently(() => editPart(api, first, chat, under), clock, signal)
        : undefined;
    // What cannot be edited any more is answered by a message of its own.
    const rest = edited?.kind === 'sent' ? others : parts;
    for (const part of rest) {
      const outcome: SendOutcome = await patiently(() => send(part, message), clock, signal);
      if (outcome.kind !== 'sent') {
        log.warn({ outcome: outcome.kind, reason: outcome.reason }, 'telegram press could not be answered');
        return;
      }
    }
  };

  const remember = (message: IncomingMessage, context: Context): Promise<void> =>
    notes.set(contextKey(message), context as unknown as Json, clock.now() + MENU_MS);

  const vote = async (press: TelegramCallbackQuery, cast: VotingPress, under: TelegramMessage): Promise<void> => {
    const { presses } = textsFor(press);
    if (cast.asker !== String(press.from.id)) return acknowledge(press, presses.notYours);
    const prefix = personPrefix({ channel: 'telegram', sender: cast.asker });
    // One vote a message, whatever quote stands in it by now.
    const key = `${prefix}vote/${under.chat.id}/${under.message_id}`;
    const isFirst = await notes.add(key, { code: cast.code, isUp: cast.isUp }, clock.now() + VOTE_MS);
    await acknowledge(press, isFirst ? presses.thanks : presses.votedBefore);
    if (isFirst) log.info({ code: cast.code, isUp: cast.isUp }, 'vote');
    const keyboard = keyboardWithoutVotes(under, data);
    if (keyboard) await lock(under, keyboard);
  };

  const lock = async ({ chat, message_id: id }: TelegramMessage, keyboard: Keyboard): Promise<void> => {
    try {
      await api.call('editMessageReplyMarkup', {
        chat_id: chat.id,
        message_id: id,
        reply_markup: { inline_keyboard: keyboard },
      });
    } catch (fault) {
      // The note locks the vote; that the buttons go away is only for the eye.
      log.debug({ reason: reasonOf(fault) }, 'telegram vote buttons could not be taken away');
    }
  };

  return async (press) => {
    const under = press.message;
    const chat = under?.chat?.id;
    const pressed = chat !== undefined && press.data !== undefined ? data.parse(press.data, chat) : undefined;
    if (!under || !pressed) return acknowledge(press, textsFor(press).presses.gone);
    try {
      if (pressed.kind === 'vote') await vote(press, pressed, under);
      else await showTurn(press, pressed, under);
    } catch (fault) {
      await acknowledge(press, textsFor(press).presses.failed);
      if (!(fault instanceof ApiFailure)) throw fault;
    }
  };
}

type VotingPress = Extract<Press, { readonly kind: 'vote' }>;
type AskingPress = Exclude<Press, VotingPress>;

function textsFor({ from }: TelegramCallbackQuery): Texts {
  return textsOf(languageOf(from));
}

function requestOf(press: AskingPress, find: (key: string) => TurnRef | undefined): Request | undefined {
  if (press.kind === 'questions') return { kind: 'questions', interview: undefined };
  if (press.kind === 'passage') return { kind: 'passage', code: press.code };
  const ref = find(press.key);
  return ref && { kind: 'turn', ref };
}

/** The press as if it had been written: under the message whose button it was, by `asker`, else by who pressed it. */
function messageFor(
  press: TelegramCallbackQuery,
  under: TelegramMessage,
  request: Request,
  asker = String(press.from.id),
): IncomingMessage {
  const thread = under.is_topic_message ? under.message_thread_id : undefined;
  const address: Address = { chat: under.chat.id, message: under.message_id, thread };
  return {
    channel: 'telegram',
    id: `press/${press.id}`,
    conversation: conversationOf(address),
    sender: asker,
    isGroup: under.chat.type !== 'private',
    language: languageOf(press.from),
    request,
    address,
    sentAtMs: 0,
  };
}

/** Who may vote on the answer in a message; undefined where nobody is asked to. */
function askerOf({ chat, reply_markup: markup }: TelegramMessage, data: CallbackData): string | undefined {
  const presses = markup?.inline_keyboard.flat().map((button) => data.parse(button.callback_data ?? '', chat.id));
  return presses?.find((press) => press?.kind === 'vote')?.asker;
}

/** What stays under a message after a vote; undefined when the press did not tell what stood there. */
function keyboardWithoutVotes(
  { chat, reply_markup: markup }: TelegramMessage,
  data: CallbackData,
): Keyboard | undefined {
  return markup?.inline_keyboard
    .map((row) => row.filter((button) => data.parse(button.callback_data ?? '', chat.id)?.kind !== 'vote'))
    .filter((row) => row.length > 0);
}
