/** Words before a colon that say who speaks. */
export interface Label {
  /** As printed, with its colon. */
  readonly text: string;
  /** How many UTF-16 units it takes, white space after it included. */
  readonly length: number;
  /** Lower case, without brackets: the same speaker gives the same key however it is set. */
  readonly key: string;
  /** Who it must be; `person` may be either side of the table. */
  readonly kind: 'interviewer' | 'answerer' | 'person';
  /** Whether it holds a form of address or an office (`Ông`, `TS`, `Giám đốc`), so that it can hardly be anything else. */
  readonly isTitled: boolean;
}

const LONGEST_LABEL_WORDS = 22;
const LONGEST_BARE_NAME_WORDS = 6;
const MOST_ASKER_WORDS = 8;
const LONGEST_BYLINE = 80;

const INTERVIEWER =
  /^(?:pv|p\.\s?v\.?|phóng viên|người phỏng vấn|hỏi|h|q|câu hỏi|câu|btv|biên tập viên|mc|bạn đọc|độc giả|khán giả|thính giả|người dẫn chương trình|dẫn chương trình|người dẫn|tòa soạn|toà soạn|chúng tôi|question)(?:\s*\d{1,3})?$/u;
/** Longer forms: `PV Báo X`, `Phóng viên Báo X`, `Bạn đọc Nguyễn Văn A (Hà Nội)`, `Báo X`. */
const INTERVIEWER_START =
  /^(?:pv|p\.v\.?|phóng viên|bạn đọc|độc giả|khán giả|mc|btv|báo|tạp chí|đài|câu hỏi \d{1,3})\s+\S/u;
const ANSWERER = /^(?:đáp|đ|a|trả lời|tl|đáp án|answer|khách mời|chuyên gia|luật sư|bác sĩ)$/u;

/** Forms of address, degrees, ranks and offices that stand before a name. */
const TITLE_WORDS = [
  'ông|bà|anh|chị|cô|chú|bác|cụ|em|bạn|thầy|ngài|đồng chí|đ\\/c|đc',
  'gs|pgs|ts|tskh|ths|bs|bscki|bsckii|cki|ckii|ls|kts|ks|dr|mr|mrs|ms|nsnd|nsưt|ttưt|ttnd|ngưt|ngnd|đb|đbqh',
  'giáo sư|phó giáo sư|tiến sĩ|tiến sỹ|thạc sĩ|thạc sỹ|bác sĩ|bác sỹ|dược sĩ|luật sư|kiến trúc sư|kỹ sư|nghệ sĩ|ca sĩ|nhạc sĩ',
  'họa sĩ|diễn viên|đạo diễn|nhà văn|nhà thơ|nhà báo|nhà giáo|nhà nghiên cứu|nhà sử học|nhà khoa học|nhà thiết kế|dịch giả',
  'tác giả|chuyên gia|doanh nhân|huấn luyện viên|hlv|vận động viên|cầu thủ|hoa hậu|á hậu|nghệ nhân|người mẫu|linh mục|hòa thượng|thượng tọa|đại đức',
  'đại biểu|bộ trưởng|thứ trưởng|thủ tướng|phó thủ tướng|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|tổng giám đốc|phó tổng giám đốc',
  'tgđ|gđ|ceo|cto|cfo|coo|cục trưởng|phó cục trưởng|vụ trưởng|phó vụ trưởng|viện trưởng|phó viện trưởng|trưởng ban|phó trưởng ban|trưởng phòng|phó trưởng phòng',
  'trưởng khoa|hiệu trưởng|phó hiệu trưởng|chánh văn phòng|chánh thanh tra|bí thư|phó bí thư|tổng thư ký|tổng biên tập|chủ nhiệm|phó chủ nhiệm|đại sứ',
  'tổng thống|tổng bí thư|thượng tướng|trung tướng|thiếu tướng|đại tướng|đại tá|thượng tá|trung tá|thiếu tá|đại úy|đại uý|thượng úy|trung úy',
].join('|');
const TITLED = new RegExp(`^(?:${TITLE_WORDS})\\.?(?=$|[\\s.,])`, 'u');
/** A capital after the first word: "Ông An", not "Bà con". */
const NAMED = /^\S+[\s.].*?(?<!\p{L})\p{Lu}/u;
/** Words that report speech: such a colon opens a quotation, it does not name who takes the floor. */
const REPORTING =
  /(?:cho biết|nói|nói thêm|khẳng định|chia sẻ|nhấn mạnh|cho hay|cho rằng|nhận định|phân tích|bày tỏ|nhận xét|kể|đề nghị|đề xuất|lưu ý|thông tin|gồm|bao gồm|như sau|sau đây|cười|thở dài|tâm sự|giãi bày|bộc bạch|nói rằng|hồ hởi|lắc đầu|than thở|than|bảo|dặn|thốt lên|hỏi lại|đáp lại|phấn khởi|xúc động|trăn trở)$/u;
/** Words before a colon that head a note, a list or a caption. */
const NOT_A_SPEAKER =
  /^(?:ảnh|nguồn|video|clip|đồ họa|thực hiện|bài|nội dung|lưu ý|ghi chú|chú thích|ví dụ|cụ thể|theo đó|trong đó|đọc thêm|xem thêm|tin liên quan|email|e-mail|điện thoại|đt|hotline|địa chỉ|website|fax|tag|tags|từ khóa|chủ đề|https?|chia sẻ|lời tòa soạn|lời toà soạn|lts|bước \d+|điều \d+|khoản \d+|mục tiêu|kết luận|một là|hai là|ba là|thứ \S+)$/u;

