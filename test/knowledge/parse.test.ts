import { describe, expect, test } from 'vitest';
import { parseKnowledge } from '../../src/knowledge/parse.ts';
import { lineOf, SAMPLE_FILE } from './sample-interview.ts';

function interviewOf(text: string) {
  const parsed = parseKnowledge(text, 'knowledge/cau-ben-loi.md');
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed.knowledge;
}

function problemsOf(text: string) {
  const parsed = parseKnowledge(text, 'knowledge/cau-ben-loi.md');
  return parsed.kind === 'problems' ? parsed.problems : [];
}

describe('parseKnowledge', () => {
  test('reads front matter and published words', () => {
    const { interview, source } = interviewOf(SAMPLE_FILE);
    expect(interview.id).toBe('cau-ben-loi');
    expect(interview.published).toBe('2022-05-06');
    expect(interview.url).toBeUndefined();
    expect(source).toBe('sources/cau-ben-loi.txt');
    expect(interview.turns.map((turn) => [turn.id, turn.number, turn.paragraphs.length])).toEqual([
      ['tien-do', 1, 3],
      ['kinh-phi', 2, 1],
    ]);
    expect(interview.turns[0]?.question).toBe('Xin bà cho biết tiến độ của cầu Bến Lội?');
    expect(interview.turns[0]?.also).toEqual(['Bao giờ cầu xong?']);
    expect(interview.turns[1]?.speaker.name).toBe('Lê Thị Mận');
  });

  test('tells the line of each question and paragraph', () => {
    const { turns } = interviewOf(SAMPLE_FILE);
    expect(turns[0]?.questionLine).toBe(lineOf(SAMPLE_FILE, '## Xin bà'));
    expect(turns[0]?.paragraphLines[2]).toBe(lineOf(SAMPLE_FILE, 'Nếu mưa nhiều'));
    expect(turns[1]?.entryLine).toBe(lineOf(SAMPLE_FILE, '- id: kinh-phi'));
  });

  test('reads a file saved by Notepad: BOM and CRLF', () => {
    const windows = `\uFEFF${SAMPLE_FILE.replaceAll('\n', '\r\n')}`;
    expect(interviewOf(windows).interview).toEqual(interviewOf(SAMPLE_FILE).interview);
  });

  test('leaves marks of Markdown in the published words alone', () => {
    const text = SAMPLE_FILE.replace('Toàn bộ từ', '**Toàn bộ** từ [ngân sách](x) & <b>');
    expect(interviewOf(text).interview.turns[1]?.paragraphs[0]).toContain('**Toàn bộ** từ [ngân sách](x) & <b>');
  });

  test('keeps glossary entries as written, also those that YAML would take for something else', () => {
    const text = SAMPLE_FILE.replace('turns:', 'glossary:\n  NO: nợ\n  5G: mạng thế hệ 5\n  TT&TT: yes\nturns:');
    expect(interviewOf(text).interview.glossary).toEqual({ NO: 'nợ', '5G': 'mạng thế hệ 5', 'TT&TT': 'yes' });
  });

  test.each([
    ['a misspelt key', 'outlet:', 'outlett:', 'outlett', 'có phải là “outlet”'],
    ['a missing key', 'language: vi', '', 'id: cau', 'Thiếu “language”'],
    ['a key that nobody knows', 'language: vi', 'language: vi\nmàu: xanh', 'màu: xanh', 'chỉ dùng'],
    ['a misspelt key of a turn', '    also:', '    alsoo:', 'alsoo', 'có phải là “also”'],
    ['a date that is none', 'published: 2022-05-06', 'published: 6/5/2022', 'published: 6/5', '2020-10-30'],
    ['an id with accents', 'id: tien-do', 'id: tiến-độ', 'id: tiến-độ', 'không dấu'],
    ['the same turn id twice', 'id: kinh-phi', 'id: tien-do', '- id: tien-do\n---', 'Hai câu hỏi'],
    ['a source outside the directory', 'source: sources/', 'source: ../../', 'source: ../..', 'thư mục'],
    ['an unknown status', 'language: vi', 'language: vi\nstatus: done', 'status: done', 'draft, published'],
    ['a withdrawal without its date', 'language: vi', 'language: vi\nstatus: withdrawn', 'status: withdrawn', 'ngày'],
    ['broken YAML', 'labels:', 'labels: [', 'labels: [', 'dấu hai chấm'],
    ['text before the first question', '## Xin bà', 'Lời dẫn\n\n## Xin bà', 'Lời dẫn', 'trước câu hỏi đầu tiên'],
    ['a question without an answer', 'Toàn bộ từ ngân sách tỉnh.', '', '## Kinh phí', 'chưa có câu trả lời'],
    ['more questions than turns', '## Kinh phí', '## Thừa?\n\nThừa.\n\n## Kinh phí', '## Kinh phí', '2 mục'],
  ])('tells file, line and remedy of %s', (_what, from, to, at, says) => {
    const text = SAMPLE_FILE.replace(from, to);
    const problems = problemsOf(text);
    expect(
      problems.some((problem) => problem.message.includes(says)),
      JSON.stringify(problems),
    ).toBe(true);
    const problem = problems.find((one) => one.message.includes(says));
    expect(problem?.file).toBe('knowledge/cau-ben-loi.md');
    if (at !== '- id: tien-do\n---' && at !== 'labels: [') expect(problem?.line).toBe(lineOf(text, at));
  });

  test('reports every problem at once', () => {
    const text = SAMPLE_FILE.replace('title: Cầu', 'titel: Cầu').replace('outlet: Báo Thử Nghiệm\n', '');
    expect(
      problemsOf(text)
        .map((problem) => problem.message)
        .join('\n'),
    ).toMatch(/Thiếu “outlet”[\s\S]*có phải là “title”/u);
  });
});

