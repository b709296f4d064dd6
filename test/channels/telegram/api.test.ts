import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Api, createApi } from '../../../src/channels/telegram/api.ts';
import { ApiFailure } from '../../../src/channels/telegram/api-failure.ts';
import { type FakeTelegram, type Fault, startFakeTelegram } from '../../support/fake-telegram.ts';

let fake: FakeTelegram;
let api: Api;
beforeEach(async () => {
  fake = await startFakeTelegram();
  api = createApi({ token: fake.token, apiRoot: `${fake.apiRoot}/`, callTimeoutMs: 200, pollTimeoutMs: 200 });
});
afterEach(() => fake.close());

async function failureOf(fault: Fault): Promise<ApiFailure> {
  fake.fail({ fault });
  const failure = await api.call('getMe', {}).catch((thrown: unknown) => thrown);
  if (!(failure instanceof ApiFailure)) throw new Error(`expected an ApiFailure, got ${failure}`);
  return failure;
}

describe('a call', () => {
  test('gives the result, through telegraf’s typed client as well', async () => {
    expect(await api.call('getMe', {})).toMatchObject({ username: 'tra_loi_bot' });
    expect(await api.telegram.getMe()).toMatchObject({ username: 'tra_loi_bot' });
  });

  test('reads the time to wait from a refusal and from a 5xx alike', async () => {
    for (const status of [429, 500]) {
      const failure = await failureOf({ kind: 'error', status, description: 'Wait', retryAfter: 3 });
      expect([failure.status, failure.retryAfterMs]).toEqual([status, 3_000]);
    }
  });

  test.each<[string, Fault]>([
    ['silence', { kind: 'silence' }],
    ['half an answer', { kind: 'truncated' }],
  ])('ends at its limit after %s', async (_what, fault) => {
    const startedMs = Date.now();
    expect((await failureOf(fault)).status).toBeUndefined();
    expect(Date.now() - startedMs).toBeLessThan(2_000);
  });

  test('can be given up', async () => {
    fake.fail({ fault: { kind: 'silence' } });
    const given = new AbortController();
    const failing = api.call('getMe', {}, { signal: given.signal }).catch((fault: ApiFailure) => fault.description);
    await fake.until(() => fake.calls.length === 1);
    given.abort();
    expect(await failing).toBe('given up');
  });

  test.each([
    [
      'a refusal that quotes the address',
      (token: string): Fault => ({ kind: 'error', status: 400, description: `x /bot${token}/getMe` }),
    ],
    [
      'a page that quotes it',
      (token: string): Fault => ({ kind: 'body', status: 502, body: `<html>/bot${token}/getMe` }),
    ],
    ['a reset', (): Fault => ({ kind: 'reset' })],
  ])('never carries the token in its failure, nor what was sent: %s', async (_what, faultWith) => {
    const failure = await failureOf(faultWith(fake.token));
    const shown = [failure.message, failure.stack, JSON.stringify(failure), String(failure.cause)].join();
    expect(shown).not.toContain(fake.token);
    expect(failure.description).not.toContain(fake.token);
  });

  test('an address with a path is kept', async () => {
    const elsewhere = createApi({
      token: fake.token,
      apiRoot: `${fake.apiRoot}/proxy`,
      callTimeoutMs: 200,
      pollTimeoutMs: 200,
    });
    // The fake knows no such path.
    const failure = await elsewhere.call('getMe', {}).catch((fault: ApiFailure) => fault);
    expect(failure).toMatchObject({ status: 404 });
  });
});
