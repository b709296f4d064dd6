import { type Interview, isQuotable, type Library, type PlacedTurn } from './interview.ts';
import { rememberFor } from './remember-for.ts';

/** How many questions are offered beside an answer, a courtesy or a refusal. */
export const MAX_OFFERS = 3;

/** Turns that may still be quoted, each question once; of one interview, or of all. */
export function quotableTurns(library: Library, interviewId?: string): readonly PlacedTurn[] {
  return library.interviews
    .filter((interview) => interviewId === undefined || interview.id === interviewId)
    .flatMap((interview) =>
      interview.turns
        .filter(isQuotable)
        .filter((turn, index, all) => all.findIndex((other) => other.question === turn.question) === index)
        .map((turn) => ({ interview, turn })),
    );
}

/** Interviews of which something may still be quoted. */
export function quotedInterviews(library: Library): readonly Interview[] {
  return library.interviews.filter((interview) => interview.turns.some(isQuotable));
}

/** What is offered to whoever got no answer. */
export const offersOf = rememberFor((library: Library) => quotableTurns(library).slice(0, MAX_OFFERS));
