import type { Interview } from '../core/interview.ts';
import { hasGapBetween, type Quote, type Span, textOf, wholeSpans } from '../core/quote.ts';
import { type Action, actionsOf, type Reply } from '../core/reply.ts';
import type { MenuWay, Texts } from './texts/texts.ts';

/** Where in a text an emphasis begins and ends: UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * One paragraph of a message before any platform's markup. Published words stand only in `quote` and `rest` blocks,
 * each a contiguous copy, and in the `question` that was asked of the official.
 */
export interface Block {
  readonly kind:
    | 'text'
    /** The interview's question. */
    | 'question'
    /** Published words that answer. */
    | 'quote'
    /** The whole answer again, for channels that can fold it away. */
    | 'rest'
    /** The mark of an omission inside a quote. */
    | 'gap'
    /** Attribution and citation code. */
    | 'source'
    /** A numbered menu, for channels without buttons. */
    | 'menu';
  readonly text: string;
  /** What to emphasise. */
  readonly strong: readonly TextRange[];
  /** The citation code inside a `source` block, for channels that can link it. */
  readonly code: string | undefined;
}

/** A reply in words, with what can be done next. */
export interface Draft {
  readonly blocks: readonly Block[];
  /** The line above the actions where they are buttons, which `blocks` then end with; empty where the reply itself leads to them. */
  readonly lead: string;
  readonly actions: readonly Action[];
}

/** What a channel can show. */
export interface ComposeOptions {
  /** Whether actions become buttons; else they are written as a numbered menu. */
  readonly hasButtons: boolean;
  /** How to pick from that menu; `typed` unless it is given. */
  readonly menu?: MenuWay;
  /** Whether the rest of the answer may follow, folded away. */
  readonly canFold: boolean;
}

const MAX_SOURCES = 10;

/** Writes `reply` as paragraphs in the reader's language; the same reply always gives the same paragraphs. */
export function compose(reply: Reply, texts: Texts, options: ComposeOptions): Draft {
  const actions = actionsOf(reply);
  const lead = actions.length > 0 ? leadOf(reply, texts) : '';
  const menuLead = texts.menus[options.menu ?? 'typed'][lead === '' ? 'next' : 'offers'];
  const next = options.hasButtons ? [text(lead)] : menuOf(actions, texts, menuLead);
  const blocks = [...blocksOf(reply, texts, options.canFold), ...next];
  return { blocks: blocks.filter((block) => block.text !== ''), lead, actions };
}

/** What an action is called on a button or in a menu. */
export function labelOf(action: Action, texts: Texts): string {
  switch (action.label.kind) {
    case 'whole':
      return texts.whole;
    case 'questions':
      return texts.questions;
    case 'question':
      return action.label.placed.turn.question;
  }
}

function blocksOf(reply: Reply, texts: Texts, canFold: boolean): readonly Block[] {
  switch (reply.kind) {
    case 'answer':
      return [
        text(reply.leanedOn ? texts.leanedOn(reply.leanedOn.turn.question) : ''),
        ...quoteBlocks(reply.quote, reply.matched, texts),
        ...(canFold && !reply.quote.isWhole ? restBlocks(reply.quote, reply.matched, texts) : []),
        ...reply.alongside.flatMap((quote, index) => [
          text(index === 0 ? texts.alongsideLead : ''),
          ...quoteBlocks(quote, [], texts),
        ]),
      ];
    case 'choices':
      return [text(texts.choicesLead)];
    case 'unknown':
      return [text(texts.unknown)];
    case 'courtesy':
      return [text(texts.courtesy[reply.courtesy])];
    case 'help':
      return [text(texts.help)];
    case 'welcome':
      return [text(texts.welcome(reply.interviews))];
    case 'about':
      return [
        text(texts.automatic),
        text(reply.interviews.length > 0 ? texts.aboutLead : ''),
        ...sourceList(reply.interviews, texts),
      ];
    case 'questions':
      return [text(texts.questionsLead(reply.questions.length, reply.total))];
    case 'citation':
      return reply.quote
        ? [text(texts.citationFound), ...quoteBlocks(reply.quote, [], texts)]
        : [text(texts.citationMissing(reply.code, reply.interviews))];
    case 'retired':
      return [
        block('question', texts.question(reply.placed.turn.question)),
        text(texts.attribution(reply.placed)),
        text(texts.standing(reply.standing)),
        text(reply.replacement ? texts.replacement(reply.replacement) : ''),
      ];
    case 'unprompted':
      return [text(texts.unprompted(reply.isOn))];
    case 'slow-down':
      return [text(texts.slowDown)];
    case 'privacy':
    case 'forgotten':
    case 'unsupported':
    case 'failed':
      return [text(texts[reply.kind])];
  }
}

