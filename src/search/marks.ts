import type { WordForm } from './fold.ts';

/** A tone typed wrong, and a circumflex, breve, horn or stroke typed wrong, in slips. */
const WRONG_TONE = 0.4;
const WRONG_QUALITY = 0.5;

/** How far apart two forms are in their marks alone, in slips: 0 for the same tone and the same marked letters. */
export function markSlipsBetween(one: WordForm, other: WordForm): number {
  return (one.tone === other.tone ? 0 : WRONG_TONE) + (one.marked === other.marked ? 0 : WRONG_QUALITY);
}
