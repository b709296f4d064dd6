import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCallbackData } from '../../../src/channels/telegram/callback-data.ts';
import { plainOf } from '../../../src/channels/telegram/markup.ts';
import { answerWith, writeSingle } from '../../../src/channels/telegram/single.ts';
import { MESSAGE_LIMIT, type PartExtra, writeReply } from '../../../src/channels/telegram/write.ts';
import { textsOf } from '../../../src/channels/texts/texts.ts';
import type { Interview } from '../../../src/core/interview.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';
import { createQuote, createWholeQuote } from '../../../src/core/quote.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { splitSentences } from '../../../src/core/sentences.ts';
import { parseTelegramHtml } from '../../support/fake-telegram-html.ts';
import { placedTurn, sampleInterview } from '../../support/interview.ts';

const data = createCallbackData('1:token');
const message: IncomingMessage = {
  channel: 'telegram',
  id: '5/1',
  conversation: '5',
  sender: '5',
  isGroup: false,
  language: 'vi',
  request: { kind: 'help' },
  address: { chat: 5, message: 1 },
  sentAtMs: 0,
};

/** The parts as people read them. */
function write(reply: Reply, options: { readonly username: string | undefined } = { username: 'tra_loi_bot' }) {
  return writeReply(reply, message, { ...options, data }).map(({ text, extra }) => ({
    ...parseTelegramHtml(text),
    html: text,
    ...(extra as PartExtra),
  }));
}

function whole(interview: Interview, number = 1) {
  return answerWith(createWholeQuote(placedTurn(interview, number)), []);
}

/** A paragraph of sentences of about 100 characters, `length` characters in all. */
function paragraph(length: number, letter = 'ế'): string {
  const sentence = `${`Ti${letter}ng nói `.repeat(11).trim()}. `;
  return `${sentence
    .repeat(Math.ceil(length / sentence.length))
    .slice(0, length - 1)
    .trimEnd()}.`;
}

describe('a reply as Telegram messages', () => {
  test('the first part replies, the last one carries the buttons, all of them are numbered', () => {
    const parts = write(whole(sampleInterview([[paragraph(3_000), paragraph(3_000), paragraph(3_000)]])));
    expect(parts.map(({ isReply }) => isReply)).toEqual([true, false, false]);
    expect(parts.map(({ keyboard }) => keyboard !== undefined)).toEqual([false, false, true]);
    expect(parts.map(({ text }) => text.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)']);
  });

  test('is written the same way each time', () => {
    const reply = whole(sampleInterview([[paragraph(5_000)]]));
    expect(write(reply)).toEqual(write(reply));
  });

  test('is one message up to 4,096 characters, and two beyond', () => {
    const lengthOf = (answer: string): readonly number[] =>
      write(whole(sampleInterview([[answer]]))).map(({ text }) => text.length);
    const frame = (lengthOf('x')[0] ?? 0) - 1;
    // Beside a block quotation one line end is enough where two were counted.
    const room = MESSAGE_LIMIT - frame - 2;
    expect(lengthOf('ế'.repeat(room))).toEqual([MESSAGE_LIMIT - 2]);
    expect(lengthOf('ế'.repeat(room + 1))).toHaveLength(2);
  });

  test.each([
    ['decomposed Vietnamese', 'ế'.normalize('NFD')],
    ['emoji of several characters', '👩‍👩‍👧‍👦'],
    ['flags', '🇻🇳'],
  ])('a single sentence of %s beyond the limit is cut between characters', (_what, letter) => {
    const sentence = letter.repeat(3_000);
    const parts = write(whole(sampleInterview([[sentence]])));
    expect(parts.length).toBeGreaterThan(1);
    for (const { text } of parts) {
      expect(text.length).toBeLessThanOrEqual(MESSAGE_LIMIT);
      expect(text.isWellFormed()).toBe(true);
    }
    const quoted = parts.flatMap(({ text, entities }) =>
      entities
        .filter(({ type }) => type === 'blockquote')
        .map(({ offset, length }) => text.slice(offset, offset + length)),
    );
    expect(quoted.join('')).toBe(sentence);
    for (const piece of quoted) expect(piece.length % letter.length).toBe(0);
  });

  test('the rest of an answer is folded into the message when it fits, and left to a button when it does not', () => {
    const passage = (paragraphs: readonly string[]): Reply => {
      const placed = placedTurn(sampleInterview([paragraphs]), 1);
      return answerWith(createQuote(placed, [{ paragraph: 0, start: 0, end: paragraphs[0]?.length ?? 0 }]), []);
    };
    const types = (reply: Reply) => write(reply).flatMap(({ entities }) => entities.map(({ type }) => type));
    expect(types(passage(['Ngắn.', paragraph(1_000)]))).toContain('expandable_blockquote');
    const long = passage(['Ngắn.', paragraph(4_000)]);
    expect(types(long)).not.toContain('expandable_blockquote');
    expect(write(long)).toHaveLength(1);
    expect(write(long)[0]?.keyboard?.[0]?.[0]?.text).toBe('Xem toàn bộ câu trả lời');
  });

  test('before the bot knows its name, codes stand there without a link', () => {
    const reply = whole(sampleInterview([['Có.']]));
    const [unnamed] = write(reply, { username: undefined });
    const [named] = write(reply);
    const links = [unnamed, named].map((part) => part?.entities.filter(({ type }) => type === 'text_link').length);
    expect(links).toEqual([0, 1]);
    expect(unnamed?.text).toBe(named?.text);
  });

  test('any published words arrive as they are, in balanced markup within the limit', () => {
    const character = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...'aáđ <>&"\'.?!'.split(''), '👩‍👧', 'ế', '…') },
      { weight: 1, arbitrary: fc.constantFrom('<b>', '</blockquote>', '&amp;', '. A', '\u200b') },
    );
    const words = fc
      .array(character, { minLength: 1, maxLength: 400 })
      .map((characters) => `Chữ ${characters.join('')} hết.`.replace(/\s+/gu, ' '));
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 12 }), fc.nat(3), (paragraphs, repeats) => {
        const long = paragraphs.map((each) => Array.from({ length: repeats * 3 + 1 }, () => each).join(' '));
        const parts = write(whole(sampleInterview([long, ['Khác.']])));
        for (const { text, keyboard } of parts) {
          expect(text.length).toBeLessThanOrEqual(MESSAGE_LIMIT);
          for (const { callback_data: each } of keyboard?.flat() ?? []) {
            expect(Buffer.byteLength(each)).toBeLessThanOrEqual(64);
          }
        }
        const squeeze = (text: string): string => text.replace(/\s+/gu, '');
        const quoted = parts.flatMap(({ text, entities }) =>
          entities
            .filter(({ type }) => type === 'blockquote')
            .map((at) => text.slice(at.offset, at.offset + at.length)),
        );
        expect(squeeze(quoted.join(''))).toBe(squeeze(long.join('')));
      }),
      { numRuns: 150 },
    );
  });

  test('the plain form of any markup is what the parser reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (words) => {
        const [part] = writeReply({ kind: 'citation', quote: undefined, code: words, interviews: [] }, message, {
          username: 'b',
          data,
        });
        expect(plainOf(part?.text ?? '')).toBe(parseTelegramHtml(part?.text ?? '').text);
      }),
    );
  });
});

