import { splitSentences } from '../../core/sentences.ts';
import { TITLES } from './labels.ts';
import { speaksToPerson } from './signs.ts';

/** Signs of what stands beside the words of an interview: captions, pull quotes, bylines, headings, parts of the page. */
const CAPTION =
  /(?:(?<!\p{L})(?:ảnh|photo|đồ họa|infographic|video clip)\s*(?:minh họa)?\s*[:：]\s*\S.{0,80}$|[([](?:ảnh|nguồn|nguồn ảnh|photo)[^)\]]*[)\]]\.?$|^(?:ảnh|hình|hình ảnh|video|đồ họa|biểu đồ|nguồn|ảnh minh họa)(?!\p{L})[^?]{0,120}$|ảnh minh họa\.?$|^©|^(?:một góc|toàn cảnh|quang cảnh|phối cảnh|chân dung)(?!\p{L})[^?]{0,120}$|\((?:bìa|thứ \S+|ngoài cùng|đứng|ngồi|giữa|hàng|bên|áo|từ)[^)]{0,40}(?:trái|phải|giữa|sang|đầu|trắng|đen|xanh|đỏ)[^)]{0,20}\)|\(giữa\))/iu;
const BYLINE =
  /\((?:thực hiện|ghi|lược ghi|tổng hợp|biên soạn|t\/h|th)\)|^(?:thực hiện|bài|bài và ảnh|bài, ảnh|nội dung|phóng viên thực hiện|theo|tác giả|người thực hiện|ghi|tổng hợp|biên tập|trình bày|thiết kế)\s*[:：]|^\(?theo\s+\p{Lu}[^.?!]{0,40}\)?$/iu;
/** `Hà Thu thực hiện`, `Bảo Hân ghi`: a name, and what its bearer did. */
const MADE_BY = /^(?:\p{Lu}[\p{L}.]*[\s,&–-]+){1,8}(?:thực hiện|ghi|lược ghi)\.?$/u;
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
const MOST_DEPICTED_LENGTH = 180;
const FEWEST_DEPICTED_WORDS = 4;
const LED_BY_ADVERB =
  /^(?:ngoài|bên cạnh|đồng thời|cùng|đặc biệt|trong|theo|về|với|tại|từ|đối với|hiện|hàng|hằng|năm|đến|qua|trước|sau|khi|cụ thể|riêng|nhất|chẳng hạn|ví dụ|bước|điều|khoản|một là|hai là|ba là|bốn là|thứ|đầu|tiếp|cuối|tháng|ngày|tuần|mỗi|xin|hãy|bao|ai|và|hay|hoặc|khoảng|gần|hơn|nhờ|mong|chúc)(?!\p{L})/iu;
/** Officials often speak without a subject: "Xây dựng …", "Đẩy mạnh …"; a caption begins with who or what is to be seen. */
const LED_BY_VERB =
  /^(?:xây dựng|triển khai|thực hiện|tổ chức|tăng cường|đẩy mạnh|nâng cao|hoàn thiện|hoàn thành|phát triển|phát huy|tiếp tục|tập trung|chú trọng|phối hợp|ban hành|hỗ trợ|chỉ đạo|quan tâm|giữ|bảo đảm|đảm bảo|duy trì|mở rộng|đổi mới|khuyến khích|ưu tiên|rà soát|kiểm tra|xử lý|tham mưu|đề xuất|quán triệt|thúc đẩy|huy động|thu hút|đầu tư|đào tạo|bồi dưỡng|tuyên truyền|vận động|giải quyết|khắc phục|cải thiện|cải cách|ứng dụng|chuyển đổi|làm|đi|cho|mua|bán|đo|bỏ|gửi|gọi|lấy|đưa|đặt|kết nối|phê duyệt|sử dụng|chủ động|quyết liệt|kịp thời|thường xuyên|nghiêm túc|tích cực|đồng bộ|phấn đấu|quyết tâm|kêu gọi|tạo|góp phần|giúp|nhằm|bố trí|thành lập|lồng ghép|nhân rộng|hình thành|khai thác|bảo vệ|bảo tồn|trồng|nuôi|tham gia|chăm lo|đề nghị|kiến nghị|nắm|tận dụng|áp dụng|thí điểm|giao|phân công|lập|rút ngắn|cắt|đơn giản hóa)(?!\p{L})/iu;
