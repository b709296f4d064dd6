import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Access, type AccessOptions, createAccess } from '../../../src/channels/zalo/access.ts';
import { createOAuth } from '../../../src/channels/zalo/client/oauth.ts';
import { silentLog } from '../../../src/core/log.ts';
import type { Tokens } from '../../../src/core/store.ts';
import { openStore, type Store } from '../../../src/delivery/store.ts';
import { type FakeZalo, startFakeZalo } from '../../support/fake-zalo.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';

const HOUR_MS = 3_600_000;

let fake: FakeZalo;
let store: Store;
let clock: ManualClock;
let asked: string[];

beforeEach(async () => {
  clock = createManualClock(1_787_000_000_000);
  fake = await startFakeZalo({ now: clock.now });
  store = await openStore('file::memory:', { log: silentLog, now: clock.now, maxWaiting: 10 });
  asked = [];
});
afterEach(async () => {
  await store.close();
  await fake.close();
});

function open(options: Partial<AccessOptions> = {}): Access {
  return createAccess({
    account: 'zalo/1',
    tokens: store.tokens,
    oauth: createOAuth({ root: fake.url, ...fake.account }),
    firstPair: undefined,
    clock,
    log: silentLog,
    onConsentNeeded: (reason) => asked.push(reason),
    ...options,
  });
}

/** Stores a pair that still works for `hours`. */
async function storePair(hours: number): Promise<{ accessToken: string; refreshToken: string }> {
  const pair = fake.grantPair();
  await store.tokens.save('zalo/1', { ...pair, expiresAtMs: clock.now() + hours * HOUR_MS });
  return pair;
}

describe('the access token', () => {
  test('is the stored one while it lives, not the one in the settings', async () => {
    const stored = await storePair(20);
    const access = open({ firstPair: { accessToken: 'old', refreshToken: 'old' } });
    expect(await access.token()).toEqual({ kind: 'token', accessToken: stored.accessToken });
    expect(fake.grants().granted).toBe(0);
  });

  test('is there for everybody who asks while it is still being loaded', async () => {
    const { accessToken } = await storePair(20);
    const load: Tokens['load'] = async (account) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return store.tokens.load(account);
    };
    const access = open({ tokens: { ...store.tokens, load } });
    const results = await Promise.all(Array.from({ length: 20 }, () => access.token()));
    expect(results).toEqual(results.map(() => ({ kind: 'token', accessToken })));
    expect(asked).toEqual([]);
  });

  test('is replaced ahead of its expiry, and the successor is stored', async () => {
    const stored = await storePair(1);
    const access = open();
    await clock.advance(0.9 * HOUR_MS);
    const result = await access.token();
    expect(result).toMatchObject({ kind: 'token' });
    expect(result).not.toEqual({ kind: 'token', accessToken: stored.accessToken });
    expect(result).toEqual({ kind: 'token', accessToken: (await store.tokens.load('zalo/1'))?.accessToken });
    expect((await store.tokens.load('zalo/1'))?.expiresAtMs).toBe(clock.now() + 25 * HOUR_MS);
  });

  test('is asked for once, however many need it at the same time', async () => {
    const { accessToken } = await storePair(20);
    const access = open();
    await access.token();
    const results = await Promise.all(Array.from({ length: 20 }, () => access.replace(accessToken)));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(fake.grants()).toEqual({ granted: 1, refused: 0 });
  });

  test('is asked for once by processes that share the store', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'access-'));
    const handle = { log: silentLog, now: clock.now, maxWaiting: 10 };
    const stores = [];
    for (let index = 0; index < 3; index += 1) stores.push(await openStore(`file:${folder}/bot.sqlite`, handle));
    const { accessToken, refreshToken } = fake.grantPair();
    const expiresAtMs = clock.now() + 20 * HOUR_MS;
    await stores[0]?.tokens.save('zalo/1', { accessToken, refreshToken, expiresAtMs });
    const processes = stores.map(({ tokens }) => open({ tokens }));
    await Promise.all(processes.map((access) => access.token()));
    const results = await Promise.all(processes.map((access) => access.replace(accessToken)));
    for (const each of stores) await each.close();
    rmSync(folder, { recursive: true });
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(fake.grants()).toEqual({ granted: 1, refused: 0 });
  });

  test('is not used before it is stored, and what could not be stored is not asked for twice', async () => {
    const { accessToken } = await storePair(20);
    let isFull = true;
    const tokens: Tokens = {
      ...store.tokens,
      renew: (account, renew) =>
        store.tokens.renew(account, async (current) => {
          const next = await renew(current);
          if (isFull) throw new Error('disk full');
          return next;
        }),
    };
    const access = open({ tokens });
    await access.token();
    expect(await access.replace(accessToken)).toMatchObject({ kind: 'wait' });
    expect((await store.tokens.load('zalo/1'))?.accessToken).toBe(accessToken);
    isFull = false;
    const result = await access.token();
    expect(result).toEqual({ kind: 'token', accessToken: (await store.tokens.load('zalo/1'))?.accessToken });
    expect(fake.grants()).toEqual({ granted: 1, refused: 0 });
  });

  test('goes on being used while the token endpoint is away', async () => {
    const { accessToken } = await storePair(1);
    const access = open();
    await clock.advance(0.9 * HOUR_MS);
    fake.failNext('access_token', { kind: 'status', status: 503 }, 2);
    expect(await access.token()).toEqual({ kind: 'token', accessToken });
    await clock.advance(0.2 * HOUR_MS);
    expect(await access.token()).toMatchObject({ kind: 'wait' });
    expect(await access.token()).toMatchObject({ kind: 'token' });
    expect(asked).toEqual([]);
  });

  test('waits when the token endpoint says "too often", without asking a person', async () => {
    await storePair(0);
    fake.failNext('access_token', { kind: 'error', code: -32 });
    const access = open();
    expect(await access.token()).toMatchObject({ kind: 'wait' });
    expect(asked).toEqual([]);
  });

  test('that is refused right after it was granted is not replaced again and again', async () => {
    const { accessToken } = await storePair(20);
    const access = open();
    await access.token();
    const next = await access.replace(accessToken);
    if (next.kind !== 'token') throw new Error('expected a token');
    expect(await access.replace(next.accessToken)).toMatchObject({ kind: 'wait' });
    await clock.advance(61_000);
    expect(await access.replace(next.accessToken)).toMatchObject({ kind: 'token' });
    expect(fake.grants().granted).toBe(2);
  });

  test('missing altogether blocks and asks for a consent, once', async () => {
    const access = open();
    expect(await access.token()).toMatchObject({ kind: 'blocked' });
    expect(await access.token()).toMatchObject({ kind: 'blocked' });
    expect(access.problem()).toContain('consented');
    expect(asked).toHaveLength(1);
  });
});