describe('a reply as a single message', () => {
  const texts = textsOf('vi');

  test('an answer that is too long loses sentences at its end, marks it, and its code names what is left', () => {
    const answer = paragraph(6_000);
    const interview = sampleInterview([[answer]]);
    const html = writeSingle(whole(interview), texts, 'b')?.input_message_content.message_text ?? '';
    const { text, entities } = parseTelegramHtml(html);
    const sentenceLength = (splitSentences(answer)[0]?.end ?? 0) + 1;
    expect(text.length).toBeLessThanOrEqual(MESSAGE_LIMIT);
    expect(text.length).toBeGreaterThan(MESSAGE_LIMIT - sentenceLength - 8);
    const at = entities.find(({ type }) => type === 'blockquote');
    const quoted = text.slice(at?.offset, (at?.offset ?? 0) + (at?.length ?? 0));
    expect(quoted).toMatch(/\n\n\[…\]$/u);
    const kept = quoted.replace(/\n\n\[…\]$/u, '');
    expect(answer.startsWith(kept)).toBe(true);
    expect(splitSentences(answer).some(({ end }) => end === kept.length)).toBe(true);
    const left = createQuote(placedTurn(interview, 1), [{ paragraph: 0, start: 0, end: kept.length }]);
    expect(text).toContain(left.code);
  });

  test('there is none for a sentence longer than a message', () => {
    expect(writeSingle(whole(sampleInterview([['ế'.repeat(5_000)]])), texts, 'b')).toBeUndefined();
  });
});

describe('callback data', () => {
  test('comes back as it was written, under 65 bytes, for its own chat only', () => {
    const code = fc
      .array(fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), { minLength: 9, maxLength: 9 })
      .map((letters) => letters.join('').replace(/(?<=^.{3}|^.{6})/gu, '-'));
    const press = fc.oneof(
      fc.record({
        kind: fc.constant('turn' as const),
        key: fc.base64String({ minLength: 8, maxLength: 8 }).map((key) => key.replace(/[+/=]/gu, '-').slice(0, 8)),
        isInPlace: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('questions' as const), isInPlace: fc.boolean() }),
      fc.record({ kind: fc.constant('passage' as const), code, isInPlace: fc.boolean() }),
      fc.record({ kind: fc.constant('vote' as const), isUp: fc.boolean(), code, asker: fc.nat(2 ** 52).map(String) }),
    );
    fc.assert(
      fc.property(press, fc.integer(), (each, chat) => {
        const written = data.write(each, chat);
        expect(Buffer.byteLength(written)).toBeLessThanOrEqual(64);
        expect(data.parse(written, chat)).toEqual(each);
        expect(data.parse(written, chat + 1)).toBeUndefined();
        expect(createCallbackData('2:other').parse(written, chat)).toBeUndefined();
      }),
    );
  });

  test('anything else is nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (forged) => {
        expect(data.parse(forged, 5)).toBeUndefined();
      }),
    );
  });
});
