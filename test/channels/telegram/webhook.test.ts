import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Elect } from '../../../src/channels/channel.ts';
import { createTelegramChannel } from '../../../src/channels/telegram/channel.ts';
import { createWebhookRoute } from '../../../src/channels/telegram/webhook.ts';
import { silentLog } from '../../../src/core/log.ts';
import { startFakeTelegram } from '../../support/fake-telegram.ts';
import { ASKER, textMessage } from '../../support/fake-telegram-updates.ts';
import { openTelegram, SECRET, type TelegramSetup } from './harness.ts';

const HEADERS = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET };

let setup: TelegramSetup | undefined;
afterEach(async () => {
  await setup?.close();
  setup = undefined;
});

async function open(options: Parameters<typeof openTelegram>[0] = {}): Promise<TelegramSetup> {
  setup = await openTelegram({ mode: 'webhook', ...options });
  return setup;
}

describe('the webhook', () => {
  test('is registered with secret, kinds of updates and nothing dropped, and removed at the end', async () => {
    const { fake, engine } = await open();
    expect(fake.callsOf('setWebhook').map(({ payload }) => payload)).toEqual([
      {
        url: 'https://bot.example.vn/telegram/webhook',
        secret_token: SECRET,
        max_connections: 100,
        allowed_updates: [
          ...['message', 'edited_message', 'callback_query', 'inline_query', 'guest_message', 'my_chat_member'],
        ],
        drop_pending_updates: false,
      },
    ]);
    await engine.channel.stop();
    expect(fake.state.webhook).toBeUndefined();
    expect(fake.callsOf('deleteWebhook')[0]?.payload).toEqual({ drop_pending_updates: false });
  });

  test('is registered again until Telegram takes it; then the health is green', async () => {
    const { fake, engine } = await open({
      before: (api) => {
        api.fail({ method: 'setWebhook', fault: { kind: 'error', status: 500, description: 'Internal' } });
        const fault = {
          kind: 'error',
          status: 400,
          description: 'Bad Request: bad webhook: Failed to resolve host',
        } as const;
        api.fail({ method: 'setWebhook', fault });
      },
    });
    expect(fake.callsOf('setWebhook')).toHaveLength(3);
    await fake.until(() => engine.channel.health().isReady);
  });

  test('stays when another process takes over', async () => {
    const leads: AbortController[] = [];
    const elect: Elect = async (_name, signal, run) => {
      while (!signal.aborted) {
        const lead = new AbortController();
        leads.push(lead);
        await run(lead.signal);
      }
    };
    const { fake } = await open({ channel: { elect } });
    leads[0]?.abort();
    await fake.until(() => fake.callsOf('setWebhook').length === 2);
    expect(fake.callsOf('deleteWebhook')).toHaveLength(0);
  });

  test('an unreachable Telegram at the end does not hold it up', async () => {
    const { fake, engine } = await open();
    fake.fail({ method: 'deleteWebhook', fault: { kind: 'silence' }, times: 5 });
    const startedMs = Date.now();
    await engine.channel.stop();
    expect(Date.now() - startedMs).toBeLessThan(5_500);
  });

  test.each([
    ['without the secret', {}],
    ['with a wrong secret of the same length', { 'x-telegram-bot-api-secret-token': SECRET.replace('0', '1') }],
    ['with a shorter one', { 'x-telegram-bot-api-secret-token': SECRET.slice(1) }],
    ['with an empty one', { 'x-telegram-bot-api-secret-token': '' }],
    ['with the word undefined', { 'x-telegram-bot-api-secret-token': 'undefined' }],
  ])('a delivery %s is refused and nothing is called', async (_what, headers) => {
    const { fake, settle } = await open();
    const body = JSON.stringify({ update_id: 1, message: textMessage('Khó khăn của sở là gì?') });
    expect(await fake.post(body, { 'content-type': 'application/json', ...headers })).toBe(403);
    await settle();
    expect(fake.callsOf('sendMessage')).toHaveLength(0);
  });

  test.each(['', '{', 'null', '[]', '"x"', '5', '{}', '{"message":{}}', '\u0000'])(
    'a body %j is refused as no update',
    async (body) => {
      const { fake } = await open();
      expect(await fake.post(body, HEADERS)).toBe(400);
    },
  );

  test.each([
    { update_id: 1 },
    { update_id: 1, message: null },
    { update_id: 1, message: {} },
    { update_id: 1, message: { chat: 5, from: 'x', text: 7, message_id: 'y', date: {} } },
    { update_id: 1, callback_query: { id: 5 } },
    { update_id: 1, inline_query: null },
    { update_id: 1, my_chat_member: {} },
    { update_id: 1, some_future_update: { a: 1 } },
    { update_id: 'x', guest_message: { guest_query_id: 'z' } },
  ])('an update that is not what it should be (%j) is acknowledged, and the next one answered', async (update) => {
    const { fake, settle } = await open();
    expect(await fake.post(JSON.stringify(update), HEADERS)).toBe(200);
    await fake.deliver({ message: textMessage('Khó khăn của sở là gì?') });
    await settle();
    expect(fake.sent).toHaveLength(1);
  });

  test.each([
    ['the inbox is full', async () => false],
    [
      'the store refuses',
      async () => {
        throw new Error('disk full');
      },
    ],
  ])('while %s Telegram is asked to come again', async (_when, take) => {
    const route = createWebhookRoute(SECRET, silentLog, take);
    const body = Buffer.from(JSON.stringify({ update_id: 1, message: textMessage('x') }));
    const { status, headers } = await route.handle({ headers: HEADERS, query: {}, body });
    expect([status, headers['retry-after']]).toEqual([503, '5']);
  });

  test('what comes after the stop is not acknowledged', async () => {
    const { engine } = await open();
    await engine.channel.stop();
    const body = JSON.stringify({ update_id: 1, message: textMessage('x') });
    const response = await fetch(`${engine.url}/telegram/webhook`, { method: 'POST', headers: HEADERS, body });
    expect(response.status).toBe(503);
  });

  test('any bytes with the right secret are answered and thrown at nobody', async () => {
    const route = createWebhookRoute(SECRET, silentLog, async () => true);
    const json = fc.json().map((text) => Buffer.from(text));
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(fc.oneof(json, bytes), async (body) => {
        const { status } = await route.handle({ headers: HEADERS, query: {}, body });
        expect([200, 400]).toContain(status);
      }),
    );
  });

  test('a press is answered at once and not stored', async () => {
    const { fake } = await open();
    await fake.deliver({ callback_query: { id: 'p', from: ASKER, data: 'x', chat_instance: '1' } });
    await fake.until(() => !fake.state.presses.has('p'));
  });
});

