import { expect, test } from 'vitest';
import { ApiFailure } from '../../../src/channels/telegram/api-failure.ts';
import { persist } from '../../../src/channels/telegram/persist.ts';
import { silentLog } from '../../../src/core/log.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const clock = createManualClock(0);

function failure(status: number | undefined, retryAfterMs?: number): ApiFailure {
  return new ApiFailure({ method: 'x', status, description: 'x', retryAfterMs });
}

/** Calls that fail with each of `failures` in turn and then succeed; gives the times of the calls, ms since the first. */
async function timesOf(failures: readonly ApiFailure[], waitMs: number): Promise<readonly number[]> {
  const startMs = clock.now();
  const times: number[] = [];
  const call = async (): Promise<true> => {
    times.push(clock.now() - startMs);
    const next = failures[times.length - 1];
    if (next) throw next;
    return true;
  };
  const signal = new AbortController().signal;
  const done = persist(call, { clock, log: silentLog, signal, isHopeless: () => false });
  await clock.advance(waitMs);
  await done;
  return times;
}

test('waits as long as Telegram says', async () => {
  expect(await timesOf([failure(429, 7_000), failure(429, 500)], 10_000)).toEqual([0, 7_000, 7_500]);
});

test('backs off to half a minute without such a word', async () => {
  const failures = Array.from({ length: 7 }, () => failure(undefined));
  expect(await timesOf(failures, 200_000)).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000]);
});

test('gives up at once what no repetition can mend, and what is no failure of Telegram', async () => {
  const signal = new AbortController().signal;
  const options = { clock, log: silentLog, signal, isHopeless: ({ status }: ApiFailure) => status === 401 };
  await expect(persist(() => Promise.reject(failure(401)), options)).rejects.toThrow('401');
  await expect(persist(() => Promise.reject(new TypeError('ours')), options)).rejects.toThrow('ours');
});

test('ends when it is told to', async () => {
  const stop = new AbortController();
  const options = { clock, log: silentLog, signal: stop.signal, isHopeless: () => false };
  const done = persist(() => Promise.reject(failure(500)), options);
  await clock.advance(10);
  stop.abort();
  expect(await done).toBeUndefined();
});
