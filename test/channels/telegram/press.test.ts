import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createQuote, createWholeQuote } from '../../../src/core/quote.ts';
import type { FakeButton, SentMessage } from '../../support/fake-telegram-state.ts';
import { ASKER, groupMessage, textMessage } from '../../support/fake-telegram-updates.ts';
import { openTelegram, type TelegramSetup } from './harness.ts';

const QUESTION = 'Khó khăn của sở là gì?';
const STRANGER = { id: 5002, is_bot: false, first_name: 'Minh', language_code: 'vi' };

let setup: TelegramSetup;
let presses = 0;
beforeEach(async () => {
  setup = await openTelegram();
});
afterEach(() => setup.close());

async function answer(message = textMessage(QUESTION)): Promise<SentMessage> {
  await setup.fake.deliver({ message });
  await setup.settle();
  return setup.fake.sent.at(-1) as SentMessage;
}

function buttonOf(sent: SentMessage, label: string): FakeButton {
  const button = sent.keyboard.flat().find(({ text }) => text.includes(label));
  if (!button) throw new Error(`expected a button "${label}", got ${JSON.stringify(sent.keyboard)}`);
  return button;
}

function voteKey(sent: SentMessage): string {
  return `person/telegram/${ASKER.id}/vote/${sent.chat}/${sent.id}`;
}

/** Presses; resolves with the words that popped up once the press was answered and its work is done. */
async function press(sent: SentMessage, data: string, fields: Readonly<Record<string, unknown>> = {}) {
  presses += 1;
  const id = `press-${presses}`;
  const before = setup.fake.calls.length;
  const message = setup.fake.messageOf(sent);
  await setup.fake.deliver({ callback_query: { id, from: ASKER, message, data, chat_instance: '1', ...fields } });
  await setup.fake.until(() => !setup.fake.state.presses.has(id));
  await setup.settle();
  await setup.engine.channel.stop();
  const calls = setup.fake.calls.slice(before).filter(({ method }) => !/^(getUpdates|setMy)/u.test(method));
  return {
    calls: calls.map(({ method }) => method),
    words: calls.find(({ method }) => method === 'answerCallbackQuery')?.payload.text,
  };
}

