import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Part, SendOutcome } from '../../../src/channels/channel.ts';
import { createAccess } from '../../../src/channels/zalo/access.ts';
import { createOAuth } from '../../../src/channels/zalo/client/oauth.ts';
import { createOpenApi } from '../../../src/channels/zalo/client/open-api.ts';
import type { ZaloAddress } from '../../../src/channels/zalo/incoming.ts';
import { createManners } from '../../../src/channels/zalo/manners.ts';
import { createSender } from '../../../src/channels/zalo/send.ts';
import type { ZaloExtra } from '../../../src/channels/zalo/write.ts';
import { type Log, silentLog } from '../../../src/core/log.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';
import { openStore, type Store } from '../../../src/delivery/store.ts';
import { type FakeZalo, startFakeZalo } from '../../support/fake-zalo.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';

const BUTTONS = [{ title: 'Xem', payload: 'tl1:a/b' }];
const PLAIN = { quotes: false, buttoned: undefined };
const BUTTONED: ZaloExtra = { quotes: true, buttoned: { text: 'Đoạn trích', buttons: BUTTONS } };

let fake: FakeZalo;
let store: Store;
let clock: ManualClock;
let logged: string[];
let sent: string[];
let faults: unknown[];
let pair: { readonly accessToken: string; readonly refreshToken: string };
let send: (part: Part, message: IncomingMessage) => Promise<SendOutcome>;

beforeEach(async () => {
  clock = createManualClock(1_787_000_000_000);
  fake = await startFakeZalo({ now: clock.now });
  store = await openStore('file::memory:', { log: silentLog, now: clock.now, maxWaiting: 10 });
  logged = [];
  sent = [];
  faults = [];
  pair = fake.grantPair();
  send = openSender();
});
afterEach(async () => {
  await store.close();
  await fake.close();
});

