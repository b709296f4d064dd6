import { describe, expect, test } from 'vitest';
import { FOLLOW_UP_MS, MENU_MS } from '../../src/core/context.ts';
import type { Library } from '../../src/core/interview.ts';
import type { Matcher } from '../../src/core/match.ts';
import { createWholeQuote } from '../../src/core/quote.ts';
import { actionsOf } from '../../src/core/reply.ts';
import { createRespond, MAX_QUESTIONS } from '../../src/core/respond.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { libraryOf, placedTurn, sampleInterview } from '../support/interview.ts';

const interview = sampleInterview([
  ['Thư viện tỉnh mở cửa từ thứ hai đến thứ bảy. Chủ nhật thư viện đóng cửa.', 'Bạn đọc được mượn năm cuốn sách.'],
  ['Bảo tàng tỉnh đang sửa mái ngói, dự kiến xong trong quý ba.'],
]);
const library = libraryOf(interview);
const noon = 1_800_000_000_000;

function respondOver(served: Library, nowMs = noon) {
  return createRespond(
    () => ({ library: served, matcher: createMatcher(served) }),
    () => nowMs,
  );
}

const respond = respondOver(library);

describe('respond', () => {
  test('a question is answered with the words of its turn, and the turn is remembered', () => {
    const response = respond({ kind: 'question', text: 'thư viện mở cửa ngày nào' }, undefined);
    expect(response?.reply).toMatchObject({ kind: 'answer', quote: { turn: { id: 'cau-1' } } });
    expect(response?.context).toMatchObject({ lastTurn: { interview: 'bai-mau', turn: 'cau-1' }, atMs: noon });
  });

  test('a bare number picks from the last menu for a day, later it is an ordinary question', () => {
    const before = respond({ kind: 'questions', interview: undefined }, undefined)?.context;
    const pick = { kind: 'question', text: ' 2. ' } as const;
    expect(respond(pick, before)?.reply).toMatchObject({
      kind: 'answer',
      quote: { turn: { id: 'cau-2' }, isWhole: true },
    });
    const late = respondOver(library, noon + MENU_MS + 1);
    expect(late(pick, before)?.reply.kind).toBe('unknown');
  });

  test('a number that was not on offer shows what is', () => {
    const before = respond({ kind: 'questions', interview: undefined }, undefined)?.context;
    expect(respond({ kind: 'question', text: '9' }, before)?.reply.kind).toBe('questions');
    expect(respond({ kind: 'question', text: '9' }, undefined)?.reply.kind).toBe('unknown');
  });

  test('who picks one of several questions is shown the words that come nearest, and can go on to all', () => {
    const placed = placedTurn(interview, 1);
    const [first = ''] = placed.turn.paragraphs;
    const start = first.indexOf('Chủ nhật');
    const hit = { ...placed, confidence: 0.3, spans: [{ paragraph: 0, start, end: first.length }], matched: [] };
    const matcher: Matcher = {
      match: () => ({ intent: 'question', zone: 'choices', hits: [hit], leanedOn: undefined }),
    };
    const over = (served: Library) =>
      createRespond(
        () => ({ library: served, matcher }),
        () => noon,
      );
    const before = over(library)({ kind: 'question', text: 'chủ nhật' }, undefined)?.context;
    const pick = (served: Library) => over(served)({ kind: 'question', text: '1' }, before)?.reply;
    const picked = pick(library);
    expect(picked).toMatchObject({
      kind: 'answer',
      quote: { turn: { id: 'cau-1' }, spans: hit.spans, isWhole: false },
    });
    expect(picked && actionsOf(picked)[0]?.label).toEqual({ kind: 'whole' });
    const [, second] = interview.turns;
    const changed = { ...interview, turns: second ? [second] : [] };
    expect(pick(libraryOf(changed))).toMatchObject({ kind: 'questions', total: 1 });
    const withdrawn = { kind: 'withdrawn', date: '2026-02-01', reason: undefined, replacement: undefined } as const;
    const turns = interview.turns.map((turn) => ({ ...turn, standing: withdrawn }));
    expect(pick(libraryOf({ ...interview, turns }))).toMatchObject({ kind: 'retired' });
  });

  test("what a pick leads to is the asker's own, also where others were offered the same questions", () => {
    const placed = placedTurn(interview, 1);
    const [first = ''] = placed.turn.paragraphs;
    const middle = first.indexOf('Chủ nhật');
    const matcher: Matcher = {
      match: (question) => {
        const span = question === 'đầu' ? { start: 0, end: middle - 1 } : { start: middle, end: first.length };
        const hit = { ...placed, confidence: 0.3, spans: [{ paragraph: 0, ...span }], matched: [] };
        return { intent: 'question', zone: 'choices', hits: [hit], leanedOn: undefined };
      },
    };
    const over = createRespond(
      () => ({ library, matcher }),
      () => noon,
    );
    const [one, other] = ['đầu', 'cuối'].map((text) => over({ kind: 'question', text }, undefined)?.context?.menu[0]);
    expect(one).toMatchObject({ kind: 'passage' });
    expect(other).not.toEqual(one);
  });

  test.each(['2', '2.', 'số 2', 'cau 2', 'Chọn 2 nhé', 'số 2'.normalize('NFD')])('%j picks the second', (text) => {
    const before = respond({ kind: 'questions', interview: undefined }, undefined)?.context;
    expect(respond({ kind: 'question', text }, before)?.reply).toMatchObject({ quote: { turn: { id: 'cau-2' } } });
  });

  test('signs without a letter are no follow-up: the asker is asked for words', () => {
    const context = { lastTurn: { interview: 'bai-mau', turn: 'cau-1' }, menu: [], atMs: noon };
    for (const text of ['?', '👍', '…']) {
      expect(respond({ kind: 'question', text }, context)?.reply).toEqual({ kind: 'unsupported' });
    }
  });

  test('a citation code alone is checked, also in lower case', () => {
    const { code } = createWholeQuote(placedTurn(interview, 2));
    const reply = respond({ kind: 'question', text: code.toLowerCase() }, undefined)?.reply;
    expect(reply).toMatchObject({ kind: 'citation', code, quote: { turn: { id: 'cau-2' } } });
  });

  test('a citation code inside a sentence is checked, a telephone number is none', () => {
    const { code } = createWholeQuote(placedTurn(interview, 2));
    const reply = respond({ kind: 'question', text: `kiem tra giup ma ${code.toLowerCase()} nhe` }, undefined)?.reply;
    expect(reply).toMatchObject({ kind: 'citation', quote: { turn: { id: 'cau-2' } } });
    expect(respond({ kind: 'question', text: 'gọi số 091-234-567 được không' }, undefined)?.reply.kind).toBe('unknown');
  });

  test('a turn that is gone since its button was made leads to the list of questions', () => {
    const reply = respond({ kind: 'turn', ref: { interview: 'bai-mau', turn: 'mat-roi' } }, undefined)?.reply;
    expect(reply).toMatchObject({ kind: 'questions', total: 2 });
  });

  test('withdrawn words are not quoted: the reader is told', () => {
    const withdrawn = sampleInterview([['Giá vé là mười nghìn đồng.']], {
      standing: { kind: 'withdrawn', date: '2026-02-01', reason: undefined, replacement: undefined },
    });
    const ref = { interview: withdrawn.id, turn: 'cau-1' };
    expect(respondOver(libraryOf(withdrawn))({ kind: 'turn', ref }, undefined)?.reply).toMatchObject({
      kind: 'retired',
      standing: { kind: 'withdrawn', date: '2026-02-01' },
    });
  });

  test('what was overheard is met with silence unless the answer is very sure', () => {
    expect(respond({ kind: 'overheard', text: 'tối nay ăn gì' }, undefined)).toBeUndefined();
  });

  test('a long list of questions is cut and says how many there are', () => {
    const many = sampleInterview(Array.from({ length: MAX_QUESTIONS + 5 }, (_, index) => [`Trả lời ${index}.`]));
    const reply = respondOver(libraryOf(many))({ kind: 'questions', interview: undefined }, undefined)?.reply;
    expect(reply).toMatchObject({ kind: 'questions', total: MAX_QUESTIONS + 5 });
    expect(reply?.kind === 'questions' && reply.questions).toHaveLength(MAX_QUESTIONS);
  });

  test('a follow-up leans on the turn answered last only for a few minutes', () => {
    const context = { lastTurn: { interview: 'bai-mau', turn: 'cau-1' }, menu: [], atMs: noon };
    const leanedOn = (nowMs: number) => {
      const reply = respondOver(library, nowMs)({ kind: 'question', text: 'còn chủ nhật thì sao?' }, context)?.reply;
      return reply?.kind === 'answer' ? reply.leanedOn?.turn.id : undefined;
    };
    expect(leanedOn(noon + FOLLOW_UP_MS + 1)).toBeUndefined();
  });
});

describe('replies that say the same', () => {
  test('questions in other words that come to the same passage get the very same reply, others another', () => {
    const replyTo = (text: string) => respond({ kind: 'question', text }, undefined)?.reply;
    const reply = replyTo('thư viện đóng cửa ngày nào');
    expect(reply?.kind).toBe('answer');
    expect(replyTo('cho em hỏi thư viện đóng cửa ngày nào vậy ạ')).toBe(reply);
    expect(replyTo('mượn được mấy cuốn sách')).not.toBe(reply);
    expect(replyTo('giá vàng hôm nay')).toBe(replyTo('giá xăng ngày mai'));
  });

  test('a follow-up that leans on the last turn is told apart from a question that stands by itself', () => {
    const context = { lastTurn: { interview: 'bai-mau', turn: 'cau-1' }, menu: [], atMs: noon };
    const alone = respond({ kind: 'question', text: 'thư viện đóng cửa ngày nào' }, undefined)?.reply;
    const leaning = respond({ kind: 'question', text: 'thế đóng cửa ngày nào' }, context)?.reply;
    expect(leaning).toMatchObject({ kind: 'answer', leanedOn: { turn: { id: 'cau-1' } } });
    expect(leaning).not.toBe(alone);
  });
});
