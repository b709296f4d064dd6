import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { foldWord } from './fold.ts';
import { splitWords } from './words.ts';

/** Words in order, lower case. */
export type Phrase = readonly string[];

/** What a question can ask for. */
export type AskedKind = 'number' | 'time' | 'person' | 'place' | 'reason';

/** What is known of Vietnamese apart from any interview: `data/general.yaml`, read into the shapes the search uses. */
export interface General {
  /** Short form → full form. */
  readonly abbreviations: readonly (readonly [short: string, full: Phrase])[];
  /** Chat spelling → its readings, likeliest first. */
  readonly chat: ReadonlyMap<string, readonly Phrase[]>;
  /** Groups of phrases that ask for the same thing. */
  readonly synonyms: readonly (readonly Phrase[])[];
  /** Exact forms of words that carry grammar or only ask. */
  readonly functionWords: ReadonlySet<string>;
  /** The same words folded. */
  readonly foldedFunctionWords: ReadonlySet<string>;
  /** Exact and folded forms of words met everywhere. */
  readonly frequentWords: ReadonlySet<string>;
  readonly asking: readonly Phrase[];
  readonly kinds: Readonly<Record<AskedKind, readonly Phrase[]>>;
  readonly whole: readonly Phrase[];
  readonly followUp: readonly Phrase[];
  readonly intents: Readonly<Record<'greeting' | 'thanks' | 'goodbye' | 'help' | 'about', readonly Phrase[]>>;
  /** Folded words that may stand beside a courtesy. */
  readonly fillers: ReadonlySet<string>;
}

interface GeneralFile {
  readonly abbreviations: Record<string, string>;
  readonly chat: Record<string, string>;
  readonly synonyms: readonly string[];
  readonly function: string;
  readonly frequent: string;
  readonly asking: string;
  readonly kinds: Record<AskedKind, string>;
  readonly whole: string;
  readonly followUp: string;
  readonly intents: Record<'greeting' | 'thanks' | 'goodbye' | 'help' | 'about', string>;
  readonly fillers: string;
}

/** Reads the text of a general data file; see `data/general.yaml` for the form. */
export function parseGeneral(yaml: string): General {
  const file = parse(yaml) as GeneralFile;
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
    synonyms: file.synonyms.map((group) => readPhrases(String(group))),
    functionWords: new Set(functionWords.map((form) => form.exact)),
    foldedFunctionWords: new Set(functionWords.map((form) => form.folded)),
    frequentWords: new Set(frequentWords.flatMap((form) => [form.exact, form.folded])),
    asking: readPhrases(file.asking),
    kinds: mapValues(file.kinds, readPhrases),
    whole: readPhrases(file.whole),
    followUp: readPhrases(file.followUp),
    intents: mapValues(file.intents, readPhrases),
    fillers: new Set(splitWords(file.fillers).map((word) => foldWord(word).folded)),
  };
}

/** The general data that ships with the program, read once. */
export const GENERAL: General = parseGeneral(readFileSync(new URL('./data/general.yaml', import.meta.url), 'utf8'));

function readPhrases(list: string): readonly Phrase[] {
  return list
    .split('|')
    .map((phrase) => splitWords(phrase))
    .filter((phrase) => phrase.length > 0);
}

function mapValues<Key extends string, From, To>(record: Record<Key, From>, map: (value: From) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries<From>(record).map(([key, value]) => [key, map(value)])) as Record<Key, To>;
}
