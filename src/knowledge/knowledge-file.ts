import type { Interview } from '../core/interview.ts';

/** Stands in a draft where the article does not say something that a knowledge file needs; the review asks for it. */
export const UNKNOWN = '(chưa rõ)';

/** How far an interview has come: a draft waits for its editor and is not served. */
export type Status = 'draft' | 'published' | 'corrected' | 'withdrawn';

/** A knowledge file as read: the interview, and what only its editor and its proof need. */
export interface KnowledgeFile {
  /** Path as the editor knows it. */
  readonly file: string;
  readonly interview: Interview;
  readonly status: Status;
  /** Path of the published text, relative to the knowledge directory. */
  readonly source: string;
  /** Line of the front matter that names the source. */
  readonly sourceLine: number;
  /** One for each turn of the interview, in order. */
  readonly turns: readonly TurnPlace[];
  /** Stretches of the source that stand between questions and answers and belong to neither: captions, pull quotes. */
  readonly leftOut: readonly string[];
  /** What the source writes before a question or an answer to say who speaks, e.g. `PV:`. */
  readonly labels: readonly string[];
  /** What the importer was not sure of; questions to the editor, in words. */
  readonly doubts: readonly string[];
}

/** Where a turn stands in its file, and how long it holds. Lines count from 1. */
export interface TurnPlace {
  readonly questionLine: number;
  readonly paragraphLines: readonly number[];
  /** Line of its entry under `turns` in the front matter. */
  readonly entryLine: number;
  /** Last day (`YYYY-MM-DD`) on which it may be quoted. */
  readonly validUntil: string | undefined;
}
