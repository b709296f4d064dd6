import { type AboutArticle, aboutArticle } from './about-article.ts';
import { type Found, findTurns } from './find-turns.ts';
import { judgeInterview, type Verdict } from './judge-interview.ts';
import type { ReadSource } from './read-source.ts';

/** An article read as an interview, with everything that an editor must be told. */
export interface ImportedArticle {
  /** The text that the offsets of `found` count in. */
  readonly text: string;
  readonly found: Found;
  readonly verdict: Verdict;
  readonly about: AboutArticle;
  /** Which way of cutting the page was used. */
  readonly cut: string;
  /** Questions to the editor. */
  readonly doubts: readonly string[];
}

/** Log odds by which a question mark makes a question where nobody is spoken to (`--as faq`). */
const FAQ_BIAS = 7;
const SHOWN_LENGTH = 90;
const WHOLE_PAGE_WORTH = 0.8;

/** Reads `source` as an interview, or as a list of questions and answers when the editor says that it is one. */
export function importArticle(source: ReadSource, isFaq: boolean): ImportedArticle {
  const readings = source.candidates.map(({ name, article }) => {
    const found = findTurns(article, isFaq ? FAQ_BIAS : 0);
    return { name, article, found, verdict: judgeInterview(found) };
  });
  const ranked = [...readings].sort(
    (one, other) =>
      Number(other.verdict.isInterview) - Number(one.verdict.isInterview) || worth(other, source) - worth(one, source),
  );
  const best = ranked[0];
  if (!best) throw new RangeError('expected a source with at least one way of reading it, got none');
  const about = aboutArticle(best.article, best.found, source.facts);
  const rival = readings.find((reading) => reading !== best && !isSameReading(reading.found, best.found));
  return {
    text: source.text,
    found: best.found,
    verdict: best.verdict,
    about,
    cut: best.name,
    doubts: doubtsOf(best.found, about, rival),
  };
}

/** Turns found; the last cut takes in the whole page, comments too, and must find clearly more to be preferred. */
function worth(reading: { readonly name: string; readonly found: Found }, source: ReadSource): number {
  const isWholePage = source.candidates.length > 1 && reading.name === source.candidates.at(-1)?.name;
  return reading.found.turns.length * (isWholePage ? WHOLE_PAGE_WORTH : 1);
}

function isSameReading(one: Found, other: Found): boolean {
  const words = (found: Found) =>
    JSON.stringify(found.turns.map((turn) => [turn.question.text, turn.answer.map((piece) => piece.text)]));
  return words(one) === words(other);
}

function doubtsOf(
  found: Found,
  about: AboutArticle,
  rival: { readonly name: string; readonly found: Found } | undefined,
): readonly string[] {
  const doubts: string[] = [];
  if (!about.title) doubts.push('Tên bài là gì?');
  if (!about.outlet) doubts.push('Bài đăng ở báo nào?');
  if (!about.speaker) doubts.push('Ai trả lời phỏng vấn (họ tên, chức danh)?');
  else {
    if (about.speaker.value.title === '') doubts.push(`Chức danh của ${about.speaker.value.name} khi trả lời là gì?`);
    if (about.speaker.value.honorific === '') doubts.push(`Gọi ${about.speaker.value.name} là Ông, Bà hay cách khác?`);
  }
  for (const unsure of found.unsure) {
    const percent = Math.round(unsure.certainty * 100);
    const taken = unsure.takenFor.startsWith('question')
      ? 'lời hỏi'
      : unsure.takenFor.startsWith('answer')
        ? 'lời đáp'
        : 'chỗ hết bài';
    doubts.push(`“${shorten(unsure.piece.text)}” có đúng là ${taken} không? (chắc ${percent}%)`);
  }
  if (rival && rival.found.turns.length > 0) {
    const different = found.turns.findIndex(
      (turn, index) =>
        rival.found.turns[index]?.question.text !== turn.question.text ||
        rival.found.turns[index]?.answer.map((piece) => piece.text).join('\n') !==
          turn.answer.map((piece) => piece.text).join('\n'),
    );
    const where = different === -1 ? 'ở cuối bài' : `từ câu ${different + 1}`;
    doubts.push(`Hai cách lấy nội dung trang cho kết quả khác nhau ${where}; hãy xem kỹ chỗ ấy trên trang gốc.`);
  }
  return doubts;
}

function shorten(text: string): string {
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH).trimEnd()}…`;
}
