import type { Block, TextRange } from '../compose.ts';
import { BLOCK_SEPARATOR } from '../split.ts';

/** Text with every character that means something in Telegram's HTML escaped; halves of characters are replaced. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"]/gu, (character) => ESCAPES[character] as string);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What a reader of {@link writeHtml}'s markup sees; used when Telegram could not parse it. */
export function plainOf(html: string): string {
  return html
    .replace(/<[^>]*>/gu, '')
    .replace(/&(amp|lt|gt|quot);/gu, (_entity, name: string) => CHARACTERS[name] as string);
}

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/**
 * Writes blocks as Telegram's HTML: published words in block quotations, folded ones in expandable ones, citation codes
 * as links. The text that Telegram parses out of it is never longer than the blocks with their separators.
 */
export function writeHtml(blocks: readonly Block[], linkOf: (code: string) => string | undefined): string {
  let html = '';
  for (const [index, group] of groupsOf(blocks).entries()) {
    const isQuotation = group[0] !== undefined && isPublished(group[0]);
    if (index > 0) html += isQuotation || html.endsWith('</blockquote>') ? '\n' : BLOCK_SEPARATOR;
    const text = group.map((block) => writeBlock(block, linkOf)).join(BLOCK_SEPARATOR);
    if (!isQuotation) html += text;
    else html += `<blockquote${group.some((block) => block.kind === 'rest') ? ' expandable' : ''}>${text}</blockquote>`;
  }
  return html;
}

/** Neighbours that belong in one block quotation together; every other block alone. */
function groupsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const before = groups.at(-1)?.[0];
    const joins = before && isPublished(before) && isPublished(block) && isFolded(before) === isFolded(block);
    if (joins) groups.at(-1)?.push(block);
    else groups.push([block]);
  }
  return groups;
}

function isPublished({ kind }: Block): boolean {
  return kind === 'quote' || kind === 'gap' || kind === 'rest';
}

function isFolded({ kind }: Block): boolean {
  return kind === 'rest';
}

function writeBlock(block: Block, linkOf: (code: string) => string | undefined): string {
  if (block.kind === 'question') return `<b>${escapeHtml(block.text)}</b>`;
  const link = block.code === undefined ? undefined : linkOf(block.code);
  if (block.code !== undefined && link !== undefined) {
    const code = escapeHtml(block.code);
    return escapeHtml(block.text).replace(code, `<a href="${escapeHtml(link)}">${code}</a>`);
  }
  return emphasise(block.text, block.strong);
}

function emphasise(text: string, ranges: readonly TextRange[]): string {
  let html = '';
  let done = 0;
  for (const range of [...ranges].sort((one, other) => one.start - other.start)) {
    const start = Math.max(range.start, done);
    if (range.end <= start) continue;
    html += `${escapeHtml(text.slice(done, start))}<b>${escapeHtml(text.slice(start, range.end))}</b>`;
    done = range.end;
  }
  return html + escapeHtml(text.slice(done));
}
