import type { PageFacts } from './about-article.ts';
import { type Article, type Block, visible } from './block.ts';
import { readPageFacts } from './page-facts.ts';
import { collectRuns, type PageNode } from './page-runs.ts';

/** A page with the places where its article may stand. */
export interface Page {
  /** The text of the whole page: what offsets count in, and what a proof is held against. */
  readonly text: string;
  readonly facts: PageFacts;
  /** The same page cut in several ways, the one that usually serves best first. */
  readonly candidates: readonly { readonly name: string; readonly article: Article }[];
}

const BLOCK_MARK = 'data-block-owner';
/** An element counts as the article's when it holds this share of the page's running text. */
const CONTAINER_SHARE = 0.75;
const RUNNING_TEXT_LENGTH = 80;
/** Real pages nest a few dozen elements; at thousands Readability takes minutes. */
const DEEPEST_READABLE = 200;
const DEEPEST_PARSED = 5_000;

/**
 * Takes an HTML page apart. The article is looked for in three ways, which the caller compares: Mozilla's Readability,
 * the deepest element that holds most of the running text, and the whole page without navigation.
 */
export async function readHtml(html: string, url: string | undefined): Promise<Page> {
  // A parser needs minutes for what its stack cannot hold in the end.
  if (nestingOf(html) > DEEPEST_PARSED) throw new RangeError('expected a page of some dozen levels, got thousands');
  const { parseHTML } = await import('linkedom');
  const source = /<html[\s>]/iu.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`;
  const { document } = parseHTML(source);
  const root = (document.body ?? document.documentElement) as unknown as PageNode;
  const owned = collectRuns(root);
  let text = '';
  const blocks = owned.map(({ owner, ancestors, isNavigation, ...look }, index) => {
    const shown = visible(look.text);
    const start = text.length;
    text += `${shown}\n`;
    const block: Block = { ...look, text: shown, start, end: start + shown.length, softBreaks: [] };
    owner.setAttribute(BLOCK_MARK, `${owner.getAttribute(BLOCK_MARK) ?? ''} ${index}`.trim());
    return { block, ancestors, isNavigation };
  });
  const articleOf = (keep: (index: number) => boolean): Article => ({
    text,
    blocks: blocks.flatMap(({ block }, index) => (keep(index) ? [block] : [])),
  });
  const isDeep = owned.some(({ ancestors }) => ancestors.length > DEEPEST_READABLE);
  const readable = isDeep ? new Set<number>() : await findReadable(document);
  const dense = findDense(blocks);
  const candidates = [
    {
      name: 'phần nội dung dày chữ nhất',
      article: articleOf((index) => dense.has(index) && !blocks[index]?.isNavigation),
    },
    { name: 'Readability', article: articleOf((index) => readable.has(index)) },
    { name: 'cả trang', article: articleOf((index) => !blocks[index]?.isNavigation) },
  ];
  const seen = new Set<string>();
  return {
    text,
    facts: readPageFacts(
      document as unknown as PageNode & { querySelectorAll(query: string): Iterable<PageNode> },
      url,
    ),
    candidates: candidates.filter(({ article }) => {
      const key = article.blocks.map((block) => block.start).join(',');
      return key !== '' && !seen.has(key) && seen.add(key) !== undefined;
    }),
  };
}

/** How deep elements that need an end tag are nested, judged by their tags alone. */
function nestingOf(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, slash] of html.matchAll(/<(\/?)(?:div|span|section|article|table|ul|ol|blockquote|font|b|i)[\s>]/giu)) {
    depth = slash ? Math.max(0, depth - 1) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

async function findReadable(document: unknown): Promise<ReadonlySet<number>> {
  const { Readability } = await import('@mozilla/readability');
  const kept = new Set<number>();
  try {
    const copy = (document as { cloneNode(deep: boolean): never }).cloneNode(true);
    const content = new Readability(copy, { serializer: (node) => node }).parse()?.content as unknown;
    const marked = (content as { querySelectorAll(query: string): Iterable<PageNode> } | undefined)?.querySelectorAll(
      `[${BLOCK_MARK}]`,
    );
    for (const node of marked ?? []) {
      for (const index of (node.getAttribute(BLOCK_MARK) ?? '').split(' ')) kept.add(Number(index));
    }
  } catch {
    // A page that Readability cannot digest is still read in the two other ways.
  }
  return kept;
}

/** Blocks inside the deepest element that holds most of the page's running text. */
function findDense(
  blocks: readonly { readonly block: Block; readonly ancestors: readonly object[]; readonly isNavigation: boolean }[],
): ReadonlySet<number> {
  const weights = new Map<object, { weight: number; depth: number }>();
  let total = 0;
  for (const { block, ancestors, isNavigation } of blocks) {
    if (isNavigation || block.linkShare > 0.4 || block.text.length < RUNNING_TEXT_LENGTH) continue;
    total += block.text.length;
    for (const [depth, ancestor] of ancestors.entries()) {
      weights.set(ancestor, { weight: (weights.get(ancestor)?.weight ?? 0) + block.text.length, depth });
    }
  }
  let best: object | undefined;
  let bestDepth = -1;
  for (const [element, { weight, depth }] of weights) {
    if (weight >= total * CONTAINER_SHARE && depth > bestDepth) {
      best = element;
      bestDepth = depth;
    }
  }
  return new Set(
    blocks.flatMap(({ ancestors }, index) => (best === undefined || ancestors.includes(best) ? [index] : [])),
  );
}
