import { foldWord } from './fold.ts';
import type { AskedKind, General, KnownPhrase } from './general.ts';
import { type ReadWord, readQuestion } from './read-question.ts';
import { findRepairs } from './repair.ts';
import { restoreAccents } from './restore.ts';
import type { ShortForms } from './short-forms.ts';
import type { Spelling } from './spelling.ts';
import { isSyllable } from './syllable.ts';
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
  /** What of that is left where the text has other accents. */
  readonly wrongAccents: number;
  readonly how: 'typed' | 'synonym' | 'repair';
}

/** A question made ready for matching. */
export interface Question {
  readonly words: readonly ReadWord[];
  /** What each position counts for: rare words much, grammar little. */
  readonly weights: readonly number[];
  /** What each position and the next, side by side, count for. */
  readonly pairWeights: readonly number[];
  readonly isFunction: readonly boolean[];
  /** Whether the position names somebody or something: a capital, a number, a word that is no Vietnamese syllable. */
  readonly isName: readonly boolean[];
  /** Whether no text, and no synonym or repair, knows the word at the position. */
  readonly isUnknown: readonly boolean[];
  readonly alternatives: readonly Alternative[];
  readonly isAccentless: boolean;
  readonly asks: ReadonlySet<AskedKind>;
  /** Where words stand that decide what is asked. */
  readonly decisive: readonly { readonly start: number; readonly end: number }[];
  /** Whether everything that was said is asked for. */
  readonly wantsWhole: boolean;
  /** Whether it is worded as going on from an earlier question. */
  readonly followsUp: boolean;
  /** How many words carry meaning. */
  readonly contentWords: number;
  readonly totalWeight: number;
}

/** A text of general Vietnamese stands in for this many passages when words are weighed over a small library. */

const COMPOUND_ROLES: ReadonlySet<string> = new Set(['word', 'decisive', 'synonym']);
const X = {
  idf: 0.8,
  pidf: 0.6,
  grammar: 0.8,
  fn: 0.9,
  ask: 0.3,
  slip: 0.5,
  wrong: 0.35,
  guess: 0.8,
  part: 0.4,
  bg: 60,
  ...JSON.parse(process.env.P ?? '{}'),
};
const IDF_POWER = X.idf;
/** Most words that a short form weighs. */
const EXPANDED_WORDS = 2.5;
/** What a word earns whose accents no text has. */
const TONE_SLIP_FACTOR = X.slip;
/** What a synonym earns of what the word itself would. */
const SYNONYM_FACTOR = 0.6;

