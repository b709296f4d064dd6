import type { Block } from './compose.ts';

/**
 * Writes blocks as text without markup: published words stand between “ and ”, so that they can be told from the
 * frame wherever they are forwarded.
 */
export function writePlain(blocks: readonly Block[]): string {
  return blocks
    .map((block, index) => {
      if (!isPublished(block)) return block.text;
      const opens = isPublished(blocks[index - 1]) ? '' : '“';
      const closes = isPublished(blocks[index + 1]) ? '' : '”';
      return `${opens}${block.text}${closes}`;
    })
    .join('\n\n');
}

/** Characters that {@link writePlain} may add to a page besides the separators between blocks. */
export const PLAIN_MARKS_LENGTH = 8;

function isPublished(block: Block | undefined): boolean {
  return block?.kind === 'quote' || block?.kind === 'gap' || block?.kind === 'rest';
}
