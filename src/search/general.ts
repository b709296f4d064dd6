import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { foldWord, type WordForm } from './fold.ts';
import { splitWords } from './words.ts';

/** Words in order, lower case. */
export type Phrase = readonly string[];

/** What a phrase of the general data means where it stands in a question. */
export type PhraseRole =
  | {
      readonly kind:
        | 'asking'
        | 'addressee'
        | 'whole'
        | 'telling'
        | 'followUp'
        | 'pointing'
        | 'word'
        | 'decisive'
        | 'elsewhere';
    }
  | { readonly kind: 'asks'; readonly asked: AskedKind }
  | { readonly kind: 'synonym'; readonly others: readonly (readonly WordForm[])[] };

/** A phrase that is looked for in questions. */
export interface KnownPhrase {
  readonly forms: readonly WordForm[];
  readonly role: PhraseRole;
}

/** What a message that is no question about an interview wants. */
export type CourtesyIntent = 'greeting' | 'thanks' | 'goodbye' | 'help' | 'about';

/** A message, or its core, that is no question. */
export interface IntentPhrase {
  readonly intent: CourtesyIntent;
  readonly forms: readonly WordForm[];
}

/** What a question can ask for. */
export type AskedKind = 'number' | 'time' | 'day' | 'person' | 'place' | 'reason';

/** What is known of Vietnamese apart from any interview: `data/general.yaml`, read into the shapes the search uses. */
export interface General {
  /** Short form → full form. */
  readonly abbreviations: readonly (readonly [short: string, full: Phrase])[];
  /** Chat spelling → its readings, likeliest first. */
  readonly chat: ReadonlyMap<string, readonly Phrase[]>;
  /** Exact forms of words that carry grammar or only ask. */
  readonly functionWords: ReadonlySet<string>;
  /** The same words folded. */
  readonly foldedFunctionWords: ReadonlySet<string>;
  /** Exact and folded forms of words met everywhere. */
  readonly frequentWords: ReadonlySet<string>;
  /** Phrases to be recognised in questions, by the folded form of their first word, or of their first two. */
  readonly phrases: ReadonlyMap<string, readonly KnownPhrase[]>;
  /** Whole messages that are no question, by their first folded word. */
  readonly intents: ReadonlyMap<string, readonly IntentPhrase[]>;
  /**
   * Words and phrases of general Vietnamese, so that a misspelt one is recognised though no interview holds it;
   * the weight is how many passages it is as common as, for guessing left-out accents. */
  readonly background: readonly { readonly phrase: Phrase; readonly weight: number }[];
  /** Questions that hardly any interview answers. */
  readonly unanswered: readonly Phrase[];
  /** Words for the office that somebody holds. */
  readonly offices: readonly Phrase[];
  /** Exact forms of words that only make a question polite. */
  readonly polite: ReadonlySet<string>;
  /** Words that may stand beside a courtesy, by their folded form. */
  readonly fillers: ReadonlyMap<string, readonly WordForm[]>;
}

interface GeneralFile {
  readonly abbreviations: Record<string, string>;
  readonly chat: Record<string, string>;
  readonly synonyms: readonly string[];
  readonly function: string;
  readonly frequent: string;
  readonly asking: string;
  readonly words: string;
  readonly decisive: string;
  readonly elsewhere: string;
  readonly everyday: string;
  readonly offices: string;
  readonly kinds: Record<AskedKind, string>;
  readonly whole: string;
  readonly telling: string;
  readonly followUp: string;
  readonly pointing: string;
  readonly intents: Record<CourtesyIntent, string>;
  readonly fillers: string;
  readonly polite: string;
}

/**
 * Reads the text of a general data file, and a list of further words of several syllables, one a line; see `data/` for
 * the forms.
 */
export function parseGeneral(yaml: string, compounds = '', unanswered = ''): General {
  const file = parse(yaml) as GeneralFile;
  const words = [...readPhrases(file.words), ...readLines(compounds)];
  const functionWords = splitWords(file.function).map((word) => foldWord(word));
  const frequentWords = splitWords(file.frequent).map((word) => foldWord(word));
  return {
    abbreviations: Object.entries(file.abbreviations).map(
      ([short, full]) => [short, splitWords(String(full))] as const,
    ),
    chat: new Map(
      Object.entries(file.chat).map(
        ([short, readings]) => [short.toLowerCase(), readPhrases(String(readings))] as const,
      ),
    ),
    functionWords: new Set(functionWords.map((form) => form.exact)),
    foldedFunctionWords: new Set(functionWords.map((form) => form.folded)),
    frequentWords: new Set(frequentWords.flatMap((form) => [form.exact, form.folded])),
    phrases: gatherPhrases(file, words),
    intents: gatherIntents(file.intents),
    background: [
      ...words.map((phrase) => ({ phrase, weight: 0 })),
      ...[
        file.asking,
        file.decisive,
        file.elsewhere,
        file.whole,
        file.followUp,
        file.pointing,
        ...Object.values(file.kinds),
        ...file.synonyms,
        ...Object.values(file.intents),
      ]
        .flatMap((list) => readPhrases(String(list)))
        .map((phrase) => ({ phrase, weight: 0 })),
      ...Object.values(file.abbreviations).map((full) => ({ phrase: splitWords(String(full)), weight: 0 })),
      ...splitWords(file.everyday).map((word) => ({ phrase: [word], weight: 0 })),
      ...splitWords(file.frequent).map((word) => ({ phrase: [word], weight: 2 })),
      ...splitWords(file.function).map((word) => ({ phrase: [word], weight: 6 })),
    ],
    unanswered: readLines(unanswered),
    offices: readPhrases(file.offices),
    polite: new Set(splitWords(file.polite).map((word) => foldWord(word).exact)),
    fillers: Map.groupBy(splitWords(file.fillers).map(foldWord), ({ folded }) => folded),
  };
}

