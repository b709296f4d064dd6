import { hash } from 'node:crypto';
import type { Interview, Library, PlacedTurn } from './interview.ts';
import { type Span, wholeSpans } from './quote.ts';
import { rememberFor } from './remember-for.ts';
import { splitSentences } from './sentences.ts';

/**
 * Citation codes: nine characters of Crockford's Base32 (no I, L, O, U), written `KKK-DDD-DDD`.
 *
 * `K` names the interview (15 bits of a digest of its id), `D` the words (30 bits of a digest over interview, turn and
 * the text from the first quoted sentence to the last). Nothing is stored: a code is checked by recomputing the codes
 * of every run of sentences of the interviews that `K` names. One changed letter gives another code.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEY_LENGTH = 3;
const DIGEST_LENGTH = 6;

/** What a citation code turned out to name. */
export type Citation =
  | { readonly kind: 'quote'; readonly placed: PlacedTurn; readonly spans: readonly Span[] }
  /** Words of `placed` as they stood before they were corrected. */
  | { readonly kind: 'former'; readonly placed: PlacedTurn }
  /** The interview is known, but no run of its sentences has this code: altered, invented or since corrected. */
  | { readonly kind: 'no-such-quote'; readonly interviews: readonly Interview[] }
  | { readonly kind: 'no-such-code' };

/** The code of the stretch from the first of `spans` to the last. */
export function citationCode(placed: PlacedTurn, spans: readonly Span[]): string {
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) throw new RangeError('expected at least one span to cite, got none');
  return `${interviewKey(placed.interview)}-${wordsKey(placed, first, last)}`;
}

/** Finds what `code` names, however it was typed (lower case, spaces, O for 0); linear in the interview's length. */
export function findCitation(library: Library, code: string): Citation {
  const parsed = parseCode(code);
  if (!parsed) return { kind: 'no-such-code' };
  const interviews = library.interviews.filter((interview) => interviewKey(interview) === parsed.key);
  if (interviews.length === 0) return { kind: 'no-such-code' };
  for (const interview of interviews) {
    for (const turn of interview.turns) {
      const placed = { interview, turn };
      const spans = findStretch(placed, parsed.digest);
      if (spans) return { kind: 'quote', placed, spans };
      if (findStretch({ interview, turn: { ...turn, paragraphs: turn.former } }, parsed.digest))
        return { kind: 'former', placed };
    }
  }
  return { kind: 'no-such-quote', interviews };
}

/** The run of whole sentences of `placed` whose code has `digest`. */
function findStretch(placed: PlacedTurn, digest: string): readonly Span[] | undefined {
  const stops = placed.turn.paragraphs.flatMap((text, paragraph) =>
    splitSentences(text).map((range) => ({ paragraph, ...range })),
  );
  for (const [index, first] of stops.entries()) {
    for (const last of stops.slice(index)) {
      if (wordsKey(placed, first, last) === digest) return stretch(placed, first, last);
    }
  }
  return undefined;
}

/** Whether `text` is nothing but a citation code in its written form; words like "cam on nhe" must not pass for one. */
export function isCitationCode(text: string): boolean {
  return /^\s*[0-9a-z]{3}[-–][0-9a-z]{3}[-–][0-9a-z]{3}\s*$/iu.test(text) && parseCode(text) !== undefined;
}

/** The citation code that a message is or holds ("kiểm tra giúp mã 272-VSC-SB2"); inside a sentence a telephone number is none. */
export function findCitationCode(text: string): string | undefined {
  if (isCitationCode(text)) return text;
  const code = /(?<![\p{L}\d-])[0-9a-z]{3}-[0-9a-z]{3}-[0-9a-z]{3}(?![\p{L}\d-])/iu.exec(text)?.[0];
  return code !== undefined && /[a-z]/iu.test(code) && parseCode(code) ? code : undefined;
}

function parseCode(code: string): { key: string; digest: string } | undefined {
  const letters = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.]/gu, '')
    .replace(/O/gu, '0')
    .replace(/[IL]/gu, '1');
  if (letters.length !== KEY_LENGTH + DIGEST_LENGTH) return undefined;
  if ([...letters].some((letter) => !ALPHABET.includes(letter))) return undefined;
  const digest = letters.slice(KEY_LENGTH);
  return { key: letters.slice(0, KEY_LENGTH), digest: `${digest.slice(0, 3)}-${digest.slice(3)}` };
}

const interviewKey = rememberFor(({ id }: Interview) => base32(id, KEY_LENGTH));

function wordsKey(placed: PlacedTurn, first: Span, last: Span): string {
  const words = stretch(placed, first, last)
    .map((span) => placed.turn.paragraphs[span.paragraph]?.slice(span.start, span.end))
    .join('\n');
  const digest = base32(JSON.stringify([placed.interview.id, placed.turn.id, words]), DIGEST_LENGTH);
  return `${digest.slice(0, 3)}-${digest.slice(3)}`;
}

function stretch(placed: PlacedTurn, first: Span, last: Span): readonly Span[] {
  return wholeSpans(placed)
    .slice(first.paragraph, last.paragraph + 1)
    .map((span) => ({
      paragraph: span.paragraph,
      start: span.paragraph === first.paragraph ? first.start : span.start,
      end: span.paragraph === last.paragraph ? last.end : span.end,
    }));
}

/** The first `length` letters, 6 at most, of the digest of `text`. */
function base32(text: string, length: number): string {
  const digest = Number.parseInt(hash('sha256', text).slice(0, 8), 16);
  let letters = '';
  for (let index = 0; index < length; index += 1) {
    letters += ALPHABET[(digest >>> (27 - 5 * index)) & 31] as string;
  }
  return letters;
}
