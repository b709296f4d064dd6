import { expect, test } from 'vitest';
import type { Match, Matcher } from '../../src/core/match.ts';
import { rememberMatches } from '../../src/core/remember-matches.ts';

function countingMatcher(): Matcher & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    match(question): Match {
      asked.push(question);
      return { intent: 'question', zone: 'unknown', hits: [], leanedOn: undefined };
    },
  };
}

test('a question asked again is answered from memory, with the same match', () => {
  const matcher = countingMatcher();
  const { match } = rememberMatches(matcher);
  expect(match('a', { lastTurn: undefined })).toBe(match('a', { lastTurn: undefined }));
  expect(matcher.asked).toEqual(['a']);
});

test('the turn answered last makes it another question', () => {
  const matcher = countingMatcher();
  const { match } = rememberMatches(matcher);
  for (const lastTurn of [undefined, { interview: 'i', turn: 't' }, { interview: 'i', turn: 'u' }]) {
    match('còn 5G?', { lastTurn });
  }
  expect(matcher.asked).toHaveLength(3);
});

test('memory is bounded, and what was asked longest ago goes first', () => {
  const matcher = countingMatcher();
  const { match } = rememberMatches(matcher, 2);
  for (const question of ['a', 'b', 'a', 'c', 'a', 'b']) match(question, { lastTurn: undefined });
  expect(matcher.asked).toEqual(['a', 'b', 'c', 'b']);
});
