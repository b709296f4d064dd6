import { splitSentences } from '../../core/sentences.ts';
import { beginsAsFurniture } from './clutter-signs.ts';
import { readLabel } from './labels.ts';
import { LEADING_MARK, withoutMarks } from './marks.ts';

/** A reader's name in brackets after a question belongs to the question. */
const SIGNATURE = /^\([^()]{1,160}\)\.?\s*/u;
/** Who took a picture belongs to the words about the picture before it. */
const CREDIT = /^[([]?(?:ảnh|nguồn ảnh|đồ họa|photo)\s*[:：]/iu;
/** Several sentences in one pair of quotation marks are one: a pull quote, or words that somebody repeats. */
const QUOTATION = /“[^“”]{1,400}”|(?<=[.?!…]\s)"[^"]{1,300}"/gu;
const CREDIT_INSIDE = /(?:\((?:ảnh|nguồn|nguồn ảnh)|(?<!\p{L})(?:Ảnh|Nguồn ảnh|Đồ họa))\s*[:：]\s*/giu;
/**
 * Words of grammar that are written with a capital at the beginning of a sentence only; after a word without a full stop
 * they tell that a heading, a caption or a name stood on a line of its own. Forms of address are not among them
 * ("thưa Ông"), nor what begins names of offices and places.
 */
const FIRST_WORDS = new Set(
  (
    'Tôi Chúng Nhưng Và Thưa Vậy Khi Nếu Theo Còn Các Những Một Có Không Vì Do Bởi Để Tại Ở Đây Đó Việc Thế Rồi Cũng ' +
    'Đã Sẽ Được Bao Ai Sao Trong Ngoài Trên Dưới Giữa Qua Cùng Đối Ngay Chỉ Cứ Mỗi Mọi Tất Nhiều Rất Hơn ' +
    'Trước Sau Từ Đến Với Về Hiện Hôm Lúc Lần Đêm Nhờ Nói Xin Mời Vâng Dạ Đúng Thật Như Là Thì Mà Tuy Song Hoặc ' +
    'Liệu Đâu Mong Nhìn'
  ).split(' '),
);
/** After these a capital begins a name: "theo Điều 5", "phim Mùa hè". */
const LEADING_ON =
  /(?:^theo|(?:^|\s)(?:của|và|với|tại|ở|về|cho|từ|là|đến|trên|trong|bởi|do|tên|gọi|báo|tạp chí|đài|phim|sách|cuốn|bài|vở|thơ|tập|ca khúc|luật|nghị định|ông|bà|anh|chị|cô|chú|bác|(?<!nông )thôn|xã|phường|quận|huyện|tỉnh|bản|ấp|làng|đường|phố|sông|núi|đảo|hồ|chùa|công ty|trường|trung tâm))\s+$/iu;
const ANNOUNCEMENT =
  /(?:cuộc (?:phỏng vấn|trao đổi|trò chuyện)|nội dung|toàn văn)[^.:?!]{0,60}[:：]\s+(?=[-–—]?\s*\p{Lu})/iu;
const DASHED = /^[-–—+*•]\s/u;
/** So many sentences that begin with a dash make it a mark of this article. */
const FEWEST_DASHES = 2;
/** Longest stretch before a colon that is searched for a label, in words. */
const LONGEST_LABEL_WORDS = 22;

/**
 * Where an article pasted as one line may have had its line breaks, as offsets in `raw`: at the ends of sentences, before
 * words that name a speaker, and where a sentence begins although nothing ended the one before it.
 */
export function lostLineBreaks(raw: string, repeated: ReadonlySet<string>): readonly number[] {
  const sentences = splitSentences(raw);
  const known = new Set(
    sentences.flatMap(({ start, end }) => {
      const label = readLabel(withoutMarks(raw.slice(start, end)), repeated);
      return label ? [label.key] : [];
    }),
  );
  const dashes = sentences.filter(({ start }) => DASHED.test(raw.slice(start, start + 3)));
  const hasDashes = dashes.length >= FEWEST_DASHES;
  const breaks = sentences.flatMap(({ start, end }, index) => {
    const previous = sentences[index - 1];
    const before = previous ? raw.slice(previous.start, previous.end) : '';
    const sentence = raw.slice(start, end);
    const isAsked = /\?["”’»)]*$/u.test(before);
    const isCredit = previous !== undefined && !isAsked && CREDIT.test(sentence);
    const signature = isAsked ? (SIGNATURE.exec(sentence)?.[0].length ?? 0) : 0;
    const inside = [
      ...labelsInside(sentence, known, repeated),
      ...beginningsInside(sentence),
      ...creditEnds(sentence),
      ...quotedHeadingEnds(sentence),
      ...announcementEnds(sentence),
      ...(beginsAsFurniture(sentence) ? namesEnds(sentence) : []),
      ...(hasDashes ? dashesInside(sentence, repeated) : []),
    ].map((at) => start + at);
    const isAfterNumber = /^[-–—*\s]*\(?\d{1,2}[./)]$/u.test(before);
    return isCredit || isAfterNumber ? inside : [start + signature, ...inside];
  });
  const first = raw.search(/\S/u);
  const quotations = [...raw.matchAll(QUOTATION)].map((match) => [match.index, match.index + match[0].length] as const);
  const isQuoted = (at: number) => quotations.some(([from, to]) => at > from && at < to);
  return breaks.filter((at) => at < raw.length && at > first && !isQuoted(at));
}

/** Labels that stand after the first word of a sentence: of somebody known, or that can be nothing else. */
function labelsInside(sentence: string, known: ReadonlySet<string>, repeated: ReadonlySet<string>): readonly number[] {
  const found: number[] = [];
  const lead = sentence.length - withoutMarks(sentence).length;
  let from = Math.max(1, lead + (readLabel(sentence.slice(lead), repeated)?.length ?? 0));
  for (const colon of sentence.matchAll(/[:：](?=\s)/gu)) {
    if (colon.index < from) continue;
    const words = [...sentence.slice(from, colon.index).matchAll(/(?<=\s)(?:[-–—*]\s+)?\p{Lu}/gu)];
    for (const word of words.slice(-LONGEST_LABEL_WORDS)) {
      const at = from + word.index;
      const text = sentence.slice(at);
      const label = readLabel(text.replace(LEADING_MARK, ''), repeated);
      const isSure = label !== undefined && (label.kind !== 'person' || label.isTitled || known.has(label.key));
      if (isSure && text.indexOf(label.text) <= text.length - withoutMarks(text).length) {
        found.push(at);
        break;
      }
    }
    from = colon.index + 1;
  }
  return found;
}

function beginningsInside(sentence: string): readonly number[] {
  const words = [...sentence.matchAll(/(?<=[\p{L}\p{N})%”"]\s+)\p{Lu}\p{L}*(?=,?\s)/gu)].filter((word) => {
    // "(cười) Nói vui thế": a remark in the middle of what somebody says.
    const isAfterRemark = /\(\p{Ll}[^()]*\)\s*$/u.test(sentence.slice(0, word.index));
    const isInName = LEADING_ON.test(sentence.slice(0, word.index).normalize('NFC'));
    return FIRST_WORDS.has(word[0].normalize('NFC')) && !isAfterRemark && !isInName;
  });
  const rules = [...sentence.matchAll(/(?<!\S)[_*=-]{3,}(?:\s+|$)/gu)];
  return [...words.map((word) => word.index), ...rules.flatMap((rule) => [rule.index, rule.index + rule[0].length])];
}

/** Where the text goes on after a photographer's name: behind the bracket, or before the last capital of a row of them. */
function creditEnds(sentence: string): readonly number[] {
  return [...sentence.matchAll(CREDIT_INSIDE)].flatMap((credit) => {
    const from = credit.index + credit[0].length;
    const rest = sentence.slice(from);
    const isBracketed = credit[0].startsWith('(');
    const next = isBracketed
      ? /(?<=\)\.?\s+)\p{Lu}/u.exec(rest)
      : /(?<=^\S+\s(?:.*\s)?)(?:\p{Lu}[\p{Ll}\p{M}]*(?=\s+[\p{Ll}\p{N}])|(?<=\p{Lu}{2}\s)\p{Lu}\p{Ll})/u.exec(rest);
    return next ? [from + next.index] : [];
  });
}

/** `Xin giới thiệu nội dung cuộc phỏng vấn:` and then its first words. */
function announcementEnds(sentence: string): readonly number[] {
  const match = ANNOUNCEMENT.exec(sentence);
  return match ? [match.index + match[0].length] : [];
}

/** A heading in quotation marks at the beginning, and then a sentence of its own. */
function quotedHeadingEnds(sentence: string): readonly number[] {
  const heading = /^[“"«'‘][^“”"«»]{4,120}[”"»'’]\s+(?=\p{Lu})/u.exec(sentence);
  return heading ? [heading[0].length] : [];
}

/** Links to other articles stand in a row: any capital that no other capital follows may begin the next, or the text. */
function namesEnds(sentence: string): readonly number[] {
  return [...sentence.matchAll(/(?<=\p{L}\s)\p{Lu}[\p{Ll}\p{M}]*(?=\s+[\p{Ll}\p{N}])/gu)].map((word) => word.index);
}

/** Dashes that begin a line in an article that uses them so, though no full stop stands before. */
function dashesInside(sentence: string, repeated: ReadonlySet<string>): readonly number[] {
  const lead = sentence.length - withoutMarks(sentence).length;
  const from = lead + (readLabel(sentence.slice(lead), repeated)?.length ?? 0);
  let hasOwn = DASHED.test(sentence);
  return [...sentence.matchAll(/(?<=\s)[-–—+*•]\s+(?=\p{Lu})/gu)].flatMap((dash) => {
    // "- … do Minh - Hào": a dash between names, in a sentence that has its own.
    const isBetweenNames = hasOwn && /(?:^|\s)\p{Lu}\S*\s+$/u.test(sentence.slice(0, dash.index));
    if (dash.index < from || isBetweenNames) return [];
    hasOwn = true;
    return [dash.index];
  });
}
