import { splitSentences } from '../core/sentences.ts';
import type { Block, TextRange } from './compose.ts';

/** Characters between two blocks of a message. */
export const BLOCK_SEPARATOR = '\n\n';

/** Room kept for the number of a part, `(12/34)` and a line end. */
const NUMBER_LENGTH = 10;

/** Cuts `text` into stretches of at most `limit` UTF-16 units: at line ends, else sentence ends, else spaces, else between characters. */
export function splitText(text: string, limit: number): readonly TextRange[] {
  if (limit < 1) throw new RangeError(`expected a limit of at least 1 character, got ${limit}`);
  const ranges: TextRange[] = [];
  let start = skipSpace(text, 0);
  while (start < text.length) {
    const end = text.length - start <= limit ? text.length : findCut(text, start, limit);
    ranges.push({ start, end: start + text.slice(start, end).trimEnd().length });
    start = skipSpace(text, end);
  }
  return ranges.filter((range) => range.end > range.start);
}

/**
 * Packs blocks into messages of at most `limit` UTF-16 units, separators counted, breaking a block only when it does not
 * fit alone; several messages are numbered `(1/3)` by {@link numberPages}, for which room is kept.
 */
export function paginate(blocks: readonly Block[], limit: number): readonly (readonly Block[])[] {
  if (lengthOf(blocks) <= limit) return [blocks];
  const room = limit - NUMBER_LENGTH;
  const pages: Block[][] = [[]];
  for (const block of blocks) {
    for (const piece of cutBlock(block, room, spaceLeft(pages, room))) {
      const page = pages.at(-1) as Block[];
      if (page.length > 0 && lengthOf([...page, piece]) > room) pages.push([piece]);
      else page.push(piece);
    }
  }
  return pages.filter((page) => page.length > 0);
}

/** The number to put before page `index` (from 0) of `count`; empty for a single page. */
export function numberOf(index: number, count: number): string {
  return count > 1 ? `(${index + 1}/${count})\n` : '';
}

function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.text.length + BLOCK_SEPARATOR.length, -BLOCK_SEPARATOR.length);
}

function spaceLeft(pages: readonly (readonly Block[])[], room: number): number {
  const page = pages.at(-1) ?? [];
  return page.length === 0 ? room : room - lengthOf(page) - BLOCK_SEPARATOR.length;
}

/** A block longer than a page starts on the page at hand when a good part of it fits there. */
function cutBlock(block: Block, room: number, left: number): readonly Block[] {
  if (block.text.length <= room) return [block];
  const first = left > room / 3 ? left : room;
  const head = splitText(block.text, first)[0] as TextRange;
  const tail = splitText(block.text.slice(head.end), room).map((range) => ({
    start: range.start + head.end,
    end: range.end + head.end,
  }));
  return [head, ...tail].map((range) => ({
    ...block,
    text: block.text.slice(range.start, range.end),
    strong: block.strong
      .filter((strong) => strong.start < range.end && strong.end > range.start)
      .map((strong) => ({
        start: Math.max(strong.start, range.start) - range.start,
        end: Math.min(strong.end, range.end) - range.start,
      })),
  }));
}

function findCut(text: string, start: number, limit: number): number {
  const window = text.slice(start, start + limit);
  const line = window.lastIndexOf('\n');
  if (line > limit / 4) return start + line;
  const sentence = splitSentences(text.slice(start, start + limit * 2))
    .map((range) => range.end)
    .filter((end) => end <= limit)
    .at(-1);
  if (sentence !== undefined) return start + sentence;
  const space = window.search(/\s\S*$/u);
  if (space > 0) return start + space;
  return start + graphemeCut(text.slice(start, start + limit + 64), limit);
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

function graphemeCut(text: string, limit: number): number {
  let cut = 0;
  for (const { index } of graphemes.segment(text)) {
    if (index > limit) break;
    cut = index;
  }
  if (cut > 0) return cut;
  return /[\uD800-\uDBFF]/u.test(text[limit - 1] ?? '') && limit > 1 ? limit - 1 : limit;
}

function skipSpace(text: string, from: number): number {
  const rest = text.slice(from);
  return from + rest.length - rest.trimStart().length;
}
