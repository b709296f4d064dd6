import { beforeEach, describe, expect, test } from 'vitest';
import { createGates, type Gates, NOTICE_MS, UNASKED_MS } from '../../../src/channels/telegram/gates.ts';
import { answerWith } from '../../../src/channels/telegram/single.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';
import { createWholeQuote } from '../../../src/core/quote.ts';
import type { Json } from '../../../src/core/store.ts';
import { placedTurn, sampleInterview } from '../../support/interview.ts';

const CHAT = -100777;
const reply = answerWith(createWholeQuote(placedTurn(sampleInterview([['Có.']]), 1)), []);

let nowMs: number;
let gates: Gates;
beforeEach(() => {
  nowMs = 1_000;
  const kept = new Map<string, { readonly value: Json; readonly untilMs: number }>();
  const get = (key: string) => {
    const found = kept.get(key);
    return found && found.untilMs > nowMs ? found.value : undefined;
  };
  gates = createGates({
    notes: {
      get: async (key) => get(key),
      set: async (key, value, untilMs = Number.POSITIVE_INFINITY) => void kept.set(key, { value, untilMs }),
      async add(key, value, untilMs = Number.POSITIVE_INFINITY) {
        if (get(key) !== undefined) return false;
        kept.set(key, { value, untilMs });
        return true;
      },
      async deleteByPrefix(prefix) {
        for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
      },
    },
    respond: () => ({ reply, confidence: 1, context: undefined }),
    now: () => nowMs,
  });
});

function overheard(text: string, id = 'one'): IncomingMessage {
  return {
    channel: 'telegram',
    id,
    conversation: String(CHAT),
    sender: '7',
    isGroup: true,
    language: 'vi',
    request: { kind: 'overheard', text },
    address: { chat: CHAT, message: 1 },
    sentAtMs: 0,
  };
}

describe('an unasked answer', () => {
  test('is given once for a turn within the time set, and to the same message however often it comes', async () => {
    await gates.setUnprompted(CHAT, true);
    expect(await gates.mayAnswerUnasked(overheard('bao giờ có mạng', 'one'))).toBe(true);
    expect(await gates.mayAnswerUnasked(overheard('bao giờ có mạng', 'one'))).toBe(true);
    expect(await gates.mayAnswerUnasked(overheard('bao giờ có mạng', 'two'))).toBe(false);
    nowMs += UNASKED_MS;
    expect(await gates.mayAnswerUnasked(overheard('bao giờ có mạng', 'three'))).toBe(true);
  });

  test('is not given to a word or two, however sure', async () => {
    await gates.setUnprompted(CHAT, true);
    expect(await gates.mayAnswerUnasked(overheard('mạng 5G'))).toBe(false);
  });
});

test('the notice that only text is read is not given twice in ten minutes, but again to the same message', async () => {
  expect(await gates.mayGiveNotice(overheard('', 'one'))).toBe(true);
  expect(await gates.mayGiveNotice(overheard('', 'one'))).toBe(true);
  expect(await gates.mayGiveNotice(overheard('', 'two'))).toBe(false);
  nowMs += NOTICE_MS;
  expect(await gates.mayGiveNotice(overheard('', 'three'))).toBe(true);
});