function quoteBlocks(quote: Quote, matched: readonly Span[], texts: Texts): readonly Block[] {
  const { turn } = quote;
  return [
    block('question', texts.question(turn.question)),
    ...quoteParagraphs(quote, matched, texts),
    { ...block('source', [texts.attribution(quote), texts.code(quote.code)].join('\n')), code: quote.code },
    text(texts.standing(turn.standing)),
  ];
}

function quoteParagraphs(quote: Quote, matched: readonly Span[], texts: Texts): readonly Block[] {
  const whole = wholeSpans(quote);
  const before = whole[0];
  const after = whole.at(-1);
  // Where all is emphasised, nothing is.
  const isAllMatched = quote.spans.every((span) => lengthOf(emphasisIn(span, matched)) === span.end - span.start);
  const blocks: Block[] = [];
  for (const [index, span] of quote.spans.entries()) {
    const previous = quote.spans[index - 1] ?? (before && { ...before, end: 0 });
    if (previous && hasGapBetween(quote, previous, span)) blocks.push(block('gap', texts.omission));
    blocks.push({ ...block('quote', textOf(quote, span)), strong: isAllMatched ? [] : emphasisIn(span, matched) });
  }
  const last = quote.spans.at(-1);
  if (last && after && hasGapBetween(quote, last, { ...after, start: after.end })) {
    blocks.push(block('gap', texts.omission));
  }
  return blocks;
}

/** The whole answer, with what was quoted of it emphasised. */
function restBlocks(quote: Quote, matched: readonly Span[], texts: Texts): readonly Block[] {
  const emphasised = matched.length > 0 ? matched : quote.spans;
  const paragraphs = wholeSpans(quote).map((span) => ({
    ...block('rest', textOf(quote, span)),
    strong: emphasisIn(span, emphasised),
  }));
  return [text(texts.restOfAnswer), ...paragraphs];
}

function emphasisIn(span: Span, matched: readonly Span[]): readonly TextRange[] {
  return matched
    .filter((other) => other.paragraph === span.paragraph && other.start < span.end && other.end > span.start)
    .map((other) => ({
      start: Math.max(other.start, span.start) - span.start,
      end: Math.min(other.end, span.end) - span.start,
    }));
}

function lengthOf(ranges: readonly TextRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}

function sourceList(interviews: readonly Interview[], texts: Texts): readonly Block[] {
  const more = interviews.length - MAX_SOURCES;
  return [
    ...interviews.slice(0, MAX_SOURCES).map((interview) => text(texts.source(interview))),
    text(more > 0 ? texts.andMore(more) : ''),
  ];
}

/** The line above what else can be asked; empty where the reply itself leads to it. */
function leadOf(reply: Reply, texts: Texts): string {
  switch (reply.kind) {
    case 'unknown':
    case 'courtesy':
    case 'help':
    case 'welcome':
      return texts.offersLead;
    case 'retired':
      return texts.othersLead;
    default:
      return '';
  }
}

/** The numbered menu of `actions`, or nothing; `lead` tells how to pick from it. */
function menuOf(actions: readonly Action[], texts: Texts, lead: string): readonly Block[] {
  if (actions.length === 0) return [];
  const lines = actions.map((action, index) => `${index + 1}. ${labelOf(action, texts)}`);
  return [block('menu', [lead, ...lines].join('\n'))];
}

function text(content: string): Block {
  return block('text', content);
}

function block(kind: Block['kind'], content: string): Block {
  return { kind, text: content, strong: [], code: undefined };
}
