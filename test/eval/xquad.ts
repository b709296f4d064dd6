import { readFile } from 'node:fs/promises';
import type { Interview, Library } from '../../src/core/interview.ts';
import { articleOf } from '../support/interview.ts';
import { halfOf } from './split.ts';

/** One question of XQuAD with the place of its answer. */
export interface XquadQuestion {
  readonly text: string;
  readonly article: string;
  /** Id of the turn whose only paragraph holds the answer. */
  readonly turn: string;
  /** The answer's words, and where they are marked in the paragraph; they may stand in another sentence as well. */
  readonly answer: string;
  readonly answerStart: number;
  readonly answerEnd: number;
}

/** XQuAD as a library: an article is an interview, each of its paragraphs a turn that nobody asked for. */
export interface Xquad {
  readonly library: Library;
  readonly questions: readonly XquadQuestion[];
}

interface XquadFile {
  readonly data: readonly {
    readonly title: string;
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly {
        readonly question: string;
        readonly answers: readonly { readonly text: string; readonly answer_start: number }[];
      }[];
    }[];
  }[];
}

/** Reads the file at `path`; `keep` leaves only some articles in the library, never fewer questions. */
export async function loadXquad(path: string, keep: (article: string) => boolean = () => true): Promise<Xquad> {
  const file = JSON.parse(await readFile(path, 'utf8')) as XquadFile;
  const interviews: Interview[] = [];
  const questions: XquadQuestion[] = [];
  for (const [number, article] of file.data.entries()) {
    const id = `${number}-${article.title}`;
    for (const [position, { qas }] of article.paragraphs.entries()) {
      for (const { question, answers } of qas) {
        const answer = answers[0];
        if (!answer) continue;
        questions.push({
          text: question,
          article: id,
          turn: `p${position}`,
          answer: answer.text.trim(),
          answerStart: answer.answer_start,
          answerEnd: answer.answer_start + answer.text.length,
        });
      }
    }
    const paragraphs = article.paragraphs.map(({ context }) => context);
    if (keep(id)) interviews.push(articleOf(id, article.title, paragraphs));
  }
  return { library: { interviews, version: path }, questions };
}

/** Whether an article belongs to the half that settings may be chosen on. */
export function isDevArticle(article: string): boolean {
  return halfOf(article) === 'dev';
}
