/** A small interview of our own with its source, for tests that bend it one way or another. */
export const SAMPLE_SOURCE = `Cầu Bến Lội sẽ thông xe trước mùa lũ

Phóng viên đã trao đổi với bà Lê Thị Mận, Phó Giám đốc Sở Giao thông vận tải, về tiến độ cây cầu.

PV: Xin bà cho biết tiến độ của cầu Bến Lội?

Bà Lê Thị Mận: Cầu đã hợp long hôm mồng 3. Phần mặt cầu còn hai nhịp.

Chúng tôi dự kiến thông xe cuối tháng 8.

Ảnh: Mặt cầu nhìn từ bờ bắc.

Nếu mưa nhiều, thời gian có thể lùi một tuần.

PV: Kinh phí lấy từ đâu, thưa bà?

Bà Lê Thị Mận: Toàn bộ từ ngân sách tỉnh.

Xin cảm ơn bà!
`;

/** The knowledge file that copies {@link SAMPLE_SOURCE} word for word. */
export const SAMPLE_FILE = `---
id: cau-ben-loi
title: Cầu Bến Lội sẽ thông xe trước mùa lũ
outlet: Báo Thử Nghiệm
published: 2022-05-06
language: vi
speaker:
  name: Lê Thị Mận
  title: Phó Giám đốc Sở Giao thông vận tải
  honorific: Bà
source: sources/cau-ben-loi.txt
labels:
  - 'PV:'
  - 'Bà Lê Thị Mận:'
leftOut:
  - 'Ảnh: Mặt cầu nhìn từ bờ bắc.'
turns:
  - id: tien-do
    also:
      - Bao giờ cầu xong?
  - id: kinh-phi
---

## Xin bà cho biết tiến độ của cầu Bến Lội?

Cầu đã hợp long hôm mồng 3. Phần mặt cầu còn hai nhịp.

Chúng tôi dự kiến thông xe cuối tháng 8.

Nếu mưa nhiều, thời gian có thể lùi một tuần.

## Kinh phí lấy từ đâu, thưa bà?

Toàn bộ từ ngân sách tỉnh.
`;

/** Line of `text` (counted from 1) that holds `part`. */
export function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}
