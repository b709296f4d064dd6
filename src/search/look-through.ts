import type { CandidateFinder } from './candidates.ts';
import type { IndexedPassage } from './passage-index.ts';
import type { Question } from './question.ts';
import { createFindSharers } from './sharers.ts';

/** A known phrasing that holds less than this share of what the best one holds is none of those that are meant. */
const WORTH_A_LOOK = 0.55;

/**
 * Looks a small library through: every paragraph (`isParagraph`, by number), and the known phrasings that share enough
 * words with the question.
 */
export function createLookThrough(
  passages: readonly IndexedPassage[],
  isParagraph: readonly boolean[],
): CandidateFinder {
  const all = passages.map((_, number) => number);
  const paragraphs = all.filter((number) => isParagraph[number]);
  const phrasings = all.filter((number) => !isParagraph[number]);
  const findSharers = createFindSharers(
    phrasings.map((number) => [number, (passages[number] as IndexedPassage).folded]),
    passages.length,
    WORTH_A_LOOK,
  );

  return {
    find(question: Question) {
      // Of a question without a word of meaning every word is telling.
      if (question.contentWords === 0) return all;
      return [...paragraphs, ...findSharers(question)].sort((one, other) => one - other);
    },
  };
}
