import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBotApi } from '../../../src/channels/zalo-bot/bot-api.ts';
import { readBotUpdate } from '../../../src/channels/zalo-bot/update.ts';
import { joinParts } from '../../support/join-parts.ts';
import { payloadNamed, payloadsOf } from '../../support/zalo-payloads.ts';
import { type OpenZaloBot, openZaloBot } from './open-zalo-bot.ts';

/** What each update must come to: words of the one reply, or nothing. What is answered to a text is the search's part. */
const UPDATES: Readonly<Record<string, RegExp | 'silence'>> = {
  'bot.text_received.wrapped': /./u,
  'bot.text_received.bare': /./u,
  'bot.group_text': /./u,
  'bot.image_received': /bằng chữ/u,
  'bot.unsupported': 'silence',
};

describe('documented updates do what their names say', () => {
  let bot: OpenZaloBot;
  beforeEach(async () => {
    bot = await openZaloBot('webhook');
  });
  afterEach(() => bot.close());

  test.each(Object.entries(UPDATES))('%s', async (name, expected) => {
    expect(await bot.push(payloadNamed(name))).toBe(200);
    const texts = joinParts(await bot.settled());
    if (expected === 'silence') return expect(texts).toEqual([]);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(expected);
  });
});

/** What each answer of the platform comes to. */
const ANSWERS: Readonly<Record<string, object>> = {
  'bot.sendMessage.response': { kind: 'done' },
  'bot.setWebhook.response': { kind: 'done' },
  'bot.getUpdates.idle': { kind: 'error', code: 408 },
};

test.each(Object.entries(ANSWERS))('%s is read as what it is', async (name, expected) => {
  const server = createServer((_request, response) => response.end(JSON.stringify(payloadNamed(name))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const api = createBotApi({ root, token: '1:a', holdSeconds: 1, timeoutMs: 1_000 });
  expect(await api.sendMessage('c', 'x')).toMatchObject(expected);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('no payload is left out', () => {
  const here = Object.keys({ ...UPDATES, ...ANSWERS });
  expect(here.sort()).toEqual(
    payloadsOf('bot.')
      .map(({ name }) => name)
      .sort(),
  );
});

describe('an update', () => {
  test('is the same wrapped and bare', () => {
    const bare = payloadNamed('bot.text_received.bare');
    expect(readBotUpdate(payloadNamed('bot.text_received.wrapped'))).toEqual(readBotUpdate(bare));
    expect(readBotUpdate(bare)).toMatchObject({ chatId: '6ede9afa66b88fe6d6a9', text: 'Xin chào', isGroup: false });
  });

  test('may date from seconds or milliseconds', () => {
    const bare = payloadNamed('bot.text_received.bare') as { message: object };
    const at = (date: unknown) => readBotUpdate({ ...bare, message: { ...bare.message, date } })?.atMs;
    expect([at(1_750_316_131), at(1_750_316_131_602), at(undefined)]).toEqual([
      1_750_316_131_000,
      1_750_316_131_602,
      undefined,
    ]);
  });

  test('of any shape is read without an exception', () => {
    const party = fc.oneof(fc.record({ id: fc.oneof(fc.string(), fc.integer()) }), fc.jsonValue());
    const message = fc.record(
      {
        from: party,
        chat: party,
        text: fc.jsonValue(),
        mentions: fc.jsonValue(),
        quote: fc.jsonValue(),
        date: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const update = fc.record({ event_name: fc.jsonValue(), message: fc.oneof(message, fc.jsonValue()) });
    fc.assert(
      fc.property(fc.oneof(update, fc.record({ result: update }), fc.jsonValue()), (body) => {
        expect(['object', 'undefined']).toContain(typeof readBotUpdate(body));
      }),
    );
  });
});