/** Reads a question against the words of an index. */
export function createQuestion(
  text: string,
  vocabulary: Vocabulary,
  spelling: Spelling,
  shortForms: ShortForms,
  general: General,
): Question {
  const read = readQuestion(text, vocabulary, shortForms, general);
  const repairs = findRepairs(
    read.map(({ form }) => form),
    vocabulary,
    spelling,
  );
  const words = read.map((one, at): ReadWord => {
    const repair = repairs.find((candidate) => candidate.at === at && candidate.isReplacement);
    if (!repair) return one;
    const word = vocabulary.spell(repair.folded);
    return { ...one, word, form: foldWord(word), typed: one.typed ?? one.word, how: 'repair' };
  });
  const accentedCount = read.filter((one) => one.form.isAccented && one.typed === undefined).length;
  const isAccentless = accentedCount < words.length * 0.15;
  const asking = words.map(() => false);
  const restored = restoreAccents(
    words.map(({ form }) => form),
    vocabulary,
  );
  const phrases = findPhrases(words, restored, isAccentless, vocabulary, general);
  for (const { at, phrase } of phrases) {
    if (phrase.role.kind === 'asking' || phrase.role.kind === 'whole' || phrase.role.kind === 'pointing')
      asking.fill(true, at, at + phrase.forms.length);
  }
  const exactOf = (at: number) => {
    const exact = restored[at] as number;
    return exact >= 0 ? vocabulary.spellExact(exact) : (words[at] as ReadWord).form.exact;
  };
  const isFunction = words.map((_, at) => asking[at] === true || general.functionWords.has(exactOf(at)));
  const alternatives: Alternative[] = [];
  words.forEach((read, at) => {
    const folded = vocabulary.foldedOf(read.form.folded);
    if (folded < 0 || read.how === 'repair') return;
    // A word typed without marks among accented ones may have lost them; without any accents around, it surely has.
    // A foreign name is written with its accents or without.
    const anyAccents = !read.form.isAccented && !isSyllable(read.form.folded);
    const exact = restored[at] as number;
    alternatives.push({
      start: at,
      end: at + 1,
      folded: [folded],
      exact: [anyAccents || exact < 0 ? -1 : exact],
      // Accents that nobody uses on this syllable are a slip of the tone key.
      factor: !anyAccents && exact < 0 ? TONE_SLIP_FACTOR : 1,
      wrongAccents: read.form.isAccented ? X.wrong : X.guess,
      how: 'typed',
    });
  });
  for (const { at, phrase } of phrases) addWord(at, phrase, words, alternatives, vocabulary);
  for (const repair of repairs) {
    alternatives.push({
      start: repair.at,
      end: repair.at + 1,
      folded: [repair.folded],
      exact: [-1],
      factor: repair.factor,
      wrongAccents: X.guess,
      how: 'repair',
    });
  }
  for (const { at, phrase } of phrases) addSynonyms(at, phrase, vocabulary, alternatives);
  const weights = words.map((read, at) =>
    weigh(read, isFunction[at] === true, asking[at] === true, restored[at] as number, vocabulary, general),
  );
  shareAmongExpanded(words, weights);
  const isUnknown = words.map(
    (_, at) =>
      !alternatives.some(
        (one) =>
          one.start <= at &&
          at < one.end &&
          one.folded.every((folded, offset) =>
            (one.exact[offset] ?? -1) >= 0
              ? vocabulary.exactCount(one.exact[offset] as number) > 0
              : vocabulary.foldedCount(folded) > 0,
          ),
      ),
  );
  const asks = new Set(phrases.flatMap(({ phrase }) => (phrase.role.kind === 'asks' ? [phrase.role.asked] : [])));
  return {
    words,
    weights,
    pairWeights: words.map((_, at) => weighPair(at, alternatives, weights, isFunction, vocabulary)),
    isFunction,
    isName: words.map((read, at) => !isFunction[at] && isNameLike(read)),
    isUnknown,
    alternatives,
    isAccentless,
    asks,
    decisive: phrases.flatMap(({ at, phrase }) =>
      phrase.role.kind === 'decisive' ? [{ start: at, end: at + phrase.forms.length }] : [],
    ),
    wantsWhole: phrases.some(({ phrase }) => phrase.role.kind === 'whole'),
    followsUp: phrases.some(
      ({ at, phrase }) => phrase.role.kind === 'pointing' || (phrase.role.kind === 'followUp' && at === 0),
    ),
    contentWords: isFunction.filter((is) => !is).length,
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

function isNameLike(read: ReadWord): boolean {
  return read.isCapital || /\d/u.test(read.form.folded) || !isSyllable(read.form.folded);
}

/**
 * Every known phrase that stands in the question. Words typed without accents agree with any; a single one only with the
 * accents it most likely has.
 */
function findPhrases(
  words: readonly ReadWord[],
  restored: readonly number[],
  isAccentless: boolean,
  vocabulary: Vocabulary,
  general: General,
): readonly { readonly at: number; readonly phrase: KnownPhrase }[] {
  return words.flatMap((read, at) =>
    (general.phrases.get(read.form.folded) ?? [])
      .filter(({ forms }) =>
        forms.every((wanted, offset) => {
          const form = words[at + offset]?.form;
          if (form?.folded !== wanted.folded) return false;
          if (form.exact === wanted.exact) return true;
          if (form.isAccented) return false;
          const likely = restored[at + offset] as number;
          if (forms.length === 1 && likely >= 0) return vocabulary.spellExact(likely) === wanted.exact;
          return isAccentless || forms.length > 1;
        }),
      )
      .map((phrase) => ({ at, phrase })),
  );
}

/**
 * Where the question holds a word of several syllables, its syllables alone earn little: `Hải Phòng` is not answered by a
 * text about `Hải Dương` and `phòng ban`.
 */
function addWord(
  at: number,
  phrase: KnownPhrase,
  words: readonly ReadWord[],
  alternatives: Alternative[],
  vocabulary: Vocabulary,
): void {
  const { role, forms } = phrase;
  if (forms.length < 2 || !COMPOUND_ROLES.has(role.kind)) return;
  const folded = forms.map((form) => vocabulary.foldedOf(form.folded));
  const exact = forms.map((form, offset) => (words[at + offset]?.form.isAccented ? vocabulary.exactOfForm(form) : -1));
  for (const [index, one] of alternatives.entries()) {
    if (one.how !== 'typed' || one.start < at || one.end > at + forms.length || one.end - one.start > 1) continue;
    alternatives[index] = { ...one, factor: Math.min(one.factor, X.part) };
  }
  if (folded.every((number) => number >= 0)) {
    alternatives.push({
      start: at,
      end: at + forms.length,
      folded,
      exact,
      factor: 1,
      wrongAccents: X.guess,
      how: 'typed',
    });
  }
}

function addSynonyms(at: number, phrase: KnownPhrase, vocabulary: Vocabulary, alternatives: Alternative[]): void {
  if (phrase.role.kind !== 'synonym') return;
  for (const other of phrase.role.others) {
    const folded = other.map((form) => vocabulary.foldedOf(form.folded));
    if (folded.some((number) => number < 0)) continue;
    const exact = other.map((form) => vocabulary.exactOfForm(form));
    if (exact.some((number) => number < 0)) continue;
    alternatives.push({
      start: at,
      end: at + phrase.forms.length,
      folded,
      exact,
      factor: SYNONYM_FACTOR,
      wrongAccents: 0,
      how: 'synonym',
    });
  }
}

/** A short form written out in eight words is still one thing asked for; it weighs no more than a few words. */
function shareAmongExpanded(words: readonly ReadWord[], weights: number[]): void {
  for (let at = 0; at < words.length; ) {
    const { how, typed } = words[at] as ReadWord;
    let end = at + 1;
    if (how === 'abbreviation') while (words[end]?.how === how && words[end]?.typed === typed) end += 1;
    const share = Math.min(1, EXPANDED_WORDS / (end - at));
    for (; at < end; at += 1) weights[at] = (weights[at] as number) * share;
  }
}

/** Rare pairs count more; a pair of grammar words nothing. */
function weighPair(
  at: number,
  alternatives: readonly Alternative[],
  weights: readonly number[],
  isFunction: readonly boolean[],
  vocabulary: Vocabulary,
): number {
  if (at + 1 >= weights.length || (isFunction[at] && isFunction[at + 1])) return 0;
  let count = 0;
  for (const one of alternatives) {
    if (one.end !== at + 1 || one.start !== at || one.how === 'synonym') continue;
    for (const other of alternatives) {
      if (other.start !== at + 1 || other.end !== at + 2 || other.how === 'synonym') continue;
      count = Math.max(count, vocabulary.pairCount(one.folded[0] as number, other.folded[0] as number));
    }
  }
  const total = vocabulary.passageCount() + X.bg;
  const rarity = (-Math.log(Math.min(0.9, (count + 0.3) / total))) ** X.pidf;
  const grammar = isFunction[at] || isFunction[at + 1] ? X.grammar : 1;
  return rarity * grammar;
}

function weigh(
  read: ReadWord,
  isFunction: boolean,
  isAsking: boolean,
  exact: number,
  vocabulary: Vocabulary,
  general: General,
): number {
  const folded = vocabulary.foldedOf(read.form.folded);
  const count = exact >= 0 ? vocabulary.exactCount(exact) : folded >= 0 ? vocabulary.foldedCount(folded) : 0;
  const spelled = exact >= 0 ? vocabulary.spellExact(exact) : read.form.exact;
  const background = isFunction ? 0.5 : general.frequentWords.has(spelled) ? 0.1 : 0.004;
  const share = (count + background * X.bg) / (vocabulary.passageCount() + X.bg);
  const rarity = (-Math.log(Math.min(0.98, share))) ** IDF_POWER;
  return rarity * (isAsking ? X.ask : isFunction ? X.fn : 1);
}
