import { foldWord } from './fold.ts';
import type { CourtesyIntent, General } from './general.ts';
import type { Stretch } from './question.ts';
import { splitWords, squeeze } from './words.ts';

/** Longer messages are questions, whatever they open with. */
const MOST_WORDS = 16;
const ORDER: readonly CourtesyIntent[] = ['about', 'help', 'thanks', 'goodbye', 'greeting'];

/** Recognises a message that consists of a known phrase and of words that may stand beside it; else nothing. */
export function findIntent(text: string, general: General): CourtesyIntent | undefined {
  const typed = splitWords(text);
  if (typed.length === 0 || typed.length > MOST_WORDS) return undefined;
  const words = typed.map(squeeze).flatMap((word) => {
    const reading = general.chat.get(word)?.[0];
    const folded = foldWord(word).folded;
    return reading && !general.fillers.has(folded) ? reading.map((one) => foldWord(one).folded) : [folded];
  });
  if (words.length > MOST_WORDS) return undefined;
  const found = longestPhrases(words, general);
  return ORDER.find((intent) => {
    const phrase = found.get(intent);
    return phrase && words.every((word, at) => (at >= phrase.start && at < phrase.end) || general.fillers.has(word));
  });
}

/** The longest known phrase of each intent, the first of those. */
function longestPhrases(words: readonly string[], general: General): ReadonlyMap<CourtesyIntent, Stretch> {
  const longest = new Map<CourtesyIntent, Stretch>();
  for (const [start, word] of words.entries()) {
    for (const { intent, folded } of general.intents.get(word) ?? []) {
      const known = longest.get(intent);
      if (known && folded.length <= known.end - known.start) continue;
      if (!folded.every((part, offset) => words[start + offset] === part)) continue;
      longest.set(intent, { start, end: start + folded.length });
    }
  }
  return longest;
}
