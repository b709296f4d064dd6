import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLAIN_MARKS_LENGTH } from '../../../src/channels/plain.ts';
import { MAX_TEXT_LENGTH } from '../../../src/channels/zalo/client/open-api.ts';
import type { ZaloAddress } from '../../../src/channels/zalo/incoming.ts';
import { requestOfPayload } from '../../../src/channels/zalo/payload.ts';
import { writeZalo, type ZaloExtra } from '../../../src/channels/zalo/write.ts';
import type { Interview } from '../../../src/core/interview.ts';
import type { IncomingMessage } from '../../../src/core/message.ts';
import { createQuote, createWholeQuote } from '../../../src/core/quote.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { placedTurn, sampleInterview } from '../../support/interview.ts';

function messageTo(address: ZaloAddress): IncomingMessage {
  return {
    channel: 'zalo',
    id: 'm',
    conversation: address.id,
    sender: '7',
    isGroup: address.to === 'group',
    language: 'vi',
    request: { kind: 'help' },
    address,
    sentAtMs: 0,
  };
}

const toUser = messageTo({ to: 'user', id: '7', quoteId: 'q', isSilent: false });
const toGroup = messageTo({ to: 'group', id: 'g' });

function answerOf(interview: Interview, number: number): Reply {
  const placed = placedTurn(interview, number);
  const others = interview.turns.filter((turn) => turn !== placed.turn).map((turn) => ({ interview, turn }));
  const quote = createWholeQuote(placed);
  return { kind: 'answer', quote, matched: [], alongside: [], others, leanedOn: undefined };
}

function extraOf(part: { readonly extra: unknown }): ZaloExtra {
  return part.extra as ZaloExtra;
}

/** The words of a reply's quotes, however they were cut. */
function bare(text: string): string {
  return text.normalize('NFC').replace(/[“”\s]+|\(\d+\/\d+\)/gu, '');
}

