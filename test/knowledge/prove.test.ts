import { describe, expect, test } from 'vitest';
import { parseKnowledge } from '../../src/knowledge/parse.ts';
import { proveKnowledge } from '../../src/knowledge/prove.ts';
import { lineOf, SAMPLE_FILE, SAMPLE_SOURCE } from './sample-interview.ts';

function prove(text: string, source = SAMPLE_SOURCE) {
  const parsed = parseKnowledge(text, 'knowledge/cau-ben-loi.md');
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return proveKnowledge(parsed.knowledge, source, 'knowledge/sources/cau-ben-loi.txt');
}

describe('proveKnowledge', () => {
  test('finds nothing in a word-for-word copy, and gives the place of every piece', () => {
    const { problems, notices, places } = prove(SAMPLE_FILE);
    expect(problems).toEqual([]);
    expect(notices).toEqual([]);
    const cut = places.map((turn) => turn.map((place) => place && SAMPLE_SOURCE.slice(place.start, place.end)));
    expect(cut[0]).toEqual([
      'Xin bà cho biết tiến độ của cầu Bến Lội?',
      'Cầu đã hợp long hôm mồng 3. Phần mặt cầu còn hai nhịp.',
      'Chúng tôi dự kiến thông xe cuối tháng 8.',
      'Nếu mưa nhiều, thời gian có thể lùi một tuần.',
    ]);
  });

  test('one changed letter fails with the line in the file and in the source', () => {
    const text = SAMPLE_FILE.replace('cuối tháng 8', 'cuối tháng 9');
    const [problem, ...more] = prove(text).problems;
    expect(more).toEqual([]);
    expect(problem?.line).toBe(lineOf(text, 'cuối tháng 9'));
    expect(problem?.message).toContain(`cau-ben-loi.txt:${lineOf(SAMPLE_SOURCE, 'cuối tháng 8')}`);
    expect(problem?.message).toContain('tháng 9');
  });

  test.each([
    ['at the start of an answer', 'Cầu đã hợp long hôm mồng 3. Phần mặt cầu còn hai nhịp.\n\n', 'Chúng tôi dự kiến'],
    ['in the middle of an answer', 'Chúng tôi dự kiến thông xe cuối tháng 8.\n\n', 'Nếu mưa nhiều'],
    ['at the end of an answer', 'Nếu mưa nhiều, thời gian có thể lùi một tuần.\n\n', '## Kinh phí'],
    ['one sentence', ' Phần mặt cầu còn hai nhịp.', 'Chúng tôi dự kiến'],
  ])('a paragraph dropped %s fails at the line that follows the hole', (_where, dropped, following) => {
    const text = SAMPLE_FILE.replace(dropped, '');
    const [problem, ...more] = prove(text).problems;
    expect(more).toEqual([]);
    expect(problem?.line).toBe(lineOf(text, following));
    expect(problem?.message).toContain(dropped.trim().slice(0, 20));
  });

  test('the last paragraph of all cannot be dropped unseen when it is one of several', () => {
    const longer =
      'Tỉnh đã bố trí đủ vốn cho cả ba năm, không phải vay thêm và cũng không xin trung ương hỗ trợ phần nào.';
    const source = SAMPLE_SOURCE.replace('ngân sách tỉnh.', `ngân sách tỉnh.\n\n${longer}`);
    const [problem] = prove(SAMPLE_FILE, source).problems;
    expect(problem?.line).toBe(lineOf(SAMPLE_FILE, 'Toàn bộ'));
    expect(problem?.message).toContain('Tỉnh đã bố trí đủ vốn');
  });

  test('swapped turns fail', () => {
    const head = SAMPLE_FILE.slice(0, SAMPLE_FILE.indexOf('## Xin'));
    const first = SAMPLE_FILE.slice(SAMPLE_FILE.indexOf('## Xin'), SAMPLE_FILE.indexOf('## Kinh'));
    const second = SAMPLE_FILE.slice(SAMPLE_FILE.indexOf('## Kinh'));
    const text = `${head}${second}\n${first}`;
    const { problems } = prove(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.some((problem) => problem.message.includes('sai thứ tự'))).toBe(true);
    expect(problems[0]?.line).toBe(lineOf(text, '## Xin'));
  });

  test('words that the source does not have fail', () => {
    const text = SAMPLE_FILE.replace(
      'Toàn bộ từ ngân sách tỉnh.',
      'Toàn bộ từ ngân sách tỉnh.\n\nKhông có vốn vay nước ngoài.',
    );
    const [problem] = prove(text).problems;
    expect(problem?.line).toBe(lineOf(text, 'Không có vốn vay'));
  });

  test('a caption between two paragraphs must be listed as left out', () => {
    const text = SAMPLE_FILE.replace("leftOut:\n  - 'Ảnh: Mặt cầu nhìn từ bờ bắc.'\n", '');
    const [problem, ...more] = prove(text).problems;
    expect(more).toEqual([]);
    expect(problem?.message).toContain('leftOut');
  });

  test('white space and line breaks of the source do not matter', () => {
    const source = SAMPLE_SOURCE.replace('dự kiến thông', 'dự kiến\r\n\u00a0 thông').replace(
      'Kinh phí',
      '  -\tKinh phí',
    );
    expect(prove(SAMPLE_FILE, source).problems).toEqual([]);
  });

  test('another Unicode form is no difference, but is told', () => {
    const { problems, notices } = prove(
      SAMPLE_FILE,
      SAMPLE_SOURCE.replace('Chúng tôi dự', 'Chúng tôi dự'.normalize('NFD')),
    );
    expect(problems).toEqual([]);
    expect(notices.map((notice) => notice.line)).toEqual([lineOf(SAMPLE_FILE, 'Chúng tôi dự')]);
  });

  test('a source of five megabytes is proved within seconds', () => {
    const comments = 'Một lời bình dài dòng ở cuối trang, không thuộc bài.\n'.repeat(90_000);
    const startMs = performance.now();
    expect(prove(SAMPLE_FILE, `${SAMPLE_SOURCE}\n${comments}`).problems).toEqual([]);
    expect(performance.now() - startMs).toBeLessThan(10_000);
  });

  test('words of the first question that a sapo repeats do not mislead', () => {
    const source = `Xin bà cho biết tiến độ của cầu Bến Lội? Đó là điều người dân hỏi.\n\n${SAMPLE_SOURCE}`;
    expect(prove(SAMPLE_FILE, source).problems).toEqual([]);
  });
});
