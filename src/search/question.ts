import { type Doubles, zeros } from './doubles.ts';
import { foldWord } from './fold.ts';
import type { AskedKind, PhraseRole } from './general.ts';
import type { Lexicon } from './lexicon.ts';
import { addCompound, addSynonyms, findPhrases } from './phrases.ts';
import { type ReadWord, readQuestion } from './read-question.ts';
import { findRepairs, type Repair } from './repair.ts';
import { restoreAccents } from './restore.ts';
import { isStray, shareAmongExpanded, weighPair, weighWord } from './weigh.ts';
import { readTerms, type Terms } from './wordings.ts';

/** A way in which some of a question's words may stand in a text. */
export interface Alternative {
  /** First position in the question that it stands for, and one past the last. */
  readonly start: number;
  readonly end: number;
  /** Folded words, side by side in the text. */
  readonly folded: readonly number[];
  /** Exact words where the accents are known; -1 where any will do. */
  readonly exact: readonly number[];
  /** Share of the words' weight that it earns. */
  readonly factor: number;
  /** What of that is left where the text has other accents. */
  readonly wrongAccents: number;
  readonly how: 'typed' | 'synonym' | 'repair';
}

/** Some positions of a question. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A question made ready for matching. */
export interface Question {
  readonly words: readonly ReadWord[];
  /** What each position counts for: rare words much, grammar little. */
  readonly weights: Doubles;
  /** What each position and the next, side by side, count for. */
  readonly pairWeights: Doubles;
  readonly isFunction: readonly boolean[];
  /** Whether the position names somebody or something: a number, or a word that is no Vietnamese syllable. */
  readonly isName: readonly boolean[];
  /** Whether the position holds letters that make no word anywhere. */
  readonly isStray: readonly boolean[];
  /** Whether no text, and no synonym or repair, knows the word at the position. */
  readonly isUnknown: readonly boolean[];
  readonly alternatives: readonly Alternative[];
  readonly asks: ReadonlySet<AskedKind>;
  /** Where words stand that decide what is asked, and where another place or body is named. */
  readonly decisive: readonly Stretch[];
  readonly elsewhere: readonly Stretch[];
  /** Whether everything that was said is asked for. */
  readonly wantsWhole: boolean;
  /** Whether it is worded as going on from an earlier question. */
  readonly followsUp: boolean;
  /** Whether it only names matters ("5G", "SOC", "biên chế sở"): no word asks for anything. */
  readonly isNaming: boolean;
  /** How many words carry meaning. */
  readonly contentWords: number;
  readonly totalWeight: number;
  /** Its words and pairs, as known questions are compared with it. */
  readonly terms: Terms;
}

/** Phrases that only ask, or only point: they weigh little wherever they stand together. */
const EMPTY_ROLES: ReadonlySet<string> = new Set(['asking', 'addressee', 'whole', 'pointing']);

