import { splitSentences } from '../../core/sentences.ts';
import type { Unit } from './unit.ts';

/**
 * What a stretch of an article can be. `question` and `answer` are first paragraphs, `…More` go on; `questionAside`
 * and `answerAside` interrupt; `end` is the first thing after the interview and `after` all that follows it.
 */
export const ROLES = [
  'before',
  'question',
  'questionMore',
  'questionAside',
  'answer',
  'answerMore',
  'answerAside',
  'end',
  'after',
] as const;
export type Role = (typeof ROLES)[number];

/** One number a role, in the order of {@link ROLES}. */
export type PerRole = readonly number[];

/** Something that can be seen in a unit, and how often each role shows it. */
export interface Feature {
  readonly name: string;
  /** Words for the editor: «vì: …». */
  readonly because: string;
  /** Share of the units of each role that show it. */
  readonly rates: PerRole;
  shows(unit: Unit, surroundings: Surroundings): boolean;
}

/** What a feature may know besides its unit. */
export interface Surroundings {
  readonly index: number;
  readonly units: readonly Unit[];
  /** The text of each unit as it is compared: lower case, letters and digits only. */
  readonly folded: readonly string[];
}

const WORD = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
const ADDRESSEES =
  'ông|bà|anh|chị|đồng chí|bác sĩ|bác sỹ|tiến sĩ|giáo sư|luật sư|bộ trưởng|thứ trưởng|đại biểu|chủ tịch|giám đốc|đại sứ|ngài|cô|chú|bác|thầy|bạn|em|nhà văn|nhà thơ|nhạc sĩ|nghệ sĩ|đạo diễn|trung tướng|thiếu tướng|đại tá|quý vị|quý ông|quý bà|chuyên gia|cục trưởng|vụ trưởng|bí thư|viện trưởng|hiệu trưởng';
/** Spoken to, not spoken of: no name follows, and it is not a kinship word of another phrase. */
const AS_FIRST_WORD = ADDRESSEES.split('|')
  .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  .join('|');
