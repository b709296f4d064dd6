/** Where a sentence stands in its paragraph: UTF-16 offsets, white space around it left out. */
export interface SentenceRange {
  readonly start: number;
  readonly end: number;
}

const ABBREVIATION_BEFORE_STOP =
  /(?:^|[\s(“"])(?:TS|ThS|PGS|GS|KTS|BS|Tp|TP|Tx|TX|Q|P|Mr|Mrs|Dr|St|No|Vol|tr|vs|v\.v)$/u;

/**
 * Splits a paragraph into whole sentences, in order; every character that is not white space belongs to exactly one.
 * A stop inside a number, an address of the web, an initial or a known abbreviation does not end a sentence.
 */
export function splitSentences(paragraph: string): readonly SentenceRange[] {
  const ranges: SentenceRange[] = [];
  let start = 0;
  for (const stop of paragraph.matchAll(/[.!?…]+["”’»)\]]*(?=\s)/gu)) {
    const end = stop.index + stop[0].length;
    const next = paragraph.slice(end).match(/\S/u)?.[0] ?? '';
    const before = paragraph.slice(start, stop.index);
    if (stop[0] === '.' && (ABBREVIATION_BEFORE_STOP.test(before) || /(?:^|\s)\p{Lu}$/u.test(before))) continue;
    if (/\p{Ll}/u.test(next)) continue;
    pushTrimmed(ranges, paragraph, start, end);
    start = end;
  }
  pushTrimmed(ranges, paragraph, start, paragraph.length);
  return ranges;
}

function pushTrimmed(ranges: SentenceRange[], paragraph: string, start: number, end: number): void {
  const text = paragraph.slice(start, end);
  const leading = text.length - text.trimStart().length;
  const trimmed = text.trim();
  if (trimmed !== '') ranges.push({ start: start + leading, end: start + leading + trimmed.length });
}
