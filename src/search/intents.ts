import { foldWord } from './fold.ts';
import type { CourtesyIntent, General } from './general.ts';
import type { Stretch } from './question.ts';
import { splitWords, squeeze } from './words.ts';

/** Longer messages are questions, whatever they open with. */
const MOST_WORDS = 16;
const ORDER: readonly CourtesyIntent[] = ['about', 'help', 'thanks', 'goodbye', 'greeting'];

/** Recognises a message that consists of known phrases and of words that may stand beside them; else nothing. */
export function findIntent(text: string, general: General): CourtesyIntent | undefined {
  const typed = splitWords(text);
  if (typed.length === 0 || typed.length > MOST_WORDS) return undefined;
  const words = typed.map(squeeze).flatMap((word) => {
    const reading = general.chat.get(word)?.[0];
    const folded = foldWord(word).folded;
    return reading && !general.fillers.has(folded) ? reading.map((one) => foldWord(one).folded) : [folded];
  });
  if (words.length > MOST_WORDS) return undefined;
  const isFiller = words.map((word) => general.fillers.has(word));
  const found = longestPhrases(words, general);
  const only = ORDER.find((intent) => {
    const phrase = found.get(intent);
    return phrase && isFiller.every((is, at) => is || isIn(phrase, at));
  });
  if (only) return only;
  // "Bạn là ai, làm được gì?": several courtesies in one message; the first in order is answered.
  const told = ORDER.filter((intent) => {
    const phrase = found.get(intent);
    return phrase && !isFiller.every((is, at) => is || !isIn(phrase, at));
  });
  const isAllTold = isFiller.every((is, at) => is || told.some((intent) => isIn(found.get(intent) as Stretch, at)));
  return isAllTold ? told[0] : undefined;
}

function isIn({ start, end }: Stretch, at: number): boolean {
  return start <= at && at < end;
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
