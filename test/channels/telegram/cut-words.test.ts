import { describe, expect, test } from 'vitest';
import { cutWords } from '../../../src/channels/telegram/cut-words.ts';

describe('cutting words short', () => {
  test('leaves alone what fits, and cuts at a space otherwise', () => {
    expect(cutWords('Một hai ba', 10)).toBe('Một hai ba');
    expect(cutWords('Một hai ba bốn', 10)).toBe('Một hai…');
  });

  test('never leaves half a character, nor more than the limit', () => {
    for (let limit = 2; limit < 40; limit += 1) {
      for (const text of ['🇻🇳'.repeat(20), `a${'😀'.repeat(40)}`, `ab ${'😀 x'.repeat(20)}`]) {
        const cut = cutWords(text, limit);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(limit);
      }
    }
  });
});
