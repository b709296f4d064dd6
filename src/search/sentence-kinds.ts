import { SentenceKind } from './passage-index.ts';

const NUMBER =
  /\d|(?<!\p{L})(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nửa|đôi|phần trăm)(?!\p{L})/iu;
const TIME =
  /(?<!\d)(?:1\d{3}|20\d{2})(?!\d)|(?:tháng|ngày|thế kỷ|thập niên|thập kỷ|năm|giờ|quý|tuần)\s+(?:\d|thứ|[IVX]+\b)|(?:hôm|mùa|sáng|chiều)\s/iu;
const NAME = /(?<=[\p{Ll}\d,;:("“]\s*)\p{Lu}\p{Ll}/u;
const PLACE =
  /(?<!\p{L})(?:tại|ở|thuộc|gần|phía|miền|vùng|khu|tầng|đường|thành phố|tỉnh|bang|quận|huyện|xã|nước|địa chỉ)(?!\p{L})/iu;
const REASON = /(?<!\p{L})(?:vì|do|bởi|nhờ|nên|khiến|nhằm|để|dẫn đến|gây|nguyên nhân|lý do|lí do)(?!\p{L})/iu;

/** What a sentence holds that a question may ask for: bits of {@link SentenceKind}. */
export function kindsOf(sentence: string): number {
  return (
    (NUMBER.test(sentence) ? SentenceKind.number : 0) |
    (TIME.test(sentence) ? SentenceKind.time : 0) |
    (NAME.test(sentence) ? SentenceKind.name : 0) |
    (PLACE.test(sentence) ? SentenceKind.place : 0) |
    (REASON.test(sentence) ? SentenceKind.reason : 0)
  );
}
