import type { createClosenessMeter } from './closeness.ts';
import type { createWordFinder } from './find-words.ts';
import type { Question } from './question.ts';
import { createFindSharers } from './sharers.ts';

/** A question that is known to have no answer. */
export interface Refusal {
  /** Numbers of its exact words, in order. */
  readonly words: readonly number[];
  /** Words that carry meaning. */
  readonly contentWords: number;
}

/** What one question is compared with: how its words are found, and how close that comes. */
export interface Comparison {
  readonly question: Question;
  readonly find: ReturnType<typeof createWordFinder>;
  readonly meter: ReturnType<typeof createClosenessMeter>;
}

/** Some questions that are known to have no answer. */
export interface Refusals {
  /** How close one of those comes that share most words of meaning with the question, 0–1; 0 where none shares any. */
  closenessOf(comparison: Comparison): number;
}

/** One that shares less than this part of what the one that shares most does is not compared. */
const WORTH_A_LOOK = 0.6;

/** Where the words of one begin and end among those of all. */
interface Bound {
  readonly start: number;
  readonly end: number;
}

/** Files `refusals` by their words; `fold` gives the number of an exact word's folded form. */
export function createRefusals(refusals: readonly Refusal[], fold: (exact: number) => number): Refusals {
  // Thousands of short lists: one array of all words costs a tenth of an array each.
  const words = Uint32Array.from(refusals.flatMap((refusal) => refusal.words));
  const folded = words.map(fold);
  let end = 0;
  const bounds = refusals.map((refusal): Bound => {
    const start = end;
    end += refusal.words.length;
    return { start, end };
  });
  const contentWords = Uint8Array.from(refusals, (refusal) => Math.min(refusal.contentWords, 255));
  const texts = bounds.map((bound, number) => [number, folded.subarray(bound.start, bound.end)] as const);
  const findSharers = createFindSharers(texts, refusals.length, WORTH_A_LOOK);

  return {
    closenessOf({ question, find, meter }) {
      let closest = 0;
      for (const number of findSharers(question)) {
        const { start, end } = bounds[number] as Bound;
        const found = find({
          words: words.subarray(start, end),
          folded: folded.subarray(start, end),
          stops: Uint32Array.of(0, end - start),
          kinds: NO_KINDS,
        });
        if (!found) continue;
        closest = Math.max(
          closest,
          meter.askedAlike(meter.closenessOf(found, contentWords[number] as number), found.words),
        );
      }
      return closest;
    },
  };
}

/** By interview, and for all of them: what is known to have no answer. */
interface RefusalsOfAll {
  readonly refusals: readonly Refusals[];
  readonly generalRefusals: Refusals;
}

/** How close a question comes to those that have no answer in an interview, 0–1; each interview is compared once. */
export function createNearness(of: RefusalsOfAll, comparison: Comparison): (interview: number) => number {
  const known = new Map<number, number>();
  let general: number | undefined;
  return (interview) => {
    general ??= of.generalRefusals.closenessOf(comparison);
    const nearness = known.get(interview) ?? Math.max(general, of.refusals[interview]?.closenessOf(comparison) ?? 0);
    known.set(interview, nearness);
    return nearness;
  };
}

const NO_KINDS = new Uint8Array(1);
