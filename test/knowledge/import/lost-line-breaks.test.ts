import { describe, expect, test } from 'vitest';
import { lostLineBreaks } from '../../../src/knowledge/import/lost-line-breaks.ts';

function cut(line: string): readonly string[] {
  const breaks = [0, ...[...new Set(lostLineBreaks(line, new Set()))].sort((one, other) => one - other)];
  return breaks.map((start, index) => line.slice(start, breaks[index + 1]).trim());
}

describe('an article pasted as one line is cut', () => {
  test('before a label, also where no full stop ends what stands before it', () => {
    expect(cut('Xem thêm: Bắt nhóm phá rừng Hỏi: Rừng còn bao nhiêu? Đáp: Còn một nửa.')).toContain(
      'Hỏi: Rừng còn bao nhiêu?',
    );
    expect(cut('Nước đã về. Ảnh: Quang Huy Bạn đọc Trần Minh (xã Đông): Bao giờ có điện?')).toEqual([
      'Nước đã về. Ảnh: Quang Huy',
      'Bạn đọc Trần Minh (xã Đông): Bao giờ có điện?',
    ]);
  });

  test('behind a caption, whose sentence keeps its photographer', () => {
    expect(cut('Kênh đã thông. Nông dân nạo vét kênh. Ảnh: Hữu Trí Ngoài ra, cống đã xong.')).toEqual([
      'Kênh đã thông.',
      'Nông dân nạo vét kênh. Ảnh: Hữu Trí',
      'Ngoài ra, cống đã xong.',
    ]);
    expect(cut('Cán bộ hướng dẫn dân. Ảnh: MINH ANH Người dân đỡ mất công.')).toContain('Người dân đỡ mất công.');
    expect(cut('Khu hồi sức. (Ảnh: BVCC) Thuốc đã đủ.')).toContain('Thuốc đã đủ.');
  });

  test('where a sentence begins although nothing ended the heading before it', () => {
    expect(cut('Đảo sáng đèn Sau Hòn Nhạn, ông sẽ đi đâu?')).toEqual(['Đảo sáng đèn', 'Sau Hòn Nhạn, ông sẽ đi đâu?']);
    expect(cut('“Rẻ mà dở thì là đắt” Làm sao để rẻ mà tốt?')).toContain('Làm sao để rẻ mà tốt?');
  });

  test('but not inside names, numbers, remarks and labels', () => {
    for (const whole of [
      'Việc này làm theo Điều 159 của luật.',
      'Chúng tôi xem phim Mùa nước nổi rồi về.',
      'PGS, TS Trịnh Hữu Phúc: Bệnh viện đủ thuốc.',
      '40.000 hộ đã có nước.',
    ]) {
      expect(cut(whole)).toEqual([whole]);
    }
    expect(cut('Không có xe về. (cười) Sau thì không muốn về nữa.')).toEqual([
      'Không có xe về.',
      '(cười) Sau thì không muốn về nữa.',
    ]);
  });
});
