import { describe, expect, test } from 'vitest';
import { citationCode } from '../../src/core/citation.ts';
import type { Interview, Library, Standing, Turn } from '../../src/core/interview.ts';
import type { Hit, Matcher } from '../../src/core/match.ts';
import { textOf, wholeSpans } from '../../src/core/quote.ts';
import { createRespond } from '../../src/core/respond.ts';

const CURRENT: Standing = { kind: 'current' };
const speaker = (name: string) => ({ name, title: 'Giám đốc Sở', honorific: 'Ông' });

function interviewOf(id: string, published: string | undefined, turns: readonly Partial<Turn>[]): Interview {
  const main = speaker(`Người ${id}`);
  return {
    id,
    title: `Bài ${id}`,
    outlet: 'Báo Thử',
    url: undefined,
    published,
    language: 'vi',
    interviewer: undefined,
    speaker: main,
    glossary: {},
    unanswered: [],
    turns: turns.map((turn, index) => ({
      id: `cau-${index + 1}`,
      number: index + 1,
      question: `Câu hỏi ${index + 1} của bài ${id}?`,
      paragraphs: [`Trả lời ${index + 1} của bài ${id}. Câu thứ hai.`],
      also: [],
      speaker: main,
      standing: CURRENT,
      former: [],
      ...turn,
    })),
  };
}

/** Finds the turns named, with the confidences given. */
function matcherOf(library: Library, found: readonly (readonly [string, string, number])[]): Matcher {
  const hits = found.map(([interviewId, turnId, confidence]): Hit => {
    const interview = library.interviews.find((one) => one.id === interviewId) as Interview;
    const turn = interview.turns.find((one) => one.id === turnId) as Turn;
    return { interview, turn, confidence, spans: wholeSpans({ interview, turn }), matched: [] };
  });
  const zone = (hits[0]?.confidence ?? 0) >= 0.6 ? 'answer' : 'choices';
  return { match: () => ({ intent: 'question', zone, hits, leanedOn: undefined }) };
}

function respondTo(
  interviews: readonly Interview[],
  found: readonly (readonly [string, string, number])[],
  text = 'hỏi gì đó',
) {
  const library: Library = { interviews, version: '1' };
  const respond = createRespond(
    () => ({ library, matcher: matcherOf(library, found) }),
    () => 0,
  );
  return respond({ kind: 'question', text }, undefined);
}

const ask = (...asked: Parameters<typeof respondTo>) => respondTo(...asked)?.reply;

const codeOf = (interview: Interview, turn: Turn) => citationCode({ interview, turn }, wholeSpans({ interview, turn }));

describe('words that are no longer quoted', () => {
  const withdrawn: Standing = { kind: 'withdrawn', date: '2023-04-05', reason: 'số liệu sai', replacement: undefined };

  test('a withdrawn answer is not quoted; the reply says since when', () => {
    const interview = interviewOf('a', '2022', [{ standing: withdrawn }]);
    expect(ask([interview], [['a', 'cau-1', 0.9]])).toMatchObject({
      kind: 'retired',
      standing: { date: '2023-04-05' },
    });
  });

  test('a citation code given before the withdrawal still resolves, to the withdrawal', () => {
    const interview = interviewOf('a', '2022', [{ standing: withdrawn }]);
    const code = codeOf(interviewOf('a', '2022', [{}]), interviewOf('a', '2022', [{}]).turns[0] as Turn);
    expect(ask([interview], [], code)).toMatchObject({
      kind: 'retired',
      standing: { kind: 'withdrawn', date: '2023-04-05' },
    });
  });

  test('a code of words that were corrected and later withdrawn resolves to the withdrawal', () => {
    const before = interviewOf('a', '2022', [{ paragraphs: ['Giá là 5 đồng. Không đổi.'] }]);
    const former = ['Giá là 5 đồng. Không đổi.'];
    const after = interviewOf('a', '2022', [
      { paragraphs: ['Giá là 6 đồng. Không đổi.'], standing: withdrawn, former },
    ]);
    const code = codeOf(before, before.turns[0] as Turn);
    expect(ask([after], [], code)).toMatchObject({ kind: 'retired', standing: withdrawn, replacement: undefined });
  });

  test('beside a withdrawn answer another official’s answer to the same question is offered', () => {
    const interviews = [interviewOf('a', '2022', [{ standing: withdrawn }]), interviewOf('b', '2021', [{}])];
    const found = [
      ['a', 'cau-1', 0.9],
      ['b', 'cau-1', 0.88],
    ] as const;
    expect(ask(interviews, found)).toMatchObject({
      kind: 'retired',
      placed: { interview: { id: 'a' } },
      others: [{ interview: { id: 'b' } }],
    });
  });

  test('a code of corrected words resolves to the correction and points to the words of today', () => {
    const before = interviewOf('a', '2022', [{ paragraphs: ['Giá là 5 đồng. Không đổi.'] }]);
    const standing: Standing = {
      kind: 'corrected',
      date: '2022-06-01',
      what: 'giá',
      by: undefined,
    };
    const former = ['Giá là 5 đồng. Không đổi.'];
    const after = interviewOf('a', '2022', [{ paragraphs: ['Giá là 6 đồng. Không đổi.'], standing, former }]);
    const code = codeOf(before, before.turns[0] as Turn);
    expect(ask([after], [], code)).toMatchObject({
      kind: 'retired',
      standing: { kind: 'corrected', date: '2022-06-01' },
      replacement: { turn: { paragraphs: ['Giá là 6 đồng. Không đổi.'] } },
    });
  });

  test('a corrected answer is quoted in its words of today', () => {
    const standing: Standing = { kind: 'corrected', date: '2022-06-01', what: 'giá', by: undefined };
    expect(ask([interviewOf('a', '2022', [{ standing }])], [['a', 'cau-1', 0.9]])).toMatchObject({ kind: 'answer' });
  });

  test('a replaced answer points to what holds today, also over several steps', () => {
    const to = (interview: string): Standing => ({
      kind: 'superseded',
      date: '2023-01-01',
      replacement: { interview, turn: 'cau-1' },
    });
    const interviews = [
      interviewOf('a', '2021', [{ standing: to('b') }]),
      interviewOf('b', '2022', [{ standing: to('c') }]),
      interviewOf('c', '2023', [{}]),
    ];
    expect(ask(interviews, [['a', 'cau-1', 0.9]])).toMatchObject({
      kind: 'retired',
      replacement: { interview: { id: 'c' } },
    });
  });

  test('replacements that run in a circle end without one', () => {
    const to = (interview: string): Standing => ({
      kind: 'superseded',
      date: undefined,
      replacement: { interview, turn: 'cau-1' },
    });
    const interviews = [
      interviewOf('a', '2021', [{ standing: to('b') }]),
      interviewOf('b', '2022', [{ standing: to('a') }]),
    ];
    expect(ask(interviews, [['a', 'cau-1', 0.9]])).toMatchObject({ kind: 'retired', replacement: undefined });
  });

  test('when the heir answers as well, it answers at once', () => {
    const standing: Standing = {
      kind: 'superseded',
      date: '2023-01-01',
      replacement: { interview: 'b', turn: 'cau-1' },
    };
    const interviews = [interviewOf('a', '2021', [{ standing }]), interviewOf('b', '2023', [{}])];
    const reply = ask(interviews, [
      ['a', 'cau-1', 0.9],
      ['b', 'cau-1', 0.88],
    ]);
    expect(reply).toMatchObject({ kind: 'answer', quote: { interview: { id: 'b' } }, alongside: [] });
  });

  test('withdrawn questions are neither offered as choices nor listed', () => {
    const interview = interviewOf('a', '2022', [{ standing: withdrawn }, {}]);
    expect(
      ask(
        [interview],
        [
          ['a', 'cau-1', 0.5],
          ['a', 'cau-2', 0.4],
        ],
      ),
    ).toMatchObject({
      kind: 'choices',
      choices: [{ turn: { id: 'cau-2' } }],
    });
    expect(ask([interviewOf('a', '2022', [{ standing: withdrawn }])], [['a', 'cau-1', 0.5]])).toMatchObject({
      kind: 'unknown',
    });
  });
});

