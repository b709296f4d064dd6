import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOAuth } from '../../../src/channels/zalo/client/oauth.ts';
import { createOpenApi } from '../../../src/channels/zalo/client/open-api.ts';
import { joinParts } from '../../support/join-parts.ts';
import { payloadNamed, payloadsOf } from '../../support/zalo-payloads.ts';
import { type OpenZalo, openZalo } from './open-zalo.ts';

/** What each event must come to: words of the one reply, or nothing. What is answered to a text is the search's part. */
const EVENTS: Readonly<Record<string, RegExp | 'silence'>> = {
  'oa.user_send_text.documented': /./u,
  'oa.user_send_text.captured': /./u,
  'oa.user_send_text.greeting': /./u,
  'oa.user_send_text.button_echo': /Các câu hỏi đã được trả lời/u,
  'oa.user_send_text.button_echo_object': /Các câu hỏi đã được trả lời/u,
  'oa.user_send_text.quoted': /./u,
  'oa.follow': /Đây là bot tự động/u,
  'oa.unfollow': 'silence',
  'oa.user_send_image': /bằng chữ/u,
  'oa.user_send_sticker': /bằng chữ/u,
  'oa.user_send_file': /bằng chữ/u,
  'oa.user_send_location': /bằng chữ/u,
  'oa.user_send_audio': /bằng chữ/u,
  'oa.user_send_business_card': /bằng chữ/u,
  'oa.user_seen_message': 'silence',
  'oa.user_received_message': 'silence',
  'zns.user_received_message': 'silence',
  'oa.oa_send_text': 'silence',
  'oa.user_click_chatnow': /Đây là bot tự động/u,
  'oa.user_submit_info': 'silence',
  'oa.user_reacted_message': 'silence',
  'gmf.user_send_group_text': 'silence',
  'gmf.user_send_group_text.mention_oa': /./u,
  'gmf.user_send_group_text.quote': 'silence',
  'gmf.user_send_group_image': 'silence',
  'gmf.oa_send_group_text': 'silence',
  'gmf.user_join_group': 'silence',
};

describe('documented events do what their names say', () => {
  let zalo: OpenZalo;
  beforeEach(async () => {
    zalo = await openZalo();
  });
  afterEach(() => zalo.close());

  test.each(Object.entries(EVENTS))('%s', async (name, expected) => {
    expect(await zalo.post(payloadNamed(name))).toBe(200);
    const texts = joinParts(await zalo.settled());
    if (expected === 'silence') return expect(texts).toEqual([]);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(expected);
  });

  test('the probe on saving the address gets 200 without a signature, and is nothing to answer', async () => {
    const response = await fetch(`${zalo.engine.url}/zalo/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payloadNamed('oa.webhook_url_probe')),
    });
    expect(response.status).toBe(200);
    expect(await zalo.settled()).toEqual([]);
  });

  test('somebody who follows is welcomed with three questions to press', async () => {
    await zalo.post(payloadNamed('oa.follow'));
    await zalo.settled();
    expect(zalo.fake.messages[0]?.buttons).toHaveLength(3);
    expect(zalo.fake.messages[0]?.quoteId).toBeUndefined();
  });
});

/** What each answer of the open API means to whoever sends. */
const ANSWERS: Readonly<Record<string, object>> = {
  'api.cs.response_ok': { kind: 'done', data: { messageId: '63ecf43f0df7dba892e6' } },
  'api.group.response_ok': { kind: 'done', data: { messageId: '96d3cdf3af150460925' } },
  'api.quota_message.response': { kind: 'done', data: { messageId: '' } },
  'api.error.window_7d': { kind: 'error', code: -230, fault: 'window' },
  'api.error.-216': { kind: 'error', code: -216, fault: 'token' },
  'api.error.-220': { kind: 'error', code: -220, fault: 'token' },
  'api.error.-32': { kind: 'error', code: -32, fault: 'rate' },
  'api.error.-211': { kind: 'error', code: -211, fault: 'quota' },
  'api.error.-213': { kind: 'error', code: -213, fault: 'recipient' },
  'api.error.-227': { kind: 'error', code: -227, fault: 'recipient' },
  'api.error.-210': { kind: 'error', code: -210, fault: 'form' },
  'api.error.-201': { kind: 'error', code: -201, fault: 'form' },
};

const GRANTS: Readonly<Record<string, object>> = {
  'oauth.token_ok': {
    kind: 'granted',
    accessToken: 'access-1',
    refreshToken: 'refresh-1',
    lifetimeMs: 90_000_000,
  },
  'oauth.token_error': { kind: 'refused', code: -14014 },
};

describe('documented answers', () => {
  let answer = '';
  const bodies: unknown[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body.startsWith('{') ? JSON.parse(body) : body);
    response.end(answer);
  });
  let root = '';
  beforeEach(async () => {
    bodies.length = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test.each(Object.entries(ANSWERS))('%s', async (name, expected) => {
    answer = JSON.stringify(payloadNamed(name));
    const api = createOpenApi({ root, appSecret: 's' });
    const result = await api.send('t', { userId: '1' }, { text: 'Chào', quoteId: undefined, buttons: [] });
    expect(result).toMatchObject(expected);
  });

  test.each(Object.entries(GRANTS))('%s', async (name, expected) => {
    answer = JSON.stringify(payloadNamed(name));
    expect(await createOAuth({ root, appId: '1', appSecret: 's' }).refresh('old')).toEqual(expected);
  });

  test('requests have the documented shape, with quote, with buttons, and to a group', async () => {
    const { send } = createOpenApi({ root, appSecret: 's' });
    const text = { text: 'Xin chào', quoteId: undefined, buttons: [] };
    await send('t', { userId: '2512523625412515' }, { ...text, quoteId: '93f8c4b28f589705ce4a' });
    await send(
      't',
      { userId: '2512523625412515' },
      { ...text, buttons: [{ title: 'Giá', payload: 'postback_price' }] },
    );
    await send('t', { groupId: 'f414c8f76fa586fbdfb4' }, { ...text, text: 'Xin chào [@675059164343092785]' });
    expect(bodies[0]).toEqual(payloadNamed('api.cs.request_text'));
    const documented = payloadNamed('api.cs.request_buttons') as unknown as ButtonRequest;
    const { buttons } = documented.message.attachment.payload;
    const price = buttons.filter(({ payload }) => payload === 'postback_price');
    expect(bodies[1]).toEqual({
      ...documented,
      message: { text: 'Xin chào', attachment: { type: 'template', payload: { buttons: price } } },
    });
    expect(bodies[2]).toEqual(payloadNamed('api.group.request_text'));
  });
});

interface ButtonRequest {
  readonly message: {
    readonly attachment: { readonly payload: { readonly buttons: readonly { payload: unknown }[] } };
  };
}

test('no payload is left out', () => {
  const here = [
    ...Object.keys({ ...EVENTS, ...ANSWERS, ...GRANTS }),
    'oa.webhook_url_probe',
    ...['api.cs.request_text', 'api.cs.request_buttons', 'api.group.request_text'],
  ];
  const elsewhere = payloadsOf('bot.').map(({ name }) => name);
  expect([...here, ...elsewhere].sort()).toEqual(
    payloadsOf('')
      .map(({ name }) => name)
      .sort(),
  );
});