/** What reports are made of and no picture shows: "Công tác …", "Thu nhập …", an amount. */
const LED_BY_MATTER =
  /^(?:công tác|hạ tầng|kết cấu|kinh tế|văn hóa|xã hội|quốc phòng|an ninh|đời sống|tỷ lệ|tỉ lệ|tổng|thu nhập|tốc độ|chất lượng|sản lượng|năng suất|giá trị|cơ cấu|kim ngạch|thu ngân sách|nguồn|phong trào|chương trình|cải cách|hoạt động|lĩnh vực|ngành|sự nghiệp|tình hình|toàn|cả nước|đến nay|mục tiêu|nhiệm vụ|giải pháp|kết quả|việc|vấn đề|nguyên nhân|khó khăn|hạn chế|bài học|ý thức|nhận thức|niềm tin|chính sách|cơ chế|quy định|thủ tục|hồ sơ|mức|giá|lương|chi phí|thời gian|số)(?!\p{L})/iu;
const AMOUNT = /\d[\d.,]*\s*(?:%|tỷ|tỉ|triệu|nghìn|ngàn|ha|héc|km|tấn|tạ|đồng)(?!\p{L})/iu;
/** Words by which somebody tells, judges or argues; a caption does without them. */
const STANCE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    'tôi|ta|mình|chúng|đã|sẽ|sắp|vẫn|còn|cũng|rất|quá|lắm|không|chưa|chẳng|phải|cần|nên|thì|mà|là|nếu|vì|do|bởi|nhưng|tuy|song|rồi|này|đó|ấy|kia|đây|thế|vậy|hơn|nhất|chỉ|được|có|hết|nữa|luôn|thường|nhờ|muốn|chứ|đấy|nhé|ạ|họ|nó|ai|gì|đâu|sao|nào|đều|hay|bao|lại|cứ|gồm|hiểu|nghĩ|biết|thấy|mong|sợ|thành lập|ra đời|trở thành|đạt|tăng|giảm|chiếm|bắt đầu|kết thúc',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);
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

/** Alternatives of a pattern in lower case, with a capital, and in capitals. */
function anyCase(alternatives: string): string {
  const words = alternatives.split('|');
  return [
    ...words,
    ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
    ...words.map((word) => word.toUpperCase()),
  ].join('|');
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

/** Whether a text asks as the titles of articles do: "Lãi suất hôm nay: Ngân hàng nào cao nhất?". */
export function isHeadline(text: string): boolean {
  return /^\p{Lu}[^:?.!]{6,60}:\s\p{Lu}[^?.!]{6,90}\?$/u.test(text) && !speaksToPerson(text);
}

/** Whether a text begins with the paper's name, as first paragraphs do. */
export function hasDateline(text: string): boolean {
  return DATELINE.test(text);
}

/** Whether a short text stops without a mark that ends a sentence: headings, captions, names. */
export function isUnfinished(text: string): boolean {
  return text.length < 160 && !/[.?!…:;,)\]–-]$/u.test(text.replace(/["”’»]+$|\s*\(\d*\)$/u, ''));
}

/** The person whose name a text begins with, whatever office stands before it. */
export function nameAtStart(text: string): string | undefined {
  return NAMED_START.exec(text)?.[1];
}

/** Whether a text only says what is to be seen: one sentence without any word of tense, stance, reason or negation. */
export function depicts(text: string): boolean {
  if (
    text.length > MOST_DEPICTED_LENGTH ||
    text.includes('?') ||
    [LED_BY_ADVERB, LED_BY_VERB, LED_BY_MATTER, AMOUNT].some((sign) => sign.test(text))
  )
    return false;
  if (splitSentences(text).length !== 1 || text.split(' ').length < FEWEST_DEPICTED_WORDS) return false;
  // A caption may name a film or a slogan of any words.
  return !STANCE.test(
    text.replace(/[“"«][^“”"«»]*[”"»]|không (?:người|gian|khí|dây|quân)|hàng không|có mặt|nhận biết|tìm hiểu/giu, ' '),
  );
}

/** Whether a whole text stands in brackets: a remark of the editors. */
export function isBracketed(text: string): boolean {
  return /^[([][^()[\]]+[)\]]\.?$/u.test(text);
}

/** Whether a whole text stands in quotation marks, or is one that a name is put under: a pull quote. */
export function isQuoted(text: string): boolean {
  return /^[“"«][^“”"«»]{15,}[”"»](?:\s*[-–—,(].{0,80})?$/u.test(text) || ATTRIBUTED.test(text);
}
