import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLimits } from '../../src/delivery/limits.ts';
import { question, START_MS } from './set-up.ts';

test('whatever the rhythm, a person gets a minute’s worth at once and then that much a minute, never more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(20_000), { maxLength: 150 }), (perMinute, pauses) => {
      const limits = createLimits(perMinute, 1_000);
      const taken: number[] = [];
      let nowMs = START_MS;
      for (const pauseMs of pauses) {
        nowMs += pauseMs;
        if (limits.take(question({ sentAtMs: nowMs }), nowMs) === 'within') taken.push(nowMs);
      }
      for (const [index, fromMs] of taken.entries()) {
        for (let last = index; last < taken.length; last += 1) {
          const minutes = ((taken[last] ?? 0) - fromMs) / 60_000;
          expect(last - index + 1).toBeLessThanOrEqual(Math.ceil(perMinute * (1 + minutes)) + 1);
        }
      }
      if (pauses.length > 0) expect(taken.length).toBeGreaterThan(0);
    }),
  );
});

test('a group’s limit counts all who write in it, and tells them once', () => {
  const limits = createLimits(100, 3);
  const take = (sender: string) => limits.take(question({ sender, conversation: 'g', isGroup: true }), START_MS);
  expect(['a', 'b', 'c', 'd', 'e', 'a'].map(take)).toEqual(['within', 'within', 'within', 'notice', 'over', 'over']);
});

test('one person in one channel is not another in another', () => {
  const limits = createLimits(1, 100);
  const take = (channel: 'telegram' | 'zalo', sender: string) => limits.take(question({ channel, sender }), START_MS);
  expect([take('telegram', '1'), take('zalo', '1'), take('telegram', '2')]).toEqual(['within', 'within', 'within']);
  expect([take('telegram', '1'), take('telegram', '1')]).toEqual(['notice', 'over']);
});

test('dates in the future do not buy more', () => {
  const limits = createLimits(2, 100);
  const take = (sentAtMs: number) => limits.take(question({ sentAtMs }), START_MS);
  expect([take(START_MS + 1e9), take(START_MS + 2e9), take(START_MS + 3e9)]).toEqual(['within', 'within', 'notice']);
});

test('a message that a platform brings again late, with its old date, is no flood', () => {
  const limits = createLimits(20, 100);
  const take = (sentAtMs: number) => limits.take(question({ sentAtMs }), START_MS);
  const halfHourMs = 30 * 60_000;
  expect([take(START_MS), take(START_MS - halfHourMs), take(START_MS - halfHourMs + 60_000)]).toEqual([
    'within',
    'within',
    'within',
  ]);
});
