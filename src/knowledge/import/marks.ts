/** A dash, bullet, asterisk or heading sign before the words of a paragraph. */
export const LEADING_MARK = /^(?:[-–—*•●▪○■+>](?!\p{Nd})\s*|#{1,6}(?:\s+|$))+/u;

/** Numbering before a question: `1.`, `2/`, `3)`. */
export const NUMBERING = /^\(?\d{1,2}\s*(?:[./)](?!\d)|-(?=\s))\s*(?=\S)/u;

/** What the mark at the start of `text` is: dashes and bullets are told apart, since one article may use both. */
export function markOf(text: string): 'dash' | 'bullet' | undefined {
  const mark = LEADING_MARK.exec(text)?.[0];
  if (mark === undefined) return undefined;
  return /[-–—]/u.test(mark) ? 'dash' : 'bullet';
}

/** The words of a paragraph without the marks and the numbering before them. */
export function withoutMarks(text: string): string {
  return text.trimStart().replace(LEADING_MARK, '').replace(NUMBERING, '');
}
