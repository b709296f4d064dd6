import {
  endsAsQuestion,
  hasDateline,
  hasInterrogative,
  interrogates,
  isBracketed,
  isByline,
  isCaption,
  isPageFurniture,
  isQuoted,
  isThanks,
  isUnfinished,
  nameAtStart,
  onlyAsks,
  opensAsAnswer,
  requests,
  saysI,
  speaksOfInterview,
  speaksToPerson,
} from './signs.ts';
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
  /** Where it says something at all: in whole paragraphs, in sentences of one, or in both. */
  readonly scope: 'paragraph' | 'sentence' | 'any';
}

/** What a feature may know besides its unit. */
export interface Surroundings {
  readonly index: number;
  readonly units: readonly Unit[];
  /** The text of each unit as it is compared: lower case, letters and digits only. */
  readonly folded: readonly string[];
}

/** How many units from the top may introduce the people of an article. */
const OPENING_UNITS = 6;

/** The features in which question, answer and clutter differ; each is a general trait of the language or of layout. */
export const FEATURES: readonly Feature[] = [
  feature('asks', 'kết bằng dấu hỏi', [0.05, 0.84, 0.75, 0.03, 0.015, 0.035, 0.03, 0.02, 0.05], (unit) =>
    endsAsQuestion(unit.body),
  ),
  feature(
    'only asks',
    'cả đoạn chỉ là câu hỏi',
    [0.03, 0.48, 0.4, 0.02, 0.005, 0.004, 0.02, 0.01, 0.03],
    (unit) => onlyAsks(unit.body),
    'paragraph',
  ),
  feature(
    'asks in words',
    'có từ để hỏi',
    [0.04, 0.6, 0.5, 0.04, 0.05, 0.03, 0.04, 0.02, 0.04],
    (unit) => endsAsQuestion(unit.body) && hasInterrogative(unit.body),
    'sentence',
  ),
  feature('requests', 'có lời mời trả lời', [0.01, 0.4, 0.4, 0.01, 0.004, 0.006, 0.01, 0.02, 0.01], (unit) =>
    requests(unit.body),
  ),
  feature('addresses', 'xưng hô với người trả lời', [0.06, 0.65, 0.55, 0.04, 0.1, 0.1, 0.04, 0.55, 0.06], (unit) =>
    speaksToPerson(unit.body),
  ),
  feature(
    'interrogative',
    'có từ để hỏi mà không có dấu hỏi',
    [0.03, 0.12, 0.12, 0.03, 0.015, 0.02, 0.03, 0.02, 0.03],
    (unit) => interrogates(unit.body),
  ),
  feature(
    'first person',
    'người nói xưng tôi, chúng tôi',
    [0.06, 0.13, 0.15, 0.08, 0.55, 0.45, 0.08, 0.08, 0.05],
    (unit) => saysI(unit.body),
  ),
  feature('answers', 'mở đầu như một câu trả lời', [0.03, 0.03, 0.05, 0.03, 0.3, 0.09, 0.03, 0.02, 0.02], (unit) =>
    opensAsAnswer(unit.body),
  ),
  feature(
    'unfinished',
    'ngắn và không có dấu kết câu',
    [0.35, 0.05, 0.03, 0.62, 0.012, 0.02, 0.62, 0.35, 0.6],
    (unit) => isUnfinished(unit.body),
  ),
  feature(
    'caption',
    'giống chú thích ảnh',
    [0.12, 0.002, 0.002, 0.3, 0.002, 0.002, 0.3, 0.02, 0.05],
    (unit) => unit.isAside || isCaption(unit.text),
  ),
  feature('thanks', 'lời cảm ơn kết bài', [0.004, 0.003, 0.003, 0.004, 0.003, 0.003, 0.004, 0.65, 0.05], (unit) =>
    isThanks(unit.body),
  ),
  feature('byline', 'tên người thực hiện', [0.03, 0.001, 0.001, 0.01, 0.001, 0.001, 0.01, 0.3, 0.08], (unit) =>
    isByline(unit.text),
  ),
  feature(
    'introduces',
    'giới thiệu cuộc phỏng vấn',
    [0.3, 0.015, 0.01, 0.02, 0.01, 0.008, 0.02, 0.08, 0.06],
    (unit) => speaksOfInterview(unit.body) && !endsAsQuestion(unit.body) && !requests(unit.body),
  ),
  feature('quoted', 'cả đoạn trong ngoặc kép', [0.04, 0.004, 0.004, 0.12, 0.01, 0.01, 0.15, 0.01, 0.03], (unit) =>
    isQuoted(unit.body),
  ),
  feature('bracketed', 'cả đoạn trong ngoặc', [0.05, 0.002, 0.01, 0.1, 0.002, 0.008, 0.12, 0.15, 0.06], (unit) =>
    isBracketed(unit.body),
  ),
  feature(
    'dateline',
    'mở đầu bằng tên báo',
    [0.2, 0.004, 0.002, 0.004, 0.002, 0.002, 0.004, 0.01, 0.06],
    (unit) => unit.mark === undefined && hasDateline(unit.text),
  ),
  feature(
    'third person',
    'nói về người trả lời ở ngôi thứ ba',
    [0.25, 0.008, 0.004, 0.35, 0.004, 0.004, 0.35, 0.02, 0.1],
    namesPerson,
  ),
  feature('clutter', 'mục của trang web', [0.15, 0.001, 0.001, 0.25, 0.001, 0.001, 0.25, 0.15, 0.25], (unit) =>
    isPageFurniture(unit.text),
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

/** Spoken of in the third person, under a name that the article began with: a caption, not an answer. */
function namesPerson(unit: Unit, { units, index }: Surroundings): boolean {
  if (unit.label || unit.body.length > 220 || saysI(unit.body) || unit.body.includes('?')) return false;
  const name = nameAtStart(unit.body);
  if (name === undefined || name.length > 60) return false;
  const opening = units.slice(0, Math.min(index, OPENING_UNITS));
  return opening.some((other) => other.text.includes(name)) || units.some((other) => other.label?.text.includes(name));
}

function repeats(_unit: Unit, { index, folded }: Surroundings): boolean {
  const own = folded[index] ?? '';
  if (own.length < 28) return false;
  return folded.some((other, at) => at !== index && other.includes(own) && (other.length > own.length || at < index));
}

function feature(
  name: string,
  because: string,
  rates: PerRole,
  shows: Feature['shows'],
  scope: Feature['scope'] = 'any',
): Feature {
  return { name, because, rates, shows, scope };
}
