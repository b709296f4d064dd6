import { readdirSync, readFileSync } from 'node:fs';

/**
 * An article of our own with the roles a careful reader gives its paragraphs. A line of the fixture is
 * `role|printed before the words|words`: b before, q question, a answer, s answer by another speaker, x aside,
 * e after; `⏎` is a line break.
 */
export interface AnnotatedArticle {
  readonly name: string;
  readonly paragraphs: readonly { readonly role: string; readonly prefix: string; readonly words: string }[];
  readonly turns: readonly { readonly question: string; readonly answer: readonly string[] }[];
}

const DIRECTORY = 'test/fixtures/articles';

/** Every annotated article; names from 90 on are no interviews. */
export function readAnnotatedArticles(): readonly AnnotatedArticle[] {
  return readdirSync(DIRECTORY)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readAnnotated(name, readFileSync(`${DIRECTORY}/${name}`, 'utf8')));
}

function readAnnotated(name: string, text: string): AnnotatedArticle {
  const paragraphs = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [role = '', prefix = '', ...words] = line.split('|');
      return { role, prefix: prefix.replaceAll('⏎', '\n'), words: words.join('|') };
    });
  const turns: { question: string; answer: string[] }[] = [];
  let before = '';
  for (const { role, words } of paragraphs) {
    const turn = turns.at(-1);
    if (role === 'q' && before === 'q' && turn) turn.question += ` ${words}`;
    else if (role === 'q') turns.push({ question: words, answer: [] });
    else if (role === 'a') turn?.answer.push(words);
    else if (role === 's' && turn) turns.push({ question: turn.question, answer: [words] });
    if (role !== 'x') before = role;
  }
  return { name, paragraphs, turns };
}

/** The article as plain text, a paragraph a line, blank lines between. */
export function plainText(article: AnnotatedArticle): string {
  return article.paragraphs.map(({ prefix, words }) => prefix + words).join('\n\n');
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** How a page sets its questions off. */
export type QuestionStyle = 'bold' | 'bold-label-outside' | 'italic' | 'heading' | 'break';

/** The article as a page of a news site: menus, share bars, related news, and a style for questions. */
export function htmlPage(article: AnnotatedArticle, style: QuestionStyle): string {
  const [first, ...rest] = article.paragraphs;
  const body = rest.map((paragraph) => htmlParagraph(paragraph, style));
  const related = Array.from(
    { length: 6 },
    (_, index) => `<li><a href="/tin-${index}">Tin khác số ${index} trong tuần qua</a></li>`,
  );
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${escapeHtml(first?.words ?? '')} - Báo Thử Nghiệm</title>
<meta property="og:site_name" content="Báo Thử Nghiệm"><meta property="article:published_time" content="2023-03-14T08:15:00+07:00">
<script type="application/ld+json">{"@type":"NewsArticle","headline":${JSON.stringify(first?.words ?? '')},"datePublished":"2023-03-14T08:15:00+07:00","author":{"name":"Hải Yến"},"publisher":{"name":"Báo Thử Nghiệm"}}</script>
<style>p{margin:0}</style></head><body>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/ts">Thời sự</a></li></ul></nav>
<div id="main"><div class="left"><h1>${escapeHtml(first?.words ?? '')}</h1><div class="share"><a href="#">Chia sẻ</a><a href="#">Zalo</a></div>
<div class="article-body">${body.join('\n').replaceAll('<br>\n<p>', '<br>')}</div>
<div class="related"><h4>Tin liên quan</h4><ul>${related.join('')}</ul></div></div>
<div class="sidebar"><h4>Đọc nhiều</h4><ul>${related.join('')}</ul></div></div>
<footer><p>Tổng Biên tập: Nguyễn Văn Thử. Giấy phép số 00/GP-TN</p><p>Hotline: 0900.000.111</p></footer></body></html>`;
}

function htmlParagraph({ role, prefix, words }: AnnotatedArticle['paragraphs'][number], style: QuestionStyle): string {
  const label = escapeHtml(prefix.replaceAll('\n', ' '));
  const text = escapeHtml(words);
  if (role === 'x' && words.includes('Ảnh')) {
    return `<figure><img src="a.jpg"><figcaption>${text}</figcaption></figure>`;
  }
  // Sub-headings are set in bold; a caption that is a plain sentence looks like the words around it.
  if (role === 'x') return /[.!?…]$/u.test(words) ? `<p>${text}</p>` : `<p><strong>${text}</strong></p>`;
  if (role !== 'q') return `<p>${label}${text}&nbsp;</p>`;
  const styles: Readonly<Record<QuestionStyle, string>> = {
    bold: `<p><strong>${label}${text}</strong></p>`,
    'bold-label-outside': `<p>${label}<b>${text}</b></p>`,
    italic: `<p><em>${label}${text}</em></p>`,
    heading: `<h3>${label}${text}</h3>`,
    break: `<p><strong>${label}${text}</strong><br>`,
  };
  return styles[style];
}
