import { splitSentences } from '../../core/sentences.ts';
import type { Article, Block } from './block.ts';
import { visible } from './block.ts';
import { findRepeatedLeads, type Label, readLabel } from './labels.ts';
import { lostLineBreaks } from './lost-line-breaks.ts';
import { LEADING_MARK, markOf, NUMBERING, withoutMarks } from './marks.ts';

/** The smallest stretch that gets a role: a block, or a part of one where question and answer share a paragraph. */
export interface Unit {
  /** Which block it is cut from. */
  readonly block: number;
  /** Whether it goes on in the same paragraph as the unit before it. */
  readonly isInline: boolean;
  /** As a reader sees it, marks and label included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The words without leading marks, numbering and label. */
  readonly body: string;
  /** Where the body begins in the article's text. */
  readonly bodyStart: number;
  readonly mark: 'dash' | 'bullet' | undefined;
  readonly isNumbered: boolean;
  readonly label: Label | undefined;
  readonly emphasis: Block['emphasis'];
  readonly headingLevel: number;
  readonly isAside: boolean;
  readonly linkShare: number;
}

/** A block longer than this that holds most of an article, several questions too, is an article pasted as one line. */
const ONE_LINE_LENGTH = 500;
const ONE_LINE_SHARE = 0.5;
const ONE_LINE_QUESTIONS = 2;

/** `…phải không?- Tôi nghĩ thế`: the answer set on without a space. */
const REPLY_SET_ON = /(?<=\?["”’)]?)[-–—]\s*(?=\p{Lu})/gu;
/** Labels that can stand in the middle of a line and still be nothing else. */
const SURE_LABEL = /(?<=\s)(?:[-–—*]\s*)?(?:PV|P\.V|Phóng viên)\s*:\s/gu;

/** Cuts an article into units: at paragraphs, and inside them where a label or a dash after a question gives the word to somebody else. */
export function cutUnits(article: Article): readonly Unit[] {
  const total = article.blocks.reduce((sum, block) => sum + block.text.length, 0);
  const isOneLine = ({ text }: Block) =>
    text.length >= Math.max(ONE_LINE_LENGTH, total * ONE_LINE_SHARE) && text.split('?').length > ONE_LINE_QUESTIONS;
  const repeated = findRepeatedLeads(article.blocks.flatMap((block) => startsOf(block.text, isOneLine(block))));
  const known = knownLabels(article.blocks, repeated);
  const units = article.blocks.flatMap((block, index) => {
    const raw = article.text.slice(block.start, block.end);
    const stops = new Set(isOneLine(block) ? lostLineBreaks(raw, repeated) : speakerStops(raw, known, repeated));
    for (const match of raw.matchAll(REPLY_SET_ON)) stops.add(match.index);
    for (const soft of block.softBreaks) stops.add(soft - block.start);
    for (const match of raw.matchAll(SURE_LABEL)) if (/\p{L}/u.test(raw.slice(0, match.index))) stops.add(match.index);
    return [0, ...[...stops].sort((one, other) => one - other)].flatMap((from, part, all) => {
      const to = all[part + 1] ?? raw.length;
      return readUnit(article, index, part > 0, block.start + from, block.start + to, repeated);
    });
  });
  return joinBareLabels(units);
}

/** The words with which a paragraph begins, or each sentence of an article pasted as one line. */
function startsOf(text: string, isOneLine: boolean): readonly string[] {
  if (!isOneLine) return [withoutMarks(text)];
  return splitSentences(text).map(({ start, end }) => withoutMarks(text.slice(start, end)));
}

/** Keys of labels that stand at the beginning of several paragraphs, or that can be nothing else. */
function knownLabels(blocks: readonly Block[], repeated: ReadonlySet<string>): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const known = new Set<string>();
  for (const block of blocks) {
    const label = readLabel(withoutMarks(block.text), repeated);
    if (!label) continue;
    counts.set(label.key, (counts.get(label.key) ?? 0) + 1);
    if (label.kind !== 'person' || (counts.get(label.key) ?? 0) >= 2) known.add(label.key);
  }
  return known;
}

function speakerStops(raw: string, known: ReadonlySet<string>, repeated: ReadonlySet<string>): readonly number[] {
  const sentences = splitSentences(raw);
  return sentences.flatMap((range, index) => {
    const previous = sentences[index - 1];
    if (!previous) return [];
    const text = raw.slice(range.start, range.end);
    const label = readLabel(withoutMarks(text), repeated);
    if (label && (known.has(label.key) || label.kind !== 'person')) return [range.start];
    const before = raw.slice(previous.start, previous.end);
    const isReply = /[?][”"’)]*$/u.test(before) && /^[-–—]\s*\p{Lu}/u.test(text);
    const isReplyByName = /[?][”"’)]*$/u.test(before) && label?.isTitled;
    return isReply || isReplyByName ? [range.start] : [];
  });
}

function readUnit(
  { text, blocks }: Article,
  index: number,
  isInline: boolean,
  start: number,
  end: number,
  repeated: ReadonlySet<string>,
): readonly Unit[] {
  const block = blocks[index] as Block;
  const before = isInline ? text.slice(block.start, start) : (blocks[index - 1]?.text ?? '');
  const raw = text.slice(start, end);
  const shown = visible(raw);
  if (shown === '') return [];
  let at = raw.length - raw.trimStart().length;
  const take = (pattern: RegExp) => {
    const match = pattern.exec(raw.slice(at));
    const length = match?.index === 0 ? match[0].length : 0;
    at += length;
    return length > 0;
  };
  take(LEADING_MARK);
  const isNumbered = take(NUMBERING);
  take(LEADING_MARK);
  const label = readLabel(raw.slice(at).replace(/\s/gu, ' '), repeated);
  if (label) {
    at += label.length;
    take(LEADING_MARK);
  }
  const body = visible(raw.slice(at));
  if (!label && !/[\p{L}\p{N}?]/u.test(body)) return [];
  return [
    {
      block: index,
      isInline,
      text: shown,
      start: start + raw.length - raw.trimStart().length,
      end: start + raw.trimEnd().length,
      body,
      bodyStart: start + at + (raw.slice(at).length - raw.slice(at).trimStart().length),
      // After a colon, a semicolon or a comma a dash counts items.
      mark: !label && announcesItems(before) ? undefined : markOf(raw.trimStart()),
      isNumbered,
      label,
      emphasis: block.emphasis,
      headingLevel: block.headingLevel,
      isAside: block.isAside,
      linkShare: block.linkShare,
    },
  ];
}

/** Whether a line that holds a small letter ends in a colon, a semicolon or a comma. */
function announcesItems(before: string): boolean {
  const said = before.trimEnd();
  // A look at the last letter first: the rest may be a whole article.
  return /[:;,]$/u.test(said.slice(-1)) && /\p{Ll}/u.test(said.slice(said.lastIndexOf('\n') + 1));
}

/** A label that stands alone on its line belongs to the paragraph under it. */
function joinBareLabels(units: readonly Unit[]): readonly Unit[] {
  const joined: Unit[] = [];
  let bare: Unit | undefined;
  for (const unit of units) {
    if (unit.label && unit.body === '') {
      bare = unit;
      continue;
    }
    joined.push(bare?.label && !unit.label ? { ...unit, label: bare.label, start: bare.start } : unit);
    bare = undefined;
  }
  return joined;
}