/** Roles of phrases that decide what is asked. */
export const DECIDING: ReadonlySet<PhraseRole['kind']> = new Set(['decisive', 'elsewhere']);

/**
 * `general` with `phrases` that only name who is asked; they no longer decide what is asked. What stands in one of the
 * `titles` is no other place or body.
 */
export function withAddressees(general: General, phrases: readonly Phrase[], titles: readonly Phrase[]): General {
  const addressees = phrases.map((phrase) => phrase.map(foldWord));
  const named = new Set(addressees.map(spell));
  const held = titles.map((title) => ` ${spell(title.map(foldWord))} `);
  const known = new Map<string, KnownPhrase[]>();
  for (const { forms, role } of [...general.phrases.values()].flat()) {
    const isOwn = role.kind === 'elsewhere' && held.some((title) => title.includes(` ${spell(forms)} `));
    if (!isOwn && (!DECIDING.has(role.kind) || !named.has(spell(forms)))) addPhrase(known, forms, role);
  }
  for (const forms of addressees) addPhrase(known, forms, { kind: 'addressee' });
  return { ...general, phrases: known };
}

/** `general` where each of `shorts` is also, and first of all, read as its full form. */
export function withShortForms(general: General, shorts: readonly (readonly [short: string, full: Phrase])[]): General {
  const chat = new Map(general.chat);
  for (const [short, full] of shorts) chat.set(short, [full, ...(chat.get(short) ?? [])]);
  return { ...general, chat };
}

/** The general data that ships with the program, read once. */
export const GENERAL: General = parseGeneral(
  readData('general.yaml'),
  readData('compounds.txt'),
  readData('unanswered.txt'),
);

function readData(name: string): string {
  return readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8');
}

function gatherPhrases(file: GeneralFile, words: readonly Phrase[]): ReadonlyMap<string, readonly KnownPhrase[]> {
  const known = new Map<string, KnownPhrase[]>();
  const add = (forms: readonly WordForm[], role: PhraseRole) => addPhrase(known, forms, role);
  for (const phrase of words) if (phrase.length > 1) add(phrase.map(foldWord), { kind: 'word' });
  for (const kind of ['decisive', 'elsewhere'] as const) {
    for (const phrase of readPhrases(file[kind])) add(phrase.map(foldWord), { kind });
  }
  for (const kind of ['asking', 'whole', 'telling', 'followUp', 'pointing'] as const) {
    for (const phrase of readPhrases(file[kind])) add(phrase.map(foldWord), { kind });
  }
  for (const [asked, list] of Object.entries(file.kinds) as [AskedKind, string][]) {
    for (const phrase of readPhrases(list)) add(phrase.map(foldWord), { kind: 'asks', asked });
  }
  for (const group of file.synonyms) {
    const phrases = readPhrases(String(group)).map((phrase) => phrase.map(foldWord));
    for (const forms of phrases) {
      add(forms, { kind: 'synonym', others: phrases.filter((other) => other !== forms) });
    }
  }
  return known;
}

/** Files a phrase under its first two words, folded; one of a single word under that. */
function addPhrase(known: Map<string, KnownPhrase[]>, forms: readonly WordForm[], role: PhraseRole): void {
  const key = forms
    .slice(0, 2)
    .map(({ folded }) => folded)
    .join(' ');
  const list = known.get(key);
  if (list) list.push({ forms, role });
  else known.set(key, [{ forms, role }]);
}

function spell(forms: readonly WordForm[]): string {
  return forms.map(({ exact }) => exact).join(' ');
}

/** One phrase a line; lines that begin with `#` are remarks. */
function readLines(text: string): readonly Phrase[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => splitWords(line));
}

function readPhrases(list: string): readonly Phrase[] {
  return list
    .split('|')
    .map((phrase) => splitWords(phrase))
    .filter((phrase) => phrase.length > 0);
}

function gatherIntents(intents: GeneralFile['intents']): ReadonlyMap<string, readonly IntentPhrase[]> {
  const gathered = new Map<string, IntentPhrase[]>();
  for (const [intent, list] of Object.entries(intents) as [CourtesyIntent, string][]) {
    for (const phrase of readPhrases(list)) {
      const forms = phrase.map(foldWord);
      const first = (forms[0] as WordForm).folded;
      gathered.set(first, [...(gathered.get(first) ?? []), { intent, forms }]);
    }
  }
  return gathered;
}
