import { afterEach, describe, expect, test } from 'vitest';
import type { Elect, Receive } from '../../../src/channels/channel.ts';
import { createTelegramChannel } from '../../../src/channels/telegram/channel.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';
import type { Notes } from '../../../src/core/store.ts';
import type { Fault } from '../../support/fake-telegram.ts';
import { type FakeTelegram, startFakeTelegram } from '../../support/fake-telegram.ts';
import { textMessage } from '../../support/fake-telegram-updates.ts';
import { collectingLog } from './collecting-log.ts';

/** Time runs a hundred times faster, except for the limits that the transport itself keeps. */
const clock: Clock = {
  now: Date.now,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs / 100);
    return () => clearTimeout(timer);
  },
};

const notes: Notes = {
  get: async () => undefined,
  set: async () => {},
  add: async () => true,
  deleteByPrefix: async () => {},
};

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function startPolling(
  receive?: Receive,
  before?: (fake: FakeTelegram) => void,
  elect: Elect = (_name, signal, run) => run(signal),
) {
  const fake = await startFakeTelegram();
  before?.(fake);
  const { log, lines } = collectingLog();
  const received: IncomingMessage[] = [];
  const { channel } = createTelegramChannel({
    token: fake.token,
    apiRoot: fake.apiRoot,
    mode: 'polling',
    publicUrl: undefined,
    webhookSecret: undefined,
    notes,
    served: () => ({
      library: { interviews: [], version: '' },
      matcher: {
        match: () => {
          throw new Error();
        },
      },
    }),
    respond: () => undefined,
    log,
    clock,
    elect,
    timing: { callTimeoutMs: 300, firstCallTimeoutMs: 300, holdMs: 1_000, watchdogMs: 300, stopLimitMs: 200_000 },
  });
  const take: Receive =
    receive ??
    (async (messages) => {
      received.push(...messages);
      return 'stored';
    });
  open.push(
    async () => channel.stop(),
    async () => fake.close(),
  );
  return { fake, channel, received, lines, start: () => channel.start(take) };
}

describe('the poll', () => {
  test.each<[string, Fault]>([
    ['429 with a time to wait', { kind: 'error', status: 429, description: 'Too Many Requests', retryAfter: 3 }],
    ['500', { kind: 'error', status: 500, description: 'Internal Server Error' }],
    ['400', { kind: 'error', status: 400, description: 'Bad Request' }],
    ['409', { kind: 'error', status: 409, description: 'Conflict: terminated by other getUpdates request' }],
    ['a gateway’s page', { kind: 'body', status: 502, body: '<html>Bad Gateway</html>' }],
    ['a page with 200', { kind: 'body', status: 200, body: '<html>welcome</html>' }],
    ['a page with 404', { kind: 'body', status: 404, body: '<html>not found</html>' }],
    ['no result', { kind: 'body', status: 200, body: '{"ok":true}' }],
    ['a result that is no list', { kind: 'body', status: 200, body: '{"ok":true,"result":{"a":1}}' }],
    ['updates without ids', { kind: 'body', status: 200, body: '{"ok":true,"result":[null,{}]}' }],
    ['an empty body', { kind: 'body', status: 200, body: '' }],
    ['a reset connection', { kind: 'reset' }],
    ['half an answer and then silence', { kind: 'truncated' }],
    ['silence', { kind: 'silence' }],
  ])('goes on after %s', async (_what, fault) => {
    const { fake, received, start } = await startPolling();
    await start();
    await fake.until(() => fake.callsOf('getUpdates').length > 0);
    // Each of these two costs a whole hold.
    const isSilent = fault.kind === 'silence' || fault.kind === 'truncated';
    fake.fail({ method: 'getUpdates', fault, times: isSilent ? 1 : 2 });
    await fake.deliver({ message: textMessage('một') });
    await fake.deliver({ message: textMessage('hai') });
    expect(new Set(received.map(({ request }) => 'text' in request && request.text))).toEqual(new Set(['một', 'hai']));
  });

  test('names another process on the same token in the health and is well again afterwards', async () => {
    const { fake, channel, start, lines } = await startPolling();
    await start();
    const fault = {
      kind: 'error',
      status: 409,
      description: 'Conflict: terminated by other getUpdates request',
    } as const;
    fake.fail({ method: 'getUpdates', fault, times: 30 });
    await fake.deliver({ message: textMessage('một') }).catch(() => {});
    expect(lines.filter(({ event }) => event === 'telegram poll failed')).not.toHaveLength(0);
    expect(lines.filter(({ level, event }) => level === 'warn' && event === 'telegram poll failed')).toHaveLength(1);
    await fake.until(() => channel.health().isReady);
  });

  test('a webhook that somebody set meanwhile is removed', async () => {
    const { fake, start, received } = await startPolling();
    await start();
    await fake.deliver({ message: textMessage('một') });
    fake.state.webhook = { url: 'https://elsewhere.example', secret: '', allowed: undefined };
    await fake.until(() => fake.state.webhook === undefined);
    await fake.deliver({ message: textMessage('hai') });
    expect(received).toHaveLength(2);
  });

  test('asks for updates with the kinds it reads and drops nothing that waits', async () => {
    const { fake, received, start } = await startPolling(undefined, (api) => {
      void api.deliver({ message: textMessage('từ trước') });
    });
    await start();
    await fake.until(() => received.length === 1);
    expect(fake.callsOf('deleteWebhook')[0]?.payload).toEqual({ drop_pending_updates: false });
    expect(fake.state.allowedUpdates).toContain('guest_message');
  });

  test('the offset does not move before the messages are stored', async () => {
    const tries: number[] = [];
    const { fake, start, channel } = await startPolling(async (messages) => {
      tries.push(messages.length);
      if (tries.length === 1) return 'full';
      if (tries.length === 2) throw new Error('disk full');
      return 'stored';
    });
    await start();
    await fake.deliver({ message: textMessage('một') });
    expect(tries).toEqual([1, 1, 1]);
    expect(
      fake
        .callsOf('getUpdates')
        .map(({ payload }) => payload.offset)
        .filter((offset) => offset !== 0),
    ).toEqual([2]);
    expect(channel.health().problems).toEqual([]);
  });

  test('what was not stored when the process ends is not confirmed', async () => {
    const { fake, start, channel } = await startPolling(async () => 'full');
    await start();
    void fake.deliver({ message: textMessage('một') });
    await fake.until(() => channel.health().problems.length > 0);
    await channel.stop();
    expect(fake.pending()).toBe(1);
  });

  test('the end confirms what is stored, so that the next start does not get it again', async () => {
    const { fake, start, channel } = await startPolling();
    await start();
    await fake.deliver({ message: textMessage('một') });
    await channel.stop();
    expect(fake.callsOf('getUpdates').at(-1)?.payload).toEqual({ offset: 2, limit: 1, timeout: 0 });
  });

  test('goes on without the webhook’s removal where a server does not know that method', async () => {
    const fault = { kind: 'error', status: 404, description: 'Not Found: method not found' } as const;
    const { fake, start, received } = await startPolling(undefined, (api) => {
      api.fail({ method: 'deleteWebhook', fault, times: 5 });
      api.fail({ method: 'setMyCommands', fault, times: 100 });
    });
    await start();
    await fake.deliver({ message: textMessage('một') });
    expect(received).toHaveLength(1);
    await fake.until(() => fake.state.profile.has('name/en'));
    expect(fake.callsOf('setMyCommands')).toHaveLength(8);
  });

  test('another process that takes over gets what this one had not stored, and nothing is confirmed behind its back', async () => {
    const leads: AbortController[] = [];
    const { fake, start, received } = await startPolling(undefined, undefined, async (_name, signal, run) => {
      while (!signal.aborted) {
        const lead = new AbortController();
        leads.push(lead);
        await run(lead.signal);
      }
    });
    await start();
    await fake.deliver({ message: textMessage('một') });
    leads[0]?.abort();
    await fake.until(() => leads.length === 2);
    await fake.deliver({ message: textMessage('hai') });
    expect(received).toHaveLength(2);
    expect(fake.callsOf('getUpdates').filter(({ payload }) => payload.limit === 1)).toHaveLength(0);
  });

  test('an update that cannot be read is set aside, the others of its batch are handed over', async () => {
    const { fake, start, received, lines } = await startPolling(undefined, (api) => {
      void api.deliver({ message: textMessage('một') });
      void api.deliver({ message: { ...textMessage('không có phòng'), chat: undefined } });
      void api.deliver({ message: null });
      void api.deliver({ message: textMessage('hai') });
    });
    await start();
    await fake.until(() => received.length === 2 && fake.pending() === 0);
    expect(lines.filter(({ event }) => event === 'telegram update could not be read')).toHaveLength(2);
  });
});

