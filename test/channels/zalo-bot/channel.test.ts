import { afterEach, describe, expect, test } from 'vitest';
import { createZaloBotChannel } from '../../../src/channels/zalo-bot/channel.ts';
import { createBotSender } from '../../../src/channels/zalo-bot/send.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { silentLog } from '../../../src/core/log.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';
import { botTextUpdate } from '../../support/fake-zalo-bot.ts';
import { type OpenZaloBot, openZaloBot, SECRET } from './open-zalo-bot.ts';

const QUESTION = 'Khó khăn của sở là gì?';
const WHOLE = 'Trong suốt quá trình xây dựng và phát triển';

let bot: OpenZaloBot;
afterEach(() => bot.close());

async function say(text: string, options: Parameters<typeof botTextUpdate>[1] = {}): Promise<readonly string[]> {
  const before = bot.fake.messages.length;
  await bot.push(botTextUpdate(text, options));
  return (await bot.settled()).slice(before);
}

describe('a Zalo bot', () => {
  test('registers its webhook with its secret, and again when that fails at first', async () => {
    bot = await openZaloBot(
      'webhook',
      {},
      { faultFor: (method, count) => (method === 'setWebhook' && count < 4 ? { kind: 'reset' } : undefined) },
    );
    expect(bot.fake.webhook()).toEqual({ url: 'https://bot.example.vn/zalo-bot/webhook', secret: SECRET });
    await expect.poll(() => bot.engine.channel.health()).toEqual({ isReady: true, problems: [] });
  });

  test('goes on by a number, and greets who starts it', async () => {
    bot = await openZaloBot('webhook');
    expect((await say('/start'))[0]).toContain('Đây là bot tự động');
    expect((await say(QUESTION))[0]).toContain('1. Xem toàn bộ câu trả lời');
    expect((await say('1'))[0]).toContain(WHOLE);
    expect((await say('/linhtinh'))[0]).toContain('/cauhoi');
  });

  test('cuts a long answer into numbered texts of at most 2,000 characters', async () => {
    bot = await openZaloBot('webhook');
    await say('#cauhoi');
    const parts = await say('3');
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((text) => text.split('\n')[0])).toEqual(parts.map((_, index) => `(${index + 1}/${parts.length})`));
  });

  test('in a group hears only what is meant for it', async () => {
    bot = await openZaloBot('webhook');
    const { identity } = bot.fake;
    const group = 'zgr-1';
    const overheard = [
      [QUESTION, {}],
      [`@Lan ${QUESTION}`, {}],
      [QUESTION, { extra: { mentions: [{ uid: 'somebody' }] } }],
      [QUESTION, { extra: { reply_to_message: { from: { id: 'somebody' } } } }],
      ['#sale hôm nay', {}],
    ] as const;
    for (const [text, options] of overheard) expect(await say(text, { group, ...options })).toEqual([]);
    const addressed = [
      [`@${identity.display_name} ${QUESTION}`, {}],
      [`@${identity.account_name} ${QUESTION}`, {}],
      [`${QUESTION} @bot hai duong`, {}],
      [`#hoi ${QUESTION}`, {}],
      [QUESTION, { extra: { mentions: [{ uid: identity.id }] } }],
      [QUESTION, { extra: { reply_to_message: { from: { id: identity.id } } } }],
      [QUESTION, { extra: { quote_message_id: 'x' } }],
    ] as const;
    for (const [text, options] of addressed) {
      const replies = await say(text, { group, ...options });
      expect(replies, text).toHaveLength(1);
      expect(replies[0]).toContain('số lượng biên chế không tăng');
    }
    expect((await say('1', { group, extra: { quote: {} } }))[0]).toContain(WHOLE);
  });

  test('refuses whoever does not know the secret, and takes nonsense with 200', async () => {
    bot = await openZaloBot('webhook');
    const post = async (body: string, headers: Record<string, string>): Promise<number> => {
      const url = `${bot.engine.url}/zalo-bot/webhook`;
      return (await fetch(url, { method: 'POST', body, headers })).status;
    };
    const body = JSON.stringify(botTextUpdate(QUESTION));
    for (const secret of ['', 'x', SECRET.slice(1), `${SECRET}x`]) {
      expect(await post(body, { 'x-bot-api-secret-token': secret })).toBe(403);
    }
    expect(await post(body, {})).toBe(403);
    for (const nonsense of ['', '{', 'null', '[]', '{"result":7}']) {
      expect(await post(nonsense, { 'x-bot-api-secret-token': SECRET })).toBe(200);
    }
    expect(await bot.settled()).toEqual([]);
  });

  test('needs a public address and a secret for its webhook', async () => {
    bot = await openZaloBot('webhook');
    const create = (publicUrl: string | undefined, webhookSecret: string | undefined) =>
      createZaloBotChannel({
        token: '1:a',
        apiRoot: bot.fake.url,
        mode: 'webhook',
        publicUrl,
        webhookSecret,
        notes: undefined as never,
        log: silentLog,
        clock: systemClock,
      });
    expect(() => create(undefined, SECRET)).toThrow('PUBLIC_URL');
    expect(() => create('https://a.vn', 'short')).toThrow('ZALO_BOT_WEBHOOK_SECRET');
    expect(() => create('https://a.vn', undefined)).toThrow('ZALO_BOT_WEBHOOK_SECRET');
  });

  test.each([
    [400, ['refused']],
    [401, ['blocked', 'blocked']],
    [403, ['retry', 'retry', 'retry', 'retry', 'refused']],
    [404, ['refused']],
    [408, ['retry', 'retry', 'retry', 'retry', 'retry', 'retry']],
    [429, ['retry', 'retry', 'retry', 'retry', 'retry', 'retry']],
    [500, ['retry', 'retry', 'retry', 'retry', 'retry', 'retry']],
  ] as const)('treats the platform’s error %i by its kind', async (code, kinds) => {
    bot = await openZaloBot('webhook');
    const send = createBotSender({
      api: { sendMessage: async () => ({ kind: 'error', code, afterMs: undefined }) },
      onToken: () => {},
    });
    const message = { id: 'm', conversation: 'c' } as IncomingMessage;
    const outcomes = [];
    for (const _ of kinds) outcomes.push((await send({ text: 'x', extra: null }, message)).kind);
    expect(outcomes).toEqual(kinds);
  });
});