describe('a reply on Zalo', () => {
  test('offers what is next as buttons, and the same as a numbered menu', () => {
    const interview = sampleInterview([['Một câu. Hai câu.'], ['Ba.'], ['Bốn.']]);
    const placed = placedTurn(interview, 1);
    const quote = createQuote(placed, [{ paragraph: 0, start: 0, end: 8 }]);
    const reply: Reply = { ...answerOf(interview, 1), quote } as Reply;
    const [part] = writeZalo(reply, toUser);
    if (!part) throw new Error('expected a part');
    const { buttoned, quotes } = extraOf(part);
    expect(quotes).toBe(true);
    expect(buttoned?.text).not.toContain('1. ');
    expect(buttoned?.buttons.map(({ title }) => title)).toEqual([
      'Xem toàn bộ câu trả lời',
      ...interview.turns.slice(1).map(({ question }) => question),
    ]);
    expect(part.text).toContain('Nhắn số để xem tiếp:\n1. Xem toàn bộ câu trả lời\n2. ');
    expect(buttoned?.buttons.map(({ payload }) => requestOfPayload(payload))).toEqual(
      interview.turns.map(({ id }) => ({ kind: 'turn', ref: { interview: interview.id, turn: id } })),
    );
  });

  test('leads to what is offered with one line, with buttons and without', () => {
    const interview = sampleInterview([['Một.']]);
    const [part] = writeZalo({ kind: 'unknown', offers: [placedTurn(interview, 1)] }, toUser);
    if (!part) throw new Error('expected a part');
    expect(extraOf(part).buttoned?.text.split('\n\n').slice(1)).toEqual(['Bạn có thể hỏi:']);
    expect(part.text.split('\n\n').slice(1)).toEqual(['Bạn có thể hỏi (nhắn số để xem):\n1. Câu hỏi a là gì?']);
  });

  test('has a numbered menu alone where there are more than five things to do, and in groups', () => {
    const interview = sampleInterview(Array.from({ length: 7 }, (_, index) => [`Câu ${index}.`]));
    const questions = interview.turns.map((turn) => ({ interview, turn }));
    const [list] = writeZalo({ kind: 'questions', questions, total: 7 }, toUser);
    expect(list && extraOf(list).buttoned).toBeUndefined();
    expect(list?.text).toContain('7. ');
    const [grouped] = writeZalo({ kind: 'unknown', offers: questions.slice(0, 2) }, toGroup);
    expect(grouped && extraOf(grouped).buttoned).toBeUndefined();
    expect(grouped?.text).toContain('Bạn có thể hỏi (nhắn # kèm số để xem, ví dụ #1):');
  });

  test('cuts a title at a word when it is longer than a button may be', () => {
    const interview = sampleInterview([['Một.'], ['Hai.']]);
    const [first, second] = interview.turns;
    if (!first || !second) throw new Error('expected two turns');
    const long = {
      ...interview,
      turns: [first, { ...second, question: `${'Để đạt được kết quả '.repeat(9)}thì sao?` }],
    };
    const [part] = writeZalo(answerOf(long, 1), toUser);
    const title = part && extraOf(part).buttoned?.buttons[0]?.title;
    expect(title).toMatch(/(?:đạt|được|kết|quả|Để)…$/u);
    expect(title?.length).toBeLessThanOrEqual(100);
  });

  test('says nothing to somebody who has left', () => {
    expect(
      writeZalo({ kind: 'forgotten' }, messageTo({ to: 'user', id: '7', quoteId: undefined, isSilent: true })),
    ).toEqual([]);
  });

  test('relays no mark to a group', () => {
    const [part] = writeZalo({ kind: 'citation', quote: undefined, code: '[@1] ABC', interviews: [] }, toGroup);
    expect(part?.text).not.toContain('[@');
  });

  test('is one text up to 2,000 units of NFC, the marks of a quotation kept room for, and two beyond', () => {
    const lengthsOf = (answer: string): readonly number[] =>
      writeZalo(answerOf(sampleInterview([[answer]]), 1), toUser).map(({ text }) => text.length);
    const decomposed = 'ế'.normalize('NFD');
    const frame = (lengthsOf('x')[0] ?? 0) - 1;
    const room = MAX_TEXT_LENGTH - PLAIN_MARKS_LENGTH + 2 - frame;
    expect(lengthsOf(decomposed.repeat(room))).toEqual([frame + room]);
    expect(lengthsOf(decomposed.repeat(room + 1))).toHaveLength(2);
    expect(frame + room).toBeLessThanOrEqual(2_000);
  });

  const letter = fc.constantFrom('ộ'.normalize('NFD'), 'ế', 'a', ' ', '. ', '👨‍👩‍👧‍👦', '😀', 'nguyễn ', '\u0323');
  const paragraph = fc
    .tuple(fc.array(letter, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 400 }))
    .map(([letters, times]) =>
      letters
        .join('')
        .repeat(times)
        .trim()
        .replace(/^\p{M}+/u, ''),
    )
    .filter((text) => text !== '');

  test('stays within 2,000 units of NFC whatever is quoted, and loses no word', () => {
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 4 }), fc.boolean(), (paragraphs, isGroup) => {
        const reply = answerOf(sampleInterview([paragraphs, ['Khác.']]), 1);
        const parts = writeZalo(reply, isGroup ? toGroup : toUser);
        for (const part of parts) {
          for (const text of [part.text, extraOf(part).buttoned?.text ?? 'x']) {
            expect(text.length).toBeLessThanOrEqual(2_000);
            expect(text.length).toBeGreaterThan(0);
            expect(text).toBe(text.normalize('NFC'));
            expect(text.isWellFormed()).toBe(true);
          }
        }
        const sent = bare(parts.map(({ text }) => text).join(''));
        expect(sent).toContain(bare(paragraphs.join('')));
      }),
      { numRuns: 150 },
    );
  });
});
