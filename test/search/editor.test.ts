import { describe, expect, test } from 'vitest';
import type { Interview, Library } from '../../src/core/interview.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { loadOwnQuestions } from '../eval/own-questions.ts';

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

  test('no own question is copied from a phrasing', () => {
    const phrasings = new Set(
      interview.turns.flatMap(({ also }) => also.map((line) => line.split('=>')[0]?.trim().toLowerCase())),
    );
    expect(others.filter((text) => phrasings.has(text.toLowerCase()))).toEqual([]);
  });
});
