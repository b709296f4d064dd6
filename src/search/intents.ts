import { foldWord } from './fold.ts';
import type { CourtesyIntent, General } from './general.ts';
import { splitWords } from './words.ts';

/** Longer messages are questions, whatever they open with. */
const MOST_WORDS = 16;
const ORDER: readonly CourtesyIntent[] = ['about', 'help', 'thanks', 'goodbye', 'greeting'];

/** Recognises a message that consists of a known phrase and of words that may stand beside it; else nothing. */
export function findIntent(text: string, general: General): CourtesyIntent | undefined {
  const words = splitWords(text)
    .map((word) => word.replace(/(\p{L})\1{2,}/gu, '$1'))
    .flatMap((word) => {
      const reading = general.chat.get(word)?.[0];
      return reading && !general.fillers.has(foldWord(word).folded) ? reading : [word];
    })
    .map((word) => foldWord(word).folded);
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  for (const intent of ORDER) {
    let longest = 0;
    let start = -1;
    words.forEach((word, at) => {
      for (const phrase of general.intents.get(word) ?? []) {
        if (phrase.intent !== intent || phrase.folded.length <= longest) continue;
        if (!phrase.folded.every((part, offset) => words[at + offset] === part)) continue;
        longest = phrase.folded.length;
        start = at;
      }
    });
    if (start < 0) continue;
    const rest = words.filter((_, at) => at < start || at >= start + longest);
    if (rest.every((word) => general.fillers.has(word))) return intent;
  }
  return undefined;
}
