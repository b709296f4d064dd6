import type { KnowledgeFile } from './knowledge-file.ts';
import { readPlain } from './plain-text.ts';
import type { Problem } from './problem.ts';

/** Where one question or paragraph stands in its source: UTF-16 offsets. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What came of holding a knowledge file against its source. */
export interface Proof {
  /** What differs; empty when every word is proved. */
  readonly problems: readonly Problem[];
  /** What an editor should know although no reader can see it. */
  readonly notices: readonly Problem[];
  /** For each turn: its question, then its paragraphs; undefined where a piece was not found. */
  readonly places: readonly (readonly (Place | undefined)[])[];
}

interface Piece {
  readonly original: string;
  readonly plain: string;
  readonly line: number;
  readonly turn: number;
  readonly isQuestion: boolean;
}

/** Marks that only lay out a page: dashes and bullets before a paragraph, quote and heading marks. */
const LAYOUT_MARK = /[\s\-–—*•·●▪○■>#+_|]/u;
/** Numbering before a question: `1.`, `2/`, `(3)`. */
const NUMBERING = /^\(?\d{1,3}\s?[./)](?=\s|\p{L}|$)/u;
/** Words with which an interview ends; what follows them is not the answer any more. */
const FAREWELL = /(?:cảm|cám) ơn|\((?:thực hiện|ghi|t\/h)\)|^(?:thực hiện|phóng viên|bài|ảnh|theo|nguồn)\s*[:/]/iu;
const SHOWN_LENGTH = 60;
/** A shorter line after the last answer is a byline or a heading of the page, not a forgotten paragraph. */
const SHORTEST_FORGOTTEN_LENGTH = 80;

/**
 * Proves that every question and paragraph of `knowledge` is a contiguous copy of `source`, in order, and that between
 * the first question and the last answer nothing of the source is missing but layout marks, labels and what the file
 * lists under `leftOut`. White space and Unicode form are evened out first (see {@link readPlain}).
 */
export function proveKnowledge(knowledge: KnowledgeFile, source: string, sourceFile: string): Proof {
  const pieces = piecesOf(knowledge);
  const plain = readPlain(source);
  const skips = [...knowledge.leftOut, ...knowledge.labels]
    .map((text) => readPlain(text).text)
    .filter((text) => text !== '')
    .sort((one, other) => other.length - one.length);
  const first = pieces[0]?.plain ?? '';
  const starts = [...occurrences(plain.text, first)];
  // The same words may stand in a sapo or a caption as well: the start that proves most is the right one.
  let best: Proof | undefined;
  for (const start of starts.length > 0 ? starts.slice(0, 20) : [undefined]) {
    const proof = proveFrom(start);
    if (!best || proof.problems.length < best.problems.length) best = proof;
    if (best.problems.length === 0) break;
  }
  return best as Proof;

  function proveFrom(start: number | undefined): Proof {
    const problems: Problem[] = [];
    const notices: Problem[] = [];
    const places: (Place | undefined)[][] = knowledge.turns.map(() => []);
    const add = (line: number, message: string) => problems.push({ file: knowledge.file, line, message });
    let position = start ?? 0;
    let isLost = start === undefined;
    let before: Piece | undefined;
    let lastQuestion: string | undefined;
    for (const [index, piece] of pieces.entries()) {
      const clean = skipMarks(plain.text, position, skips, piece.plain);
      let found = plain.text.startsWith(piece.plain, clean) ? clean : plain.text.indexOf(piece.plain, position);
      const answerAt = plain.text.indexOf(pieces[index + 1]?.plain ?? '', position);
      const isPrintedAgain = found !== -1 && (answerAt === -1 || found < answerAt);
      if (piece.isQuestion && piece.plain === lastQuestion && !isPrintedAgain) {
        // Several people answer one question: it is printed once and stands over each of their answers.
        places[piece.turn]?.push(places[piece.turn - 1]?.[0]);
        continue;
      }
      if (piece.isQuestion) lastQuestion = piece.plain;
      if (found === -1) {
        add(piece.line, missingMessage(piece, isLost ? undefined : clean));
        places[piece.turn]?.push(undefined);
        isLost = true;
        continue;
      }
      if (!isLost && found > clean && before) {
        // A short paragraph may also stand inside a later one; the gap tells which it is.
        const nearer = occurrences(plain.text, piece.plain, position).find((at) => isClean(position, at));
        found = nearer ?? found;
        for (const dropped of residue(position, found)) {
          add(
            piece.line,
            `Trước dòng này thiếu một đoạn của nguồn (${sourceFile}:${lineOf(dropped.start)}): “${shorten(dropped.text)}”. Hãy chép lại, hoặc ghi đoạn ấy vào “leftOut” nếu cố ý bỏ.`,
          );
        }
      }
      if (!before) checkBefore(piece, found);
      const end = found + piece.plain.length;
      const place = { start: plain.offsets[found] as number, end: endOf(end) };
      const raw = evenSpaces(source.slice(place.start, place.end));
      if (raw !== evenSpaces(piece.original)) {
        notices.push({
          file: knowledge.file,
          line: piece.line,
          message:
            'Chữ ở đây trông giống hệt nguồn nhưng ghi bằng dạng Unicode khác (NFC/NFD) hoặc có ký tự ẩn; người đọc không thấy khác.',
        });
      }
      places[piece.turn]?.push(place);
      position = end;
      isLost = false;
      before = piece;
    }
    if (!isLost && before) checkAfter(before, position);
    return { problems, notices, places };

    function checkBefore(piece: Piece, found: number): void {
      const sourceStart = plain.offsets[found] as number;
      const lineStart = source.lastIndexOf('\n', sourceStart - 1) + 1;
      const lead = readPlain(source.slice(lineStart, sourceStart)).text;
      if (skipMarks(lead, 0, skips, '') >= lead.length || /[.?!…:;"”)\]]$/u.test(lead)) return;
      add(piece.line, `Câu hỏi này thiếu phần đầu so với nguồn (${sourceFile}:${lineOf(found)}): “${shorten(lead)}”.`);
    }

    function checkAfter(piece: Piece, end: number): void {
      const next = skipMarks(plain.text, end, skips, '');
      const sourceNext = plain.offsets[next] ?? source.length;
      const rest = readPlain(source.slice(sourceNext).split(/\r\n|\r|\n/u, 1)[0] ?? '').text;
      const isSameLine = !/[\r\n]/u.test(source.slice(endOf(end), sourceNext));
      const isForgotten = isSameLine
        ? /\p{L}/u.test(rest)
        : rest.length >= SHORTEST_FORGOTTEN_LENGTH && /[.…”"]$/u.test(rest);
      if (!isForgotten || FAREWELL.test(rest)) return;
      add(
        piece.line,
        `Sau đoạn này nguồn còn tiếp (${sourceFile}:${lineOf(next)}): “${shorten(rest)}”. Hãy chép nốt, hoặc ghi đoạn ấy vào “leftOut” nếu nó không thuộc câu trả lời.`,
      );
    }
  }

  function missingMessage(piece: Piece, expectedAt: number | undefined): string {
    const what = piece.isQuestion ? 'Câu hỏi' : 'Đoạn trả lời';
    const elsewhere = plain.text.indexOf(piece.plain);
    if (elsewhere !== -1) {
      return `${what} này có trong nguồn nhưng ở chỗ khác (${sourceFile}:${lineOf(elsewhere)}): sai thứ tự so với bài đã đăng.`;
    }
    const near = nearestPlace(plain.text, piece.plain, expectedAt);
    if (near === undefined) return `${what} này không có trong nguồn (${sourceFile}): “${shorten(piece.plain)}”.`;
    const same = commonPrefix(piece.plain, plain.text, near);
    const from = Math.max(0, same - 20);
    return `${what} này khác nguồn (${sourceFile}:${lineOf(near + same)}): tệp ghi “${shorten(piece.plain.slice(from))}”, nguồn ghi “${shorten(plain.text.slice(near + from))}”.`;
  }

  function isClean(from: number, to: number): boolean {
    return residue(from, to).length === 0;
  }

  /** What stands between two offsets and is neither a mark, nor a label, nor listed as left out; by source line. */
  function residue(from: number, to: number): readonly { start: number; text: string }[] {
    const left: { start: number; text: string }[] = [];
    let at = from;
    while (at < to) {
      at = skipMarks(plain.text, at, skips, '');
      if (at >= to) break;
      const lineEnd = plain.text
        .slice(at, to)
        .split(' ')
        .reduce(
          (state, word) => {
            if (state.isDone) return state;
            const wordEnd = state.end + word.length;
            const between = source.slice(plain.offsets[wordEnd - 1] ?? 0, plain.offsets[wordEnd + 1] ?? source.length);
            return { end: wordEnd + 1, isDone: /[\r\n]/u.test(between) };
          },
          { end: at, isDone: false },
        ).end;
      const end = Math.min(to, Math.max(lineEnd, at + 1));
      left.push({ start: at, text: plain.text.slice(at, end).trim() });
      at = end;
    }
    return left.filter((one) => /[\p{L}\p{N}]/u.test(one.text));
  }

  function endOf(end: number): number {
    const last = plain.offsets[end - 1] as number;
    const next = plain.offsets[end] as number;
    return plain.text[end] === ' ' || end === plain.text.length
      ? last + source.slice(last, next).trimEnd().length
      : next;
  }

  function lineOf(at: number): number {
    return source.slice(0, plain.offsets[at] ?? source.length).split(/\r\n|\r|\n/u).length;
  }
}

function piecesOf(knowledge: KnowledgeFile): readonly Piece[] {
  return knowledge.interview.turns.flatMap((turn, index) => {
    const place = knowledge.turns[index];
    const piece = (original: string, line: number, isQuestion: boolean): Piece => ({
      original,
      plain: readPlain(original).text,
      line,
      turn: index,
      isQuestion,
    });
    return [
      piece(turn.question, place?.questionLine ?? 1, true),
      ...turn.paragraphs.map((text, number) => piece(text, place?.paragraphLines[number] ?? 1, false)),
    ];
  });
}

/** Goes past layout marks, labels and left-out text from `from` on, but never past a place where `target` begins. */
function skipMarks(text: string, from: number, skips: readonly string[], target: string): number {
  let at = from;
  for (;;) {
    if (target !== '' && text.startsWith(target, at)) return at;
    const skip = skips.find((one) => text.startsWith(one, at));
    const mark = LAYOUT_MARK.test(text[at] ?? '') ? 1 : (NUMBERING.exec(text.slice(at, at + 8))?.[0].length ?? 0);
    if (!skip && mark === 0) return at;
    at += skip?.length ?? mark;
  }
}

function occurrences(text: string, part: string, from = 0): readonly number[] {
  const found: number[] = [];
  if (part === '') return found;
  for (let at = text.indexOf(part, from); at !== -1; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

/** Where a changed piece most likely comes from: where it was expected if it begins alike, else where its words do. */
function nearestPlace(text: string, piece: string, expectedAt: number | undefined): number | undefined {
  const ANCHOR_LENGTH = 24;
  if (expectedAt !== undefined && commonPrefix(piece, text, expectedAt) >= Math.min(8, piece.length)) return expectedAt;
  for (let from = 0; from + ANCHOR_LENGTH <= piece.length; from += ANCHOR_LENGTH / 2) {
    const at = text.indexOf(piece.slice(from, from + ANCHOR_LENGTH));
    if (at !== -1) return Math.max(0, at - from);
  }
  return expectedAt;
}

function commonPrefix(piece: string, text: string, at: number): number {
  let length = 0;
  while (length < piece.length && piece[length] === text[at + length]) length += 1;
  return length;
}

function evenSpaces(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function shorten(text: string): string {
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH).trimEnd()}…`;
}
