import { describe, expect, test } from 'vitest';
import type { Interview, Standing, Turn } from '../../src/core/interview.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { COEFFICIENTS } from '../../src/search/coefficients.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { libraryOf, sampleInterview } from '../support/interview.ts';

const knowledge = await loadLibrary(`${import.meta.dirname}/../../knowledge`);
const interview = knowledge.interviews[0] as Interview;
const matcher = createMatcher(knowledge);
const zoneOf = (question: string) => matcher.match(question, { lastTurn: undefined }).zone;

describe('a question that says too little is not answered', () => {
  test.each(['1', '2020', '10/1', 'a', '{"a":1}', '...', '👍', ''])('%j says nothing', (text) => {
    expect(zoneOf(text)).toBe('unknown');
  });

  test.each(['sở', 'tỉnh', 'báo'])('%j names a field: its questions are offered', (text) => {
    expect(zoneOf(text)).toBe('choices');
  });

  test.each(['bluezone', 'ipv6', 'biên chế', 'khó khăn'])('%j names a matter and is answered', (text) => {
    expect(zoneOf(text)).toBe('answer');
  });
});

test('a matter that two turns speak of alike is offered from both, though neither is sure beside the other', () => {
  const answers = ['Lò gạch thủ công đã dừng hoạt động.', 'Lò gạch thủ công đã dừng hoạt động.', 'Chợ đông lắm.'];
  const match = (count: number) =>
    createMatcher(libraryOf(sampleInterview(answers.slice(2 - count).map((answer) => [answer])))).match(
      'lò gạch cũ ra sao',
      { lastTurn: undefined },
    );
  const { zone, hits } = match(2);
  expect(hits[0]?.confidence).toBeLessThan(COEFFICIENTS.choicesFrom);
  expect(zone).toBe('choices');
  expect(match(1).zone).toBe('answer');
});

describe('one question of an editor under two turns', () => {
  const line = 'Cầu ra sao rồi?';
  const base = sampleInterview([['Cầu Bến Lội đã hợp long.'], ['Cầu Bến Lội sẽ có đèn.'], ['Chợ đông lắm.']]);
  const withTurns = (change: (turn: Turn, at: number) => Partial<Turn>, id = 'bai-mau') => ({
    ...base,
    id,
    turns: base.turns.map((turn, at) => ({ ...turn, also: at < 2 ? [line] : [], ...change(turn, at) })),
  });
  const ask = (...interviews: readonly Interview[]) =>
    createMatcher(libraryOf(...interviews)).match(line, { lastTurn: undefined });
  const WITHDRAWN: Standing = { kind: 'withdrawn', date: '2026-02-01', reason: undefined, replacement: undefined };

  test('offers these turns and no other', () => {
    const { zone, hits } = ask(withTurns(() => ({})));
    expect(zone).toBe('choices');
    expect(hits.map(({ turn }) => turn.id).sort()).toEqual(['cau-1', 'cau-2']);
  });

  test('does so whatever another interview answers to it', () => {
    const other = { ...withTurns((_, at) => ({ also: at === 0 ? [line] : [] }), 'bai-khac') };
    const { zone, hits } = ask(
      other,
      withTurns(() => ({})),
    );
    expect(zone).toBe('choices');
    expect(hits.map(({ turn, interview: { id } }) => `${id}/${turn.id}`).sort()).toEqual([
      'bai-khac/cau-1',
      'bai-mau/cau-1',
      'bai-mau/cau-2',
    ]);
  });

  test('is answered where two interviews hold it once each, and where two people answered the same question', () => {
    const once = (id: string) =>
      withTurns((_, at) => ({ question: `Câu hỏi ${at} của ${id}?`, also: at === 0 ? [line] : [] }), id);
    expect(ask(once('bai-mau'), once('bai-khac')).zone).toBe('answer');
    expect(ask(withTurns(() => ({ question: 'Xin ông bà cho biết về cầu?' }))).zone).toBe('answer');
  });

  test('is no choice where one of the turns is quoted no longer', () => {
    expect(ask(withTurns((_, at) => (at === 0 ? { standing: WITHDRAWN } : {}))).zone).toBe('answer');
  });
});

test.each([
  'Sở Y tế gặp khó khăn gì?',
  'mục tiêu của Bắc Ninh là gì',
  'so giao duc dat muc tieu gi',
  'Hà Nội gặp khó khăn gì',
  'Cục Thuế gặp khó khăn gì?',
  'trung quoc gap kho khan gi',
])('what is asked about another body or place is not answered: %s', (text) => {
  expect(zoneOf(text)).not.toBe('answer');
});

