import { type Fields, fieldsOf, wordsOf } from '../loose-json.ts';

/** An event of the webhook, by what it means for a bot that answers questions. */
export type ZaloEvent =
  | {
      /** Somebody wrote to the account; `text` may stand beside an attachment. */
      readonly kind: 'private';
      readonly id: string;
      readonly userId: string;
      readonly text: string;
      readonly hasAttachment: boolean;
      readonly atMs: number | undefined;
    }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly groupId: string;
      readonly userId: string;
      readonly text: string;
      readonly hasAttachment: boolean;
      /** The message that this one answers. */
      readonly quotedId: string | undefined;
      readonly atMs: number | undefined;
    }
  /** First contact: the person follows the account, or opened the chat for the first time. */
  | { readonly kind: 'arrival'; readonly id: string; readonly userId: string; readonly atMs: number | undefined }
  | { readonly kind: 'departure'; readonly id: string; readonly userId: string; readonly atMs: number | undefined }
  /** Sent by the account itself, through this program or by hand. */
  | { readonly kind: 'echo' }
  /** Delivered, seen, reacted to. */
  | { readonly kind: 'receipt' }
  /** Known by nobody here, or of no use: group membership, tags, submitted forms, widgets. */
  | { readonly kind: 'other' };

/** An event with the account it belongs to, as far as the event says. */
export interface ReadEvent {
  readonly event: ZaloEvent;
  /** The official account's id by the event's own words. */
  readonly accountId: string | undefined;
}

/** Documents' samples carry shortened timestamps; a real one has at least 13 digits. */
const FIRST_PLAUSIBLE_MS = 1_000_000_000_000;

/** What is looked at of a text, in UTF-16 units: more than anybody can type, in letters of three units each. */
const MAX_TEXT_LENGTH = 8_000;

/** Reads the parsed body of a webhook request. Never throws; what it does not know is `other`. */
export function readEvent(body: unknown): ReadEvent {
  const fields = fieldsOf(body);
  const name = wordsOf(fields.event_name) ?? '';
  if (name === '') return other(undefined);
  const recipient = idOf(fields.recipient);
  const accountId = wordsOf(fields.oa_id);
  const userId = idOf(fields.sender);
  if (/^(?:user|oa)_(?:seen|received|reacted)_/u.test(name))
    return { event: { kind: 'receipt' }, accountId: undefined };
  if (name.startsWith('oa_send_')) return { event: { kind: 'echo' }, accountId: accountId ?? userId };
  if (name === 'follow' || name === 'unfollow' || name === 'user_click_chatnow') {
    return readArrival(name, fields, accountId);
  }
  if (!name.startsWith('user_send_') || !userId) return other(accountId);
  const message = fieldsOf(fields.message);
  const shared = {
    userId,
    text: (wordsOf(message.text) ?? '').slice(0, MAX_TEXT_LENGTH),
    hasAttachment: !/^user_send_(?:group_)?text$/u.test(name),
    atMs: timeOf(fields),
  };
  const messageId = wordsOf(message.msg_id) ?? wordsOf(message.message_id);
  if (name.startsWith('user_send_group_')) {
    const groupId = wordsOf(fields.group_id) ?? wordsOf(fieldsOf(fields.recipient).group_id) ?? recipient;
    if (!groupId) return other(accountId);
    const id = messageId ?? `${name}:${groupId}:${userId}:${wordsOf(fields.timestamp)}`;
    const quotedId = wordsOf(message.quote_msg_id) ?? wordsOf(fieldsOf(message.quote_msg).msg_id);
    return { event: { kind: 'group', id, groupId, quotedId, ...shared }, accountId };
  }
  const id = messageId ?? `${name}:${userId}:${wordsOf(fields.timestamp)}`;
  return { event: { kind: 'private', id, ...shared }, accountId: accountId ?? recipient };
}

function readArrival(name: string, fields: Fields, accountId: string | undefined): ReadEvent {
  const userId = idOf(fields.follower) ?? wordsOf(fields.user_id) ?? idOf(fields.sender);
  if (!userId) return other(accountId);
  const id = `${name}:${accountId ?? ''}:${userId}:${wordsOf(fields.timestamp) ?? ''}`;
  const kind = name === 'unfollow' ? 'departure' : 'arrival';
  return { event: { kind, id, userId, atMs: timeOf(fields) }, accountId };
}

function other(accountId: string | undefined): ReadEvent {
  return { event: { kind: 'other' }, accountId };
}

function timeOf(fields: Fields): number | undefined {
  const atMs = Number(wordsOf(fields.timestamp));
  return atMs >= FIRST_PLAUSIBLE_MS && Number.isSafeInteger(atMs) ? atMs : undefined;
}

function idOf(value: unknown): string | undefined {
  return wordsOf(fieldsOf(value).id);
}
