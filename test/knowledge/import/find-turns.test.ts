import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findTurns } from '../../../src/knowledge/import/find-turns.ts';
import { importArticle } from '../../../src/knowledge/import/import-article.ts';
import { readSource } from '../../../src/knowledge/import/read-source.ts';
import { readText } from '../../../src/knowledge/import/read-text.ts';
import { parseKnowledge } from '../../../src/knowledge/parse.ts';
import {
  type AnnotatedArticle,
  htmlPage,
  plainText,
  type QuestionStyle,
  readAnnotatedArticles,
} from './annotated-article.ts';
import { LAYOUTS, onOneLine, wrap } from './layouts.ts';

const ARTICLES = readAnnotatedArticles();
const INTERVIEWS = ARTICLES.filter((article) => article.name < '90');
const OTHERS = ARTICLES.filter((article) => article.name >= '90');
const STYLES: readonly QuestionStyle[] = ['bold', 'bold-label-outside', 'italic', 'heading', 'break'];

const encode = (text: string) => new TextEncoder().encode(text);

interface Shown {
  readonly question: string;
  readonly answer: readonly string[];
}

function turnsOf(text: string): readonly Shown[] {
  return findTurns(readText(text)).turns.map((turn) => ({
    question: turn.question.text,
    answer: turn.answer.map((piece) => piece.text),
  }));
}

/** How many of the article's turns were found exactly: every word of question and answer, and no other. */
function countExact(article: AnnotatedArticle, found: readonly Shown[]): number {
  return article.turns.filter((turn) =>
    found.some((one) => one.question === turn.question && one.answer.join(' ') === turn.answer.join(' ')),
  ).length;
}

describe('turns are found exactly', () => {
  for (const [layout, change] of Object.entries(LAYOUTS)) {
    test.each(INTERVIEWS.map((article) => [article.name, article] as const))(`${layout}: %s`, (_name, article) => {
      const found = turnsOf(change(plainText(article)));
      expect(found.map((turn) => ({ ...turn, answer: turn.answer.join('\n') }))).toEqual(
        article.turns.map((turn) => ({ question: turn.question, answer: turn.answer.join('\n') })),
      );
    });
  }

  for (const style of STYLES) {
    test.each(INTERVIEWS.map((article) => [article.name, article] as const))(
      `page, questions in ${style}: %s`,
      async (_name, article) => {
        const imported = importArticle(await readSource(encode(htmlPage(article, style)), 'html'), false);
        expect(imported.verdict.isInterview).toBe(true);
        expect(imported.found.turns.map((turn) => turn.question.text)).toEqual(
          article.turns.map((turn) => turn.question),
        );
        expect(imported.found.turns.map((turn) => turn.answer.map((piece) => piece.text))).toEqual(
          article.turns.map((turn) => turn.answer),
        );
      },
    );
  }
});

describe('where the layout is lost', () => {
  // One line has no paragraphs: where nothing marks a turn, its first statement may go to the answer before it.
  test('most turns are still found in an article pasted as one line', () => {
    const total = INTERVIEWS.reduce((sum, article) => sum + article.turns.length, 0);
    const exact = INTERVIEWS.reduce(
      (sum, article) => sum + countExact(article, turnsOf(onOneLine(plainText(article)))),
      0,
    );
    expect(exact / total).toBeGreaterThan(0.85);
  });

  test('nearly all are found in wrapped lines without blank lines', () => {
    const total = INTERVIEWS.reduce((sum, article) => sum + article.turns.length, 0);
    const exact = INTERVIEWS.reduce(
      (sum, article) => sum + countExact(article, turnsOf(wrap(plainText(article)).replaceAll('\n\n', '\n'))),
      0,
    );
    expect(exact / total).toBeGreaterThan(0.95);
  });

  test('what the model is unsure of becomes a question to the editor', async () => {
    const article = INTERVIEWS.find((one) => one.name.startsWith('18')) as AnnotatedArticle;
    const imported = importArticle(await readSource(encode(onOneLine(plainText(article))), 'txt'), false);
    expect(imported.doubts.some((doubt) => doubt.includes('có đúng là'))).toBe(true);
  });
});

