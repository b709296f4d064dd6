import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compose } from '../../src/channels/compose.ts';
import { textsOf } from '../../src/channels/texts/texts.ts';
import type { Reply } from '../../src/core/reply.ts';
import { createRespond } from '../../src/core/respond.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';

/** How the contract suite drives one channel: a real channel on the real engine against a fake platform on loopback. */
export interface ChannelHarness {
  /** Makes the platform deliver a private text message; resolves when the platform considers it handed over. */
  say(text: string, options?: { readonly id?: string; readonly from?: string }): Promise<void>;
  /** The same in a group, addressed to the bot by a mention or not at all; only where {@link ChannelTraits.hasGroups}. */
  sayInGroup(text: string, options: { readonly isAddressed: boolean; readonly id?: string }): Promise<void>;
  /** Makes the platform deliver something that is no question; only where {@link ChannelTraits.hasEvents}. */
  deliver(what: 'own message' | 'other bot' | 'sticker' | 'unknown event'): Promise<void>;
  /** Delivers a well-formed message whose signature or secret is wrong; tells the HTTP status. */
  deliverForged(): Promise<number>;
  /** Delivers a correctly signed body that is larger than the limit; tells the HTTP status. */
  deliverHuge(): Promise<number>;
  /** Makes the next answer fail inside the program, not on the platform. */
  breakNextAnswer(): void;
  /** Waits until `count` messages went out in all and nothing is under way; gives their plain texts, oldest first. */
  replies(count: number): Promise<readonly string[]>;
  /** Waits until everything handed over has been dealt with; gives all texts sent so far. */
  settled(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What a platform has at all; the parts of the contract that speak of what it lacks are left out. */
export interface ChannelTraits {
  readonly hasGroups: boolean;
  /** Whether it delivers anything besides text: stickers, echoes, other bots, events to come. */
  readonly hasEvents: boolean;
  readonly hasWebhook: boolean;
}

const CODE = /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/u;

/** What is replied to `question` on any channel. */
async function replyTo(question: string): Promise<Reply> {
  const library = await loadLibrary(new URL('../../knowledge/', import.meta.url).pathname);
  const served = { library, matcher: createMatcher(library) };
  const response = createRespond(() => served, Date.now)({ kind: 'question', text: question }, undefined);
  if (!response) throw new Error('expected a reply, got none');
  return response.reply;
}

/** The paragraphs of published words, and the source below them, that `question` must be answered with on any channel. */
async function draftOf(question: string): Promise<readonly string[]> {
  const { blocks } = compose(await replyTo(question), textsOf('vi'), { hasButtons: true, canFold: false });
  return blocks.filter(({ kind }) => kind === 'quote' || kind === 'source').map(({ text }) => text);
}

/** A question that is answered by asking back; which ones are is the search's own affair. */
async function ambiguousQuestion(): Promise<string> {
  for (const question of ['khó khăn và mục tiêu', 'nhiệm kỳ', 'sở làm được gì']) {
    if ((await replyTo(question)).kind === 'choices') return question;
  }
  throw new Error('expected one of the questions to be answered by choices, got none');
}

/** A test only where the platform has what it is about: what is left out is not counted as skipped either. */
function testIf(isThere: boolean): typeof test {
  return isThere ? test : notThere;
}

const notThere = Object.assign(() => {}, { each: () => () => {} }) as unknown as typeof test;

/** The behaviour that every channel owes, whatever its platform. */
export function describeChannelContract(
  name: string,
  open: () => Promise<ChannelHarness>,
  traits: ChannelTraits = { hasGroups: true, hasEvents: true, hasWebhook: true },
): void {
  describe(`${name} keeps the channel contract`, () => {
    let harness: ChannelHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    test('answers a question with the published words, the speaker, the outlet and a code', async () => {
      await harness.say('Khó khăn của sở là gì?');
      const [reply] = await harness.replies(1);
      expect(reply).toContain('số lượng biên chế không tăng');
      expect(reply).toContain('Nguyễn Cao Thắng');
      expect(reply).toContain('Báo Pháp luật Việt Nam');
      expect(reply).toMatch(CODE);
    });

    test('says plainly when the interview holds no answer', async () => {
      await harness.say('đặc sản thắng cố');
      const [reply] = await harness.replies(1);
      expect(reply).toContain('không có câu trả lời');
    });

    test('answers one message once, however often the platform delivers it', async () => {
      await harness.say('Khó khăn của sở là gì?', { id: 'same' });
      await harness.replies(1);
      await harness.say('Khó khăn của sở là gì?', { id: 'same' });
      expect(await harness.settled()).toHaveLength(1);
    });

    test('answers the same words again when they are a new message', async () => {
      await harness.say('Khó khăn của sở là gì?', { id: 'first' });
      await harness.say('Khó khăn của sở là gì?', { id: 'second' });
      const replies = await harness.replies(2);
      expect(replies[0]).toBe(replies[1]);
    });

    testIf(traits.hasEvents).each(['own message', 'other bot', 'unknown event'] as const)(
      'gives no reply to: %s',
      async (what) => {
        await harness.deliver(what);
        expect(await harness.settled()).toHaveLength(0);
      },
    );

    testIf(traits.hasEvents)('answers a sticker with one short line, and not a second time in a row', async () => {
      await harness.deliver('sticker');
      await harness.deliver('sticker');
      const replies = await harness.settled();
      expect(replies).toHaveLength(1);
      expect(replies[0]).toContain('bằng chữ');
    });

    testIf(traits.hasGroups)('keeps silent in a group unless it is addressed', async () => {
      await harness.sayInGroup('Khó khăn của sở là gì?', { isAddressed: false });
      expect(await harness.settled()).toHaveLength(0);
      await harness.sayInGroup('Khó khăn của sở là gì?', { isAddressed: true });
      expect((await harness.replies(1))[0]).toContain('số lượng biên chế không tăng');
    });

    test('apologises when answering breaks, and goes on living', async () => {
      harness.breakNextAnswer();
      await harness.say('Khó khăn của sở là gì?');
      expect((await harness.replies(1))[0]).toContain('Xin lỗi');
      await harness.say('Mục tiêu sắp tới là gì?');
      expect(await harness.replies(2)).toHaveLength(2);
    });

    test('a number picks from the last menu, or a whole answer is one step away', async () => {
      await harness.say('Khó khăn của sở là gì?');
      await harness.replies(1);
      await harness.say('1');
      const replies = await harness.settled();
      expect(replies.slice(1).join('\n')).toContain('Trong suốt quá trình xây dựng và phát triển');
    });

    test('quotes, attributes and codes a question like every other channel', async () => {
      const expected = await draftOf('Khó khăn của sở là gì?');
      await harness.say('Khó khăn của sở là gì?');
      const [reply] = await harness.replies(1);
      expect(expected).toHaveLength(2);
      for (const words of expected) expect(reply).toContain(words);
    });

    test('asks back where several questions are meant, and a number picks one of them', async () => {
      await harness.say(await ambiguousQuestion());
      expect((await harness.replies(1))[0]).toContain('Ý bạn là câu nào dưới đây?');
      await harness.say('2');
      const replies = await harness.settled();
      expect(replies[1]).toContain('Nguyễn Cao Thắng');
    });

    test('confirms a citation code that it gave, and knows nothing of an altered one', async () => {
      await harness.say('Khó khăn của sở là gì?');
      const code = CODE.exec((await harness.replies(1))[0] ?? '')?.[0] ?? '';
      await harness.say(`/kiemtra ${code}`);
      expect((await harness.replies(2))[1]).toContain('Trích dẫn này có thật');
      await harness.say(`/kiemtra ${code.replace(/.$/u, (last) => (last === '0' ? '1' : '0'))}`);
      expect((await harness.replies(3))[2]).toContain('Không có trích dẫn nào');
    });

    test('after a wish to be forgotten no longer knows what was shown', async () => {
      await harness.say('Khó khăn của sở là gì?');
      await harness.replies(1);
      await harness.say('/xoadulieu');
      expect((await harness.replies(2))[1]).toContain('Đã xoá');
      await harness.say('1');
      expect((await harness.settled()).slice(2).join('\n')).not.toContain('Nguyễn Cao Thắng');
    });

    testIf(traits.hasWebhook)('refuses a forged delivery and calls nothing', async () => {
      expect([401, 403]).toContain(await harness.deliverForged());
      expect(await harness.settled()).toHaveLength(0);
    });

    testIf(traits.hasWebhook)('refuses a body that is too large and lives on', async () => {
      expect(await harness.deliverHuge()).toBe(413);
      await harness.say('Mục tiêu sắp tới là gì?');
      expect(await harness.replies(1)).toHaveLength(1);
    });
  });
}