describe('several officials on one question', () => {
  const a = interviewOf('a', '2020-10-30', [{}, {}]);
  const b = interviewOf('b', '2022-01-15', [{}]);
  const c = interviewOf('c', undefined, [{}]);

  test('answers that match nearly as well stand side by side, newest first, each with its own code', () => {
    const reply = ask(
      [a, b, c],
      [
        ['a', 'cau-1', 0.9],
        ['c', 'cau-1', 0.88],
        ['b', 'cau-1', 0.86],
      ],
    );
    if (reply?.kind !== 'answer') throw new Error(`expected an answer, got ${reply?.kind}`);
    const shown = [reply.quote, ...reply.alongside];
    expect(shown.map((quote) => quote.interview.id)).toEqual(['b', 'a', 'c']);
    expect(new Set(shown.map((quote) => quote.code)).size).toBe(3);
    expect(shown.map((quote) => textOf(quote, quote.spans[0] as never))).toEqual([
      'Trả lời 1 của bài b. Câu thứ hai.',
      'Trả lời 1 của bài a. Câu thứ hai.',
      'Trả lời 1 của bài c. Câu thứ hai.',
    ]);
  });

  test('an answer that matches clearly worse stays away, and so does a second turn of one interview', () => {
    const reply = ask(
      [a, b],
      [
        ['a', 'cau-1', 0.9],
        ['a', 'cau-2', 0.89],
        ['b', 'cau-1', 0.7],
      ],
    );
    expect(reply).toMatchObject({ kind: 'answer', quote: { turn: { id: 'cau-1' } }, alongside: [] });
  });

  test('people of one panel who answered the same question stand side by side', () => {
    const question = 'Điều gì đáng lo nhất?';
    const panel = interviewOf('p', '2022', [{ question }, { question, speaker: speaker('Người khác') }, {}]);
    const reply = ask([panel], [['p', 'cau-1', 0.9]]);
    expect(reply).toMatchObject({
      kind: 'answer',
      alongside: [{ turn: { id: 'cau-2' } }],
      others: [{ turn: { id: 'cau-3' } }],
    });
  });
});

test('how sure a reply is, is how sure the quote is that it shows first, though another hit is surer', () => {
  const interviews = [interviewOf('a', '2021', [{}]), interviewOf('b', '2022', [{}])];
  const found = [
    ['a', 'cau-1', 0.97],
    ['b', 'cau-1', 0.9],
  ] as const;
  expect(respondTo(interviews, found)).toMatchObject({
    reply: { kind: 'answer', quote: { interview: { id: 'b' } } },
    confidence: 0.9,
  });
  expect(respondTo(interviews, [['a', 'cau-1', 0.5]])).toMatchObject({ reply: { kind: 'choices' }, confidence: 0.5 });
});
