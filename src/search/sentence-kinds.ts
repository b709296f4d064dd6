import { foldWord } from './fold.ts';
import { SentenceKind } from './passage-index.ts';
import type { Question } from './question.ts';

const FIGURE = /\d/u;
// A look back costs at every letter where it stands first, so it comes after what it guards.
const NUMBER = wholeWords('hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nửa|đôi', 'iu');
const TIME =
  /(?<!\d)(?:1\d{3}|20\d{2})(?!\d)|(?:tháng|ngày|thế kỷ|thập niên|thập kỷ|năm|giờ|quý|tuần)\s+(?:\d|thứ|[IVX]+\b)|(?:hôm|mùa|sáng|chiều)\s/iu;
const NAME = /\p{Lu}(?<=[\p{Ll}\d,;:("“]\s*\p{Lu})\p{Ll}/u;
const PLACE = wholeWords(
  'tại|ở|thuộc|gần|phía|miền|vùng|khu|tầng|đường|thành phố|tỉnh|bang|quận|huyện|xã|nước|địa chỉ',
  'iu',
);
const REASON = wholeWords('vì|do|bởi|nhờ|nên|khiến|nhằm|để|dẫn đến|gây|nguyên nhân', 'iu');

/** Finds any of `words` (separated by `|`; none may end with another) where no letter stands before or after. */
function wholeWords(words: string, flags: string): RegExp {
  return new RegExp(`(?:${words})(?!\\p{L})(?<!\\p{L}(?:${words}))`, flags);
}

const SPELLED = 'một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|giêng|chạp';
const MONTH = '(?:1[0-2]|0?[1-9])';
const DAY_OF_MONTH = '(?:[12]\\d|3[01]|0?[1-9])';
/** A day, a month or an hour: more than a year. A fraction, a span of years or the number of a decree is none of these. */
const DAY = new RegExp(
  [
    `(?<![\\d./-])${DAY_OF_MONTH}[/.-]${MONTH}(?:[/.-](?:\\d{4}|\\d{2}))?(?![\\d%/-]|[.,]\\d|\\s*(?:%|phần|tỷ|triệu|nghìn))`,
    `(?:ngày|tháng|mồng|mùng)\\s+(?:\\d|(?:${SPELLED})(?!\\p{L}))`,
    `(?<!\\d)\\d{1,2}\\s*(?:g|h)\\s*\\d{0,2}(?![\\p{L}\\d])`,
    `lúc\\s+(?:\\d|${SPELLED})`,
    'thứ (?:hai|ba|tư|năm|sáu|bảy)(?!\\p{L})|chủ nhật',
  ].join('|'),
  'iu',
);

/** What a sentence holds that a question may ask for: bits of {@link SentenceKind}. */
export function kindsOf(sentence: string): number {
  return (
    (FIGURE.test(sentence) || NUMBER.test(sentence) ? SentenceKind.number : 0) |
    (TIME.test(sentence) ? SentenceKind.time : 0) |
    (NAME.test(sentence) ? SentenceKind.name : 0) |
    (PLACE.test(sentence) ? SentenceKind.place : 0) |
    (REASON.test(sentence) ? SentenceKind.reason : 0) |
    (DAY.test(sentence) ? SentenceKind.day : 0)
  );
}

const YEAR_OR_DATE = /(?<!\d)(?:1\d{3}|20\d{2})(?!\d)|tháng|thế kỷ|năm \d|ngày \d/u;
const INNER_CAPITAL = /\p{Lu}(?<=[\p{Ll}\d,;:("“]\s*\p{Lu})\p{L}+/gu;
const WHERE = wholeWords('tại|ở|từ|đến|gần|phía|vùng|khu|tầng', 'u');
const WHY = wholeWords('vì|do|bởi|nhờ|nên|khiến|để|dẫn đến|gây|nhằm', 'u');
/** Words of place and reason stand in many sentences that tell neither. */
const WEAK_SIGN = 0.6;

/** How well a sentence suits what is asked for, 0–1: a figure, a date, a name that the question does not hold itself. */
export function suits(sentence: string, question: Question): number {
  const { asks } = question;
  if (asks.has('number') && FIGURE.test(sentence)) return 1;
  if (asks.has('time') && YEAR_OR_DATE.test(sentence)) return 1;
  if (asks.has('person')) {
    const names = (sentence.match(INNER_CAPITAL) ?? []).map((name) => foldWord(name.toLowerCase()).folded);
    if (names.some((name) => !question.words.some(({ form }) => form.folded === name))) return 1;
  }
  if (asks.has('place') && WHERE.test(sentence)) return WEAK_SIGN;
  return asks.has('reason') && WHY.test(sentence) ? WEAK_SIGN : 0;
}
