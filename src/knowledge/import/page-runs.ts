/** The little of the DOM that is read here. */
export interface PageNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PageNode>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
}

/** A stretch of a page that a reader sees as one paragraph. */
export interface Run {
  readonly text: string;
  readonly emphasis: 'none' | 'bold' | 'italic';
  readonly headingLevel: number;
  readonly isAside: boolean;
  readonly linkShare: number;
  /** The nearest block element, and all elements around it from the root inwards. */
  readonly owner: PageNode;
  readonly ancestors: readonly PageNode[];
  /** Stands in a menu, a header, a footer or a form. */
  readonly isNavigation: boolean;
}

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;
const SKIPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE SVG IFRAME OBJECT VIDEO AUDIO CANVAS SELECT TEXTAREA INPUT HEAD TITLE META LINK MAP'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY BUTTON CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR HTML LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);
const NAVIGATION = new Set(['NAV', 'FOOTER', 'FORM', 'BUTTON', 'MENU']);
/** Words that class and id names use for what stands beside the running text, on any site. */
const ASIDE_NAMES =
  /(?:^|[^a-z])(?:caption|fig-?caption|photo-?note|image-?note|img-?desc|related|relate|tin-?lien-?quan|lien-?quan|read-?more|share|social|comments?|breadcrumbs?|advert\w*|banner|sidebar|widget|tags?|tag-?list|hashtag|newsletter|pull-?quote)(?![a-z])/iu;
const BOLD_STYLE = /font-weight\s*:\s*(?:bold|[6-9]00)/iu;
const ITALIC_STYLE = /font-style\s*:\s*italic/iu;
const CENTRED_STYLE = /text-align\s*:\s*center/iu;
const LONGEST_CAPTION = 300;
/** From this share of its letters on, a paragraph counts as bold (or italic) as a whole. */
const EMPHASIS_SHARE = 0.8;

interface Look {
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isLink: boolean;
  readonly isAside: boolean;
  readonly isNavigation: boolean;
  readonly headingLevel: number;
}

interface Piece extends Look {
  readonly text: string;
}

/** Walks the page under `root` and gives its paragraphs in the order of the page. */
export function collectRuns(root: PageNode): readonly Run[] {
  const runs: Run[] = [];
  let pieces: Piece[] = [];
  let owner = root;
  let ancestors: readonly PageNode[] = [root];

  const close = () => {
    for (const part of splitAtEmphasis(pieces)) {
      const run = runOf(part, owner, ancestors);
      if (run) runs.push(run);
    }
    pieces = [];
  };
  const walk = (node: PageNode, look: Look, path: readonly PageNode[]): void => {
    if (node.nodeType === TEXT_NODE) {
      const text = node.textContent ?? '';
      if (text !== '') pieces.push({ ...look, text });
      return;
    }
    if (node.nodeType !== ELEMENT_NODE) return;
    const name = node.nodeName.toUpperCase();
    if (SKIPPED.has(name) || node.getAttribute('hidden') !== null) return;
    if (name === 'BR') {
      close();
      return;
    }
    const own = lookOf(node, name, look);
    if (!BLOCKS.has(name)) {
      for (const child of node.childNodes) walk(child, own, path);
      return;
    }
    close();
    const before = { owner, ancestors };
    owner = node;
    ancestors = [...path, node];
    for (const child of node.childNodes) walk(child, own, [...path, node]);
    close();
    owner = before.owner;
    ancestors = before.ancestors;
  };
  walk(
    root,
    { isBold: false, isItalic: false, isLink: false, isAside: false, isNavigation: false, headingLevel: 0 },
    [],
  );
  close();
  return runs;
}

function lookOf(node: PageNode, name: string, look: Look): Look {
  const style = node.getAttribute('style') ?? '';
  const names = `${node.getAttribute('class') ?? ''} ${node.getAttribute('id') ?? ''}`;
  const heading = /^H([1-6])$/u.exec(name)?.[1];
  return {
    isBold: look.isBold || name === 'B' || name === 'STRONG' || BOLD_STYLE.test(style),
    isItalic: look.isItalic || name === 'I' || name === 'EM' || ITALIC_STYLE.test(style),
    isLink: look.isLink || name === 'A',
    isAside:
      look.isAside ||
      name === 'FIGCAPTION' ||
      name === 'FIGURE' ||
      name === 'ASIDE' ||
      name === 'CAPTION' ||
      isPictureBox(node, name, style) ||
      (name !== 'BODY' && name !== 'ARTICLE' && name !== 'MAIN' && ASIDE_NAMES.test(names)),
    isNavigation: look.isNavigation || NAVIGATION.has(name),
    headingLevel: heading ? Number(heading) : look.headingLevel,
  };
}

/** A table, or a centred paragraph, that holds a picture and then a few words sets a caption under it. */
function isPictureBox(node: PageNode, name: string, style: string): boolean {
  const isCentred =
    (name === 'P' || name === 'DIV') && (CENTRED_STYLE.test(style) || node.getAttribute('align') === 'center');
  if (name !== 'TABLE' && !isCentred) return false;
  const text = (node.textContent ?? '').trim();
  return text.length <= LONGEST_CAPTION && !text.includes('?') && beginsWithPicture(node) === true;
}

/** Whether the first thing to be seen under `node` is a picture; undefined when there is nothing to be seen. */
function beginsWithPicture(node: PageNode): boolean | undefined {
  if (node.nodeType === TEXT_NODE) return (node.textContent ?? '').trim() === '' ? undefined : false;
  if (node.nodeName.toUpperCase() === 'IMG') return true;
  for (const child of node.childNodes) {
    const begins = beginsWithPicture(child);
    if (begins !== undefined) return begins;
  }
  return undefined;
}

/** A question in bold and its answer in one paragraph are two: the type says where one ends. */
function splitAtEmphasis(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]];
  for (const [index, piece] of pieces.entries()) {
    const open = parts.at(-1) as Piece[];
    const previous = pieces[index - 1];
    const isTurn =
      previous?.isBold &&
      !piece.isBold &&
      open.every((one) => one.isBold || one.text.trim() === '') &&
      /\?["”’)]?\s*$/u.test(previous.text);
    if (isTurn && piece.text.trim() !== '') parts.push([piece]);
    else open.push(piece);
  }
  return parts;
}

function runOf(pieces: readonly Piece[], owner: PageNode, ancestors: readonly PageNode[]): Run | undefined {
  const text = pieces.map((piece) => piece.text).join('');
  if (!/[\p{L}\p{N}?]/u.test(text)) return undefined;
  const letters = (keep: (piece: Piece) => boolean) =>
    pieces.reduce((sum, piece) => sum + (keep(piece) ? piece.text.replace(/\s/gu, '').length : 0), 0);
  const all = Math.max(
    1,
    letters(() => true),
  );
  const isBold = letters((piece) => piece.isBold) / all >= EMPHASIS_SHARE;
  const isItalic = letters((piece) => piece.isItalic) / all >= EMPHASIS_SHARE;
  return {
    text,
    emphasis: isBold ? 'bold' : isItalic ? 'italic' : 'none',
    headingLevel: pieces.find((piece) => piece.text.trim() !== '')?.headingLevel ?? 0,
    isAside: pieces.every((piece) => piece.isAside || piece.text.trim() === ''),
    linkShare: letters((piece) => piece.isLink) / all,
    owner,
    ancestors,
    isNavigation: pieces.every((piece) => piece.isNavigation || piece.text.trim() === ''),
  };
}
