import { describe, expect, test } from 'vitest';
import { foldWord } from '../../src/search/fold.ts';
import { createLikelihood } from '../../src/search/likelihood.ts';
import { markSlipsBetween } from '../../src/search/marks.ts';
import { findRepairs } from '../../src/search/repair.ts';
import { createSpelling } from '../../src/search/spelling.ts';
import { createVocabulary } from '../../src/search/vocabulary.ts';
import { splitWords } from '../../src/search/words.ts';

const vocabulary = createVocabulary(0);
for (const text of [
  'trung tâm giám sát an ninh mạng của tỉnh',
  'bảo đảm an ninh mạng và an toàn thông tin',
  'bản đồ dịch tễ và bản đồ số của tỉnh',
  'quản lý nhà nước về thông tin và truyền thông',
  'sức mạnh của cả hệ thống',
]) {
  vocabulary.count(
    Uint32Array.from(splitWords(text), (word) => vocabulary.intern(word)),
    false,
  );
}
vocabulary.countBackground(['nhà', 'thầu'], 0);
const spelling = createSpelling(vocabulary);

/** What each misspelt word of `text` is read as first: `position word`. */
function replacementsIn(text: string): readonly string[] {
  const forms = splitWords(text).map((word) => foldWord(word));
  return findRepairs(forms, vocabulary, spelling)
    .filter(({ isReplacement }) => isReplacement)
    .map(({ at, folded }) => `${at} ${vocabulary.spell(folded)}`);
}

describe('Repairing what was misspelt', () => {
  test.each([
    ['bả đồ dịch tễ', ['0 ban']],
    ['quản ký nhà nước', ['1 li']],
    ['an ninh mnạg', ['2 mang']],
    ['Nhà hầu nào', ['1 thau']],
  ])('“%s” is read by what follows what in the texts', (text, expected) => {
    expect(replacementsIn(text)).toEqual(expected);
  });

  test('a word that stands beside its neighbours in the texts is never touched', () => {
    const forms = splitWords('an ninh mạng của tỉnh').map((word) => foldWord(word));
    expect(findRepairs(forms, vocabulary, spelling)).toEqual([]);
  });

  test('a word that the texts know elsewhere keeps its place, and the likelier one stands in beside it', () => {
    const forms = splitWords('an ninh mạnh').map((word) => foldWord(word));
    const [repair] = findRepairs(forms, vocabulary, spelling);
    expect(repair).toMatchObject({ at: 2, isReplacement: false });
    expect(vocabulary.spell(repair?.folded ?? -1)).toBe('mang');
    expect(repair?.factor).toBeLessThan(0.9);
  });

  test('a plausible word that nobody knows stays, where no neighbour speaks for another', () => {
    expect(replacementsIn('lương của tỉnh')).toEqual([]);
  });
});

describe('Likelihoods', () => {
  const { word, pair } = createLikelihood(vocabulary);
  const [ninh, mang, manh] = ['ninh', 'mang', 'manh'].map((folded) => vocabulary.foldedOf(folded)) as [
    number,
    number,
    number,
  ];

  test('what follows in the texts is likelier than what does not, and a known word than an unknown one', () => {
    expect(pair(ninh, mang)).toBeGreaterThan(pair(ninh, manh) + 3);
    expect(word(mang)).toBeGreaterThan(word(-1));
  });

  test('are logarithms of shares', () => {
    for (const value of [word(mang), word(-1), pair(ninh, mang), pair(-1, mang), pair(ninh, -1)])
      expect(value).toBeLessThan(0);
  });
});

test('marks are compared apart from letters: tone, and circumflex, breve, horn and stroke', () => {
  const between = (one: string, other: string) => markSlipsBetween(foldWord(one), foldWord(other));
  expect(between('hoà', 'hòa')).toBe(0);
  expect(between('mà', 'má')).toBe(0.4);
  expect(between('ma', 'mâ')).toBe(0.5);
  expect(between('đã', 'da')).toBe(0.9);
});