describe('the start', () => {
  test.each([401, 404])(
    'a token that Telegram does not know (%d) ends it with a message that says what to do',
    async (status) => {
      const { fake, start } = await startPolling();
      fake.fail({ method: 'getMe', fault: { kind: 'error', status, description: 'Unauthorized' } });
      const failure = await start().catch((fault: Error) => fault.message);
      expect(failure).toContain('@BotFather');
      expect(failure).not.toContain(fake.token);
    },
  );

  test.each<[string, Fault]>([
    ['500', { kind: 'error', status: 500, description: 'Internal Server Error' }],
    ['429', { kind: 'error', status: 429, description: 'Too Many Requests', retryAfter: 1 }],
    ['a reset', { kind: 'reset' }],
    ['silence', { kind: 'silence' }],
    ['an answer that names no bot', { kind: 'body', status: 200, body: '{"ok":true,"result":{}}' }],
  ])('%s at the first calls neither ends it nor holds it up', async (_what, fault) => {
    const { fake, start, channel, received } = await startPolling();
    fake.fail({ method: 'getMe', fault, times: 2 });
    fake.fail({ method: 'deleteWebhook', fault, times: 1 });
    await start();
    expect(channel.health().isReady).toBe(false);
    await fake.deliver({ message: textMessage('một') });
    expect(received).toHaveLength(1);
    await fake.until(() => channel.health().isReady);
  });

  test('a token that is revoked later turns the health red with what to do', async () => {
    const { fake, start, channel } = await startPolling();
    await start();
    fake.fail({ method: 'getUpdates', fault: { kind: 'error', status: 401, description: 'Unauthorized' } });
    void fake.deliver({ message: textMessage('một') });
    await fake.until(() => !channel.health().isReady);
    expect(channel.health().problems.join()).toContain('@BotFather');
  });

  test('the token reaches neither log nor health, whatever goes wrong', async () => {
    const { fake, start, channel, lines } = await startPolling();
    const faults: Fault[] = [
      { kind: 'body', status: 200, body: '<html>' },
      { kind: 'reset' },
      { kind: 'error', status: 400, description: `Bad Request: /bot${fake.token}/getUpdates` },
    ];
    await start();
    for (const fault of faults) fake.fail({ method: 'getUpdates', fault });
    await fake.deliver({ message: textMessage('một') });
    expect(JSON.stringify([lines, channel.health()])).not.toContain(fake.token);
  });
});
