import { describe, expect, test } from 'vitest';
import { textOf, wholeSpans } from '../../src/core/quote.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';

const library = await loadLibrary(`${import.meta.dirname}/../../knowledge`);
const matcher = createMatcher(library);
const ask = (question: string) => matcher.match(question, { lastTurn: undefined });
const quoteOf = (question: string) => {
  const hit = ask(question).hits[0];
  return hit ? hit.spans.map((span) => textOf(hit, span)).join('\n') : '';
};

describe('the real interview', () => {
  test.each([
    [
      'sở có thiếu người ko',
      'thuan-loi-kho-khan',
      'biên chế không tăng',
      '"thiếu người" is a synonym of what was said',
    ],
    ['SOC là gì', 'muc-tieu', 'giám sát an ninh không gian mạng', 'a short form that the glossary explains'],
    ['trung tam bao chi o dau', 'trung-tam-bao-chi', 'tầng 2', 'no accents, and only one turn says where'],
    ['trugn tâm báo chí đặt ơ đâu', 'trung-tam-bao-chi', 'tầng 2', 'swapped letters are repaired by their neighbours'],
    ['bản đồ covid ở địa chỉ nào', 'ket-qua', 'covidmaps.haiduong.gov.vn', 'only one paragraph names a map'],
    ['thư điện tử công vụ triển khai đến đâu', 'ket-qua', '100%', 'long match in order'],
  ])('%s → %s', (question, turn, words, reason) => {
    expect(ask(question).zone, reason).toBe('answer');
    expect(ask(question).hits[0]?.turn.id, reason).toBe(turn);
    expect(quoteOf(question), reason).toContain(words);
  });

  test.each(['CPI tháng 2 tăng bao nhiêu?', 'Tiêu Chiến', 'đặc sản thắng cố', 'hotline tòa soạn', 'Bắc Ninh có gì'])(
    'what only the clutter or nobody says is unknown: %s',
    (question) => {
      expect(ask(question).zone).toBe('unknown');
    },
  );

  test('a question for the whole turn is quoted whole', () => {
    const hit = ask('những kết quả nổi bật là gì').hits[0];
    expect(hit?.turn.id).toBe('ket-qua');
    expect(hit?.spans).toEqual(hit && wholeSpans(hit));
  });

  test('letter case and composition of accents change nothing', () => {
    const plain = ask('Trung tâm báo chí đặt ở đâu?');
    expect(ask('TRUNG TÂM BÁO CHÍ ĐẶT Ở ĐÂU?')).toEqual(plain);
    expect(ask('Trung tâm báo chí đặt ở đâu?'.normalize('NFD'))).toEqual(plain);
  });
});

test('the place of whoever speaks is known by its initials', () => {
  const [best] = matcher.explain('mạng 5G ở hd', { lastTurn: undefined }).turns;
  expect(best?.words.map(({ word }) => word).slice(-2)).toEqual(['hải', 'dương']);
});

describe('who speaks is told by the attribution, not by a quote', () => {
  test.each([
    'giám đốc sở là ai',
    'giam doc so tttt ten j z',
    'Ai là giám đốc Sở TT&TT tỉnh Hải Dương?',
    'ông Thắng là ai',
  ])('%s', (question) => {
    expect(ask(question).intent).toBe('about');
    expect(matcher.explain(question, { lastTurn: undefined }).zone).toBe('about');
  });

  test.each([
    'phó giám đốc sở là ai',
    'giám đốc sở y tế là ai',
    'giám đốc sở bao nhiêu tuổi',
    'chủ tịch tỉnh là ai',
    'giám đốc nói gì về 5G',
    'ai đứng sau trung tâm báo chí',
  ])('but %s asks for something else', (question) => {
    expect(ask(question).intent).toBe('question');
  });
});

test.each([
  ...['sở làm được gì', 'làm được gì rồi', 'bạn là ai, sở làm được gì', 'Ở đây', 'o tinh nao', 'nhà chắn'],
  ...['Ở tỉnh nào?', 'Ông ở tỉnh nào?', 'Ở nhà máy nào?', 'Mấy đồng một ngày ở đây', 'Thông tin ở tỉnh thế nào'],
  ...['Chặn thông tin này thế nào?', 'Hạ nhiệt thế nào?', 'Ngủ nhiều quá thì sao?'],
])('%s is a question', (question) => {
  expect(ask(question).intent).toBe('question');
});

describe('messages that are no question', () => {
  test.each([
    ['alo', 'greeting'],
    ['hi shop', 'greeting'],
    ['cam on nhieu nha', 'thanks'],
    ['bye ad', 'goodbye'],
    ['ai đang trả lời vậy', 'about'],
    ['bot làm được gì', 'help'],
    ['bạn là ai, bạn làm được gì?', 'about'],
    ['chào bạn, cảm ơn nhé', 'thanks'],
    ['cảm ơn đã giúp', 'thanks'],
    ['thank you so much', 'thanks'],
    ['cảm ơn nhiều nhé sở', 'thanks'],
    ['chào sở', 'greeting'],
    ['bot ngu vãi', 'help'],
    ['Hỏi một đằng trả lời một nẻo, đồ dở hơi!', 'help'],
    ['Bạn là người thật hay máy đấy?', 'about'],
    ['Ừ', 'thanks'],
  ])('%s is %s', (text, intent) => {
    expect(ask(text)).toEqual({ intent, zone: 'unknown', hits: [], leanedOn: undefined });
  });
});
