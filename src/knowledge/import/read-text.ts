import { type Article, type Block, plainBlock } from './block.ts';
import { LEADING_MARK } from './marks.ts';

const TERMINAL = /[.?!…:;”"’)\]]$/u;
/** From this share on of neighbouring lines that go on in lower case, the text was wrapped by a program. */
const WRAPPED_SHARE = 0.15;
/** Of only a few neighbouring lines, more must go on before that says anything. */
const WRAPPED_SHARE_OF_FEW = 0.5;
const FEW_PAIRS = 5;
/** So many blank lines part paragraphs, not only the head from the text. */
const FEWEST_BLANK_LINES = 6;
const LONGEST_WRAPPED_LINE = 160;

interface Line {
  readonly shown: string;
  readonly start: number;
  readonly end: number;
}

/** At which width lines were wrapped. */
interface Width {
  /** Most lines are no longer than this. */
  readonly usual: number;
  /** The longest line that goes on in the next. */
  readonly longest: number;
  /** Whether blank lines part the paragraphs, so that none ends unseen in a full line. */
  readonly isSpaced: boolean;
  /** Whether each line took as many words as it could hold. */
  readonly isFilled: boolean;
}

interface OpenParagraph extends Line {
  readonly softBreaks: readonly number[];
}

/**
 * Takes plain text apart: a line is a paragraph, unless the text was wrapped at a fixed width; then lines are joined
 * again up to the next blank line, mark or short line that ends a sentence. Lines that begin at an offset in `goesOnAt`
 * belong to the paragraph before them in any case.
 */
export function readText(text: string, goesOnAt: ReadonlySet<number> = new Set()): Article {
  const lines = linesOf(text);
  const width = wrapWidth(lines);
  const blocks: Block[] = [];
  let open: OpenParagraph | undefined;
  const close = () => {
    if (open) blocks.push(plainBlock(text.slice(open.start, open.end), open.start, open.end, open.softBreaks));
    open = undefined;
  };
  for (const line of lines) {
    if (line.shown === '') close();
    else if (open && (goesOnAt.has(line.start) || (width !== undefined && goesOn(open, line, width)))) {
      const mayBreak =
        !goesOnAt.has(line.start) &&
        !width?.isSpaced &&
        TERMINAL.test(open.shown) &&
        !/^[\p{Ll}(]/u.test(line.shown) &&
        !/\([^)]*$/u.test(open.shown);
      open = { ...line, start: open.start, softBreaks: mayBreak ? [...open.softBreaks, line.start] : open.softBreaks };
    } else {
      close();
      open = { ...line, softBreaks: [] };
    }
  }
  close();
  return { text, blocks: blocks.filter((block) => /[\p{L}\p{N}?]/u.test(block.text)) };
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const part of text.split(/(\r\n|[\r\n\u2028\u2029])/u)) {
    const end = start + part.length;
    if (!/^[\r\n\u2028\u2029]+$/u.test(part)) lines.push({ shown: part.trim(), start, end });
    start = end;
  }
  return lines;
}

function goesOn(open: Line, line: Line, width: Width): boolean {
  if (LEADING_MARK.test(line.shown)) return false;
  if (/^\p{Ll}/u.test(line.shown)) return true;
  // What wraps lines fills each of them: a word that would have fitted begins a paragraph.
  if (width.isFilled) return !fits(open, line, width.longest);
  return open.shown.length >= width.usual * (TERMINAL.test(open.shown) ? 0.8 : 0.6);
}

/** The width at which a program wrapped these lines, or undefined when nobody did. */
function wrapWidth(lines: readonly Line[]): Width | undefined {
  const pairs = lines.slice(1).flatMap((next, index) => {
    const line = lines[index] as Line;
    return line.shown === '' || next.shown === '' ? [] : [{ line, next }];
  });
  const broken = pairs.filter(({ line, next }) => !TERMINAL.test(line.shown) && /^\p{Ll}/u.test(next.shown));
  const lengths = lines.map((line) => line.shown.length).filter((length) => length > 0);
  const share = pairs.length >= FEW_PAIRS ? WRAPPED_SHARE : WRAPPED_SHARE_OF_FEW;
  const isWrapped = broken.length >= 2 && broken.length / pairs.length >= share;
  if (!isWrapped || Math.max(...lengths) > LONGEST_WRAPPED_LINE) return undefined;
  const longest = Math.max(...broken.map(({ line }) => lengthOf(line.shown)));
  return {
    usual: lengths.sort((one, other) => one - other)[Math.floor(lengths.length * 0.75)] as number,
    longest,
    isSpaced: lines.slice(1, -1).filter((line) => line.shown === '').length >= FEWEST_BLANK_LINES,
    isFilled: !broken.some(({ line, next }) => fits(line, next, longest)),
  };
}

/** Whether the first word of `next` would have fitted into the line before it. */
function fits(line: Line, next: Line, width: number): boolean {
  const word = /^\S+/u.exec(next.shown)?.[0] ?? '';
  return lengthOf(line.shown) + 1 + lengthOf(word) <= width;
}

/** Letters as a reader counts them, whichever way their accents are stored. */
function lengthOf(text: string): number {
  return text.normalize('NFC').length;
}
