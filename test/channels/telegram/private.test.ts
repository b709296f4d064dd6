import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ASKER, textMessage } from '../../support/fake-telegram-updates.ts';
import { openTelegram, type TelegramSetup } from './harness.ts';

const QUESTION = 'Khó khăn của sở là gì?';
const CODE = /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/u;

let setup: TelegramSetup;
beforeEach(async () => {
  setup = await openTelegram();
});
afterEach(() => setup.close());

/** Says something in the private chat; gives the last message of the bot. */
async function say(text: string, fields: Readonly<Record<string, unknown>> = {}) {
  const message = textMessage(text, fields);
  await setup.fake.deliver({ message });
  await setup.settle();
  const sent = setup.fake.sent.at(-1);
  if (!sent) throw new Error('expected a message of the bot, got none');
  return { message, sent };
}

describe('a private chat', () => {
  test('gets a real reply without a link preview, the matched sentence in bold, the rest folded, the code as a link', async () => {
    const { message, sent } = await say(QUESTION);
    expect(sent.replyTo).toBe(message.message_id);
    const [call] = setup.fake.callsOf('sendMessage');
    expect(call?.payload.link_preview_options).toEqual({ is_disabled: true });
    const of = (type: string) =>
      sent.entities
        .filter((entity) => entity.type === type)
        .map(({ offset, length }) => sent.text.slice(offset, offset + length));
    expect(of('blockquote')).toHaveLength(1);
    expect(of('blockquote')[0]).toContain('số lượng biên chế không tăng');
    expect(of('expandable_blockquote')[0]).toMatch(/^Trong suốt quá trình.*cáp quang\.\.\.$/su);
    expect(of('bold').at(-1)).toMatch(/^Tuy nhiên, .*không tăng\.$/u);
    const code = CODE.exec(sent.text)?.[0];
    expect(of('text_link')).toEqual([code]);
    expect(sent.entities.find(({ type }) => type === 'text_link')?.url).toBe(
      `https://t.me/tra_loi_bot?start=c_${code}`,
    );
  });

  test('a question that was deleted meanwhile is answered all the same', async () => {
    const message = textMessage(QUESTION);
    const delivered = setup.fake.deliver({ message });
    setup.fake.chat(ASKER.id).messages.delete(message.message_id as number);
    await delivered;
    await setup.settle();
    expect(setup.fake.sent.map(({ replyTo }) => replyTo)).toEqual([undefined]);
  });

  test.each([
    ['/start', 'Chào bạn!'],
    ['/START', 'Chào bạn!'],
    ['/start@tra_loi_bot', 'Chào bạn!'],
    ['/help', 'Bạn nhắn câu hỏi bằng lời của mình'],
    ['/cauhoi', 'Các câu hỏi đã được trả lời'],
    ['/nguon', 'Báo Pháp luật Việt Nam'],
    ['/riengtu', 'Được giữ lại'],
    ['/xoadulieu', 'Đã xoá'],
    ['/kiemtra 000-000-000', 'không thuộc trích dẫn nào'],
    ['/khongcolenhnay', 'Bạn nhắn câu hỏi bằng lời của mình'],
    ['/hoi', 'Bạn nhắn câu hỏi bằng lời của mình'],
    ['/hoi Khó khăn của sở là gì?', 'số lượng biên chế không tăng'],
    ['/tudong', 'Bạn nhắn câu hỏi bằng lời của mình'],
  ])('%s is answered with “%s”', async (text, expected) => {
    const { sent } = await say(text);
    expect(sent.text).toContain(expected);
    expect(setup.fake.sent).toHaveLength(1);
  });

  test('a command for another bot gets no reply', async () => {
    await setup.fake.deliver({ message: textMessage('/start@bot_khac') });
    await setup.settle();
    expect(setup.fake.sent).toHaveLength(0);
  });

  test('the link on a citation code shows the passage that it names; an invented one is told to be none', async () => {
    const { sent } = await say(QUESTION);
    const link = sent.entities.find(({ type }) => type === 'text_link')?.url ?? '';
    const payload = new URL(link).searchParams.get('start');
    const checked = await say(`/start ${payload}`);
    expect(checked.sent.text).toContain('Trích dẫn này có thật');
    expect(checked.sent.text).toContain('số lượng biên chế không tăng');
    const invented = await say('/start c_ABC-DEF-GHJ');
    expect(invented.sent.text).toContain('không thuộc trích dẫn nào');
  });

  test.each(['x', 'c_', 't_AAAAAAAA', 'c_<b>', `c_${'9'.repeat(80)}`])('/start %s is harmless', async (payload) => {
    const { sent } = await say(`/start ${payload}`);
    expect(sent.text).toMatch(/Chào bạn|không thuộc/u);
  });

  test('a question under a picture is answered', async () => {
    const { sent } = await say('', { text: undefined, photo: [{ file_id: 'x' }], caption: QUESTION });
    expect(sent.text).toContain('số lượng biên chế không tăng');
  });

  test('an English client gets the frame in English and the words as they were published', async () => {
    const { sent } = await say(QUESTION, { from: { ...ASKER, language_code: 'en-GB' } });
    expect(sent.text).toContain('Citation code');
    expect(sent.text).toContain('số lượng biên chế không tăng');
  });

  test('markup in what a person wrote stays text', async () => {
    const { sent } = await say('/kiemtra <b>&"xyz</b>');
    expect(sent.text).toContain('<b>&"xyz</b>');
  });

  test('half a character, cut out of what a person wrote, is not sent', async () => {
    const { sent } = await say(`/kiemtra ${'x'.repeat(63)}😀`);
    expect(sent.text).toContain('x'.repeat(63));
  });

  test('a message that names neither its writer nor its date is answered', async () => {
    const { sent } = await say(QUESTION, { from: undefined, date: undefined });
    expect(sent.text).toContain('số lượng biên chế không tăng');
  });

  test('markup that Telegram cannot read goes out once more as plain text', async () => {
    setup.fake.fail({
      method: 'sendMessage',
      fault: { kind: 'error', status: 400, description: "Bad Request: can't parse entities: Unsupported start tag" },
    });
    const { sent } = await say(QUESTION);
    expect(sent.entities).toEqual([]);
    expect(sent.text).toContain('Sở TT&TT Hải Dương');
    expect(sent.text).not.toMatch(/<\/?(b|blockquote|a)\b/u);
  });
});
