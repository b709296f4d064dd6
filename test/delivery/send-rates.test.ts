import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSendGate } from '../../src/delivery/send-rates.ts';
import { RAMP_SECONDS } from '../../src/delivery/settings.ts';
import { question } from './set-up.ts';

test('in no stretch of the period is more sent than permitted, and never less than possible', () => {
  const rate = fc.record({ count: fc.integer({ min: 1, max: 8 }), perMs: fc.integer({ min: 1, max: 2_000 }) });
  fc.assert(
    fc.property(rate, fc.array(fc.nat(800), { maxLength: 80 }), (conversation, pauses) => {
      const gate = createSendGate({ conversation, group: undefined, firstSecond: undefined });
      const sent: number[] = [];
      let nowMs = 1_000_000;
      for (const pauseMs of pauses) {
        nowMs += pauseMs;
        const inPeriod = sent.filter((atMs) => atMs > nowMs - conversation.perMs).length;
        const waitMs = gate.take(question(), nowMs);
        expect(waitMs === 0).toBe(inPeriod < conversation.count);
        if (waitMs > 0) nowMs += waitMs;
        if (waitMs > 0) expect(gate.take(question(), nowMs)).toBe(0);
        sent.push(nowMs);
      }
    }),
  );
});

test('groups have a rate of their own, and one conversation does not use up another’s', () => {
  const gate = createSendGate({
    conversation: { count: 1, perMs: 1_000 },
    group: { count: 2, perMs: 60_000 },
    firstSecond: undefined,
  });
  expect(gate.take(question({ conversation: 'a' }), 0)).toBe(0);
  expect(gate.take(question({ conversation: 'a' }), 400)).toBe(600);
  expect(gate.take(question({ conversation: 'b' }), 400)).toBe(0);
  const inGroup = question({ conversation: 'g', isGroup: true });
  expect([gate.take(inGroup, 0), gate.take(inGroup, 0), gate.take(inGroup, 10_000)]).toEqual([0, 0, 50_000]);
});

test('once the platform made the whole channel wait, it goes on slowly, twice as fast every second', () => {
  const gate = createSendGate({ conversation: undefined, group: undefined, firstSecond: 2 });
  const sentAt = (nowMs: number): number => {
    for (let count = 0; count < 1_000; count += 1) if (gate.take(question(), nowMs) > 0) return count;
    return 1_000;
  };
  expect(sentAt(0)).toBe(1_000);
  gate.pause(5_000, 0);
  expect(gate.take(question(), 1_000)).toBe(4_000);
  expect([5_000, 5_400, 6_000, 6_999, 7_000].map(sentAt)).toEqual([2, 0, 4, 0, 8]);
  expect(gate.take(question(), 7_300)).toBe(700);
  expect(sentAt(5_000 + RAMP_SECONDS * 1_000)).toBe(1_000);
});
