import type { Library } from '../../src/core/interview.ts';
import { plainQuestion } from '../../src/core/phrasing.ts';
import { EVIDENCE, type Evidence, type Meaning, measureMeaning } from '../../src/search/confidence.ts';
import { GENERAL } from '../../src/search/general.ts';
import { createLibraryIndex, type LibraryIndex } from '../../src/search/library-index.ts';
import { rankTurns } from '../../src/search/rank.ts';
import type { OwnQuestion, OwnQuestions } from './own-questions.ts';
import { createRandom } from './random.ts';
import { typeAs, type Variant } from './variants.ts';
import type { XquadQuestion } from './xquad.ts';

/** The best turn found for one question, and whether it was the right one. */
export interface Outcome {
  readonly set: string;
  readonly variant: Variant;
  readonly question: string;
  readonly evidence: Evidence;
  readonly meaning: Meaning;
  readonly isRight: boolean;
  /** Whether the library holds an answer at all. */
  readonly isAnswerable: boolean;
}

/** The ways of typing that confidence is fitted on. */
export const FITTED_VARIANTS: readonly Variant[] = [
  'plain',
  'no accents',
  'half accented',
  'typos',
  'chat',
  'chat, no accents',
];

const NOTHING = Object.fromEntries(EVIDENCE.map((name) => [name, 0])) as unknown as Evidence;

/**
 * `library` without the known phrasings and unanswered questions that were copied from `questions`, so that they are asked
 * of it as if nobody had written them down.
 */
export function withoutQuestions(library: Library, { answerable, unanswerable }: OwnQuestions): Library {
  const asked = new Set([...answerable.map(({ text }) => text), ...unanswerable].map(plainQuestion));
  const isOther = (line: string) => !asked.has(plainQuestion(line.split('=>')[0] ?? ''));
  const interviews = library.interviews.map((interview) => ({
    ...interview,
    unanswered: interview.unanswered.filter(isOther),
    turns: interview.turns.map((turn) => ({ ...turn, also: turn.also.filter(isOther) })),
  }));
  return { ...library, interviews };
}

/** Outcomes of the project's own questions. */
export function ownOutcomes(
  library: Library,
  answerable: readonly OwnQuestion[],
  unanswerable: readonly string[],
  variants: readonly Variant[],
): readonly Outcome[] {
  const indexed = createLibraryIndex(library, GENERAL);
  return variants.flatMap((variant) => [
    ...answerable
      .filter((question) => question.after === undefined)
      .map(({ text, turns }) =>
        outcome('own', indexed, variant, text, (id) => turns.some((turn) => id.endsWith(`/${turn}`)), true),
      ),
    ...unanswerable.map((text) => outcome('own', indexed, variant, text, () => false, false)),
  ]);
}

/** Outcomes of a public set of which half the articles are left out of the library. */
export function halvedOutcomes(
  library: Library,
  questions: readonly XquadQuestion[],
  variants: readonly Variant[],
): readonly Outcome[] {
  const kept = { ...library, interviews: library.interviews.filter((interview) => isKept(interview.id)) };
  const indexed = createLibraryIndex(kept, GENERAL);
  return variants.flatMap((variant) =>
    questions.map(({ text, article, turn }) =>
      outcome('xquad', indexed, variant, text, (id) => id === `${article}/${turn}`, isKept(article)),
    ),
  );
}

/** Which half of the articles stays in the library; independent of the dev and test halves. */
export function isKept(article: string): boolean {
  return createRandom(`kept/${article}`)() < 0.5;
}

function outcome(
  set: string,
  indexed: LibraryIndex,
  variant: Variant,
  text: string,
  isRight: (id: string) => boolean,
  isAnswerable: boolean,
): Outcome {
  const { question: asked, ranked } = rankTurns(typeAs(variant, text), indexed);
  const best = ranked[0];
  const placed = best && indexed.turns[best.turn];
  return {
    set,
    variant,
    question: text,
    evidence: best?.evidence ?? NOTHING,
    meaning: measureMeaning(asked),
    isRight: placed !== undefined && isRight(`${placed.interview.id}/${placed.turn.id}`),
    isAnswerable,
  };
}
