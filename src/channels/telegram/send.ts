import type { IncomingMessage } from '../../core/message.ts';
import type { Part, SendOutcome } from '../channel.ts';
import { type Address, parseAddress } from './address.ts';
import type { Api } from './api.ts';
import { ApiFailure, reasonOf } from './api-failure.ts';
import { plainOf } from './markup.ts';
import type { PartExtra } from './write.ts';

/** Sends one part; what Telegram or the network does comes back as an outcome. */
export type SendPart = (part: Part, message: IncomingMessage) => Promise<SendOutcome>;

/** Chats refused one after the other, nothing sent in between, before a flood is taken to be about the whole bot. */
const FLOODED_CHATS = 5;

/** Corrections of one send: another chat id, no markup, no topic, no buttons. */
const MAX_CORRECTIONS = 4;

/** Makes the sender; `movedTo` tells the new id of a group that became a supergroup, `onMoved` learns of one. */
export function createSend(
  api: Api,
  movedTo: (chat: number) => number | undefined,
  onMoved: (from: number, to: number) => void,
): SendPart {
  const flooded = new Set<number>();

  return async (part, message) => {
    const address = parseAddress(message.address);
    const { isReply, keyboard } = part.extra as PartExtra;
    const moved = movedTo(address.chat);
    const target = moved === undefined ? address : inSupergroup(moved);
    let attempt: Attempt = { ...target, text: part.text, isReply, isHtml: true, keyboard };
    for (let corrections = 0; ; corrections += 1) {
      try {
        await api.call('sendMessage', payloadOf(attempt));
        flooded.clear();
        return { kind: 'sent' };
      } catch (fault) {
        if (!(fault instanceof ApiFailure)) throw fault;
        const corrected = corrections < MAX_CORRECTIONS ? correct(attempt, fault) : undefined;
        if (!corrected) {
          if (fault.status === 429) flooded.add(attempt.chat);
          return outcomeOf(fault, flooded.size >= FLOODED_CHATS ? 'channel' : 'conversation');
        }
        if (corrected.chat !== attempt.chat) onMoved(attempt.chat, corrected.chat);
        attempt = corrected;
      }
    }
  };
}

interface Attempt extends Address {
  readonly text: string;
  readonly isReply: boolean;
  readonly isHtml: boolean;
  readonly keyboard: PartExtra['keyboard'];
}

function payloadOf({ chat, message, thread, text, isReply, isHtml, keyboard }: Attempt): object {
  return {
    chat_id: chat,
    message_thread_id: thread,
    text: isHtml ? text : plainOf(text),
    parse_mode: isHtml ? 'HTML' : undefined,
    link_preview_options: NO_PREVIEW,
    reply_parameters:
      isReply && message !== undefined ? { message_id: message, allow_sending_without_reply: true } : undefined,
    reply_markup: keyboard && { inline_keyboard: keyboard },
  };
}

/** Messages are numbered anew in the supergroup that a group became. */
function inSupergroup(chat: number): Address {
  return { chat, message: undefined, thread: undefined };
}

/** Links in published words are not the point of the answer. */
export const NO_PREVIEW = { is_disabled: true } as const;

/** The same message in a form that Telegram may accept; undefined when there is none. */
function correct(attempt: Attempt, fault: ApiFailure): Attempt | undefined {
  if (fault.status !== 400) return undefined;
  const { description, migrateToChatId } = fault;
  if (migrateToChatId !== undefined && migrateToChatId !== attempt.chat) {
    return { ...attempt, ...inSupergroup(migrateToChatId) };
  }
  if (attempt.isHtml && isParseError(fault)) return { ...attempt, isHtml: false };
  if (attempt.thread !== undefined && /message thread not found|TOPIC_(?!CLOSED)/iu.test(description)) {
    return { ...attempt, thread: undefined };
  }
  if (attempt.isReply && /repl(y|ied) message not found|message to be replied not found/iu.test(description)) {
    return { ...attempt, isReply: false };
  }
  if (attempt.keyboard && /BUTTON_/u.test(description)) return { ...attempt, keyboard: undefined };
  return undefined;
}

/** Whether Telegram could not read the markup. */
export function isParseError({ status, description }: ApiFailure): boolean {
  return status === 400 && /can't parse (entities|message text)|ENTITY_/iu.test(description);
}

/** What a failed call means for a message; `scope` is for a flood limit, of which Telegram does not say whose it is. */
export function outcomeOf(fault: ApiFailure, scope: 'conversation' | 'channel'): SendOutcome {
  const reason = reasonOf(fault);
  const { status, retryAfterMs: afterMs } = fault;
  if (status === 429) return { kind: 'retry', afterMs, scope, reason };
  if (status === undefined || status >= 500) return { kind: 'retry', afterMs, scope: 'conversation', reason };
  // A wrong token: nothing goes out until somebody mends it, and nothing of what waits is to blame.
  if (status === 401 || status === 404) return { kind: 'blocked', reason };
  if (status === 408 || status === 409) return { kind: 'retry', afterMs, scope: 'conversation', reason };
  return { kind: 'refused', reason };
}
