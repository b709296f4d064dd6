import { splitSentences } from '../../core/sentences.ts';
import { TITLES } from './labels.ts';

/** Signs in the words of a text that tell question, answer and clutter apart: traits of the language, of no one site. */
const WORD = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
const ADDRESSEES =
  'ông|bà|anh|chị|đồng chí|bác sĩ|bác sỹ|tiến sĩ|giáo sư|luật sư|bộ trưởng|thứ trưởng|đại biểu|chủ tịch|giám đốc|đại sứ|ngài|cô|chú|bác|thầy|bạn|em|nhà văn|nhà thơ|nhạc sĩ|nghệ sĩ|đạo diễn|trung tướng|thiếu tướng|đại tá|quý vị|quý ông|quý bà|chuyên gia|cục trưởng|vụ trưởng|bí thư|viện trưởng|hiệu trưởng';
/** Spoken to, not spoken of: no name follows, and it is not a kinship word of another phrase. */
const AS_FIRST_WORD = ADDRESSEES.split('|')
  .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  .join('|');
const ADDRESS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${ADDRESSEES}|${AS_FIRST_WORD})(?![\\p{L}\\p{N}])(?!\\s+(?:\\p{Lu}|(?:con|em|cha|chị|bà|ta|ấy|này|tập|dân|tỉnh|huyện|ngoại|nội|đọc|trẻ|bè|cụ|lão|mẹ|sĩ|sỹ|hùng|giáo|đơn|lập|đọng|ý|trọng|thích|nhỏ|bé|hưởng|ruột|dâu|rể|sở|bệnh|công|xã|phường|quận|trường|thành|bảo|trò|kể|cười|mỉm|thở|tâm sự|cho biết|cho hay)(?!\\p{L})))`,
  'u',
);
const ADDRESSES = new RegExp(ADDRESS.source, 'gu');
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
/** "của mình" is anybody's own. */
const FIRST_PERSON = WORD('tôi|chúng tôi|chúng ta|(?<!(?:của|bản thân|chính|cho|tự) )mình');
const ANSWER_OPENING =
  /^(?:vâng|dạ|đúng|phải nói|có thể nói|theo tôi|tôi|chúng tôi|trước hết|trước tiên|đầu tiên|thực ra|thật ra|quả thật|thực tế|không phải|rất vui|đây là|điều này|về vấn đề này|như(?!\s(?:vậy|thế|ông|bà|anh|chị)))(?!\p{L})/iu;
const CAPTION =
  /(?:(?<!\p{L})(?:ảnh|photo|đồ họa|infographic|video clip)\s*(?:minh họa)?\s*[:：]\s*\S.{0,80}$|[([](?:ảnh|nguồn|nguồn ảnh|photo)[^)\]]*[)\]]\.?$|^(?:ảnh|hình|hình ảnh|video|đồ họa|biểu đồ|nguồn|ảnh minh họa)(?!\p{L})[^?]{0,120}$|ảnh minh họa\.?$|^©|^(?:một góc|toàn cảnh|quang cảnh|phối cảnh|chân dung)(?!\p{L})[^?]{0,120}$|\((?:bìa|thứ \S+|ngoài cùng|đứng|ngồi|giữa|hàng|bên|áo|từ)[^)]{0,40}(?:trái|phải|giữa|sang|đầu|trắng|đen|xanh|đỏ)[^)]{0,20}\)|\(giữa\))/iu;
const THANKS =
  /^(?:[-–—*]\s*)?(?:vâng[,.!]?\s*|một lần nữa[,]?\s*)?(?:ban biên tập|tòa soạn|toà soạn|chương trình|chúng tôi|báo \S+(?: \S+){0,4}?)?\s*(?:xin|trân trọng|chân thành|rất|vô cùng|thay mặt[^?]{0,60}?)?\s*(?:được\s+)?(?:trân trọng\s+|chân thành\s+|chân thành\s*)?(?:cảm|cám) ơn(?!\p{L})/iu;
const CLOSES =
  /(?<!\p{L})(?:chương trình|buổi (?:giao lưu|tọa đàm|trò chuyện|trao đổi)|cuộc (?:trò chuyện|trao đổi|phỏng vấn|tọa đàm)|tọa đàm|thời lượng|thời gian có hạn)(?!\p{L})[^?]{0,80}(?<!\p{L})(?:kết thúc|khép lại|đã hết|dừng lại|tạm dừng)(?!\p{L})/iu;
const BYLINE =
  /\((?:thực hiện|ghi|lược ghi|tổng hợp|biên soạn|t\/h|th)\)|^(?:thực hiện|bài|bài và ảnh|bài, ảnh|nội dung|phóng viên thực hiện|theo|tác giả|người thực hiện|ghi|tổng hợp|biên tập|trình bày|thiết kế)\s*[:：]|^\(?theo\s+\p{Lu}[^.?!]{0,40}\)?$/iu;
/** `Hà Thu thực hiện`, `Bảo Hân ghi`: a name, and what its bearer did. */
const MADE_BY = /^(?:\p{Lu}[\p{L}.]*[\s,&–-]+){1,8}(?:thực hiện|ghi|lược ghi)\.?$/u;
const TALK =
  /(?<!\p{L})(?:cuộc nói chuyện|buổi nói chuyện|nói chuyện với|buổi gặp|gặp gỡ|(?:kể|nói|chia sẻ|tâm sự|bộc bạch|trải lòng|bày tỏ)(?:\s+\S+){0,3}?\s+(?:với|cho|cùng)\s+(?:chúng tôi|phóng viên|báo|tạp chí|bạn đọc|độc giả|pv)|trả lời (?:câu hỏi|các câu hỏi|báo chí|chúng tôi))(?!\p{L})/iu;
const INTRODUCES =
  /(?<!\p{L})(?:phỏng vấn|cuộc trao đổi|trao đổi với|trò chuyện|chuyện trò|cuộc gặp|cuộc đối thoại|tọa đàm|giao lưu|trao đổi cùng|trò chuyện cùng|xin giới thiệu|trân trọng giới thiệu|lược ghi|nội dung cuộc)(?!\p{L})/iu;
/** A person's name at the start of a text, whatever office or form of address stands before it. */
const NAMED_START = new RegExp(
  `^(?:(?:${anyCase(`${TITLES}|mc|btv|hlv|ceo`)})\\.?\\s+)*((?:\\p{Lu}[\\p{Ll}\\p{M}'’-]*\\s+){1,4}\\p{Lu}[\\p{Ll}\\p{M}'’-]*)(?=[\\s,.]|$)`,
  'u',
);
/** `Words picked out. — Ông Nguyễn Văn A`: a sentence that somebody is credited with, and nothing after the name. */
const ATTRIBUTED = new RegExp(
  `^[^?]{15,260}[.!…”"]\\s*[-–—―]\\s*(?:${anyCase(TITLES)})\\.?\\s+(?:\\p{Lu}[\\p{L}\\p{M}'’-]*\\s*){1,5}$`,
  'u',
);
const CROWD =
  'người dân|bà con|nông dân|phụ huynh|học sinh|sinh viên|giáo viên|doanh nghiệp|dư luận|độc giả|bạn đọc|khán giả|công nhân|người lao động|người bệnh|bệnh nhân|tiểu thương|chuyên gia|ý kiến|cử tri|khách hàng|nhà đầu tư|bạn trẻ|gia đình|người';
/** What an interviewer says before asking: what others say, what was said before, from where he asks, a greeting. */
const PREMISE = new RegExp(
  `^(?:[-–—*]\\s*)?(?:(?:nhưng|thế nhưng|song|tuy nhiên|vâng),?\\s+)?(?:${[
    `(?:có|không ít|nhiều|một số|khá nhiều|cũng có|vẫn có)(?:\\s+(?:một số|nhiều))?\\s+(?:${CROWD}|thông tin|quan điểm)`,
    `(?:các\\s+)?(?:${CROWD})(?:\\s+\\S+){0,3}?\\s+(?:nói|cho rằng|phản ánh|lo ngại|lo lắng|băn khoăn|than phiền|than|kêu|trách|hỏi)`,
    `(?:ông|bà|anh|chị|đồng chí|bác sĩ|giáo sư|tiến sĩ|cô|thầy)\\s+(?:vừa|từng|có|đã)?\\s*(?:nói|nhắc|chia sẻ|đề cập|khẳng định|cho biết|kể)`,
    'dư luận|được biết|nghe nói|như (?:ông|bà|anh|chị|vậy|thế)|nói như|theo như|thời gian (?:qua|gần đây)|vừa qua|mới đây|gần đây',
    'trong khi đó|trên thực tế|thực tế cho thấy|tuy nhiên|vậy|vậy thì|thế còn|còn|nếu vậy|thưa|xin hỏi|trở lại|quay lại|nhìn lại',
    '(?:ở|dưới|từ) (?:góc độ|góc nhìn|cương vị)|với (?:vai trò|tư cách|cương vị)|câu hỏi cuối|xin được (?:hỏi|bắt đầu)|nhân (?:dịp|ngày)',
    '(?:xin |kính )?chào (?:anh|chị|ông|bà|bạn|em|bác|cô|thầy)|rất vui được gặp',
  ].join('|')})(?!\\p{L})`,
  'iu',
);
const POINTS_BACK =
  /(?<!\p{L})(?:nghịch lý|vấn đề|điều|việc|con số|quyết định|thực trạng|tình trạng|ý kiến|chuyện|thực tế|nhận định|xu hướng|quan điểm|câu chuyện|hiện tượng|mâu thuẫn|lo ngại|băn khoăn|thông tin|sự việc|câu) (?:này|đó|ấy|trên)(?!\p{L})/iu;
const GOES_ON =
  /^(?:vì (?:vậy|thế)|do (?:đó|vậy)|bởi (?:vậy|thế|vì)|ngoài ra|bên cạnh (?:đó|việc)|đồng thời|chẳng hạn|ví dụ|thứ (?:hai|ba|tư|năm)|hai là|ba là|bốn là|cùng với (?:đó|việc)|song song|sau đó|tiếp (?:theo|đó|đến)|kế đến|cụ thể|riêng|đặc biệt|mặt khác|hơn nữa|hơn thế|khi đó|lúc đó|lúc ấy|hôm (?:đó|ấy|sau)|rồi|thế là|nhờ (?:đó|vậy)|từ đó|qua đó|theo đó|trong đó|điều (?:này|đó|ấy)|việc này|những (?:điều|việc) (?:này|đó|ấy)|nghĩa là|tức là|cuối cùng|quan trọng|dù vậy|nói vậy|tất nhiên|dĩ nhiên|nhất là|xin nhắc|nó|họ)(?!\p{L})/iu;
const MOST_DEPICTED_LENGTH = 240;
const FEWEST_DEPICTED_WORDS = 4;
const LED_BY_ADVERB =
  /^(?:ngoài|bên cạnh|đồng thời|cùng|đặc biệt|trong|theo|về|với|tại|từ|đối với|hiện|hàng|hằng|năm|đến|qua|trước|sau|khi|cụ thể|riêng|nhất|chẳng hạn|ví dụ|bước|điều|khoản|một là|hai là|ba là|bốn là|thứ|đầu|tiếp|cuối|tháng|ngày|tuần|mỗi|xin|hãy|bao|ai|và|hay|hoặc|khoảng|gần|hơn|nhờ|mong|chúc)(?!\p{L})/iu;
/** Words by which somebody tells, judges or argues; a caption does without them. */
const STANCE = WORD(
  'tôi|ta|mình|chúng|đã|sẽ|sắp|vẫn|còn|cũng|rất|quá|lắm|không|chưa|chẳng|phải|cần|nên|thì|mà|là|nếu|vì|do|bởi|nhưng|tuy|song|rồi|này|đó|ấy|kia|đây|thế|vậy|hơn|nhất|chỉ|được|có|hết|nữa|luôn|thường|nhờ|muốn|chứ|đấy|nhé|ạ|họ|nó|ai|gì|đâu|sao|nào|đều|hay|bao|lại|cứ|gồm|hiểu|nghĩ|biết|thấy|mong|tin|sợ',
);
const REPORTED =
  /[”"’]\s*[,.]?\s*[-–—]?\s*(?:\S+\s){0,6}?(?:nói|kể|cho biết|cho hay|chia sẻ|bộc bạch|tâm sự|cười|khẳng định|nhấn mạnh|hỏi|chất vấn|bảo|nhớ lại|than|đáp|trả lời)(?!\p{L})|(?<!\p{L})(?:nói|kể|cho biết|chia sẻ|khẳng định|hỏi|bảo|lắc đầu|cười|đáp)\s*:\s*[“"]/u;
const GREETING =
  /^(?:kính\s+)?thưa\s+(?:(?:toàn thể|tất cả)\s+)?(?:các|quý|đồng bào|đồng chí và|bà con|cử tri|quốc hội|hội nghị|đại hội)(?!\p{L})[^?]*[!.:,;]$/iu;
const DATELINE = /^(?:\([^()]{2,30}\)|\p{Lu}{2,7}|\p{Lu}[\p{L}]+(?:\.[a-z]{2,4})+)\s*[-–—]\s/u;
/** Headings and lines of a page that hardly ever begin a sentence of an article. */
const FURNITURE =
  /^(?:đọc thêm|xem thêm|xem tiếp|tin liên quan|tin cùng|bài liên quan|bài viết liên quan|các tin khác|tin khác|cùng chuyên mục|tin mới|tin nóng|tin nổi bật|có thể bạn (?:quan tâm|thích|muốn)|ý kiến (?:bạn đọc|độc giả|của bạn)|bạn (?:có ý kiến|có suy nghĩ|nghĩ) gì|bạn nghĩ sao|viết bình luận|gửi bình luận|>>|»|mời (?:bạn đọc|độc giả|quý)|in bài|gửi bài|lưu bài|hotline|giấy phép|cơ quan chủ quản|tổng biên tập|phó tbt|bản quyền|©|copyright|đọc nhiều|xem nhiều|lên đầu trang|về trang chủ|google news|nghe đọc|cỡ chữ|\d+ (?:bình luận|lượt xem|thích)|trang chủ|tặng sao|(?:lượt|số lượt) xem|trở thành người đầu tiên|hãy là người đầu tiên)(?!\p{L})/iu;
/** Words that head a part of a page only when they stand (nearly) alone. */
const FURNITURE_ALONE =
  /^(?:bình luận|ý kiến|chia sẻ|từ khóa|từ khoá|tags?|thẻ|chủ đề|theo dõi|đăng ký|đăng nhập|quảng cáo|facebook|zalo|twitter|tweet|like|share|copy|sao chép|e-?mail|đt|điện thoại|tòa soạn|toà soạn|liên hệ|nổi bật|trở về|quay lại|fanpage|gửi|rss|chuyên mục|góp ý|tin bài)(?:\s+(?:facebook|zalo|twitter|link|quảng cáo|ngay|chúng tôi|tòa soạn)){0,3}\s*(?:$|[:：|(•\d])/iu;
/** `Bình luận (12)`, `Ý kiến ()`. */
const COUNTED = /(?:bình luận|ý kiến|phản hồi|thích|chia sẻ)\s*\(\s*\d*\s*\)\s*$/iu;
const CONTACT = /(?:\d[\s.]?){9,}|\S+@\S+\.\S+|\d{1,2}[:h]\d{2}.{0,20}\d{4}|\d{4}.{0,16}\d{1,2}[:h]\d{2}|gmt/iu;

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

/** Whether a short text ends in thanks, as interviews do, or closes the programme. */
export function isThanks(text: string): boolean {
  if (text.length > 240 || QUESTION_END.test(text)) return false;
  const last = splitSentences(text).at(-1);
  return THANKS.test(text) || CLOSES.test(text) || (last !== undefined && THANKS.test(text.slice(last.start)));
}

/** Lower case letters and digits only: what is left when layout and punctuation are taken off. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether a text is questions only: an answer may end in a question of its own, but then it says something first. */
export function onlyAsks(text: string): boolean {
  return (
    QUESTION_END.test(text) &&
    splitSentences(text).every(({ start, end }) => /\?["”’»)]*$|^[([]/u.test(text.slice(start, end)))
  );
}

/** Alternatives of a pattern in lower case, with a capital, and in capitals. */
function anyCase(alternatives: string): string {
  const words = alternatives.split('|');
  return [
    ...words,
    ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
    ...words.map((word) => word.toUpperCase()),
  ].join('|');
}

/**
 * Asks in words but without a question mark at the end. With one, the words say nothing more; and without an address
 * "điều gì" stands in many a statement.
 */
export function interrogates(text: string): boolean {
  if (QUESTION_END.test(text)) return false;
  const last = splitSentences(text).at(-1);
  const isAsking = text.includes('?') || (last !== undefined && ADDRESS.test(text.slice(last.start)));
  return isAsking && INTERROGATIVE.test(text);
}

/** Whether a text invites an answer, with or without a question mark. */
export function requests(text: string): boolean {
  if (text.length > 900) return false;
  const isOpen = text.includes('?');
  return (
    REQUEST.test(text) ||
    THUA.test(text) ||
    (isOpen ? ASKS_OPINION.test(text) || INVITES.test(text) : INVITES.test(text))
  );
}

/** Whether a text ends with words for a caption, or is one. */
export function isCaption(text: string): boolean {
  return text.length < 300 && CAPTION.test(text);
}

/** Whether a text tells who made the article. */
export function isByline(text: string): boolean {
  return (
    text.length < 120 &&
    (BYLINE.test(text) || MADE_BY.test(text) || /^(?:\p{Lu}[\p{L}.]*\s*[-–&,]?\s*){2,5}$/u.test(text))
  );
}

/** Whether a text belongs to the page and not to the article: menus, related news, contacts, times. */
export function isPageFurniture(text: string): boolean {
  if (text.length >= 200) return false;
  return (
    FURNITURE.test(text) ||
    COUNTED.test(text) ||
    FURNITURE_ALONE.test(text) ||
    (text.length < 120 && CONTACT.test(text))
  );
}

/** Whether a text begins with the heading of a part of a page: "Đọc thêm", "Tin liên quan". */
export function beginsAsFurniture(text: string): boolean {
  return FURNITURE.test(text);
}

/** Whether a question points to something said just before it, as the second sentence of a question does: "nghịch lý này". */
export function pointsBack(text: string): boolean {
  return QUESTION_END.test(text) && POINTS_BACK.test(text);
}

/** Whether a text asks as the titles of articles do: "Lãi suất hôm nay: Ngân hàng nào cao nhất?". */
export function isHeadline(text: string): boolean {
  return /^\p{Lu}[^:?.!]{6,60}:\s\p{Lu}[^?.!]{6,90}\?$/u.test(text) && !ADDRESS.test(text);
}

/** Whether a text begins with the paper's name, as first paragraphs do. */
export function hasDateline(text: string): boolean {
  return DATELINE.test(text);
}

/** Whether a short text stops without a mark that ends a sentence: headings, captions, names. */
export function isUnfinished(text: string): boolean {
  return text.length < 160 && !/[.?!…:;,)\]–-]$/u.test(text.replace(/["”’»]+$|\s*\(\d*\)$/u, ''));
}

/** Whether a text begins the way answers do: "Vâng", "Theo tôi", "Trước hết". */
export function opensAsAnswer(text: string): boolean {
  return ANSWER_OPENING.test(text) && !QUESTION_END.test(text);
}

/** The person whose name a text begins with, whatever office stands before it. */
export function nameAtStart(text: string): string | undefined {
  return NAMED_START.exec(text)?.[1];
}

/** Whether somebody is spoken to: no name follows, and it is not a word of another phrase. */
export function speaksToPerson(text: string): boolean {
  return ADDRESS.test(text);
}

/** The forms of address that a text uses to speak to somebody, in lower case. */
export function addressesIn(text: string): readonly string[] {
  return [...text.matchAll(ADDRESSES)].map((match) => match[0].toLowerCase());
}

/** Whether a text opens like the statement that an interviewer makes before asking: "Có ý kiến cho rằng", "Được biết". */
export function opensAsPremise(text: string): boolean {
  return PREMISE.test(text);
}

/** Whether a text opens like the next thought of somebody who is speaking: "Vì vậy", "Ngoài ra", "Thứ hai". */
export function goesOnSpeaking(text: string): boolean {
  return GOES_ON.test(text);
}

/** Whether a text only says what is to be seen: one sentence without any word of tense, stance, reason or negation. */
export function depicts(text: string): boolean {
  if (text.length > MOST_DEPICTED_LENGTH || text.includes('?') || LED_BY_ADVERB.test(text)) return false;
  if (splitSentences(text).length !== 1 || text.split(' ').length < FEWEST_DEPICTED_WORDS) return false;
  // A caption may name a film or a slogan of any words.
  return !STANCE.test(text.replace(/[“"«][^“”"«»]*[”"»]|không (?:người|gian|khí|dây|quân)|hàng không|có mặt/giu, ' '));
}

/** Whether the speaker says "tôi" or "chúng tôi". */
export function saysI(text: string): boolean {
  return FIRST_PERSON.test(text);
}

/** Whether a text holds a word of asking: "thế nào", "vì sao", "bao nhiêu". */
export function hasInterrogative(text: string): boolean {
  return INTERROGATIVE.test(text);
}

/** Whether a whole text stands in brackets: a remark of the editors. */
export function isBracketed(text: string): boolean {
  return /^[([][^()[\]]+[)\]]\.?$/u.test(text);
}

/** Whether a whole text stands in quotation marks, or is one that a name is put under: a pull quote. */
export function isQuoted(text: string): boolean {
  return /^[“"«][^“”"«»]{15,}[”"»](?:\s*[-–—,(].{0,80})?$/u.test(text) || ATTRIBUTED.test(text);
}

/** Whether a text greets an audience, as speeches begin: "Kính thưa các vị đại biểu!". */
export function greetsAudience(text: string): boolean {
  return GREETING.test(text);
}

/** Whether a text tells what somebody said, as reports and stories do: "…", bà nói. */
export function reportsSpeech(text: string): boolean {
  return REPORTED.test(text);
}

/** Whether an introduction tells of a talk with somebody, in whatever words. */
export function tellsOfTalk(text: string): boolean {
  return speaksOfInterview(text) || TALK.test(text);
}
