import { describe, expect, test } from 'vitest';
import { type Block, compose } from '../../src/channels/compose.ts';
import { writePlain } from '../../src/channels/plain.ts';
import { textsOf } from '../../src/channels/texts/texts.ts';
import { createQuote, createWholeQuote, type Quote } from '../../src/core/quote.ts';
import type { AnswerReply, Reply } from '../../src/core/reply.ts';
import { placedTurn, sampleInterview } from '../support/interview.ts';

const interview = sampleInterview([['Câu một. Câu hai. Câu ba.', 'Đoạn hai.', 'Đoạn ba.'], ['Trả lời khác.']]);
const first = placedTurn(interview, 1);
const second = placedTurn(interview, 2);
const texts = textsOf('vi');

function answer(quote = createWholeQuote(first)): Reply {
  return answerOf(quote);
}

function answerOf(quote: Quote): AnswerReply {
  return { kind: 'answer', quote, matched: [], alongside: [], others: [second], leanedOn: undefined };
}

function isQuoted({ kind }: Block): boolean {
  return kind === 'quote';
}

function plain(reply: Reply): string {
  return writePlain(compose(reply, texts, { hasButtons: false, canFold: false }).blocks);
}

describe('compose', () => {
  test('a whole answer stands between quotation marks with question, attribution, code and what else to ask', () => {
    expect(plain(answer())).toBe(
      [
        'Hỏi: Câu hỏi a là gì?',
        '“Câu một. Câu hai. Câu ba.',
        'Đoạn hai.',
        'Đoạn ba.”',
        `— Bà Trần Thị Mẫu, Giám đốc Sở Thử nghiệm (chức danh khi trả lời), Báo Mẫu, 5/1/2026\nMã trích dẫn: ${createWholeQuote(first).code}`,
        'Nhắn số để xem tiếp:\n1. Câu hỏi b là gì?',
      ].join('\n\n'),
    );
  });

  test('omissions before, between and after the quoted passages are marked, and the whole is offered first', () => {
    const quote = createQuote(first, [
      { paragraph: 0, start: 9, end: 17 },
      { paragraph: 2, start: 0, end: 8 },
    ]);
    expect(plain(answer(quote))).toContain('“[…]\n\nCâu hai.\n\n[…]\n\nĐoạn ba.”');
    expect(plain(answer(quote))).toContain('1. Xem toàn bộ câu trả lời\n2. Câu hỏi b là gì?');
    const start = createQuote(first, [{ paragraph: 0, start: 0, end: 8 }]);
    expect(plain(answer(start))).toContain('“Câu một.\n\n[…]”');
  });

  test('the frame follows the reader’s language, the quoted words never do', () => {
    const english = writePlain(compose(answer(), textsOf('en'), { hasButtons: false, canFold: false }).blocks);
    expect(english).toContain('Citation code:');
    expect(english).toContain('“Câu một. Câu hai. Câu ba.');
  });

  test('where nothing may be quoted any more no list is announced', () => {
    expect(plain({ kind: 'questions', questions: [], total: 0 })).toBe('Hiện không có câu trả lời nào còn được trích.');
    expect(plain({ kind: 'about', interviews: [] })).toBe(texts.automatic);
  });

  test('withdrawn words are named with the date and not quoted', () => {
    const standing = { kind: 'withdrawn', date: '2026-03-02', reason: 'số liệu sai', replacement: undefined } as const;
    const text = plain({ kind: 'retired', placed: first, standing, replacement: second, others: [] });
    expect(text).toContain('rút lại ngày 2/3/2026: số liệu sai');
    expect(text).not.toContain('Câu một');
    expect(text).toContain('— Bà Trần Thị Mẫu, Giám đốc Sở Thử nghiệm (chức danh khi trả lời), Báo Mẫu, 5/1/2026');
    expect(text).toContain('xem câu trả lời của bà Trần Thị Mẫu (Báo Mẫu, 5/1/2026) cho câu hỏi: “Câu hỏi b là gì?”');
    expect(text).toContain('1. Câu hỏi b là gì?');
  });

  test.each([
    ['typed', 'Bạn có thể hỏi (nhắn số để xem):'],
    ['marked', 'Bạn có thể hỏi (nhắn # kèm số để xem, ví dụ #1):'],
    ['reply', 'Bạn có thể hỏi (trả lời tin này bằng số để xem):'],
  ] as const)('a menu picked from by a %s number is led to by one line alone', (menu, lead) => {
    const { blocks } = compose({ kind: 'unknown', offers: [first] }, texts, {
      hasButtons: false,
      canFold: false,
      menu,
    });
    expect(writePlain(blocks)).toBe(`${texts.unknown}\n\n${lead}\n1. Câu hỏi a là gì?`);
  });

  test.each([
    ['Bà', 'bà Trần Thị Mẫu'],
    ['Đồng chí', 'đồng chí Trần Thị Mẫu'],
    ['PGS. TS.', 'PGS. TS. Trần Thị Mẫu'],
    ['ThS.', 'ThS. Trần Thị Mẫu'],
  ])('the welcome names the speaker as it is written inside a sentence: %s', (honorific, named) => {
    const welcomed = { ...interview, speaker: { ...interview.speaker, honorific } };
    expect(plain({ kind: 'welcome', interviews: [welcomed], offers: [] })).toContain(`Hiện có bài phỏng vấn ${named}`);
  });

  test('what is kept is told with the exception: messages that could not be answered', () => {
    expect(plain({ kind: 'privacy' })).toContain('Tin chưa trả lời được vì lỗi');
    const { blocks } = compose({ kind: 'privacy' }, textsOf('en'), { hasButtons: true, canFold: false });
    expect(writePlain(blocks)).toContain('could not be answered');
  });

  test('every kind of reply has words in both languages', () => {
    const replies: readonly Reply[] = [
      answer(),
      { kind: 'choices', choices: [createWholeQuote(first)] },
      { kind: 'unknown', offers: [first] },
      { kind: 'courtesy', courtesy: 'greeting', offers: [] },
      { kind: 'help', offers: [] },
      { kind: 'about', interviews: [interview] },
      { kind: 'welcome', interviews: [interview], offers: [] },
      { kind: 'questions', questions: [first, second], total: 9 },
      { kind: 'citation', quote: undefined, code: 'ABC', interviews: [interview] },
      { kind: 'citation', quote: createWholeQuote(first), code: 'ABC', interviews: [interview] },
      { kind: 'privacy' },
      { kind: 'forgotten' },
      { kind: 'unsupported' },
      { kind: 'unprompted', isOn: true },
      { kind: 'slow-down' },
      { kind: 'failed' },
    ];
    for (const reply of replies) {
      for (const language of ['vi', 'en'] as const) {
        const { blocks } = compose(reply, textsOf(language), { hasButtons: true, canFold: true });
        expect(blocks.length, reply.kind).toBeGreaterThan(0);
        expect(writePlain(blocks)).not.toMatch(/undefined|NaN|\[object/u);
      }
    }
  });

  test('the matched sentence is emphasised inside a longer quote, and where the quote is all of it nothing is', () => {
    const matched = [{ paragraph: 0, start: 9, end: 17 }];
    const longer: Reply = { ...answerOf(createWholeQuote(first)), matched };
    const quoted = compose(longer, texts, { hasButtons: true, canFold: false }).blocks.filter(isQuoted);
    expect(quoted.map(({ strong }) => strong)).toEqual([[{ start: 9, end: 17 }], [], []]);
    const exact: Reply = { ...answerOf(createQuote(first, matched)), matched };
    const alone = compose(exact, texts, { hasButtons: true, canFold: false }).blocks.filter(isQuoted);
    expect(alone.map(({ strong }) => strong)).toEqual([[]]);
  });

  test('the folded whole answer emphasises what was quoted of it', () => {
    const quote = createQuote(first, [{ paragraph: 1, start: 0, end: 9 }]);
    const { blocks } = compose(answerOf(quote), texts, { hasButtons: true, canFold: true });
    expect(blocks.filter(({ kind }) => kind === 'rest').map(({ strong }) => strong)).toEqual([
      [],
      [{ start: 0, end: 9 }],
      [],
    ]);
  });
});