test.each([
  ['polling', 'webhook'],
  ['webhook', 'polling'],
] as const)('what comes while %s is switched to %s is answered, all of it once', async (from, to) => {
  const fake = await startFakeTelegram({ redeliveryMs: 10 });
  const ask = (): Promise<void> => fake.deliver({ message: textMessage('Khó khăn của sở là gì?') });
  const before = await openTelegram({ mode: from, on: fake });
  await ask();
  await before.settle();
  await before.close();
  const meanwhile = [ask(), ask(), ask()];
  setup = await openTelegram({ mode: to, on: fake });
  await Promise.all(meanwhile);
  await setup.settle();
  expect(new Set(fake.sent.map(({ replyTo }) => replyTo)).size).toBe(4);
  expect(fake.sent).toHaveLength(4);
  await setup.close();
  setup = undefined;
  await fake.close();
});

test.each([
  { publicUrl: undefined, webhookSecret: SECRET },
  { publicUrl: 'https://bot.example.vn', webhookSecret: undefined },
])('webhook mode without its address or its secret is refused at once', (missing) => {
  expect(() =>
    createTelegramChannel({
      token: '1:x',
      apiRoot: 'http://127.0.0.1:1',
      mode: 'webhook',
      ...missing,
    } as never),
  ).toThrow('PUBLIC_URL');
});
