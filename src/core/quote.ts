import { citationCode } from './citation.ts';
import type { PlacedTurn } from './interview.ts';

/** A stretch of one paragraph of a turn's answer: whole sentences, so that `slice` gives a contiguous copy. */
export interface Span {
  /** Index into the turn's `paragraphs`, from 0. */
  readonly paragraph: number;
  /** First UTF-16 unit inside that paragraph. */
  readonly start: number;
  /** One past the last UTF-16 unit inside that paragraph. */
  readonly end: number;
}

/** Published words to be shown, and all that is needed to attribute and to check them. */
export interface Quote extends PlacedTurn {
  /** In published order, never overlapping; one or more. */
  readonly spans: readonly Span[];
  /** Whether `spans` cover the turn's whole answer. */
  readonly isWhole: boolean;
  /** Names interview, turn and the stretch from the first span to the last; see `citation.ts`. */
  readonly code: string;
}

/** The words of `span`: a contiguous copy of the published paragraph. */
export function textOf(placed: PlacedTurn, span: Span): string {
  const paragraph = placed.turn.paragraphs[span.paragraph];
  if (paragraph === undefined || span.start < 0 || span.end > paragraph.length || span.start >= span.end) {
    throw new RangeError(
      `expected a span inside turn ${placed.interview.id}/${placed.turn.id}, got ${JSON.stringify(span)}`,
    );
  }
  return paragraph.slice(span.start, span.end);
}

/** Spans that cover the whole answer, one a paragraph. */
export function wholeSpans(placed: PlacedTurn): readonly Span[] {
  return placed.turn.paragraphs.map((text, paragraph) => ({ paragraph, start: 0, end: text.length }));
}

/** Makes the quote of `spans`; neighbouring or overlapping spans of one paragraph are joined. */
export function createQuote(placed: PlacedTurn, spans: readonly Span[]): Quote {
  const joined = joinSpans(placed, spans);
  const whole = wholeSpans(placed);
  const isWhole =
    joined.length === whole.length && joined.every((span, index) => isSameSpan(span, whole[index] as Span));
  return { ...placed, spans: joined, isWhole, code: citationCode(placed, joined) };
}

/** The quote of the whole answer. */
export function createWholeQuote(placed: PlacedTurn): Quote {
  return createQuote(placed, wholeSpans(placed));
}

/** Whether published words were left out between `before` and `after`, neighbours in a quote's spans. */
export function hasGapBetween(placed: PlacedTurn, before: Span, after: Span): boolean {
  if (before.paragraph === after.paragraph) return gapText(placed, before.paragraph, before.end, after.start) !== '';
  const paragraphLength = placed.turn.paragraphs[before.paragraph]?.length ?? 0;
  return (
    after.paragraph > before.paragraph + 1 ||
    gapText(placed, before.paragraph, before.end, paragraphLength) !== '' ||
    gapText(placed, after.paragraph, 0, after.start) !== ''
  );
}

function gapText(placed: PlacedTurn, paragraph: number, start: number, end: number): string {
  return (placed.turn.paragraphs[paragraph] ?? '').slice(start, end).trim();
}

function isSameSpan(one: Span, other: Span): boolean {
  return one.paragraph === other.paragraph && one.start === other.start && one.end === other.end;
}

function joinSpans(placed: PlacedTurn, spans: readonly Span[]): readonly Span[] {
  if (spans.length === 0) throw new RangeError('expected at least one span to quote, got none');
  const ordered = [...spans].sort((a, b) => a.paragraph - b.paragraph || a.start - b.start);
  const joined: Span[] = [];
  for (const span of ordered) {
    textOf(placed, span);
    const last = joined.at(-1);
    const touches =
      last?.paragraph === span.paragraph &&
      gapText(placed, span.paragraph, last.end, Math.max(last.end, span.start)) === '';
    if (last && touches) joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return joined;
}
