import type { Article, Block } from './block.ts';
import { readText } from './read-text.ts';

/** Takes Markdown apart: its marks are taken off the text and remembered as headings, bold, italics and captions. */
export function readMarkdown(markdown: string): Article {
  const looks: { readonly start: number; readonly look: Partial<Block> }[] = [];
  const goesOn = new Set<number>();
  let text = '';
  for (const marked of closeOnEachLine(markdown).split(/\r\n|\r|\n/u)) {
    if (marked.startsWith(GOES_ON)) goesOn.add(text.length);
    const { words, look } = readLine(marked.replace(GOES_ON, ''));
    looks.push({ start: text.length, look });
    text += `${words}\n`;
  }
  const article = readText(text, goesOn);
  return {
    text,
    blocks: article.blocks.map((block) => {
      const own = looks.filter(({ start }) => start >= block.start && start < block.end);
      const first = own[0]?.look ?? looks.findLast(({ start }) => start <= block.start)?.look ?? {};
      return { ...block, ...first };
    }),
  };
}

/** Stands before a line that the bold type of the line before it runs on into. */
const GOES_ON = '\u0001';

/** Bold words that run over several lines of a paragraph are marked on each of them. */
function closeOnEachLine(markdown: string): string {
  return markdown.replace(/(\*\*|__)(?=\S)((?:(?!\1|\n\s*\n).)+?)(?<=\S)\1/gsu, (whole, mark: string, words: string) =>
    words.includes('\n') ? `${mark}${words.replace(/\s*\n\s*/gu, `${mark}\n${GOES_ON}${mark}`)}${mark}` : whole,
  );
}

function readLine(line: string): { words: string; look: Partial<Block> } {
  const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/u.exec(line);
  const quoted = /^\s{0,3}>\s?(.*)$/u.exec(line);
  const raw = (heading?.[2] ?? quoted?.[1] ?? line)
    .replace(/!\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!>])/gu, '$1');
  const words = raw
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/gu, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=[^\s*_])([^*_]+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2');
  const inside = raw.trim().replace(/^(?:[-*+–—•]|\d{1,3}[.)])\s+/u, '');
  const isBold =
    /^(?:\*\*|__).+(?:\*\*|__)[.:?!]?$/u.test(inside) &&
    !/(?:\*\*|__).*(?:\*\*|__).+(?:\*\*|__)/u.test(inside.slice(2, -2));
  const isItalic = !isBold && /^(?:\*[^*]+\*|_[^_]+_)[.:?!]?$/u.test(inside);
  const isImage = /^\s*!\[[^\]]*\]\([^)]*\)\s*$/u.test(line);
  return {
    words,
    look: {
      headingLevel: heading?.[1]?.length ?? 0,
      isAside: isImage || quoted !== null,
      emphasis: isBold ? 'bold' : isItalic ? 'italic' : 'none',
    },
  };
}