/** `Ông A kiểm tra trạm bơm. Ảnh:` names a photographer. */
const CAPTION_END = /[\s.(](?:ảnh|nguồn|photo|video|clip|thực hiện)$/u;

/** Words before a colon, at the beginning of a text. */
const LEAD = /^(\[?[^:：?!\n]{1,160}?)\s*\]?[:：](?!\/\/)\s*/u;
const LONGEST_REPEATED_WORDS = 10;
/** So many paragraphs that begin with the same words and a colon are spoken by the same person. */
const FEWEST_REPEATED = 3;
const NOTHING_REPEATED: ReadonlySet<string> = new Set();

/** Keys of the words before a colon with which several of `texts` begin, whatever they look like. */
export function findRepeatedLeads(texts: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const printed = LEAD.exec(text)?.[1];
    if (printed === undefined || !/^\p{Lu}/u.test(printed)) continue;
    const key = keyOf(printed);
    if (key !== '' && key.split(' ').length <= LONGEST_REPEATED_WORDS) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= FEWEST_REPEATED).map(([key]) => key));
}

/** `Ông A (Sở B) trả lời` and `ông A` are one speaker's. */
function keyOf(printed: string): string {
  return printed
    .normalize('NFC')
    .toLowerCase()
    .replace(/[([][^)\]]*[)\]]/gu, ' ')
    .replace(/[[\]“”"]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/(?<=\S)\s(?:trả lời|giải đáp|đáp)$/u, '');
}

/**
 * Reads the words before the first colon of `text` when they can name a speaker; leading marks must be off already. Words
 * that are among the article's `repeated` leads need not look like a name.
 */
export function readLabel(text: string, repeated: ReadonlySet<string> = NOTHING_REPEATED): Label | undefined {
  const stop = LEAD.exec(text) ?? readDashedLabel(text);
  if (!stop) return undefined;
  const printed = (stop[1] ?? '').trim();
  const key = keyOf(printed);
  const words = key.split(' ').length;
  if (
    printed.startsWith('(') ||
    CAPTION_END.test(key) ||
    key === '' ||
    words > LONGEST_LABEL_WORDS ||
    NOT_A_SPEAKER.test(key) ||
    REPORTING.test(key)
  )
    return undefined;
  // `Ông A (xã B): "…"` quotes somebody in a report; whoever takes the floor in an interview is not put in quotes.
  // In one sentence of several the quotation may still be open at the end.
  if (/^[“"][^“”"]*(?:[”"]\.?)?$/u.test(text.slice(stop[0].length).trim())) return undefined;
  // `Phóng viên: Trần Nam - Lê Hải` tells who wrote the article.
  if (/^(?:pv|phóng viên|btv|biên tập viên|nhóm pv|nhóm phóng viên)$/u.test(key) && isNames(text.slice(stop[0].length)))
    return undefined;
  const label = { text: stop[0].trim(), length: stop[0].length, key };
  const asker = /^(.+?)\s(?:hỏi|hỏi thêm)$/u.exec(key)?.[1];
  if (asker !== undefined) {
    // "Bà con hỏi:" names nobody; "Ông An hỏi:" does.
    const isNamed = TITLED.test(asker) && NAMED.test(printed);
    const isAsker = words <= MOST_ASKER_WORDS && (INTERVIEWER.test(asker) || INTERVIEWER_START.test(asker) || isNamed);
    return isAsker ? { ...label, kind: 'interviewer', isTitled: true } : undefined;
  }
  if (INTERVIEWER.test(key)) return { ...label, kind: 'interviewer', isTitled: true };
  if (ANSWERER.test(key)) return { ...label, kind: 'answerer', isTitled: true };
  if (INTERVIEWER_START.test(key) && words <= 14) return { ...label, kind: 'interviewer', isTitled: true };
  if (TITLED.test(key)) {
    // "Ông:" alone is a speaker; "bà con nông dân:" is not: a longer one has to hold a name.
    const isSpeaker = words <= 2 || NAMED.test(printed);
    return isSpeaker ? { ...label, kind: 'person', isTitled: true } : undefined;
  }
  return repeated.has(key) || (words <= LONGEST_BARE_NAME_WORDS && isName(printed))
    ? { ...label, kind: 'person', isTitled: false }
    : undefined;
}

/** The words before which a name stands in running text, as one alternative of a pattern. */
export const TITLES = TITLE_WORDS;

/** Whether `text` is nothing but capitalised words: a person, an outlet, initials. */
export function isName(text: string): boolean {
  const words = text
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => !/^[-–—&/]$/u.test(word));
  return (
    words.length > 0 &&
    words.every(
      (word, at) => /^[(“"]?\p{Lu}[\p{L}\p{N}.'’\-/()]*$/u.test(word) || (at > 0 && /^\p{N}{1,4}$/u.test(word)),
    )
  );
}

/** Whether `text` is a few names and nothing else. */
function isNames(text: string): boolean {
  const parts = text.trim().split(/\s*[-–—,&]\s*/u);
  return text.length <= LONGEST_BYLINE && parts.every((part) => part.split(/\s+/u).length <= 5 && isName(part));
}

/** `PV - Thưa ông` or `PV. Thưa ông`: only for words that can be nothing else. */
function readDashedLabel(text: string): RegExpExecArray | null {
  return /^((?:PV|P\.V|Phóng viên|Hỏi|Đáp|Trả lời))\s*(?:[.\-–—]|\/)\s*(?=\p{Lu})/u.exec(text);
}
