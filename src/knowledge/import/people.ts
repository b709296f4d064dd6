import type { Speaker } from '../../core/interview.ts';
import { visible } from './block.ts';

/** Somebody whom an article names, with where it says so. */
export interface Person extends Speaker {
  /** Where in the text the name begins. */
  readonly at: number;
}

const SURNAMES =
  'Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Đoàn|Trương|Tạ|Mai|Cao|Lưu|Lương|Hà|Tô|Trịnh|Thái|Chu|Châu|Quách|Tống|Triệu|Vương|Kiều|Lâm|La|Phùng|Đàm|Thạch|Nông|Hứa|Giang|Khúc|Từ|Âu|Tăng|Văn|Doãn|Nghiêm|Ninh|Bạch|Mạc|Lại|Khuất|Thân|Trà|Sầm|Hầu|Giàng|Vi|Lò|Quàng|Cầm|Bế|Ma|Mã|Lục|Lều|Bàn|Giáp|Khổng|Vàng|Chau|Danh|Điểu|Rơ|Ksor|Siu|Y|Hờ|Thào|Mùa|Sùng|Vừ|Cù|Cung|Diệp|Đồng|Hình|Kim|Liêu|Lữ|Mẫn|Nhâm|Ông|Phó|Quản|Tiêu|Trình|Ứng|Xa|Tòng|Lường|Hạng|Thiều|Thẩm|Tưởng|Viên|Yên|Hùng|Đậu|Phí|Trang|Ngụy|Bồ|Cấn|Chử|Đới|Hàn|Hàng|Lộc|Nhữ|Sơn|Tào|Tất|Thi|Toàn|Uông|Vĩnh';
const NAME = `(?:${SURNAMES})(?:\\s+\\p{Lu}[\\p{Ll}\\p{M}'’-]*){1,4}|(?:${SURNAMES.toUpperCase()})(?:\\s+\\p{Lu}{2,}){1,4}`;
const FULL_NAME = new RegExp(`(?<!\\p{L})(?:${NAME})(?!\\p{L})`, 'gu');
const HONORIFICS =
  'Ông|Bà|Anh|Chị|Cô|Chú|Bác|Em|Thầy|Đồng chí|Đ\\/c|GS\\.?\\s?TSKH|GS\\.?\\s?TS|PGS\\.?\\s?TS|GS|PGS|TSKH|TS\\.?\\s?BS|ThS\\.?\\s?BS|TS|ThS|BS\\.?\\s?CKII?|BS|LS|KTS|KS|NSND|NSƯT|Giáo sư|Phó giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Bác sĩ|Luật sư|Kiến trúc sư|Nhà văn|Nhà thơ|Nhà báo|Nhạc sĩ|Ca sĩ|Đạo diễn|Nghệ sĩ|Nghệ nhân|Họa sĩ|Diễn viên|Thượng tướng|Trung tướng|Thiếu tướng|Đại tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Linh mục|Hòa thượng|Đại sứ|Bộ trưởng|Thứ trưởng';
/** `Ông A trả lời:` names Ông A. */
const ANSWERING = /(?<=\S)\s+(?:trả lời|giải đáp|đáp)$/iu;
/** Honorific, perhaps the office's house, and the name. */
const TITLED_PERSON = new RegExp(
  `(?<![\\p{L}])(${HONORIFICS}|${HONORIFICS.toLowerCase()})\\.?\\s+(?:((?:Bộ|Sở|Ban|Cục|Vụ|Trường|Hội|Viện|Tỉnh|UBND|HĐND)[^.,;:?!]{0,60}?)\\s+)?(${NAME})`,
  'gu',
);
const OFFICES =
  '(?:[Pp]hó |[Tt]ổng |[Nn]guyên )?(?:[Cc]hủ tịch|[Gg]iám đốc|[Bb]ộ trưởng|[Tt]hứ trưởng|[Cc]ục trưởng|[Vv]ụ trưởng|[Vv]iện trưởng|[Tt]rưởng [a-zà-ỹ]+|[Hh]iệu trưởng|[Bb]í thư|[Cc]hánh Văn phòng|Tổng Giám đốc|[Cc]hi cục trưởng|[Đđ]ại sứ|[Cc]huyên gia|[Hh]ạt trưởng|[Đđ]ồn trưởng)';
