import { afterEach, beforeEach, describe, expect, test } from 'vitest';

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
      expect(reply).toMatch(/[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/u);
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
