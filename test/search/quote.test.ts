import { describe, expect, test } from 'vitest';
import { textOf, wholeSpans } from '../../src/core/quote.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';

const matcher = createMatcher(await loadLibrary(`${import.meta.dirname}/../../knowledge`));
const hitOf = (question: string, after?: string) => {
  const lastTurn = after === undefined ? undefined : { interview: 'so-tttt-hai-duong', turn: after };
  const match = matcher.match(question, { lastTurn });
  const hit = match.hits[0];
  if (!hit) throw new Error(`expected a hit for "${question}", got none`);
  return { ...match, hit, quote: hit.spans.map((span) => textOf(hit, span)) };
};

describe('what is quoted', () => {
  test('a detail gets whole sentences, not its paragraph', () => {
    const { quote } = hitOf('Biên chế của sở có tăng không?');
    expect(quote.join(' ')).toContain('số lượng biên chế không tăng.');
    expect(quote.join(' ')).not.toContain('Các doanh nghiệp viễn thông');
  });

  test('an item of a list keeps the sentence that announces the list', () => {
    const { quote } = hitOf('Bao giờ có mạng 5G?');
    expect(quote).toHaveLength(2);
    expect(quote[0]).toMatch(/3 nhiệm vụ đột phá:$/u);
    expect(quote[1]).toMatch(/^Hai là/u);
  });

  test('who asks for the list gets all of it', () => {
    const { quote } = hitOf('Ba nhiệm vụ đột phá là gì?');
    expect(quote.map((words) => words.slice(0, 6))).toEqual(['Trong ', 'Một là', 'Hai là', 'Ba là,']);
  });

  test.each([
    'Nhiệm vụ đột phá thứ hai là gì?',
    'nhiem vu dot pha thu 2 la gi',
    'Thử nói nhiệm vụ đột phá thứ hai xem',
  ])('“%s” gets that item alone, with the sentence that announces the list', (question) => {
    const { quote } = hitOf(question);
    expect(quote.map((words) => words.slice(0, 6))).toEqual(['Trong ', 'Hai là']);
  });

  test('a sentence that leans on the one before takes it along', () => {
    const { quote } = hitOf('Phóng viên được hỗ trợ tác nghiệp thế nào?');
    expect(quote.at(-1)).toMatch(/^Qua đó/u);
    expect(quote[0]).toMatch(/^Với các trang thiết bị/u);
  });

  test('a sentence that announces the rest of its paragraph brings the rest', () => {
    const { quote } = hitOf('Những khó khăn của ngành là gì?');
    expect(quote.join(' ')).toContain('Các doanh nghiệp viễn thông còn gặp nhiều khó khăn');
  });

  test('"everything that was said" is the whole turn', () => {
    const { hit } = hitOf('trả lời đầy đủ câu về khó khăn');
    expect(hit.turn.id).toBe('thuan-loi-kho-khan');
    expect(hit.spans).toEqual(wholeSpans(hit));
  });
});

describe('a follow-up', () => {
  test('leans on the turn answered last and says so', () => {
    const { hit, leanedOn, zone } = hitOf('nói rõ hơn được không', 'muc-tieu');
    expect(zone).toBe('answer');
    expect(hit.turn.id).toBe('muc-tieu');
    expect(leanedOn).toEqual({ interview: 'so-tttt-hai-duong', turn: 'muc-tieu' });
  });

  test('that names another matter does not lean', () => {
    const { hit, leanedOn } = hitOf('Biên chế của sở có tăng không?', 'muc-tieu');
    expect(hit.turn.id).toBe('thuan-loi-kho-khan');
    expect(leanedOn).toBeUndefined();
  });
});

test('a long question takes time in proportion to its length, and no longer than its first words', () => {
  const words = 'kế hoạch triển khai mạng 5G của sở thế nào '.repeat(2_000);
  const startedMs = performance.now();
  matcher.match(words, { lastTurn: undefined });
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});