const ADDRESS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${ADDRESSEES}|${AS_FIRST_WORD})(?![\\p{L}\\p{N}])(?!\\s+(?:\\p{Lu}|con|em|cha|chị|bà|ta|ấy|này|tập|dân|tỉnh|huyện|ngoại|nội|đọc|trẻ|bè|cụ|lão|mẹ))`,
  'u',
);
const THUA = new RegExp(`(?<!\\p{L})thưa\\s+(?:các\\s+)?(?:${ADDRESSEES})`, 'iu');
const REQUEST =
  /(?<!\p{L})(?:xin|mời|nhờ|mong|đề nghị|rất mong)(?:\s+\S+){0,6}?\s+(?:cho biết|cho hay|chia sẻ|nói rõ|nói thêm|giải thích|đánh giá|phân tích|giới thiệu|cho ý kiến|cho một|điểm lại|khái quát|làm rõ|nêu|kể|bình luận|tư vấn|cho hỏi)/iu;
const INVITES = new RegExp(`(?<!\\p{L})(?:${ADDRESSEES})(?:\\s+\\S+){0,2}?\\s+(?:có thể|hãy)(?!\\p{L})`, 'iu');
const ASKS_OPINION = new RegExp(
  `(?<!\\p{L})(?:${ADDRESSEES})(?:\\s+\\S+){0,3}?\\s+(?:nghĩ|đánh giá|nhận định|nhìn nhận|nhận xét|suy nghĩ|cảm thấy|kỳ vọng|lý giải|bình luận|quan niệm|có lời|có bí quyết|có dự định|có cho rằng|thấy sao)`,
  'iu',
);
const INTERROGATIVE = WORD(
  '(?:không|chưa|chứ|ạ|nhỉ|sao|gì|nào|đâu|ai)(?=[?])|như thế nào|thế nào|ra sao|vì sao|tại sao|là gì|những gì|điều gì|gì không|hay không|không ạ|phải không|đúng không|bao nhiêu|khi nào|bao giờ|ở đâu|đâu là|ai là|làm sao|thì sao|nghĩ gì|nghĩ sao|có phải',
);
const QUESTION_END = /\?[”"’»)\]!]*(?:\s*[([][^()[\]]{1,160}[)\]]\.?)?$/u;
const FIRST_PERSON = WORD('tôi|chúng tôi|chúng ta|mình');
const ANSWER_OPENING =
  /^(?:vâng|dạ|đúng|phải nói|có thể nói|theo tôi|tôi|chúng tôi|trước hết|trước tiên|đầu tiên|thực ra|thật ra|quả thật|thực tế|không phải|rất vui|đây là|điều này|về vấn đề này|như)(?!\p{L})/iu;
const CAPTION =
  /(?:(?<!\p{L})(?:ảnh|photo|đồ họa|infographic|video clip)\s*(?:minh họa)?\s*[:：]\s*\S.{0,80}$|[([](?:ảnh|nguồn|nguồn ảnh|photo)[^)\]]*[)\]]\.?$|^(?:ảnh|hình|hình ảnh|video|đồ họa|biểu đồ|nguồn|ảnh minh họa)(?!\p{L})[^?]{0,120}$|ảnh minh họa\.?$|^©)/iu;
const THANKS =
  /^(?:[-–—*]\s*)?(?:vâng[,.!]?\s*|một lần nữa[,]?\s*)?(?:ban biên tập|tòa soạn|toà soạn|chương trình|chúng tôi|báo \S+(?: \S+){0,4}?)?\s*(?:xin|trân trọng|chân thành|rất|vô cùng|thay mặt[^?]{0,60}?)?\s*(?:được\s+)?(?:trân trọng\s+|chân thành\s+|chân thành\s*)?(?:cảm|cám) ơn(?!\p{L})/iu;
const BYLINE =
  /\((?:thực hiện|ghi|lược ghi|tổng hợp|biên soạn|t\/h|th)\)|^(?:thực hiện|bài|bài và ảnh|bài, ảnh|nội dung|phóng viên thực hiện|theo|tác giả|người thực hiện|ghi|tổng hợp|biên tập|trình bày|thiết kế)\s*[:：]|(?<!\p{L})thực hiện\.?$|^\(?theo\s+\p{Lu}[^.?!]{0,40}\)?$/iu;
const INTRODUCES =
  /(?<!\p{L})(?:phỏng vấn|cuộc trao đổi|trao đổi với|trò chuyện|cuộc gặp|cuộc đối thoại|tọa đàm|giao lưu|trao đổi cùng|trò chuyện cùng|xin giới thiệu|trân trọng giới thiệu|lược ghi|nội dung cuộc)(?!\p{L})/iu;
const CLUTTER =
  /^(?:đọc thêm|xem thêm|xem tiếp|tin liên quan|tin cùng|bài liên quan|bài viết liên quan|các tin khác|tin khác|tin bài|cùng chuyên mục|tin mới|tin nóng|tin nổi bật|có thể bạn|bình luận|ý kiến|viết bình luận|chia sẻ(?:\s*(?:facebook|zalo|twitter|:))?$|từ khóa|từ khoá|tags?\b|thẻ|chủ đề|>>|»|mời (?:bạn đọc|độc giả|quý)|theo dõi|đăng ký|đăng nhập|quảng cáo|in bài|gửi bài|lưu bài|facebook|zalo|twitter|tweet|like|share|copy|sao chép|hotline|e-?mail|đt|điện thoại|tòa soạn|toà soạn|giấy phép|cơ quan chủ quản|tổng biên tập|phó tbt|bản quyền|©|copyright|liên hệ|đọc nhiều|nổi bật|xem nhiều|lên đầu|trở về|quay lại|về trang|fanpage|google news|nghe đọc|cỡ chữ|gửi|rss|\d+ (?:bình luận|lượt xem|thích)|trang chủ|chuyên mục|góp ý)/iu;
const CONTACT = /(?:\d[\s.]?){9,}|\S+@\S+\.\S+|\d{1,2}[:h]\d{2}.{0,20}\d{4}|\d{4}.{0,16}\d{1,2}[:h]\d{2}|gmt/iu;

/** The features in which question, answer and clutter differ; each is a general trait of the language or of layout. */
export const FEATURES: readonly Feature[] = [
  feature('asks', 'kết bằng dấu hỏi', [0.05, 0.8, 0.75, 0.03, 0.015, 0.035, 0.03, 0.02, 0.05], (unit) =>
    QUESTION_END.test(unit.body),
  ),
  feature('requests', 'có lời mời trả lời', [0.01, 0.4, 0.4, 0.01, 0.004, 0.006, 0.01, 0.02, 0.01], (unit) =>
    requests(unit.body),
  ),
  feature('addresses', 'xưng hô với người trả lời', [0.06, 0.65, 0.55, 0.04, 0.1, 0.1, 0.04, 0.55, 0.06], (unit) =>
    ADDRESS.test(unit.body),
  ),
  feature('interrogative', 'có từ để hỏi', [0.06, 0.6, 0.5, 0.06, 0.1, 0.12, 0.06, 0.03, 0.08], (unit) =>
    INTERROGATIVE.test(unit.body),
  ),
  feature(
    'first person',
    'người nói xưng tôi, chúng tôi',
    [0.06, 0.13, 0.15, 0.08, 0.55, 0.45, 0.08, 0.08, 0.05],
    (unit) => FIRST_PERSON.test(unit.body),
  ),
  feature(
    'answers',
    'mở đầu như một câu trả lời',
    [0.03, 0.03, 0.05, 0.03, 0.3, 0.09, 0.03, 0.02, 0.02],
    (unit) => ANSWER_OPENING.test(unit.body) && !QUESTION_END.test(unit.body),
  ),
  feature(
    'unfinished',
    'ngắn và không có dấu kết câu',
    [0.35, 0.05, 0.03, 0.75, 0.012, 0.02, 0.75, 0.35, 0.6],
    (unit) => !/[.?!…:;,)\]–-]$/u.test(unit.body.replace(/["”’»]+$/u, '')) && unit.body.length < 160,
  ),
  feature(
    'caption',
    'giống chú thích ảnh',
    [0.12, 0.002, 0.002, 0.3, 0.002, 0.002, 0.3, 0.02, 0.05],
    (unit) => unit.isAside || (CAPTION.test(unit.text) && unit.text.length < 300),
  ),
  feature('thanks', 'lời cảm ơn kết bài', [0.004, 0.01, 0.004, 0.004, 0.006, 0.004, 0.004, 0.65, 0.01], (unit) =>
    isThanks(unit.body),
  ),
  feature(
    'byline',
    'tên người thực hiện',
    [0.03, 0.001, 0.001, 0.01, 0.001, 0.001, 0.01, 0.3, 0.08],
    (unit) =>
      unit.text.length < 120 && (BYLINE.test(unit.text) || /^(?:\p{Lu}[\p{L}.]*\s*[-–&,]?\s*){2,5}$/u.test(unit.text)),
  ),
  feature(
    'introduces',
    'giới thiệu cuộc phỏng vấn',
    [0.3, 0.015, 0.01, 0.02, 0.01, 0.01, 0.02, 0.02, 0.05],
    (unit) => INTRODUCES.test(unit.body) && !QUESTION_END.test(unit.body) && !requests(unit.body),
  ),
  feature(
    'clutter',
    'mục của trang web',
    [0.15, 0.001, 0.001, 0.25, 0.001, 0.001, 0.25, 0.15, 0.25],
    (unit) =>
      unit.text.length < 200 && (CLUTTER.test(unit.text) || (unit.text.length < 120 && CONTACT.test(unit.text))),
  ),
  feature(
    'links',
    'chỉ là liên kết',
    [0.1, 0.003, 0.003, 0.25, 0.003, 0.003, 0.25, 0.1, 0.4],
    (unit) => unit.linkShare > 0.7,
  ),
  feature(
    'repeats',
    'lặp lại chữ ở chỗ khác trong bài',
    [0.15, 0.006, 0.004, 0.3, 0.004, 0.004, 0.3, 0.02, 0.2],
    repeats,
  ),
];

/** A question of several sentences has one question mark: where units are sentences, the others go without. */
export const ASKS_INSIDE_A_PARAGRAPH: PerRole = [0.05, 0.5, 0.6, 0.03, 0.03, 0.035, 0.03, 0.02, 0.05];

/** How long units of each role are, in words; the buckets end at {@link LENGTH_LIMITS}. */
export const LENGTH_LIMITS = [4, 12, 40, 90, 160, Number.POSITIVE_INFINITY];
export const LENGTH_RATES: readonly PerRole[] = [
  [0.1, 0.015, 0.01, 0.22, 0.02, 0.015, 0.22, 0.2, 0.25],
  [0.22, 0.2, 0.2, 0.45, 0.1, 0.08, 0.45, 0.6, 0.35],
  [0.25, 0.46, 0.45, 0.27, 0.26, 0.27, 0.27, 0.15, 0.25],
  [0.25, 0.26, 0.27, 0.05, 0.36, 0.38, 0.05, 0.03, 0.11],
  [0.12, 0.055, 0.06, 0.007, 0.17, 0.175, 0.007, 0.01, 0.03],
  [0.06, 0.01, 0.01, 0.003, 0.09, 0.08, 0.003, 0.01, 0.01],
];

/** Whether a text speaks to somebody, as questions of an interview do; "bạn" may be any reader and does not count. */
export function addressesSomebody(text: string): boolean {
  return ADDRESS.test(text.replace(/(?<!\p{L})bạn(?!\p{L})/giu, '')) || invitesAnswer(text);
}

/** Whether a text asks a person for an answer in so many words: "thưa ông", "xin bà cho biết". */
export function invitesAnswer(text: string): boolean {
  return THUA.test(text) || REQUEST.test(text);
}

/** Whether somebody speaks of himself. */
export function speaksInFirstPerson(text: string): boolean {
  return FIRST_PERSON.test(text) || /(?:^|[.!?]\s+)(?:em|cháu)(?!\p{L})/iu.test(text);
}

/** Whether a text tells that it introduces, or is, an interview. */
export function speaksOfInterview(text: string): boolean {
  return INTRODUCES.test(text);
}

/** Whether a text ends with its question mark, a signature in brackets after it or not. */
export function endsAsQuestion(text: string): boolean {
  return QUESTION_END.test(text);
}

/** Whether a short text ends in thanks, as interviews do. */
export function isThanks(text: string): boolean {
  if (text.length > 240 || QUESTION_END.test(text)) return false;
  const last = splitSentences(text).at(-1);
  return THANKS.test(text) || (last !== undefined && THANKS.test(text.slice(last.start)));
}

/** Lower case letters and digits only: what is left when layout and punctuation are taken off. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function requests(text: string): boolean {
  if (text.length > 900) return false;
  const isOpen = text.includes('?');
  return (
    REQUEST.test(text) ||
    THUA.test(text) ||
    (isOpen ? ASKS_OPINION.test(text) || INVITES.test(text) : INVITES.test(text))
  );
}

function repeats(_unit: Unit, { index, folded }: Surroundings): boolean {
  const own = folded[index] ?? '';
  if (own.length < 28) return false;
  return folded.some((other, at) => at !== index && other.includes(own) && (other.length > own.length || at < index));
}

function feature(name: string, because: string, rates: PerRole, shows: Feature['shows']): Feature {
  return { name, because, rates, shows };
}
