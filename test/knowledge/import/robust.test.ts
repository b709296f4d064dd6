import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importArticle } from '../../../src/knowledge/import/import-article.ts';
import { readSource, SourceError, type SourceKind } from '../../../src/knowledge/import/read-source.ts';
import { writeDraft } from '../../../src/knowledge/import/write-draft.ts';
import { parseKnowledge } from '../../../src/knowledge/parse.ts';
import { proveKnowledge } from '../../../src/knowledge/prove.ts';

/** Pieces of which articles are made, in any order and number. */
const piece = fc.oneof(
  fc.constantFrom(
    'PV: ',
    'Phóng viên: ',
    'Ông Nguyễn Văn An: ',
    'Hỏi: ',
    'Đáp: ',
    '- ',
    '* ',
    '1/ ',
    'Thưa ông, vì sao? ',
    'Xin bà cho biết thêm. ',
    'Tôi nghĩ là được. ',
    'Ảnh: N.T. ',
    'Xin cảm ơn ông! ',
    'Đọc thêm ',
    '“Trích lời” ',
    '\n',
    '\n\n',
    '<p>',
    '</p>',
    '<b>',
    '**',
    '## ',
    '---\n',
    '&nbsp;',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const article = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
/** A turn as some paper might print it, with something strange in it. */
const turn = fc
  .record({
    mark: fc.constantFrom('PV: ', '- PV: ', '* ', '- ', '1/ ', ''),
    question: fc.constantFrom(
      'Thưa ông, vì sao đợt N chậm?',
      'Nhiều người lo đợt N. Ông nghĩ sao?',
      'Mong ông nói rõ hơn đợt N.',
      'Bao giờ đợt N xong?',
    ),
    gap: fc.constantFrom('\n', '\n\n', '\r\n', ' \n \n', '\u00a0\n'),
    label: fc.constantFrom('Ông Nguyễn Văn An: ', 'Ông An: ', '- ', ''),
    answer: fc.constantFrom(
      'Tôi nghĩ đợt N là do mưa.',
      'Vâng. Cuối năm đợt N sẽ xong, tôi hứa.',
      'Chúng tôi đang làm đợt N; ai mà không sốt ruột?',
    ),
    strange: piece,
    more: fc.constantFrom(
      '',
      'Nói thêm một ý nữa.',
      'Ảnh: Cầu nhìn từ bờ bắc',
      'Một tít phụ giữa bài',
      '“Cuối năm sẽ xong”',
    ),
  })
  .map(({ mark, question, gap, label, answer, strange, more }) =>
    [mark + question, label + answer, strange, more, ''].join(gap),
  );
// A proof cannot tell two places apart that hold the very same words, so each turn has words of its own.
const interview = fc
  .array(turn, { minLength: 1, maxLength: 6 })
  .map((turns) => turns.map((one, index) => one.replaceAll('đợt N', `đợt ${index + 1}`)).join('\n'));
const kind = fc.constantFrom<SourceKind>('txt', 'md', 'html');

describe('whatever is imported', () => {
  test('ends in an interview or in a message, never in a crash', async () => {
    await fc.assert(
      fc.asyncProperty(article, kind, fc.boolean(), async (text, how, isFaq) => {
        const source = await readSource(new TextEncoder().encode(text), how).catch((error: unknown) => {
          expect(error).toBeInstanceOf(SourceError);
          return undefined;
        });
        if (source) importArticle(source, isFaq);
      }),
      { numRuns: 300 },
    );
  });

  test('gives a draft that is well formed and proved against its source', async () => {
    let proved = 0;
    await fc.assert(
      fc.asyncProperty(interview, kind, async (text, how) => {
        const source = await readSource(new TextEncoder().encode(text), how).catch(() => undefined);
        const imported = source && importArticle(source, true);
        if (!imported || imported.found.turns.length === 0) return;
        const parsed = parseKnowledge(writeDraft(imported, 'bai', 'sources/bai.txt'), 'knowledge/bai.md');
        if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
        expect(proveKnowledge(parsed.knowledge, source.text, 'bai.txt').problems).toEqual([]);
        proved += 1;
      }),
      { numRuns: 300 },
    );
    expect(proved).toBeGreaterThan(100);
  });

  test.each([
    ['a line of question marks', '? '.repeat(30_000)],
    ['a line of words', 'ông '.repeat(50_000)],
    ['a line of capitals', 'Nguyễn Văn An '.repeat(10_000)],
    ['thousands of short turns', 'Ông nghĩ sao?\nTôi nghĩ vậy.\n'.repeat(1_000)],
    ['a letter with thousands of accents', `a${'\u0301'.repeat(30_000)}`],
  ])('%s takes no unreasonable time', async (_what, text) => {
    const startMs = performance.now();
    importArticle(await readSource(new TextEncoder().encode(text), 'txt'), false);
    expect(performance.now() - startMs).toBeLessThan(6_000);
  });
});
