import type { Span } from '../core/quote.ts';
import type { SentenceRange } from '../core/sentences.ts';
import { foldWord } from './fold.ts';
import type { Question } from './question.ts';
import { splitWords } from './words.ts';

/** One sentence of a turn. */
export interface SentencePlace {
  readonly paragraph: number;
  readonly sentence: number;
}

/** An item of a list that is told in paragraphs: `Một là`, `Thứ hai`, `- `, `3.`, `b)`. */
const ITEM =
  /^(?:(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s+là(?!\p{L})|Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\p{L})|[-–•*+]\s|\(?\d{1,2}[.)]\s|[a-eđg]\)\s)/iu;
/** Openings that only add to what was said before, though they point at it. */
const ADDS = /^(?:Cùng với|Bên cạnh|Song song với|Đồng thời với|Thêm vào|Ngoài) (?:đó|này)(?!\p{L})/u;
/** Openings that mean nothing without the sentence before: pronouns, conclusions, and whatever points back (`Qua đó`, `Việc này`). */
const LEANS_BACK =
  /^(?:Họ|Nó|Chúng|Đó|Đây|Cụ thể|Chính vì|(?:Vì|Nhờ|Do|Bởi) (?:vậy|thế)|(?:Anh|Chị|Cô|Ông|Bà) (?:ấy|ta)|(?:\p{L}+\s+){1,3}(?:này|đó|ấy|đây))(?!\p{L})/u;
/** Up to here a neighbour that speaks of the question too is taken in. */
const COMFORTABLE_LENGTH = 600;
const NEIGHBOUR_SHARE = 0.1;

/**
 * Grows the best sentence to what can stand alone: a list stays whole with the sentence that announces it, or only the item
 * asked for by number; an item keeps that sentence, a sentence that leans on the one before takes it along, and a
 * neighbour that speaks of the question too comes in while the run stays short.
 */
export function growRun(
  paragraphs: readonly string[],
  place: SentencePlace,
  question: Question,
  ownOf: (place: SentencePlace) => number,
  source: { readonly sentencesOf: (paragraph: number) => readonly SentenceRange[] },
): { readonly spans: readonly Span[]; readonly matched: readonly Span[] } {
  const { paragraph, sentence } = place;
  const ranges = source.sentencesOf(paragraph);
  const text = paragraphs[paragraph] ?? '';
  const range = ranges[sentence];
  if (!range) return { spans: [{ paragraph, start: 0, end: text.length }], matched: [] };
  const words = text.slice(range.start, range.end);
  const matched: Span = { paragraph, start: range.start, end: range.end };

  if (words.endsWith(':')) {
    const items = itemsAfter(paragraphs, paragraph);
    const wanted = ordinalIn(question);
    if (wanted !== undefined && wanted <= items) {
      const item = wholeParagraph(paragraphs, paragraph + wanted);
      return { spans: [{ paragraph, start: range.start, end: text.length }, item], matched: [item] };
    }
    if (items > 0) {
      const spans = Array.from({ length: items + 1 }, (_, offset) => wholeParagraph(paragraphs, paragraph + offset));
      return { spans: [{ ...(spans[0] as Span), start: range.start }, ...spans.slice(1)], matched: [matched] };
    }
  }
  if (announcesRest(words, question)) {
    return { spans: [{ paragraph, start: range.start, end: text.length }], matched: [matched] };
  }
  if (ITEM.test(text)) {
    const lead = leadInOf(paragraphs, paragraph, source.sentencesOf);
    return { spans: lead ? [lead, matched] : [matched], matched: [matched] };
  }
  let first = sentence;
  let last = sentence;
  const before: Span[] = [];
  while (first > 0 && leansBack(textAt(ranges[first]))) first -= 1;
  if (first === 0 && paragraph > 0 && leansBack(textAt(ranges[0]))) {
    const previous = source.sentencesOf(paragraph - 1).at(-1);
    if (previous) before.push({ paragraph: paragraph - 1, start: previous.start, end: previous.end });
  }
  const own = ownOf(place);
  for (;;) {
    const left = first > 0 ? ownOf({ paragraph, sentence: first - 1 }) : 0;
    const right = last + 1 < ranges.length ? ownOf({ paragraph, sentence: last + 1 }) : 0;
    const isLeft = left >= right;
    const share = isLeft ? left : right;
    if (share <= 0 || share < own * NEIGHBOUR_SHARE) break;
    const start = (ranges[isLeft ? first - 1 : first] as SentenceRange).start;
    const end = (ranges[isLeft ? last : last + 1] as SentenceRange).end;
    if (end - start > COMFORTABLE_LENGTH) break;
    if (isLeft) first -= 1;
    else last += 1;
  }
  const start = (ranges[first] as SentenceRange).start;
  const end = (ranges[last] as SentenceRange).end;
  return { spans: [...before, { paragraph, start, end }], matched: [matched] };

  function textAt(at: SentenceRange | undefined): string {
    return at ? text.slice(at.start, at.end) : '';
  }
}

function leansBack(sentence: string): boolean {
  return LEANS_BACK.test(sentence) && !ADDS.test(sentence);
}

const ORDINALS: ReadonlyMap<string, number> = new Map(
  ['nhat', 'hai', 'ba', 'tu', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi'].map((folded, at) => [folded, at + 1]),
);

/** Which item of a list is asked for: `thứ hai`, `thứ 2`. */
function ordinalIn({ words }: Question): number | undefined {
  for (const [at, { form }] of words.entries()) {
    const next = words[at + 1]?.form.folded ?? '';
    // Folded, `thứ` is also `thư`, `thu` and `thử`.
    const ordinal = ORDINALS.get(next) ?? (/^[1-9]$/u.test(next) ? Number(next) : undefined);
    if (form.folded === 'thu' && ordinal !== undefined) return ordinal;
  }
  return undefined;
}

function wholeParagraph(paragraphs: readonly string[], paragraph: number): Span {
  return { paragraph, start: 0, end: (paragraphs[paragraph] as string).length };
}

function itemsAfter(paragraphs: readonly string[], paragraph: number): number {
  let items = 0;
  while (ITEM.test(paragraphs[paragraph + 1 + items] ?? '')) items += 1;
  return items;
}

/** The sentence that announces the list in which the paragraph is an item. */
function leadInOf(
  paragraphs: readonly string[],
  paragraph: number,
  sentencesOf: (paragraph: number) => readonly SentenceRange[],
): Span | undefined {
  let first = paragraph;
  while (first > 0 && ITEM.test(paragraphs[first - 1] ?? '')) first -= 1;
  const above = first - 1;
  const last = above >= 0 ? sentencesOf(above).at(-1) : undefined;
  if (!last || !(paragraphs[above] as string).slice(last.start, last.end).endsWith(':')) return undefined;
  return { paragraph: above, start: last.start, end: last.end };
}

/** Whether a sentence announces what its paragraph lists ("some difficulties, such as: …") and only that was asked for. */
function announcesRest(words: string, question: Question): boolean {
  const colon = /(?:như|gồm|là|sau)\s*:/u.exec(words);
  if (!colon) return false;
  const listed = new Set(splitWords(words.slice(colon.index + colon[0].length)).map((word) => foldWord(word).folded));
  const lead = new Set(splitWords(words.slice(0, colon.index)).map((word) => foldWord(word).folded));
  return !question.words.some(
    ({ form }, at) => !question.isFunction[at] && listed.has(form.folded) && !lead.has(form.folded),
  );
}
