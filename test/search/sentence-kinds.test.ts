import { expect, test } from 'vitest';
import { SentenceKind } from '../../src/search/passage-index.ts';
import { kindsOf } from '../../src/search/sentence-kinds.ts';

test.each([
  'Kế hoạch số 101/KH-UBND ngày 10/1/2020',
  'khai mạc vào 26.10',
  'Lễ hội mở vào mùng một tháng mười hai',
  'khởi công hồi tháng Chín',
  'cầu thông xe ngày 5',
  'họp lúc tám giờ',
  'bắt đầu từ 7g30',
  'làm việc cả sáng thứ bảy và chủ nhật',
])('a day, a month or an hour is told: %s', (sentence) => {
  expect(kindsOf(sentence) & SentenceKind.day).not.toBe(0);
});

test.each([
  'vốn đầu tư 1.200 tỷ đồng',
  'giai đoạn 2020-2025',
  'Thông tư 32/2024/NQ',
  'gần 3.5 triệu người',
  'cách mạng công nghiệp 4.0',
  'tăng trưởng đạt 7.5 %',
  'Kiến trúc chính quyền điện tử 10.0',
  'nhiệm kỳ 2015 – 2020',
])('other figures are none: %s', (sentence) => {
  expect(kindsOf(sentence) & SentenceKind.day).toBe(0);
});