describe('marks that are easily misread', () => {
  const found = (text: string) => turnsOf(text).map((turn) => [turn.question, ...turn.answer]);

  test('a number at the beginning of a question is no numbering', () => {
    const text =
      'PV: 40.000 hộ có nước, thưa ông?\nÔng Lò Văn Pành: Đúng, tôi đã đếm.\nPV: Bao giờ đủ, thưa ông?\nÔng Lò Văn Pành: Cuối năm.';
    expect(found(text)[0]).toEqual(['40.000 hộ có nước, thưa ông?', 'Đúng, tôi đã đếm.']);
  });

  test('what an official says without a subject is no caption', () => {
    const said = [
      'Chúng tôi tập trung vào mấy việc.',
      'Đẩy mạnh tuyên truyền, vận động nhân dân xã Nậm Khao tham gia bảo vệ rừng.',
      'Công tác quốc phòng, an ninh ở huyện Mường Lát chuyển biến tích cực.',
      'Thu nhập bình quân của người dân xã Tân Lập 48 triệu đồng một năm.',
      'Đó là những việc chính.',
    ];
    const text = `PV: Thưa ông, huyện làm gì trong năm nay?\nÔng Lò Văn Pành: ${said.join('\n')}\nPV: Xin cảm ơn ông!`;
    expect(found(text)).toEqual([['Thưa ông, huyện làm gì trong năm nay?', ...said]]);
  });

  test('words of a crowd inside an answer are no label', () => {
    const text =
      'PV: Lừa đảo có lên tới bản không, thưa anh?\nĐại úy Sùng A Lềnh: Lên rồi. Bà con hỏi: đường lạ là đường nào? Tôi cười.\nPV: Gia đình anh ở đâu?\nĐại úy Sùng A Lềnh: Ở thị xã.';
    expect(found(text)[0]).toEqual([
      'Lừa đảo có lên tới bản không, thưa anh?',
      'Lên rồi. Bà con hỏi: đường lạ là đường nào? Tôi cười.',
    ]);
  });

  test('an answer set on to its question without a space is an answer', () => {
    const text =
      '- Ông có định đổi cách viết không?- Tôi không thích kiểu ấy.\n- Ông viết vào lúc nào?\n- Tôi viết ban đêm.';
    expect(found(text)).toEqual([
      ['Ông có định đổi cách viết không?', 'Tôi không thích kiểu ấy.'],
      ['Ông viết vào lúc nào?', 'Tôi viết ban đêm.'],
    ]);
  });

  test('bold that runs over several lines of Markdown is bold', async () => {
    const text =
      '# Nước về bản\n\n**Nhiều bà con vẫn nói mùa khô\nnước không về.**\n\nTôi biết.\n\n**Bao giờ nước về, thưa ông?**\n\nTháng tư chúng tôi mở van.\n\nXin cảm ơn ông!\n';
    const imported = importArticle(await readSource(encode(text), 'md'), false);
    expect(imported.found.turns.map((turn) => turn.question.text)).toEqual([
      'Nhiều bà con vẫn nói mùa khô nước không về.',
      'Bao giờ nước về, thưa ông?',
    ]);
  });
});

describe('the raw article of the first interview', () => {
  const raw = readFileSync('knowledge/sources/so-tttt-hai-duong.txt', 'utf8');
  const parsed = parseKnowledge(
    readFileSync('knowledge/so-tttt-hai-duong.md', 'utf8'),
    'knowledge/so-tttt-hai-duong.md',
  );
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  const { interview } = parsed.knowledge;

  test('gives the four turns of its knowledge file, byte for byte', () => {
    expect(turnsOf(raw)).toEqual(interview.turns.map((turn) => ({ question: turn.question, answer: turn.paragraphs })));
  });

  test('tells who spoke, and invents neither date nor address', async () => {
    const { about } = importArticle(await readSource(encode(raw), 'txt'), false);
    expect(about.title?.value).toBe(interview.title);
    expect(about.speaker?.value).toEqual(interview.speaker);
    expect(about.interviewer?.value).toBe(interview.interviewer);
    expect(about.published).toBeUndefined();
    expect(about.url).toBeUndefined();
  });
});

