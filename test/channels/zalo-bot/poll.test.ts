import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../../src/channels/channel.ts';
import { createZaloBotChannel } from '../../../src/channels/zalo-bot/channel.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { type Log, silentLog } from '../../../src/core/log.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';
import { openStore, type Store } from '../../../src/delivery/store.ts';
import { botTextUpdate, type FakeZaloBot, startFakeZaloBot } from '../../support/fake-zalo-bot.ts';

/** The wall's clock, with waits cut short. */
const clock = { ...systemClock, after: (ms: number, run: () => void) => systemClock.after(ms / 50, run) };

let fake: FakeZaloBot;
let store: Store;
let channel: Channel | undefined;

beforeEach(async () => {
  fake = await startFakeZaloBot({ holdFactor: 0.02 });
  store = await openStore('file::memory:', { log: silentLog, now: Date.now, maxWaiting: 10 });
});
afterEach(async () => {
  await channel?.stop();
  channel = undefined;
  await store.close();
  await fake.close();
});

function open(log: Log = silentLog, token = fake.token): Channel {
  const parts = createZaloBotChannel({
    token,
    apiRoot: `${fake.url}/`,
    mode: 'polling',
    publicUrl: undefined,
    webhookSecret: undefined,
    notes: store.notes,
    log,
    clock,
    timing: { firstCallTimeoutMs: 500 },
  });
  channel = parts.channel;
  return parts.channel;
}

function polls(): number {
  return fake.calls.filter(({ method }) => method === 'getUpdates').length;
}

