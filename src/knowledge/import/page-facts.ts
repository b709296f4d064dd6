import type { PageFacts } from './about-article.ts';
import { visible } from './block.ts';
import type { PageNode } from './page-runs.ts';

interface Document {
  querySelectorAll(query: string): Iterable<PageNode>;
}

/** Reads what a page says of itself: JSON-LD first, then Open Graph and meta tags, then its title. */
export function readPageFacts(document: Document, url: string | undefined): PageFacts {
  const meta = new Map<string, string>();
  for (const node of document.querySelectorAll('meta')) {
    const key = (
      node.getAttribute('property') ??
      node.getAttribute('name') ??
      node.getAttribute('itemprop') ??
      ''
    ).toLowerCase();
    const content = visible(node.getAttribute('content') ?? '');
    if (key !== '' && content !== '' && !meta.has(key)) meta.set(key, content);
  }
  const linked = [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((node) =>
    parseLinked(node.textContent ?? ''),
  );
  const article = linked.find((one) => /Article|Posting|Report/u.test(String(one['@type']))) ?? {};
  const outlet = nameOf(article.publisher) ?? meta.get('og:site_name');
  const title = textOf(article.headline) ?? meta.get('og:title') ?? firstText(document.querySelectorAll('title'));
  return {
    title: title && withoutOutlet(title, outlet),
    outlet,
    url: httpUrl(url) ?? httpUrl(canonical(document)) ?? httpUrl(meta.get('og:url')),
    published: dayOf(
      textOf(article.datePublished) ??
        meta.get('article:published_time') ??
        meta.get('datepublished') ??
        meta.get('pubdate'),
    ),
    author: nameOf(article.author) ?? meta.get('author'),
  };
}

function parseLinked(json: string): readonly Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(json);
    const items = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => {
      if (typeof item !== 'object' || item === null) return [];
      const graph = (item as Record<string, unknown>)['@graph'];
      return [item as Record<string, unknown>, ...(Array.isArray(graph) ? (graph as Record<string, unknown>[]) : [])];
    });
  } catch {
    // Pages often carry broken JSON-LD; the other sources remain.
    return [];
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && visible(value) !== '' ? visible(value) : undefined;
}

function nameOf(value: unknown): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  if (typeof one === 'string') return textOf(one);
  return typeof one === 'object' && one !== null ? textOf((one as Record<string, unknown>).name) : undefined;
}

function firstText(nodes: Iterable<PageNode>): string | undefined {
  for (const node of nodes) return textOf(node.textContent ?? '');
  return undefined;
}

function canonical(document: Document): string | undefined {
  for (const node of document.querySelectorAll('link[rel="canonical"]')) return node.getAttribute('href') ?? undefined;
  return undefined;
}

function httpUrl(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\/\S+$/u.test(url) ? url : undefined;
}

/** `Tên bài - Báo X` and `Tên bài | Báo X` lose the outlet, when it is the outlet. */
function withoutOutlet(title: string, outlet: string | undefined): string {
  const match = /^(.{10,}?)\s+[-|–]\s+([^-|–]{2,40})$/u.exec(title);
  const tail = match?.[2]?.toLowerCase();
  const isOutlet = tail !== undefined && (outlet?.toLowerCase().includes(tail) || /^(?:báo|tạp chí|đài)\s/u.test(tail));
  return isOutlet && match?.[1] ? match[1] : title;
}

function dayOf(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const iso = /^\d{4}-\d{2}-\d{2}/u.exec(date)?.[0];
  if (iso) return iso;
  const local = /(\d{1,2})[/-](\d{1,2})[/-](\d{4})/u.exec(date);
  return local ? `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}` : undefined;
}
