import type { ReadWord } from './read-question.ts';
import { isSyllable } from './syllable.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A word of the texts that a misspelt word of the question may have been meant to be. */
export interface Repair {
  readonly at: number;
  readonly folded: number;
  readonly factor: number;
}

const LETTERS = 'abcdeghiklmnopqrstuvxyfjwz0123456789';

/** Likely readings of the words that look misspelt; neighbours decide between candidates. */
export function findRepairs(
  words: readonly ReadWord[],
  isFunction: readonly boolean[],
  _isAccentless: boolean,
  vocabulary: Vocabulary,
): readonly Repair[] {
  const repairs: Repair[] = [];
  words.forEach((read, at) => {
    const { folded } = read.form;
    if (folded.length < 2 || /^\d+$/u.test(folded) || isFunction[at]) return;
    const known = vocabulary.foldedOf(folded);
    const before = at > 0 ? vocabulary.foldedOf(words[at - 1]?.form.folded ?? '') : -1;
    const after = at + 1 < words.length ? vocabulary.foldedOf(words[at + 1]?.form.folded ?? '') : -1;
    const evidence = (candidate: number) =>
      vocabulary.pairCount(before, candidate) + vocabulary.pairCount(candidate, after);
    const needsNeighbour = known >= 0 || isSyllable(folded);
    if (known >= 0 && evidence(known) > 0) return;
    let best = -1;
    let bestScore = 0;
    for (const candidate of spellingsNear(folded)) {
      const number = vocabulary.foldedOf(candidate);
      if (number < 0 || number === known) continue;
      const score = evidence(number) * 10 + vocabulary.foldedCount(number) / (vocabulary.passageCount() + 1);
      if (needsNeighbour && score < 10) continue;
      if (score > bestScore) {
        best = number;
        bestScore = score;
      }
    }
    if (best >= 0) repairs.push({ at, folded: best, factor: bestScore >= 10 ? 0.85 : 0.6 });
  });
  return repairs;
}

/** Every spelling one slip away: a letter dropped, doubled, swapped, wrong or too many. */
export function* spellingsNear(word: string): Generator<string> {
  for (let at = 0; at < word.length; at += 1) {
    yield word.slice(0, at) + word.slice(at + 1);
    if (at + 1 < word.length) yield word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
    for (const letter of LETTERS) yield word.slice(0, at) + letter + word.slice(at + 1);
  }
  for (let at = 0; at <= word.length; at += 1) {
    for (const letter of LETTERS) yield word.slice(0, at) + letter + word.slice(at);
  }
}
