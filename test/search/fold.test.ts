import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, foldWord } from '../../src/search/fold.ts';
import { splitWords } from '../../src/search/words.ts';

describe('folding', () => {
  test('where the tone mark stands makes no difference, which tone it is does', () => {
    expect(foldWord('hoà').exact).toBe(foldWord('hòa').exact);
    expect(foldWord('thuỷ').exact).toBe(foldWord('thủy').exact);
    expect(foldWord('hoà').exact).not.toBe(foldWord('hoá').exact);
  });

  test('đ becomes d, a closing y becomes i', () => {
    expect(foldWord('đường').folded).toBe('duong');
    expect(foldWord('kỹ').exact).toBe(foldWord('kĩ').exact);
  });

  test('composed and decomposed text have the same words, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const forms = (one: string) => splitWords(one).map((word) => foldWord(word).exact);
        expect(forms(text.normalize('NFD'))).toEqual(forms(text.normalize('NFC')));
      }),
    );
  });

  test('a folded word has no marks left and folding it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const word of splitWords(text)) {
          const { folded } = foldWord(word);
          expect(foldWord(folded).folded).toBe(folded);
          expect(folded.normalize('NFD')).not.toMatch(/[\u0300-\u036f]/u);
        }
      }),
    );
  });

  test('what nobody sees is taken off', () => {
    expect(cleanText('S\u200bở\ufeff TT\u00adTT')).toBe('Sở TTTT');
    expect(splitWords('Sở TT & TT 😀, 5G!')).toEqual(['sở', 'tt&tt', '5g']);
  });
});
