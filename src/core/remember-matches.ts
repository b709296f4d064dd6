import { hash } from 'node:crypto';
import type { Match, Matcher } from './match.ts';

/** How many questions' matches are remembered. */
export const REMEMBERED_MATCHES = 1_000;

/**
 * Wraps a matcher so that a question asked again is not searched again: the same few dozen questions, buttons and menu
 * numbers make up most of what people send. Only a digest of the question is kept, never its words. The wrapper lives
 * and dies with its library, so a match can never be stale.
 */
export function rememberMatches(matcher: Matcher, capacity = REMEMBERED_MATCHES): Matcher {
  const remembered = new Map<string, Match>();
  return {
    match(question, context) {
      const { lastTurn } = context;
      const key = hash('sha256', `${lastTurn?.interview ?? ''}\n${lastTurn?.turn ?? ''}\n${question}`, 'base64');
      const known = remembered.get(key);
      const match = known ?? matcher.match(question, context);
      // Taken out and put in again, it becomes the youngest; the eldest goes first.
      remembered.delete(key);
      remembered.set(key, match);
      if (remembered.size > capacity) remembered.delete(remembered.keys().next().value as string);
      return match;
    },
  };
}
