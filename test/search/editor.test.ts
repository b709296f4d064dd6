import { describe, expect, test } from 'vitest';
import type { Interview, Library } from '../../src/core/interview.ts';
import { readPhrasing } from '../../src/core/phrasing.ts';
import type { Span } from '../../src/core/quote.ts';
import { splitSentences } from '../../src/core/sentences.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { GENERAL } from '../../src/search/general.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { loadOwnQuestions } from '../eval/own-questions.ts';
import { libraryOf, sampleInterview } from '../support/interview.ts';

const library = await loadLibrary(`${import.meta.dirname}/../../knowledge`);
const interview = library.interviews[0] as Interview;
const { answerable, unanswerable } = await loadOwnQuestions('dev');
const others = [...answerable.map(({ text }) => text), ...unanswerable];

function changed(change: Partial<Interview>): Library {
  return { ...library, interviews: [{ ...interview, ...change }], version: 'changed' };
}

function answersOf(library_: Library, questions: readonly string[]) {
  const matcher = createMatcher(library_);
  return questions.map((question) => {
    const { zone, hits } = matcher.match(question, { lastTurn: undefined });
    return zone === 'answer' ? hits[0]?.turn.id : undefined;
  });
}

describe("an editor's change is enough to mend a miss", () => {
  test('one `also` line, with no other answer changed', () => {
    const miss = 'Chuồn chuồn bay thấp có mưa không hả?';
    const mended = changed({
      turns: interview.turns.map((turn) =>
        turn.id === 'muc-tieu'
          ? { ...turn, also: [...turn.also, 'Chuồn chuồn bay thấp có mưa không? => Hai là'] }
          : turn,
      ),
    });
    expect(answersOf(library, [miss])).toEqual([undefined]);
    expect(answersOf(mended, [miss])).toEqual(['muc-tieu']);
    expect(answersOf(mended, others)).toEqual(answersOf(library, others));
  });

  test('one `unanswered` line silences a false answer, with no other answer changed', () => {
    const wrong = 'Chuồn chuồn nào phụ trách mạng 5G?';
    const asked = 'Chuồn chuồn phụ trách mạng 5G không?';
    const answering = changed({
      turns: interview.turns.map((turn) =>
        turn.id === 'muc-tieu' ? { ...turn, also: [...turn.also, `${asked} => Hai là`] } : turn,
      ),
    });
    const mended = changed({
      ...(answering.interviews[0] as Interview),
      unanswered: [...interview.unanswered, wrong],
    });
    expect(answersOf(answering, [asked, wrong])).toEqual(['muc-tieu', 'muc-tieu']);
    expect(answersOf(mended, [asked, wrong])).toEqual(['muc-tieu', undefined]);
    expect(answersOf(mended, others)).toEqual(answersOf(answering, others));
  });

  test('one glossary entry, with no other answer changed', () => {
    const miss = 'TTGSANM là gì?';
    const mended = changed({
      glossary: { ...interview.glossary, TTGSANM: 'trung tâm giám sát an ninh không gian mạng' },
    });
    expect(answersOf(library, [miss])).toEqual([undefined]);
    expect(answersOf(mended, [miss])).toEqual(['muc-tieu']);
    expect(answersOf(mended, others)).toEqual(answersOf(library, others));
  });

  test('every line is answered, or refused, as it says when it is asked word for word', () => {
    const matcher = createMatcher(library);
    const zoneOf = (text: string) => matcher.match(text, { lastTurn: undefined });
    const wrong: string[] = [];
    const textsOf = interview.turns.map((turn) => new Set(turn.also.map((line) => readPhrasing(line, turn).text)));
    for (const turn of interview.turns) {
      for (const line of turn.also) {
        const { text, target } = readPhrasing(line, turn);
        const { zone, hits } = zoneOf(`${text.toUpperCase()} …`);
        const isInOne = textsOf.filter((texts) => texts.has(text)).length === 1;
        const hit = isInOne ? hits[0] : hits.find((one) => one.turn.id === turn.id);
        const isQuoted =
          target?.kind !== 'sentence' ||
          hit?.spans.some(({ paragraph, start, end }) => {
            const { start: from, end: to } = splitSentences(turn.paragraphs[target.paragraph] as string)[
              target.sentence
            ] as Span;
            return paragraph === target.paragraph && start <= from && to <= end;
          });
        if (zone !== (isInOne ? 'answer' : 'choices') || hit?.turn.id !== turn.id || !isQuoted) wrong.push(line);
      }
    }
    for (const text of interview.unanswered) if (zoneOf(text).zone !== 'unknown') wrong.push(text);
    expect(wrong).toEqual([]);
  });

  test('a line that stands in two turns is offered from both', () => {
    const line = 'Chuyện cột phát sóng thì sao?';
    const turns = interview.turns.map((turn, at) => (at < 2 ? { ...turn, also: [...turn.also, line] } : turn));
    const match = (also: typeof turns) => createMatcher(changed({ turns: also })).match(line, { lastTurn: undefined });
    const { zone, hits } = match(turns);
    expect(zone).toBe('choices');
    expect(new Set(hits.map(({ turn }) => turn.id))).toEqual(new Set(turns.slice(0, 2).map(({ id }) => id)));
    expect(match([...turns.slice(0, 1), ...interview.turns.slice(1)]).zone).toBe('answer');
  });

  test('the nearer a question is to one without an answer, the less it is answered', () => {
    const surest = (line: string) =>
      createMatcher(changed({ unanswered: [...interview.unanswered, line] })).match(
        'trang zalo cua tinh co ban do giao thong khong',
        { lastTurn: undefined },
      ).hits[0]?.confidence ?? 0;
    const near = surest('Trang Zalo của tỉnh có bản đồ giao thông không vậy?');
    expect(near).toBeLessThan(surest('Nhà ga có bản đồ giao thông không vậy?') / 5);
    expect(near).toBeLessThan(surest('Nhà ga có ghế chờ không vậy?') / 5);
  });

  test('what one interview does not answer says nothing about another', () => {
    const asked = 'trang zalo cua tinh co ban do giao thong khong';
    const line = 'Trang Zalo của tỉnh có bản đồ giao thông không vậy?';
    const neighbour = sampleInterview([['Cầu Bến Lội xong rồi.']], { id: 'bai-khac' });
    const surest = (unanswered: readonly string[], elsewhere: readonly string[]) => {
      const mine = { ...interview, unanswered: [...interview.unanswered, ...unanswered] };
      const both = libraryOf({ ...neighbour, unanswered: elsewhere }, mine);
      const { hits } = createMatcher(both).match(asked, { lastTurn: undefined });
      return hits[0]?.confidence ?? 0;
    };
    expect(surest([], [line])).toBeCloseTo(surest([], ['Cầu có đèn không?']), 1);
    expect(surest([line], [])).toBeLessThan(surest([], [line]) / 5);
  });

  test('a question near one that hardly any interview answers is not answered by this one either', () => {
    const surest = (line: string) =>
      createMatcher(changed({ unanswered: [] }), {
        general: { ...GENERAL, unanswered: [...GENERAL.unanswered, line.split(' ')] },
      }).match('trang zalo cua tinh co ban do giao thong khong', { lastTurn: undefined }).hits[0]?.confidence ?? 0;
    expect(surest('trang zalo của tỉnh có bản đồ giao thông không')).toBeLessThan(
      surest('nhà ga có ghế chờ không') / 5,
    );
  });

  test('who asks what a matter is does not ask what was said of it', () => {
    const base = sampleInterview([['Cầu Bến Lội đã hợp long, tháng tám thông xe.'], ['Chợ đông lắm.']]);
    const turns = base.turns.map((turn, at) => ({ ...turn, also: at === 0 ? ['Cầu Bến Lội', 'Cầu xong chưa?'] : [] }));
    const matcher = createMatcher(libraryOf({ ...base, turns, unanswered: ['Cầu Bến Lội là cái gì?'] }));
    const surest = (text: string) => matcher.match(text, { lastTurn: undefined }).hits[0]?.confidence ?? 0;
    expect(surest('cho hỏi cầu Bến Lội là cái gì vậy')).toBeLessThan(0.75 * surest('cho hỏi cầu Bến Lội sao rồi vậy'));
  });

  test('no own question is copied from a phrasing', () => {
    const phrasings = new Set(
      interview.turns.flatMap(({ also }) => also.map((line) => line.split('=>')[0]?.trim().toLowerCase())),
    );
    expect(others.filter((text) => phrasings.has(text.toLowerCase()))).toEqual([]);
  });
});