/** `Giám đốc Sở Y tế Nguyễn Văn A`: an office, its house, and the name. */
const OFFICE_PERSON = new RegExp(
  `(?<![\\p{L}])(${OFFICES}(?:\\s+[\\p{Lu}&][\\p{L}&-]*|\\s+(?:và|tỉnh|thành phố|huyện|quận|xã|tế|tin|thông|đầu tư)){0,9}?)\\s+(${NAME})`,
  'gu',
);
/** Where the title after a name ends: the sentence goes on to say what was talked about. */
const TITLE_END =
  /\s*(?:[.;:?!“”"]|\)|,?\s*(?<![\p{L}])(?:về|xung quanh|xoay quanh|để|nhằm|nhân|liên quan|cho rằng|cho biết|cho hay|đã|có cuộc|có trao đổi|trả lời|trao đổi|chia sẻ|kể|nói|khẳng định|nhấn mạnh|giải đáp|trò chuyện|tại|bên lề|trong|kiểm tra|phát biểu|cùng)(?![\p{L}])|,?\s+và\s+(?=[Ôô]ng\s|[Bb]à\s|[Đđ]ồng chí\s|TS|BS|ThS|GS|PGS|LS)|\s[-–—]\s*(?:Ảnh|ảnh)|$)/u;
const LONGEST_TITLE = 140;

/** Finds the people whom `text` names with a form of address or an office, in order. */
export function findPeople(text: string): readonly Person[] {
  const people: Person[] = [];
  for (const match of text.matchAll(TITLED_PERSON)) {
    const [whole, honorific = '', office = '', name = ''] = match;
    const at = match.index + whole.length - name.length;
    const isOffice = /^(?:bộ trưởng|thứ trưởng|đại sứ)$/iu.test(honorific);
    const inner = isOffice || office !== '' ? visible(`${honorific} ${office}`) : '';
    people.push(personOf(honorific, name, inner || titleAfter(text, match.index + whole.length), at));
  }
  for (const match of text.matchAll(OFFICE_PERSON)) {
    const [whole, office = '', name = ''] = match;
    const at = match.index + whole.length - name.length;
    if (!people.some((person) => person.at === at))
      people.push({ name: visible(name), title: capitalise(visible(office)), honorific: '', at });
  }
  return people.sort((one, other) => one.at - other.at);
}

/** Full names of three words or more that stand in `text`, whatever stands before them. */
export function findFullNames(text: string): readonly string[] {
  return [...text.matchAll(FULL_NAME)].map((match) => visible(match[0])).filter((name) => name.split(' ').length >= 3);
}

/** The person that a label such as `Ông Nguyễn Văn A, Giám đốc:` names; fields are empty where it says nothing. */
export function personInLabel(label: string): Speaker {
  const text = label
    .replace(/^[[“"]+|[\]”"]*\s*[:：.\-–—/]*\s*$/gu, '')
    .replace(ANSWERING, '')
    .trim();
  const [head = '', ...rest] = text.split(/,|\s[-–—]\s|\(/u);
  const honorific = new RegExp(`^(?:${HONORIFICS})(?=[.\\s]|$)`, 'iu').exec(head)?.[0] ?? '';
  const bare = head
    .slice(honorific.length)
    .replace(/^[.\s]+/u, '')
    .trim();
  const name = new RegExp(`(?:${NAME})$`, 'u').exec(bare)?.[0] ?? bare;
  const office = bare.slice(0, bare.length - name.length).trim();
  const isOffice = /^(?:bộ trưởng|thứ trưởng|đại sứ)$/iu.test(honorific);
  const title =
    visible(rest.join(', ').replace(/\)$/u, '')) ||
    (office || isOffice ? visible(`${isOffice ? honorific : ''} ${office}`) : '');
  return { name: visible(name), title, honorific: spell(honorific) };
}

/** Whether two names can be one person's: the same, or one is the end of the other. */
export function isSameName(one: string, other: string): boolean {
  const [short, long] = [one, other].map((name) => name.toLowerCase()).sort((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  return short !== '' && (long === short || long.endsWith(` ${short}`));
}

/** `ông` and `ÔNG` become `Ông`; degrees keep their capitals. */
function spell(honorific: string): string {
  if (/^(?:GS|PGS|TS|TSKH|ThS|BS|LS|KTS|KS|NS)/u.test(honorific)) return honorific.replace(/\.?$/u, '.');
  return capitalise(honorific.toLowerCase());
}

function personOf(honorific: string, name: string, title: string, at: number): Person {
  return { name: visible(name), title, honorific: spell(visible(honorific)), at };
}

function titleAfter(text: string, from: number): string {
  const rest = text.slice(from, from + 2 * LONGEST_TITLE);
  const start = /^\s*(?:,|[-–—(]|là)\s*/u.exec(rest)?.[0];
  if (start === undefined) return '';
  const after = rest.slice(start.length);
  const title = visible(after.slice(0, TITLE_END.exec(after)?.index ?? after.length)).replace(/[,\s–-]+$/u, '');
  // A title is an office, not the next clause.
  return title.length > 0 &&
    title.length <= LONGEST_TITLE &&
    /^\p{Lu}|^(?:nguyên|phó|giám đốc|chủ tịch|trưởng|đại diện|chuyên gia|tác giả)/u.test(title)
    ? title
    : '';
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
