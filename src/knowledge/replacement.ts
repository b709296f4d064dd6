import type { Turn, TurnRef } from '../core/interview.ts';

/** What replaces `turn`; an interview that is replaced as a whole is replaced turn by turn, by turns of the same id. */
export function replacementOf(turn: Turn): TurnRef | undefined {
  const ref = 'replacement' in turn.standing ? turn.standing.replacement : undefined;
  return ref && { interview: ref.interview, turn: ref.turn || turn.id };
}