describe('polling', () => {
  test('hands updates over one after the other, in their order', async () => {
    const received: string[] = [];
    for (const text of ['một', 'hai', 'ba']) await fake.push(botTextUpdate(text));
    await open().start(async ([message]) => {
      received.push(textOf(message));
      return 'stored';
    });
    await expect.poll(() => received).toEqual(['một', 'hai', 'ba']);
  });

  test('keeps an update in hand until the store takes it, and asks for no other meanwhile', async () => {
    const offered: string[] = [];
    let isRefused = true;
    for (const text of ['một', 'hai']) await fake.push(botTextUpdate(text));
    await open().start(async ([message]) => {
      offered.push(textOf(message));
      if (isRefused && offered.length % 2 === 0) return 'full';
      if (isRefused) throw new Error('disk full');
      return 'stored';
    });
    await expect.poll(() => offered.length).toBeGreaterThan(3);
    expect(new Set(offered)).toEqual(new Set(['một']));
    expect(polls()).toBe(1);
    isRefused = false;
    await expect.poll(() => offered.at(-1)).toBe('hai');
  });

  test('takes an idle poll for what it is', async () => {
    const warned: string[] = [];
    const log: Log = { ...silentLog, warn: (_fields, event) => void warned.push(event) };
    const opened = open(log);
    await opened.start(async () => 'stored');
    await expect.poll(polls).toBeGreaterThan(2);
    expect(warned).toEqual([]);
    expect(opened.health()).toEqual({ isReady: true, problems: [] });
  });

  test('does not spin when the platform answers idle polls at once', async () => {
    fake.failNext('getUpdates', { kind: 'error', code: 408 }, 10_000);
    await open().start(async () => 'stored');
    await new Promise((resolve) => setTimeout(resolve, 100));
    // Every pause is a quarter of a second, here made 50 times shorter.
    expect(polls()).toBeLessThan(40);
  });

  test.each([
    ['a gateway’s error', { kind: 'status', status: 502 }],
    ['a broken connection', { kind: 'reset' }],
    ['too many requests', { kind: 'error', code: 429 }],
    ['its internal error', { kind: 'error', code: 403 }],
  ] as const)('goes on after %s', async (_what, fault) => {
    const received: string[] = [];
    fake.failNext('getUpdates', fault, 2);
    const opened = open();
    await opened.start(async ([message]) => {
      received.push(textOf(message));
      return 'stored';
    });
    await expect.poll(() => opened.health().isReady).toBe(false);
    await fake.push(botTextUpdate('vẫn nghe'));
    await expect.poll(() => received).toEqual(['vẫn nghe']);
    expect(opened.health().isReady).toBe(true);
  });

  test('removes a webhook that is in its way, also one set while it runs', async () => {
    const received: string[] = [];
    const set = () =>
      fetch(`${fake.url}/bot${fake.token}/setWebhook`, {
        method: 'POST',
        body: JSON.stringify({ url: 'https://elsewhere.example', secret_token: 'another-secret' }),
      });
    await set();
    await open().start(async ([message]) => {
      received.push(textOf(message));
      return 'stored';
    });
    await fake.push(botTextUpdate('một'));
    await expect.poll(() => received).toEqual(['một']);
    await set();
    await expect.poll(() => fake.webhook()).toBeUndefined();
    await fake.push(botTextUpdate('hai'));
    await expect.poll(() => received).toEqual(['một', 'hai']);
  });

  test('loses nothing that comes while it stops: the poll under way is waited for', async () => {
    const received: string[] = [];
    const opened = open();
    await opened.start(async ([message]) => {
      received.push(textOf(message));
      return 'stored';
    });
    await expect.poll(polls).toBeGreaterThan(0);
    const stopping = opened.stop();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await fake.push(botTextUpdate('phút chót'));
    await stopping;
    expect(received).toEqual(['phút chót']);
    const before = polls();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(polls()).toBe(before);
  });

  test('of a process that is not the leader stops at once', async () => {
    const parts = createZaloBotChannel({
      token: fake.token,
      apiRoot: fake.url,
      mode: 'polling',
      publicUrl: undefined,
      webhookSecret: undefined,
      notes: store.notes,
      log: silentLog,
      clock: systemClock,
      elect: (_name, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    });
    await parts.channel.start(async () => 'stored');
    const startedAtMs = Date.now();
    await parts.channel.stop();
    expect(Date.now() - startedAtMs).toBeLessThan(1_000);
    expect(polls()).toBe(0);
  });
});

describe('a wrong token', () => {
  test('ends the start with a message that says which setting', async () => {
    await expect(open(silentLog, '999:wrong').start(async () => 'stored')).rejects.toThrow('ZALO_BOT_TOKEN');
    channel = undefined;
  });

  test('that was taken back later turns the health red', async () => {
    const opened = open();
    await opened.start(async () => 'stored');
    fake.failNext('getUpdates', { kind: 'error', code: 401 }, 10_000);
    await expect.poll(() => opened.health().isReady).toBe(false);
    expect(opened.health().problems.join()).toContain('ZALO_BOT_TOKEN');
  });

  test('is not blamed for a platform that is away: the channel starts and goes on trying', async () => {
    fake.failNext('getMe', { kind: 'status', status: 503 });
    const opened = open();
    await opened.start(async () => 'stored');
    await expect.poll(polls).toBeGreaterThan(0);
  });

  test('is not waited for when the platform is silent: the start goes on', async () => {
    fake.failNext('getMe', { kind: 'silence' });
    const opened = open();
    const startedAtMs = Date.now();
    await opened.start(async () => 'stored');
    expect(Date.now() - startedAtMs).toBeLessThan(1_500);
    await expect.poll(polls).toBeGreaterThan(0);
  });

  test('never reaches a log', async () => {
    const lines: string[] = [];
    const write = (fields: object, event: string): void => void lines.push(event + JSON.stringify(fields));
    for (const method of ['getMe', 'getUpdates', 'deleteWebhook']) {
      fake.failNext(method, { kind: 'reset' });
      fake.failNext(method, { kind: 'error', code: 500 });
    }
    const opened = open({ debug: write, info: write, warn: write, error: write });
    await opened.start(async () => 'stored');
    await expect.poll(polls).toBeGreaterThan(3);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n') + JSON.stringify(opened.health())).not.toContain('abc-xyz');
  });
});

function textOf(message: IncomingMessage | undefined): string {
  return message?.request.kind === 'question' ? message.request.text : `? ${message?.request.kind}`;
}