describe('a dead refresh token', () => {
  test('blocks, asks a person once, and is not tried with every message', async () => {
    await storePair(0);
    fake.killRefreshTokens();
    const access = open();
    for (let round = 0; round < 5; round += 1) expect(await access.token()).toMatchObject({ kind: 'blocked' });
    expect(fake.grants().refused).toBe(1);
    expect(asked).toHaveLength(1);
    expect(access.problem()).toContain('-14014');
    expect(await access.needsConsent()).toBe(true);
  });

  test('lets an access token that still works go on working', async () => {
    const { accessToken } = await storePair(1);
    fake.killRefreshTokens();
    const access = open();
    await clock.advance(0.9 * HOUR_MS);
    expect(await access.token()).toEqual({ kind: 'token', accessToken });
    expect(access.problem()).toBeDefined();
  });

  test('is forgotten with the next consent, in this process and in the others', async () => {
    await storePair(0);
    fake.killRefreshTokens();
    const here = open();
    const there = open();
    await here.token();
    await there.token();
    const pair = fake.grantPair();
    await here.install({ kind: 'granted', ...pair, lifetimeMs: 25 * HOUR_MS });
    expect(await here.token()).toEqual({ kind: 'token', accessToken: pair.accessToken });
    await clock.advance(6_000);
    expect(await there.token()).toEqual({ kind: 'token', accessToken: pair.accessToken });
    expect([here.problem(), there.problem()]).toEqual([undefined, undefined]);
  });

  test('gives way to a pair that a person put into the settings', async () => {
    await storePair(0);
    fake.killRefreshTokens();
    const access = open({ firstPair: fake.grantPair() });
    expect(await access.token()).toMatchObject({ kind: 'token' });
    expect(asked).toEqual([]);
    expect(await store.tokens.load('zalo/1')).toMatchObject({ expiresAtMs: clock.now() + 25 * HOUR_MS });
  });

  test('is tried again after a while, in case the refusal was a mistake', async () => {
    await storePair(0);
    fake.failNext('access_token', { kind: 'error', code: -14099 });
    const access = open();
    expect(await access.token()).toMatchObject({ kind: 'blocked' });
    await clock.advance(16 * 60_000);
    expect(await access.token()).toMatchObject({ kind: 'token' });
    expect(access.problem()).toBeUndefined();
  });
});
