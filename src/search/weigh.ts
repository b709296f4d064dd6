import type { Doubles } from './doubles.ts';
import type { Lexicon } from './lexicon.ts';
import type { ReadWord } from './read-question.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Shares of passages in which grammar words, frequent words and any other word stand in general Vietnamese. */
const GRAMMAR_SHARE = 0.5;
const FREQUENT_SHARE = 0.1;
const RARE_SHARE = 0.004;
/** Most words that a short form weighs. */
const EXPANDED_WORDS = 2.5;

/**
 * What a word of a question counts for: the rarer, the more. Over four turns rarity means nothing, so general Vietnamese
 * stands in for some passages; `exact` is the number of its most likely exact form, -1 when no text knows one.
 */
export function weighWord(
  read: ReadWord,
  exact: number,
  isFunction: boolean,
  isAsking: boolean,
  { vocabulary, general, tuning }: Lexicon,
): number {
  const folded = vocabulary.foldedOf(read.form.folded);
  const count = exact >= 0 ? vocabulary.exactCount(exact) : folded >= 0 ? vocabulary.foldedCount(folded) : 0;
  const spelled = exact >= 0 ? vocabulary.spellExact(exact) : read.form.exact;
  const background = isFunction ? GRAMMAR_SHARE : general.frequentWords.has(spelled) ? FREQUENT_SHARE : RARE_SHARE;
  const { backgroundPassages } = tuning;
  const share = (count + background * backgroundPassages) / (vocabulary.passageCount() + backgroundPassages);
  const rarity = (-Math.log(Math.min(0.98, share))) ** tuning.wordRarityPower;
  if (isAsking) return rarity * tuning.askingShare;
  if (isFunction) return rarity * tuning.grammarShare;
  return isStray(read, vocabulary) ? rarity * tuning.strayShare : rarity;
}

/** Longer than any slip makes a Vietnamese word: the name of something foreign. */
const FOREIGN_LENGTH = 7;

/** Whether it is a stray letter, or a few that make no word anywhere: that says less than a word merely missing. */
export function isStray({ form }: ReadWord, vocabulary: Vocabulary): boolean {
  if (vocabulary.foldedOf(form.folded) >= 0) return false;
  return form.folded.length === 1 || (form.folded.length < FOREIGN_LENGTH && !form.isSyllable);
}

/**
 * What a position and the next count for side by side: rare pairs more, a pair of grammar words nothing. `readings` are
 * the folded words that each position may stand for.
 */
export function weighPair(
  at: number,
  readings: readonly (readonly number[])[],
  isFunction: readonly boolean[],
  { vocabulary, tuning }: Lexicon,
): number {
  if (at + 1 >= isFunction.length || (isFunction[at] && isFunction[at + 1])) return 0;
  let count = 0;
  for (const one of readings[at] as readonly number[]) {
    for (const other of readings[at + 1] as readonly number[])
      count = Math.max(count, vocabulary.pairCount(one, other));
  }
  const total = vocabulary.passageCount() + tuning.backgroundPassages;
  const rarity = (-Math.log(Math.min(0.9, (count + 0.3) / total))) ** tuning.pairRarityPower;
  return isFunction[at] || isFunction[at + 1] ? rarity * tuning.grammarPairShare : rarity;
}

/** A short form written out in eight words is still one thing asked for: scales its `weights` down in place. */
export function shareAmongExpanded(words: readonly ReadWord[], weights: Doubles): void {
  for (let at = 0; at < words.length; ) {
    const { how, typed } = words[at] as ReadWord;
    let end = at + 1;
    if (how === 'abbreviation') while (words[end]?.how === how && words[end]?.typed === typed) end += 1;
    const share = Math.min(1, EXPANDED_WORDS / (end - at));
    for (; at < end; at += 1) weights[at] = (weights[at] as number) * share;
  }
}
