import {
  depicts,
  hasDateline,
  isBracketed,
  isByline,
  isCaption,
  isHeadline,
  isPageFurniture,
  isQuoted,
  isUnfinished,
} from './clutter-signs.ts';
import { announces, isThanks, tellsOfTalk } from './frame-signs.ts';
import type { PerRole } from './role.ts';
import {
  addressesIn,
  endsAsQuestion,
  goesOnSpeaking,
  interrogates,
  onlyAsks,
  opensAsAnswer,
  opensAsPremise,
  pointsBack,
  requests,
  saysI,
} from './signs.ts';
import { isSetOff, SHORTEST_REPEATED, type Surroundings, speaksOfSpeaker } from './surroundings.ts';
import type { Unit } from './unit.ts';

/** Something that can be seen in a unit, and how often each role shows it. */
export interface Feature {
  readonly name: string;
  /** Words for the editor: «vì: …». */
  readonly because: string;
  /** Share of the units of each role that show it. */
  readonly rates: PerRole;
  shows(unit: Unit, surroundings: Surroundings): boolean;
  /** The same where a unit is one sentence of an article pasted as one line; undefined when it is no different there. */
  readonly sentenceRates: PerRole | undefined;
  /** Whether it alone makes something that stands beside the running text, or behind it. */
  readonly isBeside: boolean;
  /** Where it says something at all: in whole paragraphs, in sentences of one, or in both. */
  readonly scope: 'paragraph' | 'sentence' | 'any';
}

const LONGEST_SHORT_WORDS = 14;

/** The features in which question, answer and clutter differ; each is a general trait of the language or of layout. */
export const FEATURES: readonly Feature[] = [
  feature(
    'asks',
    'kết bằng dấu hỏi',
    [0.05, 0.84, 0.75, 0.03, 0.015, 0.035, 0.03, 0.02, 0.05],
    (unit) => endsAsQuestion(unit.body),
    // A question of several sentences has one question mark: the others go without.
    { inSentences: [0.06, 0.72, 0.8, 0.03, 0.012, 0.05, 0.03, 0.02, 0.06] },
  ),
  feature(
    'only asks',
    'cả đoạn chỉ là câu hỏi',
    [0.03, 0.48, 0.4, 0.02, 0.005, 0.004, 0.02, 0.01, 0.03],
    (unit) => onlyAsks(unit.body),
    { scope: 'paragraph' },
  ),
  feature(
    'requests',
    'có lời mời trả lời',
    [0.01, 0.4, 0.4, 0.01, 0.004, 0.006, 0.01, 0.02, 0.01],
    (unit) => requests(unit.body) && !announces(unit.body),
    { inSentences: [0.02, 0.2, 0.2, 0.01, 0.003, 0.004, 0.01, 0.02, 0.01] },
  ),
  feature(
    'addresses',
    'xưng hô với người trả lời',
    [0.06, 0.65, 0.55, 0.04, 0.1, 0.1, 0.04, 0.55, 0.06],
    (unit, { calls }) => addressesIn(unit.body).some((call) => calls.size === 0 || calls.has(call)),
    { inSentences: [0.1, 0.47, 0.43, 0.03, 0.05, 0.06, 0.03, 0.65, 0.08] },
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
    { inSentences: [0.12, 0.08, 0.05, 0.06, 0.27, 0.3, 0.06, 0.04, 0.03] },
  ),
  feature(
    'answers',
    'mở đầu như một câu trả lời',
    [0.03, 0.03, 0.05, 0.03, 0.3, 0.09, 0.03, 0.02, 0.02],
    (unit) => opensAsAnswer(unit.body),
    { inSentences: [0.03, 0.02, 0.01, 0.03, 0.21, 0.11, 0.03, 0.01, 0.01] },
  ),
  feature(
    'unfinished',
    'ngắn và không có dấu kết câu',
    [0.35, 0.05, 0.03, 0.62, 0.012, 0.02, 0.62, 0.35, 0.6],
    (unit) => isUnfinished(unit.body),
    { isBeside: true, inSentences: [0.25, 0.012, 0.006, 0.6, 0.006, 0.005, 0.6, 0.25, 0.6] },
  ),
  feature(
    'caption',
    'giống chú thích ảnh',
    [0.12, 0.002, 0.002, 0.3, 0.002, 0.002, 0.3, 0.02, 0.05],
    (unit) => unit.isAside || isCaption(unit.text),
    { isBeside: true },
  ),
  feature(
    'thanks',
    'lời cảm ơn kết bài',
    [0.004, 0.003, 0.003, 0.004, 0.003, 0.003, 0.004, 0.65, 0.05],
    // "Cảm ơn ông đã nhận lời" may open an interview.
    (unit, { units, index }) => isThanks(unit.body) && units.slice(1, index).some(asksSomething),
    { isBeside: true },
  ),
  feature(
    'byline',
    'tên người thực hiện',
    [0.03, 0.001, 0.001, 0.01, 0.001, 0.001, 0.01, 0.3, 0.08],
    (unit) => isByline(unit.text),
    { isBeside: true },
  ),
  feature(
    'introduces',
    'giới thiệu cuộc phỏng vấn',
    [0.3, 0.015, 0.01, 0.02, 0.01, 0.008, 0.02, 0.08, 0.06],
    (unit) => announces(unit.body) || (tellsOfTalk(unit.body) && !endsAsQuestion(unit.body) && !requests(unit.body)),
  ),
  feature(
    'quoted',
    'cả đoạn trong ngoặc kép',
    [0.04, 0.004, 0.004, 0.12, 0.01, 0.01, 0.15, 0.01, 0.03],
    (unit) => isQuoted(unit.body),
    { isBeside: true },
  ),
  feature(
    'bracketed',
    'cả đoạn trong ngoặc',
    [0.05, 0.002, 0.01, 0.1, 0.002, 0.008, 0.12, 0.15, 0.06],
    (unit) => isBracketed(unit.body),
    { isBeside: true },
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
    (unit, around) => speaksOfSpeaker(unit, around),
    { isBeside: true },
  ),
  feature(
    'clutter',
    'mục của trang web',
    [0.15, 0.001, 0.001, 0.25, 0.001, 0.001, 0.25, 0.15, 0.25],
    (unit) => isPageFurniture(unit.text),
    { isBeside: true },
  ),
  feature(
    'links',
    'chỉ là liên kết',
    [0.1, 0.003, 0.003, 0.25, 0.003, 0.003, 0.25, 0.1, 0.4],
    (unit) => unit.linkShare > 0.7,
    { isBeside: true },
  ),
  feature(
    'repeats',
    'lặp lại chữ ở chỗ khác trong bài',
    [0.15, 0.006, 0.004, 0.4, 0.003, 0.003, 0.4, 0.02, 0.2],
    repeats,
    { isBeside: true },
  ),
  feature(
    'points back',
    'hỏi tiếp điều vừa nêu',
    [0.005, 0.06, 0.16, 0.005, 0.005, 0.03, 0.005, 0.005, 0.005],
    (unit) => pointsBack(unit.body),
    { scope: 'sentence' },
  ),
  feature(
    'asks unmarked',
    'hỏi mà không có dấu như các câu hỏi khác',
    [0.05, 0.04, 0.1, 0.15, 0.003, 0.006, 0.15, 0.01, 0.08],
    (unit, { marksQuestions }) => marksQuestions && !isSetOff(unit) && isShort(unit) && onlyAsks(unit.body),
    { isBeside: true, scope: 'paragraph' },
  ),
  feature(
    'headline',
    'giống tít một bài khác',
    [0.06, 0.008, 0.004, 0.1, 0.002, 0.002, 0.1, 0.02, 0.08],
    (unit) => unit.label === undefined && isHeadline(unit.body),
    { isBeside: true },
  ),
  feature(
    'premise',
    'dẫn vào câu hỏi',
    [0.03, 0.2, 0.08, 0.03, 0.012, 0.03, 0.02, 0.01, 0.03],
    (unit) => opensAsPremise(unit.body),
    { inSentences: [0.03, 0.23, 0.1, 0.03, 0.01, 0.03, 0.02, 0.01, 0.03] },
  ),
  feature(
    'goes on',
    'nối tiếp ý trước',
    [0.02, 0.02, 0.04, 0.01, 0.02, 0.18, 0.01, 0.01, 0.01],
    (unit) => goesOnSpeaking(unit.body),
    { inSentences: [0.03, 0.035, 0.045, 0.02, 0.1, 0.2, 0.02, 0.005, 0.005] },
  ),
  feature(
    'depicts',
    'chỉ tả cảnh, như chú thích ảnh',
    [0.05, 0.02, 0.01, 0.3, 0.008, 0.008, 0.3, 0.02, 0.05],
    (unit, around) => isDepiction(unit, around),
    { isBeside: true, scope: 'paragraph' },
  ),
  feature(
    'depicts by name',
    'tả cảnh có tên người, tên đất, như chú thích ảnh',
    [0.1, 0.01, 0.005, 0.2, 0.005, 0.005, 0.2, 0.1, 0.15],
    (unit, around) => isDepiction(unit, around) && /\s\p{Lu}\p{Ll}/u.test(unit.body),
    { isBeside: true, scope: 'sentence' },
  ),
];

