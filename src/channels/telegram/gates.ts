import { type Context, contextKey, conversationPrefix, personPrefix } from '../../core/context.ts';
import { refOf } from '../../core/interview.ts';
import type { IncomingMessage } from '../../core/message.ts';
import type { AnswerReply } from '../../core/reply.ts';
import type { Respond } from '../../core/respond.ts';
import type { Json, Notes } from '../../core/store.ts';
import { parseAddress } from './address.ts';
import { turnKey } from './turn-keys.ts';

/** What is remembered of chats, and what follows from it for a message that came. All of it may reject with the store. */
export interface Gates {
  /** Whether a group's message that does not address the bot is to be answered: switched on there, sure, not said lately. */
  mayAnswerUnasked(message: IncomingMessage): Promise<boolean>;
  /** Whether to say that only text can be read: not again within {@link NOTICE_MS}. */
  mayGiveNotice(message: IncomingMessage): Promise<boolean>;
  setUnprompted(chat: number, isOn: boolean): Promise<void>;
  /** Takes along what is remembered of a group that got another id. */
  move(from: number, to: number): Promise<void>;
  /** The new id of a group that became a supergroup, as far as this process has seen it. */
  movedTo(chat: number): number | undefined;
  /** Deletes what is kept about a chat that the bot is no longer in. */
  forget(chat: number, isPrivate: boolean): Promise<void>;
}

export interface GateOptions {
  readonly notes: Notes;
  readonly respond: Respond;
  now(): number;
}

/** Within this time the notice is not given twice in a chat. */
export const NOTICE_MS = 10 * 60_000;

/** Within this time the same turn is not quoted twice in a group that did not ask. */
export const UNASKED_MS = 12 * 3_600_000;

/** Talk of a word or two is no question to anybody. */
const MIN_UNASKED_WORDS = 3;

/** How long a group's setting is believed without a look at the store; other processes may change it. */
const BELIEVED_MS = 30_000;

const MOVES_REMEMBERED = 10_000;

/** Makes the gates over `notes`. */
export function createGates({ notes, respond, now }: GateOptions): Gates {
  const believed = new Map<number, { readonly isOn: boolean; readonly untilMs: number }>();
  const moves = new Map<number, number>();

  const isUnprompted = async (chat: number): Promise<boolean> => {
    const known = believed.get(chat);
    if (known && known.untilMs > now()) return known.isOn;
    const isOn = (await notes.get(settingKey(chat))) === true;
    if (believed.size > MOVES_REMEMBERED) believed.clear();
    believed.set(chat, { isOn, untilMs: now() + BELIEVED_MS });
    return isOn;
  };
  /** Whether `message` is the first under `key`, also when it is handed over again. */
  const isFirst = async (key: string, message: IncomingMessage, keptMs: number): Promise<boolean> =>
    (await notes.add(key, message.id, now() + keptMs)) || (await notes.get(key)) === message.id;
  /** Whether the turn is what the group was answered last, as far as that is remembered. */
  const wasJustAnswered = async ({ quote }: AnswerReply, message: IncomingMessage): Promise<boolean> => {
    const context = (await notes.get(contextKey(message))) as Partial<Context> | null | undefined;
    return context?.lastTurn !== undefined && turnKey(context.lastTurn) === turnKey(refOf(quote));
  };
  const setUnprompted = async (chat: number, isOn: boolean): Promise<void> => {
    if (isOn) await notes.set(settingKey(chat), true satisfies Json, undefined);
    else await notes.deleteByPrefix(settingKey(chat));
    believed.delete(chat);
  };
  const rememberMove = (from: number, to: number): void => {
    if (moves.size >= MOVES_REMEMBERED) moves.clear();
    moves.set(from, to);
  };

  return {
    async mayAnswerUnasked(message) {
      const { chat } = parseAddress(message.address);
      if (!(await isUnprompted(chat)) || !isLongEnough(message)) return false;
      const reply = respond(message.request, undefined)?.reply;
      if (reply?.kind !== 'answer' || (await wasJustAnswered(reply, message))) return false;
      return isFirst(`${chatPrefix(chat)}unasked/${turnKey(refOf(reply.quote))}`, message, UNASKED_MS);
    },
    mayGiveNotice: (message) => isFirst(`${conversationPrefix(message)}unsupported`, message, NOTICE_MS),
    setUnprompted,
    async move(from, to) {
      rememberMove(from, to);
      if (!(await notes.get(settingKey(from)))) return;
      await setUnprompted(to, true);
      await setUnprompted(from, false);
    },
    movedTo: (chat) => moves.get(chat),
    async forget(chat, isPrivate) {
      believed.delete(chat);
      await notes.deleteByPrefix(chatPrefix(chat));
      await notes.deleteByPrefix(`conversation/telegram/${chat}/`);
      if (isPrivate) await notes.deleteByPrefix(personPrefix({ channel: 'telegram', sender: String(chat) }));
    },
  };
}

function isLongEnough({ request }: IncomingMessage): boolean {
  return request.kind === 'overheard' && request.text.trim().split(/\s+/u).length >= MIN_UNASKED_WORDS;
}

/** Every note about a group begins with this. */
function chatPrefix(chat: number): string {
  return `group/telegram/${chat}/`;
}

function settingKey(chat: number): string {
  return `${chatPrefix(chat)}unprompted`;
}
