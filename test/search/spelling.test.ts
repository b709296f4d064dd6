import { describe, expect, test } from 'vitest';
import { foldWord } from '../../src/search/fold.ts';
import { findRepairs } from '../../src/search/repair.ts';
import { restoreAccents } from '../../src/search/restore.ts';
import { createSpelling, slipsBetween } from '../../src/search/spelling.ts';
import { createVocabulary } from '../../src/search/vocabulary.ts';
import { splitWords } from '../../src/search/words.ts';

const vocabulary = createVocabulary(0);
for (const text of [
  'trung tâm báo chí phục vụ đại hội',
  'thông tin và truyền thông',
  'công nghệ thông tin',
  'bảo hiểm xã hội',
]) {
  vocabulary.count(Uint32Array.from(splitWords(text), vocabulary.intern), false);
}
const spelling = createSpelling(vocabulary);
const formsOf = (text: string) => splitWords(text).map((word) => foldWord(word));
const repaired = (text: string) =>
  findRepairs(formsOf(text), vocabulary, spelling)
    .filter(({ isReplacement }) => isReplacement)
    .map(({ at, folded }) => [at, vocabulary.spell(folded)]);

describe('spelling', () => {
  test('common slips cost less than a wrong letter', () => {
    expect(slipsBetween('thogn', 'thong')).toBeLessThan(1);
    expect(slipsBetween('tthong', 'thong')).toBeLessThan(1);
    expect(slipsBetween('tzong', 'thong')).toBe(1);
    expect(slipsBetween('thong', 'thong')).toBe(0);
  });

  test('two slips in one word are looked for only where no known word is one slip away', () => {
    const near = (typed: string) => spelling.near(typed).map(({ folded }) => vocabulary.spell(folded));
    expect(near('pguv')).toEqual(['phuc']);
    // "bao" is two slips away, but "dai" is one.
    expect(near('daoi')).toEqual(['dai']);
  });

  test('a word that makes no sense is read as the known word that fits its neighbours', () => {
    expect(repaired('trugn tâm báo chí')).toEqual([[0, 'trung']]);
    expect(repaired('công nghje thông tin')).toEqual([[1, 'nghe']]);
  });

  test('a plausible word that the texts do not hold stays what it is', () => {
    expect(repaired('mèo')).toEqual([]);
  });

  test('accents left out are guessed from the neighbours: báo chí, but bảo hiểm', () => {
    const spell = (text: string) =>
      [...restoreAccents(formsOf(text), vocabulary, true)].map((exact) => vocabulary.spellExact(exact));
    expect(spell('bao chi')).toEqual(['báo', 'chí'].map((word) => foldWord(word).exact));
    expect(spell('bao hiem')).toEqual(['bảo', 'hiểm'].map((word) => foldWord(word).exact));
  });
});