test('the body of whoever speaks is no other body', () => {
  const speaker = { ...interview.speaker, title: 'Giám đốc Sở Y tế tỉnh Hải Dương' };
  const turns = interview.turns.map((turn) => ({ ...turn, speaker }));
  const { zone } = createMatcher(libraryOf({ ...interview, speaker, turns })).match('Sở Y tế gặp khó khăn gì?', {
    lastTurn: undefined,
  });
  expect(zone).toBe('answer');
});

test.each(['Giá vàng hôm nay. Em cảm ơn ạ.', 'Tuyển dụng nhân viên lái xe. Cảm ơn ạ', 'khó khăn của Elon Musk'])(
  'courtesy and a word in common make no answer: %s',
  (text) => {
    expect(zoneOf(text)).toBe('unknown');
  },
);

test.each([
  'Khó khăn của sở, cho em hỏi với',
  'Khó khăn của TP. Hải Dương là gì?',
  'Trung tâm báo chí ở tầng mấy. Em cảm ơn ạ.',
])('a question is read whatever stands around it: %s', (text) => {
  expect(zoneOf(text)).toBe('answer');
});

test('two officials who answer alike are both sure, neither takes the lead from the other', () => {
  const speaker = { ...interview.speaker, name: 'Trần Thị B' };
  const other = { ...interview, id: 'bai-khac', speaker, turns: interview.turns.map((turn) => ({ ...turn, speaker })) };
  const { hits } = createMatcher(libraryOf(interview, other)).match('Sở có thiếu biên chế không?', {
    lastTurn: undefined,
  });
  expect(hits.slice(0, 2).map(({ turn }) => turn.id)).toEqual(['thuan-loi-kho-khan', 'thuan-loi-kho-khan']);
  expect(hits[1]?.confidence).toBeGreaterThan(COEFFICIENTS.answerFrom);
});

describe('a question of which the texts know little', () => {
  test.each(['Tiêu Chiến', 'Tiêu Chiến bị sao thế', 'tieu chien'])('%s shares a syllable by chance', (text) => {
    expect(zoneOf(text)).toBe('unknown');
  });

  test('is refused over other words than these too', () => {
    const library = libraryOf(
      sampleInterview([['Cầu Bến Lội đã hợp long, mặt cầu còn hai nhịp.'], ['Trạm bơm Đông Mỹ chạy hết công suất.']]),
    );
    const zone = (question: string) => createMatcher(library).match(question, { lastTurn: undefined }).zone;
    expect(zone('cầu Bến Lội xong chưa')).not.toBe('unknown');
    expect(zone('cầu thủ ghi bàn')).toBe('unknown');
  });
});

test.each(['chuyển đổi số năm 2031 thế nào', 'chuyen doi so 2031'])(
  'a year that nobody spoke of is not answered: %s',
  (text) => {
    expect(zoneOf(text)).not.toBe('answer');
  },
);

test.each(['Đại hội Đảng bộ tỉnh bế mạc ngày nào?', 'trung tam bao chi mo cua thang may'])(
  'a day that nobody named is not answered: %s',
  (text) => {
    expect(zoneOf(text)).not.toBe('answer');
  },
);

test('a day that was named is', () => {
  expect(zoneOf('Kế hoạch số 101 của tỉnh ra ngày nào?')).toBe('answer');
});

test.each(['giám đốc sở là ai', 'hải dương ở đâu', 'tên giám đốc là gì', 'bac thang the nao'])(
  'who speaks says nothing about what is asked: %s',
  (text) => {
    expect(zoneOf(text)).not.toBe('answer');
  },
);

test('beside the speaker, what is asked counts', () => {
  const best = matcher.match('giam doc noi gi ve covid', { lastTurn: undefined }).hits[0];
  expect(best?.turn.id).toBe('ket-qua');
});

test('typed without accents, a word that decides is not made up from two others', () => {
  expect(zoneOf('nop ho so o dau')).not.toBe('answer');
});

test('letters that mean nothing lean on nothing', () => {
  const lastTurn = { interview: 'so-tttt-hai-duong', turn: 'muc-tieu' };
  expect(matcher.match('vl', { lastTurn }).leanedOn).toBeUndefined();
  expect(matcher.match('vì sao?', { lastTurn })).toMatchObject({ zone: 'answer', leanedOn: lastTurn });
});

test('a number alone leans on nothing, with words it may continue the turn before', () => {
  const lastTurn = { interview: 'so-tttt-hai-duong', turn: 'muc-tieu' };
  expect(matcher.match('còn 5G thì sao?', { lastTurn })).toMatchObject({ zone: 'answer', leanedOn: lastTurn });
});
