import { foldWord } from './fold.ts';
import { SentenceKind } from './passage-index.ts';
import type { Question } from './question.ts';

const NUMBER =
  /\d|(?<!\p{L})(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nửa|đôi|phần trăm)(?!\p{L})/iu;
const TIME =
  /(?<!\d)(?:1\d{3}|20\d{2})(?!\d)|(?:tháng|ngày|thế kỷ|thập niên|thập kỷ|năm|giờ|quý|tuần)\s+(?:\d|thứ|[IVX]+\b)|(?:hôm|mùa|sáng|chiều)\s/iu;
const NAME = /(?<=[\p{Ll}\d,;:("“]\s*)\p{Lu}\p{Ll}/u;
const PLACE =
  /(?<!\p{L})(?:tại|ở|thuộc|gần|phía|miền|vùng|khu|tầng|đường|thành phố|tỉnh|bang|quận|huyện|xã|nước|địa chỉ)(?!\p{L})/iu;
const REASON = /(?<!\p{L})(?:vì|do|bởi|nhờ|nên|khiến|nhằm|để|dẫn đến|gây|nguyên nhân|lý do|lí do)(?!\p{L})/iu;

/** What a sentence holds that a question may ask for: bits of {@link SentenceKind}. */
export function kindsOf(sentence: string): number {
  return (
    (NUMBER.test(sentence) ? SentenceKind.number : 0) |
    (TIME.test(sentence) ? SentenceKind.time : 0) |
    (NAME.test(sentence) ? SentenceKind.name : 0) |
    (PLACE.test(sentence) ? SentenceKind.place : 0) |
    (REASON.test(sentence) ? SentenceKind.reason : 0)
  );
}

const FIGURE = /\d/u;
const YEAR_OR_DATE = /(?<!\d)(?:1\d{3}|20\d{2})(?!\d)|tháng|thế kỷ|năm \d|ngày \d/u;
const INNER_CAPITAL = /(?<=[\p{Ll}\d,;:("“]\s*)\p{Lu}\p{L}+/gu;
const WHERE = /(?<!\p{L})(?:tại|ở|từ|đến|gần|phía|vùng|khu|tầng)(?!\p{L})/u;
const WHY = /(?<!\p{L})(?:vì|do|bởi|nhờ|nên|khiến|để|dẫn đến|gây|nhằm)(?!\p{L})/u;
/** Words of place and reason stand in many sentences that tell neither. */
const WEAK_SIGN = 0.6;

/** How well a sentence suits what is asked for, 0–1: a figure, a date, a name that the question does not hold itself. */
export function suits(sentence: string, question: Question): number {
  const { asks } = question;
  if (asks.has('number') && FIGURE.test(sentence)) return 1;
  if (asks.has('time') && YEAR_OR_DATE.test(sentence)) return 1;
  if (asks.has('person')) {
    const asked = new Set(question.words.map(({ form }) => form.folded));
    const names = sentence.match(INNER_CAPITAL) ?? [];
    if (names.some((name) => !asked.has(foldWord(name.toLowerCase()).folded))) return 1;
  }
  if (asks.has('place') && WHERE.test(sentence)) return WEAK_SIGN;
  return asks.has('reason') && WHY.test(sentence) ? WEAK_SIGN : 0;
}