function openSender(timeoutMs = 5_000, hasButtons = true): typeof send {
  const write = (fields: object, event: string): void => void logged.push(`${event} ${JSON.stringify(fields)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const access = createAccess({
    account: 'zalo/1',
    tokens: store.tokens,
    oauth: createOAuth({ root: fake.url, ...fake.account }),
    firstPair: pair,
    clock,
    log,
    onConsentNeeded: () => {},
  });
  return createSender({
    api: createOpenApi({ root: fake.url, appSecret: fake.account.appSecret, timeoutMs }),
    access,
    manners: createManners({ prefix: 'channel/zalo/1/', notes: store.notes, clock, hasButtons }),
    clock,
    log,
    onFault: (fault) => faults.push(fault),
    onSent: async (_message, messageId) => void sent.push(messageId),
  });
}

function messageTo(address: ZaloAddress, id = 'm1'): IncomingMessage {
  const request = { kind: 'question', text: 'bí mật' } as const;
  const isGroup = address.to === 'group';
  return {
    channel: 'zalo',
    id,
    conversation: address.id,
    sender: '7',
    isGroup,
    language: 'vi',
    request,
    address,
    sentAtMs: 0,
  };
}

const toUser = messageTo({ to: 'user', id: '675059164343092785', quoteId: 'q1', isSilent: false });
const toGroup = messageTo({ to: 'group', id: 'f414c8f76fa586fbdfb4' });
const plain: Part = { text: 'Chào', extra: PLAIN };
const buttoned: Part = { text: 'Đoạn trích\n\n1. Xem', extra: BUTTONED };

function cs(): { text: string; quote_message_id?: string; attachment?: object }[] {
  return fake.calls
    .filter(({ path }) => path === '/v3.0/oa/message/cs')
    .map(({ body }) => (body as { message: { text: string } }).message);
}

describe('a part', () => {
  test('goes out as a quote of the question with its buttons where both are taken', async () => {
    expect(await send(buttoned, toUser)).toEqual({ kind: 'sent' });
    expect(fake.messages).toMatchObject([{ text: 'Đoạn trích', quoteId: 'q1', buttons: [{ title: 'Xem' }] }]);
    expect(sent).toEqual(fake.messages.map(({ messageId }) => messageId));
  });

  test('goes to a group through the group’s address, without a quote', async () => {
    expect(await send({ text: 'Chào', extra: { ...PLAIN, quotes: true } }, toGroup)).toEqual({ kind: 'sent' });
    expect(fake.messages).toMatchObject([{ to: 'group', recipient: 'f414c8f76fa586fbdfb4', quoteId: undefined }]);
  });

  test.each([-201, -210, -233, -299])(
    'falls back to the numbered menu when buttons get %i, and remembers it for a day',
    async (code) => {
      fake.refuses.buttons = code;
      expect(await send(buttoned, toUser)).toEqual({ kind: 'sent' });
      expect(fake.messages).toMatchObject([{ text: 'Đoạn trích\n\n1. Xem', quoteId: 'q1', buttons: [] }]);
      const callsBefore = cs().length;
      expect(await openSender()(buttoned, toUser)).toEqual({ kind: 'sent' });
      expect(cs().length - callsBefore).toBe(1);
      fake.refuses.buttons = undefined;
      await clock.advance(25 * 3_600_000);
      pair = fake.grantPair();
      await store.tokens.save('zalo/1', { ...pair, expiresAtMs: clock.now() + 9e7 });
      expect(await openSender()(buttoned, toUser)).toEqual({ kind: 'sent' });
      expect(fake.messages.at(-1)?.buttons).toHaveLength(1);
    },
  );

  test('keeps its buttons and drops the quote where only text can quote, and does so at once the next time', async () => {
    fake.refuses.quotesWithButtons = -201;
    await send(buttoned, toUser);
    await send(buttoned, toUser);
    expect(fake.messages).toMatchObject([
      { quoteId: undefined, buttons: [{ title: 'Xem' }] },
      { quoteId: undefined, buttons: [{ title: 'Xem' }] },
    ]);
    expect(cs()).toHaveLength(3);
    await send({ text: 'Chào', extra: { ...PLAIN, quotes: true } }, toUser);
    expect(fake.messages.at(-1)?.quoteId).toBe('q1');
  });

  test('has no buttons where the settings say so, and nothing is tried in vain', async () => {
    expect(await openSender(5_000, false)(buttoned, toUser)).toEqual({ kind: 'sent' });
    expect(cs()).toMatchObject([{ text: 'Đoạn trích\n\n1. Xem', quote_message_id: 'q1' }]);
  });

  test('goes without its quote where the quoted message is gone', async () => {
    fake.refuses.quotes = -201;
    expect(await send({ text: 'Chào', extra: { ...PLAIN, quotes: true } }, toUser)).toEqual({ kind: 'sent' });
    expect(fake.messages).toMatchObject([{ quoteId: undefined }]);
    fake.refuses.quotes = undefined;
    await send(buttoned, toUser);
    expect(fake.messages.at(-1)).toMatchObject({ quoteId: 'q1', buttons: [{ title: 'Xem' }] });
  });

  test('is refused when even its plain form is, and buttons are not blamed for that', async () => {
    fake.refuseRecipient(toUser.conversation, -201);
    expect(await send(buttoned, toUser)).toMatchObject({ kind: 'refused', reason: 'Zalo error -201 (form)' });
    fake.refuseRecipient(toUser.conversation, 0);
    await send(buttoned, toUser);
    expect(fake.messages.at(-1)?.buttons).toHaveLength(1);
  });
});

describe('a bad access token', () => {
  test.each([-216, -220, -124])('(error %i) is replaced once and the message sent once more', async (code) => {
    fake.spoilAccessToken(pair.accessToken, code);
    expect(await send(plain, toUser)).toEqual({ kind: 'sent' });
    expect(fake.grants()).toEqual({ granted: 1, refused: 0 });
    expect(cs()).toHaveLength(2);
  });

  test('that stays bad makes the channel wait instead of asking again and again', async () => {
    fake.failNext('/cs', { kind: 'error', code: -216 }, 3);
    expect(await send(plain, toUser)).toMatchObject({ kind: 'retry', scope: 'channel' });
    expect(await send(plain, toUser)).toMatchObject({ kind: 'retry', scope: 'channel' });
    expect(fake.grants().granted).toBe(1);
  });

  test('without a working refresh token blocks until somebody consents', async () => {
    fake.spoilAccessToken(pair.accessToken);
    fake.killRefreshTokens();
    expect(await send(plain, toUser)).toMatchObject({ kind: 'blocked' });
    expect(await send(plain, toUser)).toMatchObject({ kind: 'blocked' });
    const next = fake.grantPair();
    await store.tokens.save('zalo/1', { ...next, expiresAtMs: clock.now() + 9e7 });
    await clock.advance(6_000);
    expect(await send(plain, toUser)).toEqual({ kind: 'sent' });
  });
});

describe('an error of the API', () => {
  test.each([
    [-32, { kind: 'retry', scope: 'channel', afterMs: undefined }],
    [-200, { kind: 'retry', scope: 'conversation' }],
    [-211, { kind: 'refused' }],
    [-213, { kind: 'refused' }],
    [-218, { kind: 'refused' }],
    [-224, { kind: 'blocked' }],
    [-227, { kind: 'refused' }],
    [-230, { kind: 'refused' }],
    [-232, { kind: 'refused' }],
    [-240, { kind: 'refused' }],
    [-244, { kind: 'refused' }],
    [-321, { kind: 'blocked' }],
    [-9999, { kind: 'retry', scope: 'conversation' }],
  ])('%i is treated by its kind', async (code, expected) => {
    fake.failNext('/cs', { kind: 'error', code });
    expect(await send(plain, toUser)).toMatchObject(expected);
    expect(cs()).toHaveLength(1);
  });

  test('about the night waits until six in the morning in Việt Nam', async () => {
    fake.failNext('/cs', { kind: 'error', code: -234 });
    const outcome = await send(plain, toUser);
    if (outcome.kind !== 'retry' || outcome.afterMs === undefined) throw new Error('expected to wait');
    expect(new Date(clock.now() + outcome.afterMs).toISOString()).toMatch(/T23:00:00\.000Z$/u);
  });

  test('about the contract of groups does not hold up everybody else', async () => {
    fake.failNext('/group', { kind: 'error', code: -212 });
    expect(await send(plain, toGroup)).toMatchObject({ kind: 'refused' });
    expect(faults).toEqual([]);
    fake.failNext('/cs', { kind: 'error', code: -212 });
    expect(await send(plain, toUser)).toMatchObject({ kind: 'blocked' });
    expect(faults).toEqual(['configuration']);
  });

  test('that is in no list is tried five times, a general one twice', async () => {
    fake.failNext('/cs', { kind: 'error', code: -9999 }, 5);
    const kinds = [];
    for (let round = 0; round < 5; round += 1) kinds.push((await send(plain, toUser)).kind);
    fake.failNext('/cs', { kind: 'error', code: -200 }, 2);
    for (let round = 0; round < 2; round += 1) kinds.push((await send(plain, toUser)).kind);
    expect(kinds).toEqual(['retry', 'retry', 'retry', 'retry', 'refused', 'retry', 'refused']);
  });
});

describe('trouble on the way', () => {
  test.each([
    ['a gateway’s 502', { kind: 'status', status: 502 }, { kind: 'retry', scope: 'conversation' }],
    [
      'a gateway’s 429 with its own word for when',
      { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
      { kind: 'retry', scope: 'channel', afterMs: 7_000 },
    ],
    ['a connection that breaks', { kind: 'reset' }, { kind: 'retry', scope: 'conversation' }],
    ['an answer cut in the middle', { kind: 'cut' }, { kind: 'retry', scope: 'conversation' }],
    ['silence', { kind: 'silence' }, { kind: 'retry', reason: 'no answer within 80 ms' }],
  ] as const)('%s is tried again', async (_what, fault, expected) => {
    const first = openSender(fault.kind === 'silence' ? 80 : 5_000);
    fake.failNext('/cs', fault);
    expect(await first(plain, toUser)).toMatchObject(expected);
    expect(await send(plain, toUser)).toEqual({ kind: 'sent' });
  });
});

test('no token, secret, person or word of a message is logged or told, whatever goes wrong', async () => {
  const outcomes: unknown[] = [];
  for (const code of [-216, -32, -201, -9999]) {
    fake.failNext('/cs', { kind: 'error', code });
    outcomes.push(await send(buttoned, toUser));
  }
  fake.killRefreshTokens();
  fake.failNext('/cs', { kind: 'error', code: -216 }, 9);
  await clock.advance(100_000);
  outcomes.push(await send(buttoned, toUser));
  const told = JSON.stringify([outcomes, logged]);
  expect(logged.length).toBeGreaterThan(2);
  for (const secret of ['access-', 'refresh-', fake.account.appSecret, 'bí mật', 'Đoạn', toUser.conversation]) {
    expect(told).not.toContain(secret);
  }
});
