import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Receive } from '../../../src/channels/channel.ts';
import { readEvent } from '../../../src/channels/zalo/event.ts';
import { createZaloHealth } from '../../../src/channels/zalo/health.ts';
import { readIncoming } from '../../../src/channels/zalo/incoming.ts';
import { createWebhook, type WebhookOutcome } from '../../../src/channels/zalo/webhook.ts';
import { silentLog } from '../../../src/core/log.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';
import { openStore } from '../../../src/delivery/store.ts';
import type { RouteResponse } from '../../../src/http/route.ts';
import { zaloGroupEvent, zaloHeaders, zaloTextEvent } from '../../support/fake-zalo.ts';

const account = { appId: '111', oaId: '222', oaSecretKey: 'oa-secret' };

async function openWebhook(receive: Receive | undefined) {
  const store = await openStore('file::memory:', { log: silentLog, now: Date.now, maxWaiting: 10 });
  const outcomes: WebhookOutcome[] = [];
  const received: IncomingMessage[] = [];
  const route = createWebhook({
    keys: { ids: [account.appId], secrets: [account.oaSecretKey] },
    log: silentLog,
    receive: () =>
      receive &&
      ((messages) => {
        received.push(...messages);
        return receive(messages);
      }),
    read: (event) =>
      readIncoming(event, {
        oaId: account.oaId,
        notes: store.notes,
        now: Date.now,
        names: () => [],
        isOurs: async () => false,
      }),
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return {
    outcomes,
    received,
    post: (body: string, headers: Record<string, string> = zaloHeaders(body, account)): Promise<RouteResponse> =>
      route.handle({ headers, query: {}, body: Buffer.from(body) }),
  };
}

const stored: Receive = async () => 'stored';
const full: Receive = async () => 'full';
const broken: Receive = async () => {
  throw new Error('disk full');
};

const question = JSON.stringify(
  zaloTextEvent(account, 'Mục tiêu là gì?', { id: 'm1', from: '9007199254740993', atMs: 1_787_209_817_225 }),
);

describe('the webhook', () => {
  test('hands over what is signed, with ids as they came and the sender’s own time', async () => {
    const { post, received } = await openWebhook(stored);
    expect((await post(question)).status).toBe(200);
    expect(received).toEqual([
      {
        channel: 'zalo',
        id: 'm1',
        conversation: '9007199254740993',
        sender: '9007199254740993',
        isGroup: false,
        language: 'vi',
        request: { kind: 'question', text: 'Mục tiêu là gì?' },
        address: { to: 'user', id: '9007199254740993', quoteId: 'm1', isSilent: false },
        sentAtMs: 1_787_209_817_225,
      },
    ]);
  });

  test.each([
    ['the store refuses', broken, 'store fault'],
    ['the inbox is full', full, 'full'],
    ['the channel has not been started', undefined, 'full'],
  ])('asks Zalo to come again when %s', async (_when, receive, outcome) => {
    const { post, outcomes } = await openWebhook(receive);
    const { status, headers } = await post(question);
    expect(status).toBe(503);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(outcomes).toEqual([outcome]);
  });

  test('does not answer before the message is durable', async () => {
    const durable = Promise.withResolvers<'stored'>();
    const { post } = await openWebhook(() => durable.promise);
    let isAnswered = false;
    const answering = post(question).then(() => {
      isAnswered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(isAnswered).toBe(false);
    durable.resolve('stored');
    await answering;
  });

  test('gives the notice about stickers again when Zalo delivers the same one again, not for the next one', async () => {
    let isRefused = true;
    const { post, received } = await openWebhook(async () => {
      if (isRefused) throw new Error('disk full');
      return 'stored';
    });
    const sticker = (id: string) =>
      JSON.stringify({ ...zaloTextEvent(account, '', { id }), event_name: 'user_send_sticker' });
    expect((await post(sticker('s1'))).status).toBe(503);
    isRefused = false;
    expect((await post(sticker('s1'))).status).toBe(200);
    expect((await post(sticker('s2'))).status).toBe(200);
    expect(received.map(({ id, request }) => [id, request.kind])).toEqual([
      ['s1', 'unsupported'],
      ['s1', 'unsupported'],
    ]);
  });

  test('takes a picture’s caption for a question when it says more than a word', async () => {
    const { post, received } = await openWebhook(stored);
    const picture = (text: string) =>
      JSON.stringify({ ...zaloTextEvent(account, text), event_name: 'user_send_image' });
    await post(picture('mục tiêu của sở là gì'));
    await post(picture('ảnh'));
    expect(received.map(({ request }) => request.kind)).toEqual(['question', 'unsupported']);
  });

  test.each([
    ['no signature', {}],
    ['somebody else’s signature', zaloHeaders(question, { ...account, oaSecretKey: 'x' })],
    ['the signature of another body', zaloHeaders('{}', account)],
  ])('refuses %s and hands nothing over', async (_what, headers) => {
    const { post, received, outcomes } = await openWebhook(stored);
    expect((await post(question, headers)).status).toBe(403);
    expect(received).toEqual([]);
    expect(outcomes).toEqual(['bad signature']);
  });

  test('lets the empty probe pass, but no other unsigned body, however small', async () => {
    const { post } = await openWebhook(stored);
    for (const body of ['{}', ' { } ', '']) expect((await post(body, {})).status).toBe(200);
    for (const body of ['[]', '{"a":1}', 'null', '{}{}']) expect((await post(body, {})).status).toBe(403);
  });

  test('takes signed nonsense with 200, since it would not get better', async () => {
    const { post, outcomes } = await openWebhook(stored);
    for (const body of ['{"timestamp":"1"', '[]', 'null', '"x"', '{"event_name":7,"timestamp":"1"}']) {
      expect((await post(body)).status).toBe(200);
    }
    expect(outcomes).toEqual(['unreadable', 'other', 'other', 'other', 'other']);
  });

  test('names two events apart that carry no message id', async () => {
    const { post, received } = await openWebhook(stored);
    const follow = (at: number) => ({
      oa_id: '222',
      follower: { id: '5' },
      event_name: 'unfollow',
      timestamp: String(at),
    });
    for (const at of [1, 1, 2]) await post(JSON.stringify(follow(at)));
    expect(new Set(received.map(({ id }) => id)).size).toBe(2);
  });
});

describe('an event', () => {
  const words = fc.oneof(
    fc.string(),
    fc.constantFrom('user_send_text', 'follow', 'user_send_group_text', 'oa_send_text'),
  );
  const event = fc.record(
    {
      event_name: fc.oneof(words, fc.jsonValue()),
      sender: fc.oneof(fc.record({ id: fc.oneof(fc.string(), fc.integer()) }), fc.jsonValue()),
      recipient: fc.jsonValue(),
      follower: fc.jsonValue(),
      message: fc.oneof(fc.record({ text: fc.string(), msg_id: fc.string() }), fc.jsonValue()),
      timestamp: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );

  test('of any shape is read without an exception', () => {
    fc.assert(
      fc.property(fc.oneof(event, fc.jsonValue()), (body) => {
        expect(typeof readEvent(body).event.kind).toBe('string');
      }),
    );
  });

  test('from a group is known by its recipient, or by a group id wherever it stands', () => {
    const body = zaloGroupEvent(account, 'x', { id: 'm', group: 'g1' });
    expect(readEvent(body).event).toMatchObject({ kind: 'group', groupId: 'g1' });
    expect(readEvent({ ...body, group_id: 'g2' }).event).toMatchObject({ groupId: 'g2' });
    expect(readEvent({ ...body, recipient: { group_id: 'g3' } }).event).toMatchObject({ groupId: 'g3' });
  });
});

describe('what the health says of the webhook', () => {
  const open = () => createZaloHealth({ oaId: '222', publicUrl: 'https://a.vn' });

  test('is a hint about the secret key while no signature has ever been right', () => {
    const health = open();
    health.heard('bad signature', undefined);
    expect(health.report(undefined)).toMatchObject({ isReady: true });
    expect(health.report(undefined).problems.join()).toContain('ZALO_OA_SECRET_KEY');
    health.heard('stored', '222');
    health.heard('bad signature', undefined);
    expect(health.report(undefined).problems).toEqual([]);
  });

  test('is a hint about the account id when events come for another account', () => {
    const health = open();
    health.heard('stored', '333');
    expect(health.report(undefined).problems.join()).toContain('333');
  });

  test('is a hint about the settings when the token is another account’s', () => {
    const health = open();
    health.belongs('444');
    expect(health.report(undefined).problems.join()).toContain('444');
  });

  test('is not ready while Zalo refuses for the account’s contract, until a message passes', () => {
    const health = open();
    health.sent('configuration', -224);
    expect(health.report(undefined)).toMatchObject({ isReady: false });
    health.sent(undefined, undefined);
    expect(health.report(undefined)).toEqual({ isReady: true, problems: [] });
  });
});
