import { splitSentences } from '../../core/sentences.ts';
import { endsAsQuestion } from './signs.ts';

/** Signs of what frames an interview, or shows that an article is none: introduction, thanks, greeting, reported speech. */
const THANKS =
  /^(?:[-–—*]\s*)?(?:vâng[,.!]?\s*|một lần nữa[,]?\s*)?(?:ban biên tập|tòa soạn|toà soạn|chương trình|chúng tôi|báo \S+(?: \S+){0,4}?)?\s*(?:xin|trân trọng|chân thành|rất|vô cùng|thay mặt[^?]{0,60}?)?\s*(?:được\s+)?(?:trân trọng\s+|chân thành\s+|chân thành\s*)?(?:cảm|cám) ơn(?!\p{L})/iu;
const CLOSES =
  /(?<!\p{L})(?:chương trình|buổi (?:giao lưu|tọa đàm|trò chuyện|trao đổi)|cuộc (?:trò chuyện|trao đổi|phỏng vấn|tọa đàm)|tọa đàm|thời lượng|thời gian có hạn)(?!\p{L})[^?]{0,80}(?<!\p{L})(?:kết thúc|khép lại|đã hết|dừng lại|tạm dừng)(?!\p{L})/iu;
const TALK =
  /(?<!\p{L})(?:cuộc nói chuyện|buổi nói chuyện|nói chuyện với|buổi gặp|gặp gỡ|(?:kể|nói|chia sẻ|tâm sự|bộc bạch|trải lòng|bày tỏ)(?:\s+\S+){0,3}?\s+(?:với|cho|cùng)\s+(?:chúng tôi|phóng viên|báo|tạp chí|bạn đọc|độc giả|pv)|trả lời (?:câu hỏi|các câu hỏi|báo chí|chúng tôi))(?!\p{L})/iu;
const INTRODUCES =
  /(?<!\p{L})(?:phỏng vấn|cuộc trao đổi|trao đổi với|trò chuyện|chuyện trò|cuộc gặp|cuộc đối thoại|tọa đàm|giao lưu|trao đổi cùng|trò chuyện cùng|xin giới thiệu|trân trọng giới thiệu|lược ghi|nội dung cuộc)(?!\p{L})/iu;
const ANNOUNCES =
  /(?:giới thiệu|đăng tải|đăng|gửi tới|mời)(?:\s+\S+){0,8}?\s+(?:nội dung|toàn văn|nguyên văn|cuộc (?:phỏng vấn|trao đổi|trò chuyện)|bài phỏng vấn)|(?:dưới|sau) đây là (?:nội dung|toàn văn|cuộc|bài)|nội dung cuộc (?:phỏng vấn|trao đổi|trò chuyện)/iu;
const REPORTED =
  /[”"’]\s*[,.]?\s*[-–—]?\s*(?:\S+\s){0,6}?(?:nói|kể|cho biết|cho hay|chia sẻ|bộc bạch|tâm sự|cười|khẳng định|nhấn mạnh|hỏi|chất vấn|bảo|nhớ lại|than|đáp|trả lời)(?!\p{L})|(?<!\p{L})(?:nói|kể|cho biết|chia sẻ|khẳng định|hỏi|bảo|lắc đầu|cười|đáp)\s*:\s*[“"]/u;
const GREETING =
  /^(?:(?:kính\s+)?thưa|(?:kính|thân)\s+gửi)\s+(?:(?:toàn thể|tất cả)\s+)?(?:các|quý|đồng bào|đồng chí và|bà con|cử tri|quốc hội|hội nghị|đại hội)(?!\p{L})[^?]*[!.:,;]$/iu;

/** Whether a text tells that it introduces, or is, an interview. */
export function speaksOfInterview(text: string): boolean {
  return INTRODUCES.test(text);
}

/** Whether a short text ends in thanks, as interviews do, or closes the programme. */
export function isThanks(text: string): boolean {
  if (text.length > 240 || endsAsQuestion(text)) return false;
  const last = splitSentences(text).at(-1);
  return THANKS.test(text) || CLOSES.test(text) || (last !== undefined && THANKS.test(text.slice(last.start)));
}

/** Whether a text greets an audience, as speeches begin: "Kính thưa các vị đại biểu!". */
export function greetsAudience(text: string): boolean {
  return GREETING.test(text);
}

/** Whether a text hands over to the interview that follows: "Xin giới thiệu nội dung cuộc trao đổi". */
export function announces(text: string): boolean {
  return ANNOUNCES.test(text) && !endsAsQuestion(text);
}

/** Whether a text tells what somebody said, as reports and stories do: "…", bà nói. */
export function reportsSpeech(text: string): boolean {
  return REPORTED.test(text);
}

/** Whether an introduction tells of a talk with somebody, in whatever words. */
export function tellsOfTalk(text: string): boolean {
  return speaksOfInterview(text) || TALK.test(text);
}
