import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { halfOf } from './split.ts';

/** One of the project's own questions that the interview answers. */
export interface OwnQuestion {
  readonly text: string;
  readonly kind: 'detail' | 'whole' | 'paraphrase' | 'follow';
  readonly turn: string;
  /** Words that a right quote holds. */
  readonly holds: readonly string[];
  /** The turn answered just before, for follow-ups. */
  readonly after: string | undefined;
}

/** The project's own questions, or one half of them. */
export interface OwnQuestions {
  readonly answerable: readonly OwnQuestion[];
  readonly unanswerable: readonly string[];
}

interface QuestionFile {
  readonly answerable: readonly (Omit<OwnQuestion, 'text' | 'after'> & {
    readonly after?: string;
    readonly ask: readonly string[];
  })[];
  readonly unanswerable: readonly string[];
}

/** Reads `questions.yaml`. */
export async function loadOwnQuestions(half: 'dev' | 'test' | 'all'): Promise<OwnQuestions> {
  const file = parse(await readFile(new URL('./questions.yaml', import.meta.url), 'utf8')) as QuestionFile;
  const isWanted = (text: string) => half === 'all' || halfOf(text) === half;
  return {
    answerable: file.answerable
      .flatMap(({ ask, kind, turn, holds, after }) => ask.map((text) => ({ text, kind, turn, holds, after })))
      .filter(({ text }) => isWanted(text)),
    unanswerable: file.unanswerable.filter(isWanted),
  };
}