describe('the life of words', () => {
  test('a turn inherits what is said of its interview and may say otherwise', () => {
    const text = SAMPLE_FILE.replace(
      'language: vi',
      'language: vi\nstatus: withdrawn\nwithdrawn:\n  date: 2023-01-02\n  reason: số liệu sai',
    ).replace('  - id: kinh-phi', '  - id: kinh-phi\n    status: published');
    const [first, second] = interviewOf(text).interview.turns;
    expect(first?.standing).toEqual({
      kind: 'withdrawn',
      date: '2023-01-02',
      reason: 'số liệu sai',
      replacement: undefined,
    });
    expect(second?.standing).toEqual({ kind: 'current' });
  });

  test('an interview that is withdrawn takes a corrected turn along', () => {
    const correction =
      'status: corrected\n    correction:\n      date: 2022-06-01\n      what: số liệu\n      former: Trước là khác.';
    const text = SAMPLE_FILE.replace(
      'language: vi',
      'language: vi\nstatus: withdrawn\nwithdrawn:\n  date: 2023-01-02',
    ).replace('  - id: kinh-phi', `  - id: kinh-phi\n    ${correction}`);
    expect(interviewOf(text).interview.turns[1]).toMatchObject({
      standing: { kind: 'withdrawn', date: '2023-01-02' },
      former: ['Trước là khác.'],
    });
  });

  test('a corrected turn may be withdrawn or replaced later, and what stood there first is kept', () => {
    const correction = '    correction:\n      date: 2022-06-01\n      what: số liệu\n      former: Trước là khác.';
    for (const later of [
      'status: withdrawn\n    withdrawn:\n      date: 2023-01-02',
      'supersededBy:\n      interview: cau-moi',
    ]) {
      const text = SAMPLE_FILE.replace('  - id: kinh-phi', `  - id: kinh-phi\n    ${later}\n${correction}`);
      expect(interviewOf(text).interview.turns[1]?.former).toEqual(['Trước là khác.']);
    }
  });

  test('a turn alone is no draft', () => {
    const problems = problemsOf(SAMPLE_FILE.replace('  - id: kinh-phi', '  - id: kinh-phi\n    status: draft'));
    expect(problems.map(({ message }) => message).join()).toContain('chỉ dùng cho cả bài');
  });

  test.each(['2023-02-29', '2023-04-31', '2023-13-01', '31/12/2023'])('%s is no day', (day) => {
    const problems = problemsOf(SAMPLE_FILE.replace('language: vi', `language: vi\nvalidUntil: ${day}`));
    expect(problems).toMatchObject([{ line: 7, message: expect.stringContaining(day) }]);
  });

  test('a leap day is one', () => {
    expect(problemsOf(SAMPLE_FILE.replace('published: 2022-05-06', 'published: 2024-02-29'))).toEqual([]);
  });

  test('a correction carries its date, its words and what stood there before', () => {
    const text = SAMPLE_FILE.replace(
      '  - id: kinh-phi',
      '  - id: kinh-phi\n    status: corrected\n    correction:\n      date: 2022-06-01\n      what: bỏ chữ “trung ương”\n      by: tòa soạn\n      former:\n        - Toàn bộ từ ngân sách trung ương.',
    );
    expect(interviewOf(text).interview.turns[1]).toMatchObject({
      standing: { kind: 'corrected', date: '2022-06-01', what: 'bỏ chữ “trung ương”', by: 'tòa soạn' },
      former: ['Toàn bộ từ ngân sách trung ương.'],
    });
  });
});
