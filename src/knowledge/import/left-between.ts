import { visible } from './block.ts';
import type { Found, Piece } from './find-turns.ts';
import { LEADING_MARK } from './marks.ts';

/** From this length on, the proof asks whether a line after the last answer was forgotten. */
const ASKED_ABOUT_LENGTH = 80;

/**
 * What stands in `text` between the first question and the last answer and belongs to neither, line by line, labels
 * apart; and what touches their ends in the same line. A knowledge file lists it, so that its proof can tell words left
 * out on purpose from words lost.
 */
export function leftBetween(text: string, found: Found): readonly string[] {
  const pieces = found.turns.flatMap((turn, index) =>
    turn.question === found.turns[index - 1]?.question ? turn.answer : [turn.question, ...turn.answer],
  );
  const left = new Set<string>();
  const add = (part: string) => {
    for (const line of part.split(/[\r\n\u2028\u2029]/u)) {
      const words = wordsOf(line, found.labels);
      if (words !== '') left.add(words);
    }
  };
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1];
    if (next) add(text.slice(piece.end, next.start));
  }
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first) add(leadOf(text, first));
  if (last) add(tailOf(text, last));
  return [...left];
}

/** A line without the marks and labels that the proof passes over by itself. */
function wordsOf(line: string, labels: readonly string[]): string {
  let words = visible(line).replace(LEADING_MARK, '');
  for (const label of labels) {
    const shown = visible(label);
    if (words.endsWith(shown)) words = words.slice(0, -shown.length).trim();
  }
  words = words.replace(/^[\s\-–—*•#>|_+]+|[\s\-–—*•#>|_+]+$/gu, '');
  return /^\(?\d{1,3}\s?[./)]$/u.test(words) ? '' : words;
}

/** Words before the first question in its own line that do not end a sentence. */
function leadOf(text: string, first: Piece): string {
  const start = Math.max(text.lastIndexOf('\n', first.start - 1), text.lastIndexOf('\r', first.start - 1)) + 1;
  const lead = text.slice(start, first.start);
  return /[.?!…:;"”)\]]\s*$/u.test(lead) ? '' : lead;
}

/** The rest of the last answer's line, and the line after it when it is long enough to be asked about. */
function tailOf(text: string, last: Piece): string {
  const [rest = '', ...lines] = text.slice(last.end).split(/[\r\n]+/u);
  const next = lines.find((line) => line.trim() !== '') ?? '';
  return `${rest}\n${visible(next).length >= ASKED_ABOUT_LENGTH ? next : ''}`;
}
