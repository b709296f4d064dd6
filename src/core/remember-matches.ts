import { hash } from 'node:crypto';
import type { Match, Matcher } from './match.ts';
import { createRecent } from './recent.ts';

/** How many questions' matches are remembered. */
export const REMEMBERED_MATCHES = 1_000;

/**
 * Wraps a matcher so that a question asked again is not searched again: the same few dozen questions, buttons and menu
 * numbers make up most of what people send. Only a digest of the question is kept, never its words. The wrapper lives
 * and dies with its library, so a match can never be stale.
 */
export function rememberMatches(matcher: Matcher, capacity = REMEMBERED_MATCHES): Matcher {
  const remembered = createRecent<string, Match>(capacity);
  return {
    match(question, context) {
      const { lastTurn } = context;
      const key = hash('sha256', `${lastTurn?.interview ?? ''}\n${lastTurn?.turn ?? ''}\n${question}`, 'base64');
      const known = remembered.get(key);
      if (known) return known;
      const match = matcher.match(question, context);
      remembered.set(key, match);
      return match;
    },
  };
}
