import { splitSentences } from '../../core/sentences.ts';

/** Signs in the words of a text that tell question, answer and clutter apart: traits of the language, of no one site. */
const WORD = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
const ADDRESSEES =
  'ông|bà|anh|chị|đồng chí|bác sĩ|bác sỹ|tiến sĩ|giáo sư|luật sư|bộ trưởng|thứ trưởng|đại biểu|chủ tịch|giám đốc|đại sứ|ngài|cô|chú|bác|thầy|bạn|em|nhà văn|nhà thơ|nhạc sĩ|nghệ sĩ|đạo diễn|trung tướng|thiếu tướng|đại tá|quý vị|quý ông|quý bà|chuyên gia|cục trưởng|vụ trưởng|bí thư|viện trưởng|hiệu trưởng';
/** Spoken to, not spoken of: no name follows, and it is not a kinship word of another phrase. */
const AS_FIRST_WORD = ADDRESSEES.split('|')
  .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  .join('|');
const ADDRESS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${ADDRESSEES}|${AS_FIRST_WORD}|BS|TS|GS|PGS|LS|KTS|HLV)(?![\\p{L}\\p{N}])(?!\\s+(?:\\p{Lu}|(?:con|em|cha|chị|bà|ta|ấy|này|tập|dân|tỉnh|huyện|ngoại|nội|đọc|trẻ|bè|cụ|lão|mẹ|sĩ|sỹ|hùng|giáo|đơn|lập|đọng|ý|trọng|thích|nhỏ|bé|hưởng|ruột|dâu|rể|sở|bệnh|công|xã|phường|quận|trường|thành|bảo|trò|tư vấn|trả lời|giải đáp|khuyên|kể|cười|mỉm|thở|tâm sự|cho biết|cho hay)(?!\\p{L})))`,
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

/** Whether a text ends with its question mark, a signature in brackets after it or not. */
export function endsAsQuestion(text: string): boolean {
  return QUESTION_END.test(text);
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

/** Whether a question points to something said just before it, as the second sentence of a question does: "nghịch lý này". */
export function pointsBack(text: string): boolean {
  return QUESTION_END.test(text) && POINTS_BACK.test(text);
}

/** Whether a text begins the way answers do: "Vâng", "Theo tôi", "Trước hết". */
export function opensAsAnswer(text: string): boolean {
  return ANSWER_OPENING.test(text) && !QUESTION_END.test(text);
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

/** Whether the speaker says "tôi" or "chúng tôi". */
export function saysI(text: string): boolean {
  return FIRST_PERSON.test(text);
}