/** Reads a question against the texts of a library. */
export function createQuestion(text: string, lexicon: Lexicon): Question {
  const { vocabulary, spelling, general, tuning } = lexicon;
  const read = readQuestion(text, lexicon);
  const forms = read.map(({ form }) => form);
  const repairs = tuning.repairs ? findRepairs(forms, vocabulary, spelling) : [];
  const words = read.map((one, at) => replaceWord(one, at, repairs, lexicon));
  const restored = restoreAccents(
    words.map(({ form }) => form),
    vocabulary,
    tuning.restores,
  );
  const phrases = findPhrases(words, restored, lexicon);
  const isAsking = words.map(() => false);
  for (const { at, phrase } of phrases) {
    if (EMPTY_ROLES.has(phrase.role.kind)) isAsking.fill(true, at, at + phrase.forms.length);
  }
  const isFunction = words.map(({ form }, at) => {
    const exact = restored[at] as number;
    return isAsking[at] === true || general.functionWords.has(exact >= 0 ? vocabulary.spellExact(exact) : form.exact);
  });
  const alternatives = words.flatMap((word, at) => typedAlternative(word, at, restored[at] as number, lexicon));
  for (const placed of phrases) addCompound(placed, words, alternatives, lexicon);
  for (const { at, folded, factor } of repairs) {
    const wrongAccents = tuning.wrongGuess;
    alternatives.push({ start: at, end: at + 1, folded: [folded], exact: [-1], factor, wrongAccents, how: 'repair' });
  }
  for (const placed of phrases) addSynonyms(placed, alternatives, lexicon);
  const weights = numbersOf(words.length, (at) =>
    weighWord(words[at] as ReadWord, restored[at] as number, isFunction[at] === true, isAsking[at] === true, lexicon),
  );
  shareAmongExpanded(words, weights);
  const readings: number[][] = words.map(() => []);
  const isUnknown = words.map(() => true);
  for (const one of alternatives) {
    if (one.end - one.start === 1 && one.how !== 'synonym') readings[one.start]?.push(one.folded[0] as number);
    // A foreign word that is known elsewhere means itself: that a syllable is near does not make it known here.
    const { form, how } = words[one.start] as ReadWord;
    const isKept = how !== 'repair' && !form.isSyllable && vocabulary.foldedOf(form.folded) >= 0;
    const isOther = one.how === 'repair' && isKept;
    if (!isOther && isHeld(one, lexicon)) isUnknown.fill(false, one.start, one.end);
  }
  const opening = words.findIndex(({ form }, at) => !isAsking[at] && !general.fillers.has(form.folded));
  const roles = phrases.map(({ phrase }) => phrase.role);
  const stretchesOf = (wanted: PhraseRole['kind']) =>
    phrases.flatMap(({ at, phrase }) =>
      phrase.role.kind === wanted ? [{ start: at, end: at + phrase.forms.length }] : [],
    );
  const speaksOf = (wanted: PhraseRole['kind']) => roles.some(({ kind }) => kind === wanted);
  const isNamed = words.map(({ how }, at) => how === 'abbreviation' || !isFunction[at]);
  for (const { at, phrase } of phrases) {
    if (phrase.role.kind === 'addressee') isNamed.fill(true, at, at + phrase.forms.length);
  }
  const contentWords = isFunction.filter((is) => !is).length;
  return {
    words,
    weights,
    pairWeights: numbersOf(words.length, (at) => weighPair(at, readings, isFunction, lexicon)),
    isFunction,
    isName: words.map((word, at) => !isFunction[at] && isNameLike(word)),
    isStray: words.map((word) => isStray(word, vocabulary)),
    isUnknown,
    alternatives,
    asks: new Set(roles.flatMap((role) => (role.kind === 'asks' ? [role.asked] : []))),
    decisive: stretchesOf('decisive'),
    elsewhere: stretchesOf('elsewhere'),
    wantsWhole: speaksOf('whole') && (contentWords === 0 || speaksOf('telling')),
    followsUp: phrases.some(
      ({ at, phrase: { role } }) =>
        role.kind === 'pointing' || (role.kind === 'followUp' && (at === 0 || at <= opening)),
    ),
    isNaming: isNamed.every(Boolean),
    contentWords,
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
    terms: readTerms(
      words.flatMap(({ form }, at) => {
        const exact = restored[at] as number;
        const isPolite = general.polite.has(exact >= 0 ? vocabulary.spellExact(exact) : form.exact);
        return isPolite ? [] : [vocabulary.foldedOf(form.folded)];
      }),
    ),
  };
}

/** One number a position. */
function numbersOf(length: number, valueAt: (at: number) => number): Doubles {
  const values = zeros(length);
  for (let at = 0; at < length; at += 1) values[at] = valueAt(at);
  return values;
}

function replaceWord(one: ReadWord, at: number, repairs: readonly Repair[], { vocabulary }: Lexicon): ReadWord {
  const repair = repairs.find((candidate) => candidate.at === at && candidate.isReplacement);
  if (!repair) return one;
  const word = vocabulary.spell(repair.folded);
  return { word, form: foldWord(word), typed: one.typed ?? one.word, how: 'repair' };
}

function typedAlternative(
  { form, how }: ReadWord,
  at: number,
  exact: number,
  { vocabulary, tuning }: Lexicon,
): Alternative[] {
  const folded = vocabulary.foldedOf(form.folded);
  if (folded < 0 || how === 'repair') return [];
  // A foreign name is written with its accents or without.
  const anyAccents = !form.isAccented && !form.isSyllable;
  return [
    {
      start: at,
      end: at + 1,
      folded: [folded],
      exact: [anyAccents ? -1 : exact],
      // Accents that nobody uses on this syllable are a slip of the tone key.
      factor: exact < 0 && form.isAccented ? tuning.toneSlip : 1,
      wrongAccents: form.isAccented ? tuning.wrongAccents : tuning.wrongGuess,
      how: 'typed',
    },
  ];
}

// Letter case would tell more names, but who writes in capitals must get the same answer.
function isNameLike({ form }: ReadWord): boolean {
  return !form.isSyllable;
}

/** Whether any passage holds every word of the alternative. */
function isHeld({ folded, exact }: Alternative, { vocabulary }: Lexicon): boolean {
  return folded.every((number, offset) => {
    const wanted = exact[offset] as number;
    return (wanted >= 0 ? vocabulary.exactCount(wanted) : vocabulary.foldedCount(number)) > 0;
  });
}
