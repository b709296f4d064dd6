import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '../../src/channels/compose.ts';
import { BLOCK_SEPARATOR, numberOf, paginate, splitText } from '../../src/channels/split.ts';

const vietnameseText = fc
  .array(
    fc.constantFrom(
      'Sở',
      'đã',
      'triển',
      'khai',
      'kế',
      'hoạch.',
      'Ồ!',
      '👩‍👩‍👧‍👦',
      'ngầm\n',
      'ế'.normalize('NFD'),
      'x'.repeat(90),
    ),
    {
      minLength: 1,
      maxLength: 120,
    },
  )
  .map((words) => words.join(' '));

function quote(text: string): Block {
  return { kind: 'quote', text, strong: [], code: undefined };
}

function withoutSpace(text: string): string {
  return text.replace(/\s/gu, '');
}

describe('splitText', () => {
  test('loses nothing but the white space at the cuts, and keeps every piece within the limit', () => {
    fc.assert(
      fc.property(vietnameseText, fc.integer({ min: 40, max: 400 }), (text, limit) => {
        const pieces = splitText(text, limit).map((range) => text.slice(range.start, range.end));
        expect(withoutSpace(pieces.join(''))).toBe(withoutSpace(text));
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test('never cuts inside a character as people see it', () => {
    const family = '👩‍👩‍👧‍👦';
    const decomposed = 'ế'.normalize('NFD');
    for (const character of [family, decomposed]) {
      const text = character.repeat(50);
      for (let limit = character.length; limit < 60; limit += 1) {
        for (const { start, end } of splitText(text, limit)) {
          expect(text.slice(start, end).replaceAll(character, '')).toBe('');
        }
      }
    }
  });

  test('cuts at a line end first, then at a sentence end, then at a space', () => {
    const cut = (text: string, limit: number) =>
      splitText(text, limit).map((range) => text.slice(range.start, range.end));
    expect(cut('Một câu. Hai câu.\nDòng hai. Câu nữa', 25)).toEqual(['Một câu. Hai câu.', 'Dòng hai. Câu nữa']);
    expect(cut('Một câu dài. Hai câu dài hơn nữa', 20)).toEqual(['Một câu dài.', 'Hai câu dài hơn nữa']);
    expect(cut('không có dấu chấm nào ở đây', 15)).toEqual(['không có dấu', 'chấm nào ở đây']);
  });
});

describe('paginate', () => {
  test('keeps every page within the limit, its number and separators counted, and loses no published word', () => {
    fc.assert(
      fc.property(
        fc.array(vietnameseText, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 200, max: 2_000 }),
        (texts, limit) => {
          const pages = paginate(texts.map(quote), limit);
          for (const [index, page] of pages.entries()) {
            const written = numberOf(index, pages.length) + page.map((block) => block.text).join(BLOCK_SEPARATOR);
            expect(written.length).toBeLessThanOrEqual(limit);
          }
          expect(
            withoutSpace(
              pages
                .flat()
                .map((block) => block.text)
                .join(''),
            ),
          ).toBe(withoutSpace(texts.join('')));
        },
      ),
    );
  });

  test('a single sentence longer than a message is cut between words', () => {
    const sentence = `Sở ${'triển khai '.repeat(500)}xong.`;
    const pages = paginate([quote(sentence)], 2_000);
    expect(pages.length).toBe(3);
    for (const block of pages.flat()) expect(block.text).toMatch(/^(Sở|triển|khai).*(triển|khai|xong\.)$/u);
  });

  test('an emphasis goes on where a block is cut', () => {
    const text = 'a'.repeat(1_000);
    const pages = paginate([{ ...quote(text), strong: [{ start: 100, end: 900 }] }], 500);
    const strong = pages
      .flat()
      .map((block) => block.strong.map((range) => range.end - range.start).reduce((sum, length) => sum + length, 0));
    expect(strong.reduce((sum, length) => sum + length, 0)).toBe(800);
  });
});
