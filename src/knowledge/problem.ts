import { ExplainedError } from '../core/explained-error.ts';

/** Something wrong in a knowledge file, in words for the editor who has to mend it. */
export interface Problem {
  /** Path as the editor knows it, e.g. `knowledge/so-tttt-hai-duong.md`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** What was expected, what came, what to do; Vietnamese, one sentence or two. */
  readonly message: string;
}

/** `file:line: message`, the form that editors and terminals make clickable. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.message}`;
}

/** Thrown when the knowledge files cannot be served: carries every problem, not only the first. */
export class KnowledgeError extends ExplainedError {
  override readonly name = 'KnowledgeError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`Có ${problems.length} lỗi trong các tệp bài phỏng vấn:\n${problems.map(formatProblem).join('\n')}`);
    this.problems = problems;
  }
}