describe('what stands beside the words', () => {
  test('the verb of a label is no part of the name', async () => {
    const article = INTERVIEWS.find((one) => one.name.startsWith('30')) as AnnotatedArticle;
    const { about } = importArticle(await readSource(encode(plainText(article)), 'txt'), false);
    expect([...new Set(about.speakers.map((speaker) => speaker.name))]).toEqual(['Quách Văn Tám', 'Lưu Thị Hòa']);
  });

  const caption = 'Cán bộ Trung tâm kiểm tra bể lọc tại bản Nậm Khao.';
  test.each([
    ['a table', `<table><tr><td><img src="a.jpg"></td></tr><tr><td>${caption}</td></tr></table>`],
    ['a centred paragraph', `<p style="text-align: center;"><img src="a.jpg"><br>${caption}</p>`],
  ])('a caption under its picture in %s stays out of the answer', async (_where, picture) => {
    const page = `<h1>Nước sạch cho vùng cao</h1>
<p><b>PV: Xin ông cho biết Trung tâm làm những gì trước mùa khô?</b></p><p>Ông Lò Văn Pành: Chúng tôi có hai giải pháp.</p>
<p>Một là, sửa ngay 35 công trình hỏng nhẹ.</p>${picture}<p>Hai là, trồng lại rừng đầu nguồn ở 12 bản.</p>
<p><b>PV: Bao giờ bản Hua Nặm có nước, thưa ông?</b></p><p>Ông Lò Văn Pành: Ngày 20/4 bà con có nước.</p><p>Xin cảm ơn ông!</p>`;
    const { found } = importArticle(await readSource(encode(page), 'html'), false);
    expect(found.turns.map((turn) => turn.answer.map((piece) => piece.text))).toEqual([
      [
        'Chúng tôi có hai giải pháp.',
        'Một là, sửa ngay 35 công trình hỏng nhẹ.',
        'Hai là, trồng lại rừng đầu nguồn ở 12 bản.',
      ],
      ['Ngày 20/4 bà con có nước.'],
    ]);
  });
});

describe('what is no interview', () => {
  test.each(OTHERS.map((article) => [article.name, article] as const))(
    '%s is refused with a reason',
    async (_name, article) => {
      for (const [bytes, kind] of [
        [encode(plainText(article)), 'txt'],
        [encode(onOneLine(plainText(article))), 'txt'],
        [encode(htmlPage(article, 'bold')), 'html'],
      ] as const) {
        const { verdict } = importArticle(await readSource(bytes, kind), false);
        expect(verdict.isInterview).toBe(false);
        expect(verdict.reasons.length).toBeGreaterThan(0);
      }
    },
  );

  test('a list of questions and answers is taken when the editor says that it is one', async () => {
    const article = OTHERS.find((one) => one.name.startsWith('91')) as AnnotatedArticle;
    const { found } = importArticle(await readSource(encode(plainText(article)), 'txt'), true);
    expect(found.turns.map((turn) => turn.question.text)).toEqual([
      'Thẻ mới khác thẻ cũ ở điểm nào?',
      'Ai phải đổi thẻ?',
      'Lệ phí là bao nhiêu?',
      'Làm thẻ ở đâu?',
      'Thẻ có tích hợp giấy phép lái xe không?',
    ]);
  });
});

describe('explanations', () => {
  test('every question says why it was taken for one, and everything left out says why', () => {
    const article = INTERVIEWS.find((one) => one.name.startsWith('11')) as AnnotatedArticle;
    const found = findTurns(readText(plainText(article)));
    expect(found.turns[0]?.because).toContain('có nhãn “PV:”');
    const caption = found.leftOut.find((one) => one.text.includes('tiểu khu 57'));
    expect(caption?.where).toBe('inside');
    expect(caption?.because).toContain('giống chú thích ảnh');
  });

  test('offsets lead back to the very words in the source', () => {
    for (const article of INTERVIEWS) {
      const text = plainText(article);
      for (const turn of findTurns(readText(text)).turns) {
        for (const piece of turn.answer) expect(text.slice(piece.start, piece.end)).toBe(piece.text);
      }
    }
  });
});
