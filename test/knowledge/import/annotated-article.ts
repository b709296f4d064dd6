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