describe('buttons', () => {
  test('all data fits into 64 bytes and tells a reader nothing', async () => {
    const sent = await answer(groupMessage(`@tra_loi_bot ${QUESTION}`, { from: { ...ASKER, id: 2 ** 52 } }));
    const data = sent.keyboard.flat().map((button) => button.callback_data ?? '');
    expect(data.length).toBeGreaterThan(3);
    for (const each of data) {
      expect(Buffer.byteLength(each)).toBeLessThanOrEqual(64);
      expect(each).not.toMatch(/khan|muc-tieu|hai-duong/u);
    }
  });

  test('the whole answer takes the place of the passage, and the press is answered first', async () => {
    const sent = await answer();
    const { calls } = await press(sent, buttonOf(sent, 'toàn bộ').callback_data ?? '');
    expect(calls).toEqual(['answerCallbackQuery', 'editMessageText']);
    expect(setup.fake.sent).toHaveLength(1);
    expect(sent.edits).toBe(1);
    expect(sent.text).toContain('Trong suốt quá trình xây dựng và phát triển');
    expect(sent.keyboard.flat().map(({ text }) => text)).not.toContain('Xem toàn bộ câu trả lời');
  });

  test('another question is answered by a message of its own under the one that was read', async () => {
    const sent = await answer();
    await press(sent, buttonOf(sent, 'Thời gian tới').callback_data ?? '');
    expect(sent.edits).toBe(0);
    expect(setup.fake.sent).toHaveLength(2);
    expect(setup.fake.sent[1]?.replyTo).toBe(sent.id);
    expect(setup.fake.sent[1]?.text).toContain('Năm chuyển đổi số quốc gia');
  });

  test('after a press a follow-up leans on the turn that was shown', async () => {
    const sent = await answer();
    await press(sent, buttonOf(sent, 'Thời gian tới').callback_data ?? '');
    const context = await setup.parts.notes.get(`conversation/telegram/${ASKER.id}/context`);
    expect(context).toMatchObject({ lastTurn: { interview: 'so-tttt-hai-duong', turn: 'muc-tieu' } });
  });

  test('in a group one button leads to the other questions', async () => {
    const sent = await answer(groupMessage(`@tra_loi_bot ${QUESTION}`));
    expect(sent.keyboard.map((row) => row.map(({ text }) => text))).toEqual([
      ['Xem toàn bộ câu trả lời'],
      ['Các câu hỏi trong bài phỏng vấn'],
      ['👍', '👎'],
    ]);
    await press(sent, buttonOf(sent, 'Các câu hỏi').callback_data ?? '');
    expect(setup.fake.sent.at(-1)?.text).toContain('1. Xin ông cho biết');
  });

  test('a vote is thanked for and its buttons go away; the others stay', async () => {
    const sent = await answer();
    const up = buttonOf(sent, '👍').callback_data ?? '';
    const { words } = await press(sent, up);
    expect(words).toBe('Cảm ơn bạn đã đánh giá.');
    const labels = sent.keyboard.flat().map(({ text }) => text);
    expect(labels).toContain('Xem toàn bộ câu trả lời');
    expect(labels).not.toContain('👍');
  });

  test('a second vote counts for nothing', async () => {
    const sent = await answer();
    const [up, down] = ['👍', '👎'].map((label) => buttonOf(sent, label).callback_data ?? '');
    const pressed = setup.fake.messageOf(sent);
    await setup.fake.deliver({ callback_query: { id: 'first', from: ASKER, message: pressed, data: up } });
    await setup.fake.until(() => !setup.fake.state.presses.has('first'));
    const { words } = await press(sent, down ?? '', { message: pressed });
    expect(words).toBe('Bạn đã đánh giá câu trả lời này rồi.');
    expect(await setup.parts.notes.get(voteKey(sent))).toMatchObject({ isUp: true });
  });

  test('a second vote under the whole answer, opened in the place of the passage, counts for nothing', async () => {
    const sent = await answer();
    const send = async (id: string, label: string): Promise<void> => {
      const data = buttonOf(sent, label).callback_data;
      const pressed = setup.fake.messageOf(sent);
      await setup.fake.deliver({ callback_query: { id, from: ASKER, message: pressed, data, chat_instance: '1' } });
      await setup.fake.until(() => !setup.fake.state.presses.has(id));
    };
    await send('vote', '👍');
    const shows = (label: string): boolean => sent.keyboard.flat().some(({ text }) => text.includes(label));
    await setup.fake.until(() => !shows('👎'));
    await send('open', 'Xem toàn bộ');
    await setup.fake.until(() => !shows('Xem toàn bộ'));
    const { words } = await press(sent, buttonOf(sent, '👎').callback_data ?? '');
    expect(words).toBe('Bạn đã đánh giá câu trả lời này rồi.');
    expect(await setup.parts.notes.get(voteKey(sent))).toMatchObject({ isUp: true });
  });

  test('in a group only the asker votes', async () => {
    const sent = await answer(groupMessage(`@tra_loi_bot ${QUESTION}`));
    const { words } = await press(sent, buttonOf(sent, '👍').callback_data ?? '', { from: STRANGER });
    expect(words).toBe('Chỉ người đặt câu hỏi mới đánh giá được câu trả lời này.');
    expect(buttonOf(sent, '👍')).toBeDefined();
  });

  test('in a group the asker still votes after somebody else opened the whole answer', async () => {
    const sent = await answer(groupMessage(`@tra_loi_bot ${QUESTION}`));
    await setup.fake.deliver({
      callback_query: {
        id: 'opened',
        from: STRANGER,
        message: setup.fake.messageOf(sent),
        data: buttonOf(sent, 'Xem toàn bộ').callback_data,
        chat_instance: '1',
      },
    });
    await setup.fake.until(() => sent.edits > 0);
    const { words } = await press(sent, buttonOf(sent, '👍').callback_data ?? '');
    expect(words).toBe('Cảm ơn bạn đã đánh giá.');
  });

  test('/xoadulieu deletes the votes', async () => {
    const sent = await answer();
    const key = voteKey(sent);
    await setup.parts.notes.set(key, true, undefined);
    await answer(textMessage('/xoadulieu'));
    expect(await setup.parts.notes.get(key)).toBeUndefined();
  });

  test.each([
    ['invented', () => 'whole:1'],
    ['of an older form', (data: string) => `0${data.slice(1)}`],
    ['with another turn under the same seal', (data: string) => data.replace(/^1T.{8}/u, '1TAAAAAAAA')],
    ['with a broken seal', (data: string) => `${data.slice(0, -1)}${data.endsWith('A') ? 'B' : 'A'}`],
    ['empty', () => ''],
    ['longer than Telegram permits', () => '1'.repeat(500)],
  ])('data that is %s does nothing but say that the button is old', async (_what, forge) => {
    const sent = await answer();
    const { calls, words } = await press(sent, forge(buttonOf(sent, 'toàn bộ').callback_data ?? ''));
    expect(calls).toEqual(['answerCallbackQuery']);
    expect(words).toContain('Nút này đã cũ');
    expect(sent.edits).toBe(0);
  });

  test('data from another chat does nothing', async () => {
    const elsewhere = await answer(groupMessage(`@tra_loi_bot ${QUESTION}`));
    const sent = await answer();
    const { calls } = await press(sent, buttonOf(elsewhere, '👍').callback_data ?? '');
    expect(calls).toEqual(['answerCallbackQuery']);
  });

  test('a button under a message that is no longer accessible is answered by a new message', async () => {
    const sent = await answer();
    const message = { chat: { id: ASKER.id, type: 'private' }, message_id: sent.id, date: 0 };
    await press(sent, buttonOf(sent, 'toàn bộ').callback_data ?? '', { message });
    expect(sent.edits).toBe(0);
    expect(setup.fake.sent).toHaveLength(2);
  });

  test('a press without a message, as under an inline result, is answered', async () => {
    const sent = await answer();
    const fields = { message: undefined, inline_message_id: 'x' };
    const { calls } = await press(sent, buttonOf(sent, 'toàn bộ').callback_data ?? '', fields);
    expect(calls).toEqual(['answerCallbackQuery']);
  });

  test('an edit that would change nothing is done already', async () => {
    const sent = await answer();
    const description = 'Bad Request: message is not modified: specified new message content is the same';
    setup.fake.fail({ method: 'editMessageText', fault: { kind: 'error', status: 400, description } });
    await press(sent, buttonOf(sent, 'toàn bộ').callback_data ?? '');
    expect(setup.fake.sent).toHaveLength(1);
  });

  test('an impatient second press beside the first comes to nothing', async () => {
    const sent = await answer();
    const fault = { kind: 'error', status: 429, description: 'Too Many Requests', retryAfter: 10 } as const;
    setup.fake.fail({ method: 'sendMessage', fault });
    const data = buttonOf(sent, 'Thời gian tới').callback_data;
    const message = setup.fake.messageOf(sent);
    for (const id of ['one', 'two', 'three']) {
      await setup.fake.deliver({ callback_query: { id, from: ASKER, message, data } });
    }
    await setup.fake.until(() => setup.fake.sent.length === 2);
    await setup.engine.channel.stop();
    expect(setup.fake.state.presses.size).toBe(0);
    expect(setup.fake.sent).toHaveLength(2);
  });

  test('an edit is tried again as Telegram asks', async () => {
    const sent = await answer();
    const fault = {
      kind: 'error',
      status: 429,
      description: 'Too Many Requests: retry after 2',
      retryAfter: 2,
    } as const;
    setup.fake.fail({ method: 'editMessageText', fault, times: 2 });
    presses += 1;
    const id = `press-${presses}`;
    const data = buttonOf(sent, 'toàn bộ').callback_data;
    await setup.fake.deliver({ callback_query: { id, from: ASKER, message: setup.fake.messageOf(sent), data } });
    await setup.fake.until(() => sent.edits === 1);
    expect(setup.fake.callsOf('editMessageText')).toHaveLength(3);
  });
});

