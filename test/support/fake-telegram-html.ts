/** A stretch of parsed text that is marked up. */
export interface ParsedEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
}

/** What Telegram makes of HTML. */
export interface ParsedText {
  readonly text: string;
  readonly entities: readonly ParsedEntity[];
}

/** Markup that Telegram would refuse; the message is Telegram's. */
export class MarkupError extends Error {}

const TYPES: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Parses the HTML that the Bot API documents, as strictly as it does: known tags, balanced, quotations not nested. */
export function parseTelegramHtml(html: string): ParsedText {
  let text = '';
  const entities: ParsedEntity[] = [];
  const open: { tag: string; type: string; offset: number; url?: string }[] = [];
  const pattern = /<(\/?)([a-z-]+)((?:\s+[a-z]+(?:="[^"]*")?)*)\s*>|&(#\d+|#x[\da-f]+|[a-z]+);|([^<&]+)|[<&]/giu;
  for (const match of html.matchAll(pattern)) {
    const [all, slash, name, attributes, entity, plain] = match;
    if (plain !== undefined) text += plain;
    else if (entity !== undefined) text += characterOf(entity);
    else if (name === undefined)
      throw new MarkupError(`can't parse entities: Unexpected "${all}" at offset ${match.index}`);
    else if (slash === '/') {
      const last = open.pop();
      if (last?.tag !== name) {
        throw new MarkupError(`can't parse entities: Unexpected end tag "${name}" at offset ${match.index}`);
      }
      const { tag: _tag, type, offset, url } = last;
      const entityOf = { type, offset, length: text.length - offset };
      if (entityOf.length > 0) entities.push(url === undefined ? entityOf : { ...entityOf, url });
    } else open.push(openTag(name, attributes ?? '', text.length, open));
  }
  const left = open.at(-1);
  if (left) throw new MarkupError(`can't parse entities: Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities: entities.sort((one, other) => one.offset - other.offset) };
}

function openTag(tag: string, attributes: string, offset: number, open: readonly { readonly type: string }[]) {
  const type = TYPES[tag];
  if (type === undefined) throw new MarkupError(`can't parse entities: Unsupported start tag "${tag}"`);
  if (type === 'blockquote' && open.some((outer) => outer.type.endsWith('blockquote'))) {
    throw new MarkupError("can't parse entities: Blockquote can't be nested");
  }
  if (open.some((outer) => outer.type === 'code' || (outer.type === 'pre' && tag !== 'code'))) {
    throw new MarkupError(`can't parse entities: Entity "${tag}" can't be inside code`);
  }
  const url = /\shref="([^"]*)"/u.exec(attributes)?.[1];
  const known =
    tag === 'blockquote' ? /^(\s+expandable)?$/u : tag === 'a' ? /^\s+href="[^"]*"$/u : /^(\s+class="[^"]*")?$/u;
  if (!known.test(attributes)) throw new MarkupError(`can't parse entities: Unexpected attributes of "${tag}"`);
  const isExpandable = tag === 'blockquote' && attributes.trim() === 'expandable';
  const opened = { tag, type: isExpandable ? 'expandable_blockquote' : type, offset };
  return url === undefined ? opened : { ...opened, url: url.replaceAll('&amp;', '&') };
}

function characterOf(entity: string): string {
  if (entity.startsWith('#')) {
    const code = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return String.fromCodePoint(code);
  }
  // Unknown named entities stay as they are written.
  return CHARACTERS[entity] ?? `&${entity};`;
}
