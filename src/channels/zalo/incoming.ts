import { contextKey } from '../../core/context.ts';
import type { IncomingMessage, Request } from '../../core/message.ts';
import type { Notes } from '../../core/store.ts';
import { isFirstTime, UNSUPPORTED_NOTICE_MS } from '../once.ts';
import { isCaptionOnly, requestOfTyped } from '../typed.ts';
import type { ReadEvent, ZaloEvent } from './event.ts';
import { readGroupText } from './group.ts';
import { requestOfPayload } from './payload.ts';

/** What this channel needs to address a reply; kept with the message. Plain JSON. */
export type ZaloAddress =
  | {
      readonly to: 'user';
      readonly id: string;
      /** The message to quote; none where there is no message, as after a follow. */
      readonly quoteId: string | undefined;
      /** The person is gone: everything is done but writing. */
      readonly isSilent: boolean;
    }
  | { readonly to: 'group'; readonly id: string };

/** What became of an event. */
export type Outcome =
  | { readonly kind: 'message'; readonly message: IncomingMessage }
  /** Nothing to do; `why` is a fixed word for counting. */
  | { readonly kind: 'ignored'; readonly why: 'echo' | 'receipt' | 'other' | 'not addressed' | 'notice given' };

export interface IncomingOptions {
  readonly oaId: string;
  readonly notes: Notes;
  readonly now: () => number;
  /** What the account is called, once that is known. */
  readonly names: () => readonly string[];
  /** Whether the account itself sent that message to the group. */
  readonly isOurs: (groupId: string, messageId: string) => Promise<boolean>;
}

/** Somebody who follows and opens the chat is welcomed once. */
const WELCOME_MS = 24 * 3_600_000;

/** Makes a message of an event, or nothing. Looks into the notes only for what must not be said twice. */
export async function readIncoming({ event, accountId }: ReadEvent, options: IncomingOptions): Promise<Outcome> {
  if ('userId' in event && event.userId === options.oaId) return { kind: 'ignored', why: 'echo' };
  switch (event.kind) {
    case 'echo':
    case 'receipt':
    case 'other':
      return { kind: 'ignored', why: event.kind };
    case 'departure':
      return { kind: 'message', message: messageOf(event, { kind: 'forget' }, undefined, options) };
    case 'arrival': {
      const message = messageOf(event, { kind: 'welcome' }, undefined, options);
      return once(message, 'welcome', WELCOME_MS, options);
    }
    case 'private': {
      const pressed = event.hasAttachment ? undefined : requestOfPayload(event.text);
      const request = pressed ?? requestOfPrivate(event);
      // Nobody sees the message that a button sends, so that there is nothing to quote.
      const message = messageOf(event, request, pressed ? undefined : event.id, options);
      return request.kind === 'unsupported'
        ? once(message, 'unsupported', UNSUPPORTED_NOTICE_MS, options)
        : { kind: 'message', message };
    }
    case 'group': {
      const request = await requestInGroup(event, accountId, options);
      return request
        ? { kind: 'message', message: messageOf(event, request, undefined, options) }
        : { kind: 'ignored', why: 'not addressed' };
    }
  }
}

function requestOfPrivate(event: Extract<ZaloEvent, { kind: 'private' }>): Request {
  const { text } = event;
  if (event.hasAttachment && isCaptionOnly(text)) return { kind: 'unsupported' };
  const request = requestOfTyped(text);
  return request === 'unknown' ? { kind: 'help' } : request;
}

async function requestInGroup(
  event: Extract<ZaloEvent, { kind: 'group' }>,
  accountId: string | undefined,
  options: IncomingOptions,
): Promise<Request | undefined> {
  if (event.hasAttachment && event.text === '') return undefined;
  const isReplyToUs = event.quotedId !== undefined && (await options.isOurs(event.groupId, event.quotedId));
  const text = readGroupText(event.text, {
    ids: [options.oaId, ...(accountId === undefined || accountId === event.groupId ? [] : [accountId])],
    names: options.names(),
    isReplyToUs,
  });
  if (text === undefined) return undefined;
  if (/^#\d+$/u.test(text) && !isReplyToUs && !(await hasMenu(event.groupId, options))) return undefined;
  const request = requestOfTyped(text);
  return request === 'unknown' ? undefined : request;
}

/** Whether the group was shown anything lately that a number could pick from; else `#1` is only a hashtag. */
async function hasMenu(groupId: string, { notes }: IncomingOptions): Promise<boolean> {
  return (await notes.get(contextKey({ channel: 'zalo', conversation: groupId }))) !== undefined;
}

/** Passes `message` on unless another one did the same within `withinMs`. */
async function once(
  message: IncomingMessage,
  what: string,
  withinMs: number,
  { notes, now }: IncomingOptions,
): Promise<Outcome> {
  const isFirst = await isFirstTime(notes, message, what, withinMs, now());
  return isFirst ? { kind: 'message', message } : { kind: 'ignored', why: 'notice given' };
}

function messageOf(
  event: Exclude<ZaloEvent, { kind: 'echo' | 'receipt' | 'other' }>,
  request: Request,
  quoteId: string | undefined,
  { now }: IncomingOptions,
): IncomingMessage {
  const isGroup = event.kind === 'group';
  const address: ZaloAddress = isGroup
    ? { to: 'group', id: event.groupId }
    : { to: 'user', id: event.userId, quoteId, isSilent: event.kind === 'departure' };
  return {
    channel: 'zalo',
    id: event.id,
    conversation: isGroup ? event.groupId : event.userId,
    sender: event.userId,
    isGroup,
    language: 'vi',
    request,
    address,
    // What is kept about somebody who left is deleted however late the event comes.
    sentAtMs: event.kind === 'departure' ? now() : (event.atMs ?? now()),
  };
}
