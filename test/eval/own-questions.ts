import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { halfOf } from './split.ts';

/** One of the project's own questions that the interview answers. */
export interface OwnQuestion {
  readonly text: string;
  readonly kind: 'detail' | 'whole' | 'paraphrase' | 'follow';
  /** Turns of which each answers it; mostly one. */
  readonly turns: readonly string[];
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
  readonly answerable: readonly (Pick<OwnQuestion, 'kind' | 'holds'> & {
    readonly turn: string;
    readonly after?: string;
    readonly ask: readonly string[];
  })[];
  readonly unanswerable: readonly string[];
}

/** Reads `questions/own.yaml`. */
export async function loadOwnQuestions(half: 'dev' | 'test' | 'all'): Promise<OwnQuestions> {
  const file = parse(await readFile(new URL('./questions/own.yaml', import.meta.url), 'utf8')) as QuestionFile;
  const isWanted = (text: string) => half === 'all' || halfOf(text) === half;
  return {
    answerable: file.answerable
      .flatMap(({ ask, kind, turn, holds, after }) => ask.map((text) => ({ text, kind, turns: [turn], holds, after })))
      .filter(({ text }) => isWanted(text)),
    unanswerable: file.unanswerable.filter(isWanted),
  };
}

/** How somebody wrote: with care, or in haste on a phone. */
export type Form = 'ask' | 'hasty';

/**
 * Questions by writers who did not know how the interview is searched: `learned` are those from which phrasings were written,
 * on those of {@link CALIBRATION_SETS} and {@link BLIND_SETS} confidence is fitted, `unseen`, `latest`, `near-topic` and `blind` are
 * only ever run. `traps` was read once and nothing was learned from it.
 */
export type OthersSet =
  | 'learned'
  | 'unseen'
  | 'latest'
  | 'near-topic'
  | 'traps'
  | 'blind'
  | (typeof CALIBRATION_SETS)[number]
  | (typeof BLIND_SETS)[number];

/** One set a writer who knew the interview. */
export const CALIBRATION_SETS = [
  'calibration/writer-1',
  'calibration/writer-2',
  'calibration/writer-3',
  'calibration/writer-4',
  'calibration/writer-5',
  'calibration/writer-6',
  'calibration/writer-7',
  'calibration/writer-8',
  'calibration/writer-9',
  'calibration/writer-10',
  'calibration/writer-11',
] as const;

/** One set a writer who typed before reading it: that is how people ask, and they ask more that it does not answer. */
export const BLIND_SETS = [
  'calibration/blind-1',
  'calibration/blind-2',
  'calibration/blind-3',
  'calibration/blind-4',
  'calibration/blind-5',
  'calibration/blind-6',
  'calibration/blind-7',
  'calibration/blind-8',
  'calibration/blind-9',
  'calibration/blind-10',
  'calibration/blind-11',
  'calibration/blind-12',
  'calibration/blind-13',
  'calibration/blind-14',
  'calibration/blind-15',
  'calibration/blind-16',
  'calibration/blind-17',
] as const;

interface OthersFile {
  readonly answerable: readonly (Readonly<Record<Form, string>> & {
    readonly turns: readonly string[];
    readonly holds?: string;
  })[];
  readonly unanswerable: readonly Readonly<Record<Form, string>>[];
}

/** Reads one set of `questions/`, in one form. */
export async function loadOthersQuestions(set: OthersSet, form: Form): Promise<OwnQuestions> {
  const file = parse(await readFile(new URL(`./questions/${set}.yaml`, import.meta.url), 'utf8')) as OthersFile;
  return {
    answerable: file.answerable.map(({ turns, holds, ...asked }) => ({
      text: asked[form],
      kind: holds === undefined ? 'whole' : 'detail',
      turns,
      holds: holds === undefined ? [] : [holds],
      after: undefined,
    })),
    unanswerable: file.unanswerable.map((asked) => asked[form]),
  };
}
