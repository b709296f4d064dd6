import { foldWord, type WordForm } from './fold.ts';
import type { CourtesyIntent, General, IntentPhrase } from './general.ts';
import { splitWords, squeeze } from './words.ts';

/** Longer messages are questions, whatever they open with. */
const MOST_WORDS = 16;
/** Which courtesy is answered where a message holds several. */
const ORDER: readonly CourtesyIntent[] = ['about', 'help', 'thanks', 'goodbye', 'greeting'];
/** A word of so few letters is too many other words without its accents: "ờ" and "ở", "hả" and "hạ". */
const FEW_LETTERS = 2;

/** Where a known phrase stands in a message. */
interface PlacedPhrase {
  readonly start: number;
  readonly end: number;
  readonly intent: CourtesyIntent;
}

/** Recognises a message that consists of known phrases and of words that may stand beside them; else nothing. */
export function findIntent(text: string, general: General): CourtesyIntent | undefined {
  const typed = splitWords(text);
  if (typed.length === 0 || typed.length > MOST_WORDS) return undefined;
  const words = typed.map(squeeze).flatMap((word) => {
    const form = foldWord(word);
    const reading = general.chat.get(word)?.[0];
    if (!reading || isFiller(form, general) || general.intents.has(form.folded)) return [form];
    // A reading is a guess, and so are its accents.
    return reading.map((one) => foldWord(foldWord(one).folded));
  });
  if (words.length > MOST_WORDS) return undefined;
  const phrases = findPhrases(words, general);
  const isSpare = words.map((form) => isFiller(form, general));
  // One phrase that says it all says what is meant: in "cảm ơn đã giúp" nobody asks for help.
  const alone = ORDER.find((intent) => phrases.some((one) => one.intent === intent && covers([one], isSpare)));
  if (alone) return alone;
  const telling = phrases.filter(({ start, end }) => isSpare.slice(start, end).includes(false));
  return covers(telling, isSpare) ? ORDER.find((intent) => telling.some((one) => one.intent === intent)) : undefined;
}

/** Whether every word that may not be spared stands in one of `phrases`, of which there is one at least. */
function covers(phrases: readonly PlacedPhrase[], isSpare: readonly boolean[]): boolean {
  return (
    phrases.length > 0 &&
    isSpare.every((spare, at) => spare || phrases.some(({ start, end }) => start <= at && at < end))
  );
}

/** Every known phrase in `words`. */
function findPhrases(words: readonly WordForm[], general: General): readonly PlacedPhrase[] {
  return words.flatMap(({ folded }, start) =>
    (general.intents.get(folded) ?? [])
      .filter(({ forms }) => isPhraseAt(forms, words, start))
      .map(({ intent, forms }) => ({ intent, start, end: start + forms.length })),
  );
}

function isPhraseAt(forms: IntentPhrase['forms'], words: readonly WordForm[], start: number): boolean {
  const [only] = forms;
  if (only && forms.length === 1 && only.folded.length <= FEW_LETTERS) return words[start]?.exact === only.exact;
  return forms.every((form, offset) => {
    const word = words[start + offset];
    return word !== undefined && agree(word, form);
  });
}

/** Who types accents means them; who types none may mean any. */
function agree(typed: WordForm, known: WordForm): boolean {
  return typed.isAccented ? typed.exact === known.exact : typed.folded === known.folded;
}

function isFiller(typed: WordForm, { fillers }: General): boolean {
  return fillers.get(typed.folded)?.some((known) => agree(typed, known)) ?? false;
}
