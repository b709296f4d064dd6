import { foldWord } from './fold.ts';
import type { AskedKind, General, Phrase } from './general.ts';
import { type ReadWord, readQuestion } from './read-question.ts';
import { findRepairs } from './repair.ts';
import type { ShortForms } from './short-forms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A way in which some of a question's words may stand in a text. */
export interface Alternative {
  /** First position in the question that it stands for, and one past the last. */
  readonly start: number;
  readonly end: number;
  /** Folded words, side by side in the text. */
  readonly folded: readonly number[];
  /** Exact words where the typist gave them; -1 where any accents will do. */
  readonly exact: readonly number[];
  /** Share of the words' weight that it earns. */
  readonly factor: number;
  readonly how: 'typed' | 'synonym' | 'repair';
}

/** A question made ready for matching. */
export interface Question {
  readonly words: readonly ReadWord[];
  /** What each position counts for: rare words much, grammar little. */
  readonly weights: readonly number[];
  readonly isFunction: readonly boolean[];
  /** Whether no text, and no synonym or repair, knows the word at the position. */
  readonly isUnknown: readonly boolean[];
  readonly alternatives: readonly Alternative[];
  readonly isAccentless: boolean;
  readonly asks: ReadonlySet<AskedKind>;
  readonly totalWeight: number;
}

/** A text of general Vietnamese stands in for this many passages when words are weighed over a small library. */
const BACKGROUND_PASSAGES = 60;
const IDF_POWER = 0.6;

/** Reads a question against the words of an index. */
export function createQuestion(
  text: string,
  vocabulary: Vocabulary,
  shortForms: ShortForms,
  general: General,
): Question {
  const words = readQuestion(text, vocabulary, shortForms, general);
  const accentedCount = words.filter((read) => read.form.isAccented && read.typed === undefined).length;
  const isAccentless = accentedCount < words.length * 0.15;
  const asking = words.map(() => false);
  for (const phrase of [...general.asking, ...general.whole]) markPhrase(words, phrase, isAccentless, asking);
  const isFunction = words.map(
    (read, at) =>
      asking[at] === true ||
      (isAccentless && !read.form.isAccented
        ? general.foldedFunctionWords.has(read.form.folded)
        : general.functionWords.has(read.form.exact)),
  );
  const repairs = findRepairs(words, isFunction, isAccentless, vocabulary);
  const alternatives: Alternative[] = [];
  words.forEach((read, at) => {
    const folded = vocabulary.foldedOf(read.form.folded);
    if (folded < 0) return;
    // A word typed without marks among accented ones may have lost them; without any accents around, it surely has.
    const exact = isAccentless ? -1 : vocabulary.exactOf(read.word);
    alternatives.push({
      start: at,
      end: at + 1,
      folded: [folded],
      exact: [isAccentless ? -1 : exact < 0 ? -2 : exact],
      factor: 1,
      how: 'typed',
    });
  });
  for (const repair of repairs) {
    alternatives.push({
      start: repair.at,
      end: repair.at + 1,
      folded: [repair.folded],
      exact: [-1],
      factor: repair.factor,
      how: 'repair',
    });
  }
  for (const group of general.synonyms) addSynonyms(group, words, isAccentless, vocabulary, alternatives);
  const weights = words.map((read, at) =>
    weigh(
      read,
      isFunction[at] === true,
      asking[at] === true,
      isAccentless,
      vocabulary,
      general,
      repairs.find((repair) => repair.at === at)?.folded,
    ),
  );
  const isUnknown = words.map((_, at) => !alternatives.some((one) => one.start <= at && at < one.end));
  const asks = new Set(
    (Object.keys(general.kinds) as AskedKind[]).filter((kind) =>
      general.kinds[kind].some((phrase) => words.some((_, at) => standsAt(words, phrase, at, isAccentless))),
    ),
  );
  return {
    words,
    weights,
    isFunction,
    isUnknown,
    alternatives,
    isAccentless,
    asks,
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

/** Whether `phrase` stands at `at`; without accents its folded form suffices. */
export function standsAt(words: readonly ReadWord[], phrase: Phrase, at: number, isAccentless: boolean): boolean {
  return phrase.every((part, offset) => {
    const form = words[at + offset]?.form;
    if (!form) return false;
    const wanted = foldWord(part);
    return form.exact === wanted.exact || ((isAccentless || !form.isAccented) && form.folded === wanted.folded);
  });
}

function markPhrase(words: readonly ReadWord[], phrase: Phrase, isAccentless: boolean, marks: boolean[]): void {
  for (let at = 0; at + phrase.length <= words.length; at += 1) {
    if (standsAt(words, phrase, at, isAccentless))
      phrase.forEach((_, offset) => {
        marks[at + offset] = true;
      });
  }
}

function addSynonyms(
  group: readonly Phrase[],
  words: readonly ReadWord[],
  isAccentless: boolean,
  vocabulary: Vocabulary,
  alternatives: Alternative[],
): void {
  for (const phrase of group) {
    for (let at = 0; at + phrase.length <= words.length; at += 1) {
      if (!standsAt(words, phrase, at, isAccentless)) continue;
      for (const other of group) {
        if (other === phrase) continue;
        const folded = other.map((word) => vocabulary.foldedOf(foldWord(word).folded));
        if (folded.some((number) => number < 0)) continue;
        const exact = other.map((word) => vocabulary.exactOf(word));
        alternatives.push({
          start: at,
          end: at + phrase.length,
          folded,
          exact: exact.map((number) => (number < 0 ? -2 : number)),
          factor: 0.6,
          how: 'synonym',
        });
      }
    }
  }
}

function weigh(
  read: ReadWord,
  isFunction: boolean,
  isAsking: boolean,
  isAccentless: boolean,
  vocabulary: Vocabulary,
  general: General,
  repaired: number | undefined,
): number {
  const folded = repaired ?? vocabulary.foldedOf(read.form.folded);
  const exact = isAccentless || repaired !== undefined ? -1 : vocabulary.exactOf(read.word);
  const count = exact >= 0 ? vocabulary.exactCount(exact) : folded >= 0 ? vocabulary.foldedCount(folded) : 0;
  const background = isFunction
    ? 0.5
    : general.frequentWords.has(isAccentless ? read.form.folded : read.form.exact)
      ? 0.1
      : 0.004;
  const share = (count + background * BACKGROUND_PASSAGES) / (vocabulary.passageCount() + BACKGROUND_PASSAGES);
  const rarity = (-Math.log(Math.min(0.98, share))) ** IDF_POWER;
  return rarity * (isAsking ? 0.15 : isFunction ? 0.35 : 1);
}
