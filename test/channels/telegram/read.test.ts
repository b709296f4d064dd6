import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/channels/telegram/address.ts';
import { createApi } from '../../../src/channels/telegram/api.ts';
import { createIntake } from '../../../src/channels/telegram/intake.ts';
import { createReader } from '../../../src/channels/telegram/read.ts';
import type { Reading } from '../../../src/channels/telegram/reading.ts';
import { silentLog } from '../../../src/core/log.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';

const TOKEN = '123456789:AAFakeTokenForTestsOnly_0123456789';
const me = { id: 123456789, is_bot: true, username: 'tra_loi_bot' };
const api = createApi({ token: TOKEN, apiRoot: 'http://127.0.0.1:1', callTimeoutMs: 10, pollTimeoutMs: 10 });
const read = createReader(api, { me, findTurnByKey: () => undefined, now: () => 1 });

const updates: Readonly<Record<string, object>> = JSON.parse(
  readFileSync(new URL('../../fixtures/telegram/updates.json', import.meta.url), 'utf8'),
);

/** A reading in few words: its kind, and what a message asks. */
function briefly(reading: Reading): string {
  if (!('message' in reading)) return reading.kind;
  const { request } = reading.message;
  const asked = 'text' in request ? `: ${request.text.normalize('NFC')}` : 'code' in request ? `: ${request.code}` : '';
  return `${reading.kind} ${request.kind}${asked}`;
}

const DIFFICULTIES = 'khó khăn của sở là gì?';

const EXPECTED: Readonly<Record<string, string>> = {
  'private question': 'message question: Khó khăn của sở là gì?',
  'private question in decomposed letters': 'message question: Khó khăn của sở là gì?',
  'start from a citation link': 'message citation: 272-VSC-SB2',
  sticker: 'unsupported unsupported',
  'voice message': 'unsupported unsupported',
  'picture with a question under it': 'message question: Mục tiêu sắp tới là gì?',
  'pinned message': 'ignored',
  'question sent through this bot': 'ignored',
  'edited question': 'message question: Khó khăn của sở là gì vậy?',
  'question edited an hour later': 'ignored',
  'question to another bot’s command': 'ignored',
  'group talk': 'overheard overheard: chiều nay họp lúc mấy giờ mọi người ơi?',
  'group mention': `message question: ${DIFFICULTIES}`,
  'group mention by profile': `message question: ${DIFFICULTIES}`,
  'group reply to the bot': 'message question: còn 5G thì sao?',
  'group command': `message question: ${DIFFICULTIES}`,
  'group command to this bot': `message question: ${DIFFICULTIES}`,
  'group command as a reply to somebody': `message question: ${DIFFICULTIES}`,
  'group command with a picked quotation': `message question: ${DIFFICULTIES}`,
  'group question under a picture': 'message question: mục tiêu sắp tới là gì?',
  'anonymous administrator': 'setting unprompted',
  'administrator switches on': 'setting unprompted',
  'channel post forwarded to its group': 'ignored',
  'another bot': 'ignored',
  'member joined': 'ignored',
  'topic question': 'message question: mục tiêu sắp tới là gì?',
  'talk in a topic that the bot opened': 'overheard overheard: mọi người ăn cơm chưa?',
  'general topic question': 'message question: mục tiêu sắp tới là gì?',
  'group became a supergroup': 'moved',
  'supergroup came from a group': 'ignored',
  'button pressed': 'press',
  'button pressed under an old message': 'press',
  'inline query': 'inline',
  'empty inline query': 'inline',
  'inline result chosen': 'ignored',
  'guest mention': `guest question: ${DIFFICULTIES}`,
  'bot removed from a group': 'left',
  'bot blocked': 'left',
  'bot restricted in a group': 'ignored',
  'channel post': 'ignored',
  reaction: 'ignored',
  'business message': 'ignored',
  'poll answer': 'ignored',
  'kind of update to come': 'ignored',
};

describe('an update', () => {
  test.each(Object.keys(updates))('%s is read as what it is', (name) => {
    expect(briefly(read(updates[name] ?? {}))).toBe(EXPECTED[name]);
  });

  test('a message keeps one identity through edits and redeliveries, and chats never share one', () => {
    const idOf = (name: string) => {
      const reading = read(updates[name] ?? {});
      return 'message' in reading ? reading.message.id : undefined;
    };
    expect(idOf('edited question')).toBe(idOf('private question'));
    const ids = ['private question', 'sticker', 'group mention', 'topic question'].map(idOf);
    expect(new Set(ids).size).toBe(4);
  });

  test('a topic is a conversation of its own, General belongs to the group', () => {
    const conversationOf = (name: string) => {
      const reading = read(updates[name] ?? {});
      return 'message' in reading ? reading.message.conversation : undefined;
    };
    expect(conversationOf('topic question')).toBe('-1009876543210/7');
    expect(conversationOf('general topic question')).toBe('-1009876543210');
  });

  test('everything that is stored survives JSON, and long texts are cut', () => {
    const message = { ...(updates['private question'] as { message: object }).message, text: 'ế'.repeat(5_000) };
    const reading = read({ update_id: 1, message });
    if (reading.kind !== 'message') throw new Error(`expected a message, got ${reading.kind}`);
    expect(JSON.parse(JSON.stringify(reading.message))).toEqual(reading.message);
    expect((reading.message.request as { text: string }).text).toHaveLength(1_000);
  });
});

/** Whatever the update was, what is stored can be answered. */
function expectSound(message: IncomingMessage): void {
  expect(JSON.parse(JSON.stringify(message))).toEqual(message);
  expect(parseAddress(message.address).chat).toBeTypeOf('number');
  expect(Number.isFinite(message.sentAtMs)).toBe(true);
  expect(message.sender).toMatch(/^-?\d+$/u);
}

/** As it comes over the wire, where there is no -0. */
const anyJson = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);

describe('taking updates over', () => {
  async function taken(update: unknown): Promise<readonly IncomingMessage[]> {
    const received: IncomingMessage[] = [];
    const intake = createIntake({
      read,
      gates: {
        mayAnswerUnasked: async () => true,
        mayGiveNotice: async () => true,
        setUnprompted: async () => {},
        move: async () => {},
        movedTo: () => undefined,
        forget: async () => {},
      },
      receive: async (messages) => {
        received.push(...messages);
        return 'stored';
      },
      answerAtOnce: () => {},
      log: silentLog,
    });
    expect(await intake([update as object])).toBe(true);
    return received;
  }

  test('survives any JSON in any field', async () => {
    const kinds = ['message', 'edited_message', 'callback_query', 'inline_query', 'guest_message', 'my_chat_member'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), anyJson, async (kind, value) => {
        for (const message of await taken({ update_id: 1, [kind]: value })) expectSound(message);
      }),
      { numRuns: 300 },
    );
  });

  test('survives a real update of which any part is something else', async () => {
    const names = fc.constantFrom(...Object.keys(updates));
    await fc.assert(
      fc.asyncProperty(names, fc.nat(30), anyJson, async (name, at, value) => {
        const update = structuredClone(updates[name]) as Record<string, unknown>;
        const places: [Record<string, unknown>, string][] = [];
        const walk = (node: Record<string, unknown>): void => {
          for (const key of Object.keys(node)) {
            places.push([node, key]);
            if (typeof node[key] === 'object' && node[key] !== null) walk(node[key] as Record<string, unknown>);
          }
        };
        walk(update);
        const place = places[at % places.length];
        if (place) place[0][place[1]] = value;
        for (const message of await taken(update)) expectSound(message);
      }),
      { numRuns: 500 },
    );
  });
});
