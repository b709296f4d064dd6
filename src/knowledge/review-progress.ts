import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFiles } from './write-files.ts';

/** Which questions of a review were answered, so that a review that was broken off goes on where it stopped. */
export interface ReviewProgress {
  isAnswered(question: string): boolean;
  /** Keeps on disk that `question` was answered. */
  keep(question: string): Promise<void>;
  /** Forgets everything, once the draft is published. */
  drop(): Promise<void>;
}

/**
 * Opens the progress of the review of `source`'s draft: a file beside the source, one line a question. Questions are told
 * apart by their words, so those of a draft that was imported anew are asked again where they changed.
 */
export async function openProgress(directory: string, source: string): Promise<ReviewProgress> {
  const path = join(directory, source.replace(/\.[^./]+$/u, '.review.txt'));
  const kept = await readFile(path, 'utf8').catch(() => '');
  const answered = new Set(kept.split('\n').filter((line) => line !== ''));
  const keyOf = (question: string) => question.replace(/\s+/gu, ' ').trim();
  return {
    isAnswered: (question) => answered.has(keyOf(question)),
    keep: async (question) => {
      answered.add(keyOf(question));
      await writeFiles([{ path, content: `${[...answered].join('\n')}\n` }]);
    },
    drop: () => rm(path, { force: true }),
  };
}