test('choices are buttons, and pressing one answers in place', async () => {
  const library = setup.parts.served().library;
  const interview = library.interviews[0];
  if (!interview) throw new Error('expected an interview, got none');
  const [first, second] = interview.turns.slice(0, 2).map((turn) => ({ interview, turn }));
  if (!first || !second) throw new Error('expected two turns, got fewer');
  const words = second.turn.paragraphs[1] ?? '';
  const choices = [createWholeQuote(first), createQuote(second, [{ paragraph: 1, start: 0, end: words.length }])];
  const message = textMessage('anything');
  setup.fake.chat(ASKER.id);
  const incoming = {
    channel: 'telegram',
    id: 'x',
    conversation: String(ASKER.id),
    sender: String(ASKER.id),
    isGroup: false,
    language: 'vi',
    request: { kind: 'question', text: 'x' },
    address: { chat: ASKER.id, message: message.message_id },
    sentAtMs: 0,
  } as const;
  for (const part of setup.engine.channel.write({ kind: 'choices', choices }, incoming)) {
    expect(await setup.engine.channel.send(part, incoming)).toEqual({ kind: 'sent' });
  }
  const sent = setup.fake.sent[0] as SentMessage;
  expect(sent.text).toContain('2. Để đạt được những kết quả trên, Sở TT&TT Hải Dương đã gặp thuận lợi');
  await press(sent, buttonOf(sent, '2. Để đạt được').callback_data ?? '');
  expect(setup.fake.sent).toHaveLength(1);
  expect(sent.text).toContain(words.slice(0, 80));
  expect(sent.text).toContain(choices[1]?.code);
});
