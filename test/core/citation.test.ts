import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { citationCode, findCitation, isCitationCode } from '../../src/core/citation.ts';
import { createQuote, createWholeQuote, textOf } from '../../src/core/quote.ts';
import { splitSentences } from '../../src/core/sentences.ts';
import { libraryOf, placedTurn, sampleInterview } from '../support/interview.ts';

const interview = sampleInterview([
  ['Sở đã làm việc một. Sở đã làm việc hai.', 'Đoạn hai có một câu.'],
  ['Mục tiêu là ba việc. Một là nhanh! Hai là đúng… Ba là đủ.'],
]);
const library = libraryOf(interview);

function everyRun() {
  return interview.turns.flatMap((turn) => {
    const stops = turn.paragraphs.flatMap((text, paragraph) =>
      splitSentences(text).map((range) => ({ paragraph, ...range })),
    );
    return stops.flatMap((first, index) => stops.slice(index).map((last) => ({ turn, first, last })));
  });
}

describe('citation codes', () => {
  test('every run of sentences has its own code, and the code finds exactly that run', () => {
    const codes = new Set<string>();
    for (const { turn, first, last } of everyRun()) {
      const placed = { interview, turn };
      const code = citationCode(placed, [first, last]);
      codes.add(code);
      const citation = findCitation(library, code);
      expect(citation.kind).toBe('quote');
      if (citation.kind !== 'quote') continue;
      expect(citation.placed.turn.id).toBe(turn.id);
      expect(citation.spans[0]).toMatchObject({ paragraph: first.paragraph, start: first.start });
      expect(citation.spans.at(-1)).toMatchObject({ paragraph: last.paragraph, end: last.end });
      expect(createQuote(citation.placed, citation.spans).code).toBe(code);
    }
    expect(codes.size).toBe(everyRun().length);
  });

  test('are nine characters in three groups, without letters that are mistaken for others', () => {
    expect(createWholeQuote(placedTurn(interview, 1)).code).toMatch(
      /^[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{3}){2}$/u,
    );
  });

  test('are found however they are typed', () => {
    const { code } = createWholeQuote(placedTurn(interview, 2));
    for (const typed of [
      code.toLowerCase(),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('-', ' ')} `,
      code.replaceAll('0', 'o'),
      code.replaceAll('1', 'l'),
    ]) {
      expect(findCitation(library, typed).kind).toBe('quote');
    }
  });

  test('one changed letter of the published words makes an older code a quote that was never given', () => {
    const { code } = createWholeQuote(placedTurn(interview, 1));
    const altered = sampleInterview([['Sở đã làm việc một. Sở đã làm việc ba.', 'Đoạn hai có một câu.'], []]);
    expect(findCitation(libraryOf(altered), code)).toMatchObject({ kind: 'no-such-quote' });
  });

  test('a code of no interview here is no code', () => {
    expect(findCitation(libraryOf(), createWholeQuote(placedTurn(interview, 1)).code)).toEqual({
      kind: 'no-such-code',
    });
  });

  test('any text is looked up without an exception', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        (text) => findCitation(library, text).kind !== undefined,
      ),
    );
  });

  test('everyday words are not taken for a code', () => {
    expect(isCitationCode('cảm ơn bạn')).toBe(false);
    expect(isCitationCode('cam on nhe')).toBe(false);
    expect(isCitationCode('camonbanz')).toBe(false);
    expect(isCitationCode(` ${createWholeQuote(placedTurn(interview, 1)).code.toLowerCase()} `)).toBe(true);
  });

  test('a quote is a contiguous copy of the published paragraph', () => {
    for (const { turn, first, last } of everyRun()) {
      const quote = createQuote({ interview, turn }, [first, last]);
      for (const span of quote.spans) expect(turn.paragraphs[span.paragraph]).toContain(textOf(quote, span));
    }
  });
});
