import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zaloGroupEvent, zaloTextEvent } from '../../support/fake-zalo.ts';
import { payloadNamed } from '../../support/zalo-payloads.ts';
import { type OpenZalo, openZalo } from './open-zalo.ts';

const QUESTION = 'Khó khăn của sở là gì?';
const WHOLE = 'Trong suốt quá trình xây dựng và phát triển';

let zalo: OpenZalo;
beforeEach(async () => {
  zalo = await openZalo();
});
afterEach(() => zalo.close());

/** Somebody writes; gives the messages that went out for it. */
async function say(text: string, options = {}) {
  const before = zalo.fake.messages.length;
  await zalo.post(zaloTextEvent(zalo.fake.account, text, options));
  await zalo.settled();
  return zalo.fake.messages.slice(before);
}

async function sayInGroup(text: string, options = {}) {
  const before = zalo.fake.messages.length;
  await zalo.post(zaloGroupEvent(zalo.fake.account, text, options));
  await zalo.settled();
  return zalo.fake.messages.slice(before);
}

describe('a private chat', () => {
  test('answers as a quote of the question, with buttons; the first one shows the whole answer', async () => {
    const [answer] = await say(QUESTION, { id: 'q1' });
    expect(answer).toMatchObject({ to: 'user', quoteId: 'q1' });
    expect(answer?.text).not.toContain(WHOLE);
    expect(answer?.buttons[0]).toMatchObject({ title: 'Xem toàn bộ câu trả lời', type: 'oa.query.hide' });
    const [whole] = await say(String(answer?.buttons[0]?.payload));
    expect(whole?.text).toContain(WHOLE);
    expect(whole?.quoteId).toBeUndefined();
  });

  test('a number picks from the last menu even where it was shown as buttons', async () => {
    await say(QUESTION);
    expect((await say('1'))[0]?.text).toContain(WHOLE);
  });

  test('a forged or stale press lists the questions', async () => {
    for (const payload of ['tl1:so-tttt-hai-duong/khong-co', 'tl1:x/y', 'tl9:gì đó']) {
      const [list] = await say(payload);
      expect(list?.text).toContain('Các câu hỏi đã được trả lời');
    }
  });

  test('a whole answer that is too long comes in numbered parts, buttons on the last, the question quoted by the first', async () => {
    await say('#cauhoi');
    const parts = await say('3', { id: 'q2' });
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ text }) => text.split('\n')[0])).toEqual(
      parts.map((_, index) => `(${index + 1}/${parts.length})`),
    );
    expect(parts.map(({ quoteId }) => quoteId)).toEqual(parts.map((_, index) => (index === 0 ? 'q2' : undefined)));
    expect(parts.map(({ buttons }) => buttons.length > 0)).toEqual(parts.map((_, index) => index === parts.length - 1));
    expect(Math.max(...parts.map(({ text }) => text.length))).toBeLessThanOrEqual(2_000);
  });

  test('understands command words with and without accents, and helps with unknown ones', async () => {
    expect((await say('#cauhoi'))[0]?.text).toContain('Các câu hỏi đã được trả lời');
    expect((await say('#Nguồn'))[0]?.text).toContain('Báo Pháp luật Việt Nam');
    expect((await say('#hỏi khó khăn của sở'))[0]?.text).toContain('Nguyễn Cao Thắng');
    expect((await say('#khonghieu'))[0]?.text).toContain('/cauhoi');
  });

  test('a citation code that was given is confirmed, an altered one is not', async () => {
    const [answer] = await say(QUESTION);
    const code = /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/u.exec(answer?.text ?? '')?.[0] ?? '';
    expect((await say(`#kiemtra ${code}`))[0]?.text).toContain('Trích dẫn này có thật');
    const altered = code.replace(/.$/u, (last) => (last === '0' ? '1' : '0'));
    expect((await say(`#kiemtra ${altered}`))[0]?.text).toContain('Không có trích dẫn nào');
  });

  test('somebody who leaves is forgotten without a word, and welcomed again', async () => {
    const { notes } = zalo;
    const follow = { ...payloadNamed('oa.follow'), timestamp: '1787209817001' };
    const leave = { ...payloadNamed('oa.unfollow'), timestamp: '1787209817002' };
    const person = '24684588352919792';
    await zalo.post(follow);
    await zalo.settled();
    await say(QUESTION, { from: person });
    expect(await notes.get(`conversation/zalo/${person}/context`)).toBeDefined();
    const before = zalo.fake.messages.length;
    await zalo.post(leave);
    await zalo.settled();
    expect(zalo.fake.messages).toHaveLength(before);
    expect(await notes.get(`conversation/zalo/${person}/context`)).toBeUndefined();
    await zalo.post({ ...follow, timestamp: String(Date.now()) });
    expect((await zalo.settled()).at(-1)).toContain('Đây là bot tự động');
  });

  test('a follow and the opened chat are one welcome', async () => {
    const person = '246845883529197922';
    await zalo.post({ ...payloadNamed('oa.follow'), follower: { id: person } });
    await zalo.post({ ...payloadNamed('oa.user_click_chatnow'), user_id: person });
    expect(await zalo.settled()).toHaveLength(1);
  });
});

describe('a group', () => {
  test('of people who talk among themselves hears nothing, and one answer each time it calls', async () => {
    await zalo.settled();
    for (let index = 0; index < 30; index += 1) {
      const text = index === 14 ? QUESTION : `câu chuyện thứ ${index} của chúng ta`;
      expect(await sayInGroup(text, { from: String(1_000 + index) })).toEqual([]);
    }
    const { oaId, name } = zalo.fake.account;
    await expect.poll(async () => (await sayInGroup(`@${name} ${QUESTION}`)).length).toBe(1);
    const ways = [
      `[@${oaId}] ${QUESTION}`,
      `${QUESTION} [@${oaId}]`,
      `@${name.toLowerCase()} ${QUESTION}`,
      `#hoi ${QUESTION}`,
    ];
    for (const text of ways) {
      const answers = await sayInGroup(text);
      expect(answers).toMatchObject([
        { to: 'group', recipient: 'f414c8f76fa586fbdfb4', buttons: [], quoteId: undefined },
      ]);
      expect(answers[0]?.text).toContain('số lượng biên chế không tăng');
    }
  });

  test('goes on by "#1", and by answering the bot’s message', async () => {
    expect(await sayInGroup('#1')).toEqual([]);
    const [answer] = await sayInGroup(`#hoi ${QUESTION}`);
    expect(answer?.text).toContain('#1');
    expect((await sayInGroup('#1'))[0]?.text).toContain(WHOLE);
    await sayInGroup(`#hoi ${QUESTION}`);
    const last = zalo.fake.messages.at(-1);
    expect(await sayInGroup('1', { quotes: 'somebody-else' })).toEqual([]);
    expect((await sayInGroup('1', { quotes: last?.messageId }))[0]?.text).toContain(WHOLE);
  });
});
