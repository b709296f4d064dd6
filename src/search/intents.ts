import { foldWord } from './fold.ts';
import type { General, Phrase } from './general.ts';
import { splitWords } from './words.ts';

/** A message that is no question about an interview. */
export type CourtesyIntent = 'greeting' | 'thanks' | 'goodbye' | 'help' | 'about';

/** Recognises a message that consists of a known phrase and of words that may stand beside it; else nothing. */
export function findIntent(text: string, general: General): CourtesyIntent | undefined {
  const words = splitWords(text)
    .map((word) => word.replace(/(\p{L})\1{2,}/gu, '$1'))
    .flatMap((word) => {
      const reading = general.chat.get(word)?.[0];
      return reading && !general.fillers.has(foldWord(word).folded) ? reading : [word];
    })
    .map((word) => foldWord(word).folded);
  if (words.length === 0 || words.length > 16) return undefined;
  for (const intent of ['about', 'help', 'thanks', 'goodbye', 'greeting'] as const) {
    let best: readonly string[] = [];
    let bestAt = -1;
    for (const phrase of general.intents[intent]) {
      const folded = phraseOf(phrase);
      for (let at = 0; at + folded.length <= words.length; at += 1) {
        if (folded.length > best.length && folded.every((part, offset) => words[at + offset] === part)) {
          best = folded;
          bestAt = at;
        }
      }
    }
    if (bestAt < 0) continue;
    const rest = words.filter((_, at) => at < bestAt || at >= bestAt + best.length);
    const intentWords = new Set(
      (['greeting', 'thanks', 'goodbye'] as const)
        .flatMap((other) => general.intents[other])
        .filter((phrase) => phrase.length === 1)
        .flat()
        .map((word) => foldWord(word).folded),
    );
    if (rest.every((word) => general.fillers.has(word) || intentWords.has(word))) return intent;
  }
  return undefined;
}

function phraseOf(phrase: Phrase): readonly string[] {
  return phrase.map((word) => foldWord(word).folded);
}
