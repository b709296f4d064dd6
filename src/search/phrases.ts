import type { WordForm } from './fold.ts';
import { DECIDING, type KnownPhrase } from './general.ts';
import type { Lexicon } from './lexicon.ts';
import type { Alternative } from './question.ts';
import type { ReadWord } from './read-question.ts';

/** A known phrase and where it stands in a question. */
export interface PlacedPhrase {
  readonly at: number;
  readonly phrase: KnownPhrase;
}

/** What stands for a word of several syllables even where only its syllables are looked for. */
const COMPOUND_ROLES: ReadonlySet<string> = new Set(['word', 'decisive', 'elsewhere', 'synonym']);

/**
 * Every known phrase that stands in the question. Words typed without accents agree with any; a single one only with the
 * accents it most likely has (`restored`).
 */
export function findPhrases(
  words: readonly ReadWord[],
  restored: readonly number[],
  { vocabulary, general }: Lexicon,
): readonly PlacedPhrase[] {
  const placed: PlacedPhrase[] = [];
  for (const [at, { form }] of words.entries()) {
    const first = form.folded;
    for (const key of [first, `${first} ${words[at + 1]?.form.folded}`]) {
      for (const phrase of general.phrases.get(key) ?? []) {
        if (standsAt(phrase.forms, at)) placed.push({ at, phrase });
      }
    }
  }
  return placed;

  function standsAt(forms: readonly WordForm[], at: number): boolean {
    for (let offset = 0; offset < forms.length; offset += 1) {
      const wanted = forms[offset] as WordForm;
      const form = words[at + offset]?.form;
      if (form?.folded !== wanted.folded) return false;
      if (form.isAccented) {
        // Accents that nobody uses on this syllable are a slip of the tone key.
        if (form.exact !== wanted.exact && vocabulary.exactOfForm(form) >= 0) return false;
      } else if (forms.length === 1) {
        const likely = restored[at + offset] as number;
        if (likely >= 0 && vocabulary.spellExact(likely) !== wanted.exact) return false;
      }
    }
    return true;
  }
}

/**
 * Where the question holds a word of several syllables, its syllables alone earn little: `Hải Phòng` is not answered by a
 * text about `Hải Dương` and `phòng ban`. Changes `alternatives` in place.
 */
export function addCompound(
  { at, phrase }: PlacedPhrase,
  words: readonly ReadWord[],
  alternatives: Alternative[],
  { vocabulary, tuning }: Lexicon,
): void {
  const { role, forms } = phrase;
  if (forms.length < 2 || !COMPOUND_ROLES.has(role.kind)) return;
  const end = at + forms.length;
  for (let index = 0; index < alternatives.length; index += 1) {
    const one = alternatives[index] as Alternative;
    if (one.how !== 'typed' || one.start < at || one.end > end || one.end - one.start > 1) continue;
    alternatives[index] = { ...one, factor: Math.min(one.factor, tuning.partOfWord) };
  }
  const folded = forms.map((form) => vocabulary.foldedOf(form.folded));
  if (folded.some((number) => number < 0)) return;
  // What decides the matter must stand there itself: "ủng hộ sở" holds no "hồ sơ", though both are "ho so" without accents.
  const isDecisive = DECIDING.has(role.kind);
  const exact = forms.map((form, offset) =>
    isDecisive || words[at + offset]?.form.isAccented ? vocabulary.exactOfForm(form) : -1,
  );
  if (isDecisive && exact.some((number) => number < 0)) return;
  const wrongAccents = isDecisive ? 0 : tuning.wrongGuess;
  alternatives.push({ start: at, end, folded, exact, factor: 1, wrongAccents, how: 'typed' });
}

/** Adds what else the texts may say for a phrase with synonyms. Changes `alternatives` in place. */
export function addSynonyms(
  { at, phrase }: PlacedPhrase,
  alternatives: Alternative[],
  { vocabulary, tuning }: Lexicon,
): void {
  if (phrase.role.kind !== 'synonym' || tuning.synonym === 0) return;
  const end = at + phrase.forms.length;
  for (const other of phrase.role.others) {
    const folded = other.map((form) => vocabulary.foldedOf(form.folded));
    const exact = other.map((form) => vocabulary.exactOfForm(form));
    if (folded.some((number) => number < 0) || exact.some((number) => number < 0)) continue;
    alternatives.push({ start: at, end, folded, exact, factor: tuning.synonym, wrongAccents: 0, how: 'synonym' });
  }
}
