import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseTelegramHtml } from '../../support/fake-telegram-html.ts';
import { ASKER } from '../../support/fake-telegram-updates.ts';
import { openTelegram, type TelegramSetup } from './harness.ts';

interface Answer {
  readonly results: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly input_message_content: { readonly message_text: string };
    readonly reply_markup: { readonly inline_keyboard: readonly (readonly { readonly url: string }[])[] };
  }[];
  readonly cache_time: number;
  readonly is_personal: boolean;
  readonly next_offset: string;
  readonly button?: { readonly text: string; readonly start_parameter: string };
}

let setup: TelegramSetup;
let queries = 0;
beforeEach(async () => {
  setup = await openTelegram();
});
afterEach(() => setup.close());

async function ask(query: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  queries += 1;
  const id = `query-${queries}`;
  await setup.fake.deliver({ inline_query: { id, from: ASKER, query, offset: '', chat_type: 'group', ...fields } });
  await setup.fake.until(() => !setup.fake.state.inlineQueries.has(id));
  return setup.fake.callsOf('answerInlineQuery').at(-1)?.payload as unknown as Answer;
}

describe('inline mode', () => {
  test('lists the best passage first, question as title and passage as description, then the whole answers', async () => {
    const { results } = await ask('khó khăn của sở');
    expect(results[0]?.title).toContain('vượt qua những khó khăn ra sao');
    expect(results[0]?.description).toMatch(/^Tuy nhiên, trong nhiệm kỳ qua, ngành cũng có một số khó khăn/u);
    expect(results.length).toBeGreaterThan(1);
    expect(results.length).toBeLessThanOrEqual(50);
  });

  test('a message sent through it carries quote, attribution, code and the way to the bot', async () => {
    const { results } = await ask('khó khăn của sở');
    const { text, entities } = parseTelegramHtml(results[0]?.input_message_content.message_text ?? '');
    expect(text).toContain('số lượng biên chế không tăng');
    expect(text).toContain('Nguyễn Cao Thắng');
    expect(text).toContain(results[0]?.id);
    expect(entities.some(({ url }) => url?.endsWith(`c_${results[0]?.id}`))).toBe(true);
    expect(results[0]?.reply_markup.inline_keyboard[0]?.[0]?.url).toMatch(/^https:\/\/t\.me\/tra_loi_bot\?start=t_/u);
  });

  test.each(['', '   ', 'xin chào'])('“%s” lists the questions of the interview', async (query) => {
    const { results } = await ask(query);
    expect(results).toHaveLength(4);
    expect(results[0]?.title).toBe('Xin ông cho biết những kết quả nổi bật của ngành trong nhiệm kỳ vừa qua?');
  });

  test('a question without an answer offers the way to the questions instead', async () => {
    const { results, button } = await ask('đặc sản thắng cố');
    expect(results).toEqual([]);
    expect(button).toEqual({
      text: 'Không có câu trả lời. Xem các câu hỏi đã được trả lời',
      start_parameter: 'cauhoi',
    });
  });

  test('results are cached for seconds only and for one person, since knowledge and language may differ', async () => {
    const { cache_time: cacheTime, is_personal: isPersonal } = await ask('mục tiêu');
    expect(cacheTime).toBeLessThanOrEqual(10);
    expect(isPersonal).toBe(true);
  });

  test('an offset beyond the end gives nothing more', async () => {
    const { results, next_offset: next } = await ask('', { offset: '50' });
    expect([results, next]).toEqual([[], '']);
  });

  test('a query that is too old, or a page that is not the Bot API’s, hurts nobody', async () => {
    setup.fake.fail({ method: 'answerInlineQuery', fault: { kind: 'body', status: 502, body: '<html>' } });
    await setup.fake.deliver({ inline_query: { id: 'lost', from: ASKER, query: 'mục tiêu', offset: '' } });
    expect((await ask('mục tiêu')).results.length).toBeGreaterThan(0);
  });
});

describe('guest mode', () => {
  async function mention(text: string, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const guest = {
      message_id: 9,
      date: Math.floor(Date.now() / 1000),
      from: ASKER,
      chat: { id: -100999, type: 'supergroup', title: 'Nơi khác' },
      text,
      guest_query_id: 'guest-1',
      ...fields,
    };
    await setup.fake.deliver({ guest_message: guest });
    await setup.fake.until(() => !setup.fake.state.guestQueries.has('guest-1'));
    const result = setup.fake.callsOf('answerGuestQuery').at(-1)?.payload.result as Answer['results'][0];
    return parseTelegramHtml(result.input_message_content.message_text).text;
  }

  test('a mention in a chat of which the bot is no member is answered with one message', async () => {
    const text = await mention('@tra_loi_bot Khó khăn của sở là gì?');
    expect(text).toContain('số lượng biên chế không tăng');
    expect(setup.fake.sent).toHaveLength(0);
  });

  test('a mention alone, as a reply, answers the message replied to', async () => {
    const original = {
      message_id: 8,
      date: 1,
      text: 'Khó khăn của sở là gì?',
      chat: { id: -100999, type: 'supergroup' },
    };
    expect(await mention('@tra_loi_bot', { reply_to_message: original })).toContain('số lượng biên chế không tăng');
  });

  test('is tried again as Telegram asks', async () => {
    const fault = { kind: 'error', status: 429, description: 'Too Many Requests', retryAfter: 1 } as const;
    setup.fake.fail({ method: 'answerGuestQuery', fault });
    expect(await mention('@tra_loi_bot mục tiêu sắp tới')).toContain('Năm chuyển đổi số quốc gia');
  });
});