function asksSomething(unit: Unit): boolean {
  return endsAsQuestion(unit.body) || requests(unit.body) || unit.label?.kind === 'interviewer';
}

function isShort(unit: Unit): boolean {
  return unit.body.split(' ').length <= LONGEST_SHORT_WORDS;
}

function isDepiction(unit: Unit, { units, index, calls }: Surroundings): boolean {
  if (addressesIn(unit.body).some((call) => calls.has(call))) return false;
  const isListed = unit.mark !== undefined || unit.isNumbered || /[:;,]$/u.test(units[index - 1]?.body ?? '');
  return !isListed && unit.emphasis !== 'bold' && depicts(unit.body);
}

/** Words that stand elsewhere too, unless they are the original and the others picked out of it. */
function repeats(unit: Unit, { index, units, folded, isPulled }: Surroundings): boolean {
  if (isPulled[index]) return true;
  const own = folded[index] ?? '';
  if (own.length < SHORTEST_REPEATED) return false;
  const isWhole = !isPickedOut(unit);
  return folded.some(
    (other, at) =>
      at !== index &&
      !isPulled[at] &&
      !(isWhole && isPickedOut(units[at] as Unit)) &&
      other.includes(own) &&
      (other.length > own.length || at < index),
  );
}

function isPickedOut(unit: Unit): boolean {
  return unit.isAside || isQuoted(unit.body) || isUnfinished(unit.body);
}

function feature(
  name: string,
  because: string,
  rates: PerRole,
  shows: Feature['shows'],
  {
    scope = 'any',
    inSentences,
    isBeside = false,
  }: { readonly scope?: Feature['scope']; readonly inSentences?: PerRole; readonly isBeside?: boolean } = {},
): Feature {
  return { name, because, rates, shows, scope, isBeside, sentenceRates: inSentences };
}
