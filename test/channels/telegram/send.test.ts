import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Part, SendOutcome } from '../../../src/channels/channel.ts';
import { createApi } from '../../../src/channels/telegram/api.ts';
import { createSend, type SendPart } from '../../../src/channels/telegram/send.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';
import { type FakeTelegram, type Fault, startFakeTelegram } from '../../support/fake-telegram.ts';

const PART: Part = { text: '<b>A &amp; B</b>', extra: { isReply: true, keyboard: undefined } };

let fake: FakeTelegram;
let send: SendPart;
let moves: [number, number][];
beforeEach(async () => {
  fake = await startFakeTelegram();
  moves = [];
  const api = createApi({ token: fake.token, apiRoot: fake.apiRoot, callTimeoutMs: 300, pollTimeoutMs: 300 });
  send = createSend(
    api,
    (chat) => moves.find(([from]) => from === chat)?.[1],
    (from, to) => void moves.push([from, to]),
  );
});
afterEach(() => fake.close());

function to(chat: number, thread?: number): IncomingMessage {
  fake.chat(chat);
  return {
    channel: 'telegram',
    id: `${chat}/1`,
    conversation: String(chat),
    sender: '7',
    isGroup: chat < 0,
    language: 'vi',
    request: { kind: 'help' },
    address: { chat, message: 1, ...(thread === undefined ? {} : { thread }) },
    sentAtMs: 0,
  };
}

function error(status: number, description: string, retryAfter?: number): Fault {
  return { kind: 'error', status, description, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** What a send comes to when it meets `fault`, and how many calls that took. */
async function outcomeAfter(fault: Fault, times = 1): Promise<readonly [SendOutcome, number]> {
  fake.fail({ method: 'sendMessage', fault, times });
  const outcome = await send(PART, to(7));
  return [outcome, fake.callsOf('sendMessage').length];
}

describe('a failed send', () => {
  test('waits as long as Telegram says', async () => {
    const [outcome] = await outcomeAfter(error(429, 'Too Many Requests: retry after 7', 7));
    expect(outcome).toMatchObject({ kind: 'retry', afterMs: 7_000, scope: 'conversation' });
  });

  test.each<[string, Fault]>([
    ['500', error(500, 'Internal Server Error')],
    ['502 with a page', { kind: 'body', status: 502, body: '<html>' }],
    ['a page with 200', { kind: 'body', status: 200, body: '<html>' }],
    ['a page with 403, as of a firewall', { kind: 'body', status: 403, body: '<html>' }],
    ['a reset', { kind: 'reset' }],
    ['half an answer', { kind: 'truncated' }],
    ['silence', { kind: 'silence' }],
  ])('is worth another try after %s', async (_what, fault) => {
    expect(await outcomeAfter(fault)).toMatchObject([{ kind: 'retry', scope: 'conversation' }, 1]);
  });

  test.each([
    [403, 'Forbidden: bot was blocked by the user'],
    [403, 'Forbidden: user is deactivated'],
    [403, 'Forbidden: bot was kicked from the group chat'],
    [400, 'Bad Request: chat not found'],
    [400, 'Bad Request: not enough rights to send text messages to the chat'],
    [400, 'Bad Request: message is too long'],
  ])('%d %s is refused for good', async (status, description) => {
    expect(await outcomeAfter(error(status, description))).toMatchObject([{ kind: 'refused' }, 1]);
  });

  test('a token that is no longer known blocks the channel, not the message', async () => {
    expect(await outcomeAfter(error(401, 'Unauthorized'))).toMatchObject([{ kind: 'blocked' }, 1]);
  });

  test('a flood limit met in five chats in a row is about the whole bot, until something is sent', async () => {
    fake.fail({ method: 'sendMessage', fault: error(429, 'Too Many Requests', 1), times: 5 });
    const scopes = [];
    for (let chat = 1; chat <= 5; chat += 1) {
      const outcome = await send(PART, to(chat));
      scopes.push(outcome.kind === 'retry' && outcome.scope);
    }
    expect(scopes).toEqual(['conversation', 'conversation', 'conversation', 'conversation', 'channel']);
    expect(await send(PART, to(6))).toEqual({ kind: 'sent' });
    fake.fail({ method: 'sendMessage', fault: error(429, 'Too Many Requests', 1) });
    expect(await send(PART, to(7))).toMatchObject({ scope: 'conversation' });
  });

  test('nothing of what was sent and nothing of the token is in the reason', async () => {
    for (const fault of [error(400, `Bad Request: x: "A & B" /bot${fake.token}/`), { kind: 'reset' } as const]) {
      const [outcome] = await outcomeAfter(fault);
      const reason = 'reason' in outcome ? outcome.reason : '';
      expect(reason).not.toBe('');
      expect(reason).not.toContain(fake.token);
      expect(reason).not.toContain('A & B');
    }
  });
});

describe('a corrected send', () => {
  test('goes out as plain text when Telegram cannot read the markup, but only once', async () => {
    const fault = error(400, "Bad Request: can't parse entities: Unsupported start tag");
    expect(await outcomeAfter(fault)).toEqual([{ kind: 'sent' }, 2]);
    expect(fake.sent[0]?.text).toBe('A & B');
    expect(await outcomeAfter(fault, 2)).toMatchObject([{ kind: 'refused' }, 4]);
  });

  test('goes to the supergroup that the group became, and the next one straight there', async () => {
    fake.chat(-4001, 'group').migratedTo = -100777;
    fake.chat(-100777, 'supergroup');
    expect(await send(PART, to(-4001))).toEqual({ kind: 'sent' });
    expect(moves).toEqual([[-4001, -100777]]);
    expect(await send(PART, to(-4001))).toEqual({ kind: 'sent' });
    const calls = fake.callsOf('sendMessage').map(({ payload }) => payload);
    expect(calls.map(({ chat_id: chat }) => chat)).toEqual([-4001, -100777, -100777]);
    // The number of the question belongs to another message there.
    expect(calls.map(({ reply_parameters: reply }) => reply !== undefined)).toEqual([true, false, false]);
  });

  test('leaves out a topic that is gone', async () => {
    expect(await send(PART, to(-100777, 42))).toEqual({ kind: 'sent' });
    expect(fake.callsOf('sendMessage').map(({ payload }) => payload.message_thread_id)).toEqual([42, undefined]);
  });
});
