import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stripMentions } from '../../src/channels/mention.ts';

describe('mentions', () => {
  test.each([
    ['@Bot Hải Dương khó khăn là gì?', 'khó khăn là gì?'],
    ['khó khăn @bot hai duong, là gì?', 'khó khăn, là gì?'],
    ['@BOT HẢI DƯƠNG: mục tiêu?', 'mục tiêu?'],
    ['@bot.HaiDuong mục tiêu?', 'mục tiêu?'],
    ['mục tiêu? @Bot Hải Dương'.normalize('NFD'), 'mục tiêu?'],
  ])('%s', (text, rest) => {
    expect(stripMentions(text, ['Bot Hải Dương', 'bot.HaiDuong'])).toEqual({ text: rest, isMentioned: true });
  });

  test.each(['Bot Hải Dương ơi', '@Bot Hải Dươngs', '@Bot', 'a@b.vn', ''])('are not: %s', (text) => {
    expect(stripMentions(text, ['Bot Hải Dương', ''])).toEqual({ text, isMentioned: false });
  });

  test('are taken out of any text in time that grows with its length only', () => {
    const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('@', '@Bot ', '   ', '\n\n', ' ,', '@Bo'));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { text } = stripMentions(pieces.join(''), ['Bot']);
        return text === text.trim();
      }),
    );
    const startedAtMs = performance.now();
    for (const long of [' '.repeat(100_000), '@'.repeat(100_000), '@Bo'.repeat(33_000), '\n'.repeat(100_000)]) {
      stripMentions(`x${long}x`, ['Bot', 'Bo Bo Bo']);
    }
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  });
});
