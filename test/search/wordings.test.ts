import { describe, expect, test } from 'vitest';
import { createVocabulary } from '../../src/search/vocabulary.ts';
import { createWordingsBuilder, EVERY_INTERVIEW, readTerms } from '../../src/search/wordings.ts';
import { splitWords } from '../../src/search/words.ts';

const vocabulary = createVocabulary(0);
const terms = (text: string) => readTerms(splitWords(text).map((word) => vocabulary.fold(vocabulary.intern(word))));
const SENTENCE = { kind: 'sentence', paragraph: 0, sentence: 1 } as const;
const WHOLE = { kind: 'whole' } as const;

/** Two interviews: a bridge with two turns (0, 1), a school with one (2). */
function build() {
  const builder = createWordingsBuilder();
  for (const text of ['bao giờ cầu xong', 'cầu khi nào thông xe']) builder.addAnswered(0, 0, SENTENCE, terms(text));
  builder.addAnswered(0, 0, WHOLE, terms('kể hết về cây cầu'));
  for (const text of ['tiền xây cầu lấy ở đâu', 'kinh phí từ đâu']) builder.addAnswered(0, 1, WHOLE, terms(text));
  for (const text of ['trường tuyển bao nhiêu em', 'trường có mấy lớp']) builder.addAnswered(1, 2, WHOLE, terms(text));
  for (const text of ['cầu dài bao nhiêu', 'cầu cao bao nhiêu']) builder.addUnanswered(0, terms(text));
  for (const text of ['hôm nay trời mưa không', 'giá vàng bao nhiêu'])
    builder.addUnanswered(EVERY_INTERVIEW, terms(text));
  return builder.build();
}

describe('what known questions tell of a new one', () => {
  const wordings = build();

  test('a turn is told from the others by the words it is asked for with', () => {
    const asked = terms('bao giờ thông xe');
    expect(wordings.forTurn(asked, 0)).toBeGreaterThan(0);
    expect(wordings.forTurn(asked, 0)).toBeGreaterThan(wordings.forTurn(asked, 1));
    expect(wordings.forTurn(terms('kinh phí lấy ở đâu'), 1)).toBeGreaterThan(0);
  });

  test('so is one sentence from the whole turn', () => {
    const asked = terms('bao giờ cầu thông xe');
    expect(wordings.forTarget(asked, 0, SENTENCE)).toBeGreaterThan(wordings.forTarget(asked, 0, WHOLE));
    expect(wordings.forTarget(terms('kể hết đi'), 0, WHOLE)).toBeGreaterThan(0);
    expect(wordings.forTarget(asked, 0, { kind: 'sentence', paragraph: 3, sentence: 0 })).toBe(0);
  });

  test("an interview's own unanswered questions, and everybody's, speak against an answer", () => {
    expect(wordings.forAnswer(terms('bao giờ cầu xong'), 0)).toBeGreaterThan(0);
    expect(wordings.forAnswer(terms('cầu dài bao nhiêu'), 0)).toBeLessThan(0);
    expect(wordings.forAnswer(terms('trời mưa không'), 0)).toBeLessThan(0);
    expect(wordings.forAnswer(terms('trời mưa không'), 1)).toBeLessThan(0);
  });

  test("one interview's unanswered questions say nothing about another", () => {
    expect(wordings.forAnswer(terms('dài cao'), 0)).toBeLessThan(0);
    expect(wordings.forAnswer(terms('dài cao'), 1)).toBe(0);
  });

  test('words that nobody wrote down say nothing, and thin out what others say', () => {
    expect(wordings.forAnswer(terms('zzz'), 0)).toBe(0);
    const alone = wordings.forTurn(terms('thông xe'), 0);
    expect(wordings.forTurn({ ...terms('thông xe'), count: 12 }, 0)).toBeLessThan(alone);
    expect(wordings.forTurn(readTerms([]), 0)).toBe(0);
    expect(wordings.forTurn(terms('thông xe'), 99)).toBe(0);
    expect(wordings.forAnswer(terms('thông xe'), 99)).toBe(0);
  });

  test('few questions say little', () => {
    const builder = createWordingsBuilder();
    builder.addAnswered(0, 0, WHOLE, terms('bao giờ cầu xong'));
    builder.addUnanswered(EVERY_INTERVIEW, terms('giá vàng bao nhiêu'));
    expect(builder.build().forAnswer(terms('bao giờ cầu xong'), 0)).toBeLessThan(
      wordings.forAnswer(terms('bao giờ cầu xong'), 0),
    );
  });
});

test('a word that nobody knows parts its neighbours', () => {
  const [one, other] = [vocabulary.fold(vocabulary.intern('thông')), vocabulary.fold(vocabulary.intern('xe'))];
  expect(readTerms([one as number, other as number])).toMatchObject({ count: 3 });
  expect(readTerms([one as number, -1, other as number])).toMatchObject({ count: 3 });
  expect(readTerms([one as number, -1, other as number]).known).toHaveLength(2);
});

test('however often one word was written down, it says only so much', () => {
  const builder = createWordingsBuilder();
  const lines = 5_000;
  for (let line = 0; line < lines; line += 1) builder.addAnswered(0, 0, undefined, terms('cầu'));
  for (let line = 0; line < lines; line += 1) builder.addUnanswered(0, terms('vàng'));
  const other = 1;
  for (let line = 0; line < 20 * lines; line += 1) builder.addAnswered(1, other, undefined, terms('trường'));
  const wordings = builder.build();
  expect(wordings.forAnswer(terms('cầu'), 0)).toBe(3);
  expect(wordings.forAnswer(terms('vàng'), 0)).toBe(-3);
  expect(wordings.forTurn(terms('cầu'), 0)).toBe(2);
});
