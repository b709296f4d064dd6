import MiniSearch, { type SearchResult } from 'minisearch';
import type { General } from './general.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import { createVocabulary, pairSlot, type Vocabulary } from './vocabulary.ts';

/** A text to be found, as sentences of words in lower case with their short forms written out. */
export interface PassageWords {
  readonly sentences: readonly (readonly string[])[];
  /** By sentence: which {@link SentenceKind}s it could answer. */
  readonly kinds: Uint8Array;
  /** Whether it counts as one passage together with the text before it when words are weighed. */
  readonly joinsPrevious: boolean;
}

/** What a sentence holds that a question may ask for; bits. */
export const SentenceKind = { number: 1, time: 2, name: 4, place: 8, reason: 16 } as const;

/** A text as the index keeps it. */
export interface IndexedPassage {
  /** Numbers of the exact forms, in order. */
  readonly words: Uint32Array;
  /** Numbers of the folded forms, in order. */
  readonly folded: Uint32Array;
  /** Where each sentence begins in `words`, and the end. */
  readonly stops: Uint32Array;
  /** By sentence: bits of {@link SentenceKind}. */
  readonly kinds: Uint8Array;
}

/** One thing to look for: a word or a pair of neighbours. */
export interface Probe {
  readonly term: string;
  readonly boost: number;
  /** About how many passages hold it. */
  readonly count: number;
}

/** Passages by number, and the way from a question's words to the few that may answer it. */
export interface PassageIndex {
  readonly vocabulary: Vocabulary;
  readonly passages: readonly IndexedPassage[];
  readonly spelling: Spelling;
  /** The probe for a folded word; nothing when it is not indexed. */
  wordProbe(folded: number, boost: number): Probe | undefined;
  /** The probe for two folded words side by side; nothing when no passage holds them. */
  pairProbe(first: number, second: number, boost: number): Probe | undefined;
  /** Numbers of the passages that the probes reach with the highest sums, best first. */
  findCandidates(probes: readonly Probe[], limit: number): readonly number[];
}

/** A MiniSearch term costs about 0.5 KB however rare it is, so pairs share this many. */
const PAIR_BITS = 16;
/** A library of no more texts than this is looked through whole. */
const SMALL_LIBRARY = 400;
/** How many postings one question may visit; rarer words come first. */
const POSTINGS_BUDGET = 12_000;

/** Indexes passages; `general` tells the words too common to be worth a posting. */
export function createPassageIndex(texts: Iterable<PassageWords>, general: General): PassageIndex {
  const vocabulary = createVocabulary();
  const passages: IndexedPassage[] = [];
  const pairCounts = new Uint32Array(1 << PAIR_BITS);
  const isCommon: boolean[] = [];
  const search = new MiniSearch<{ id: number; terms: string }>({
    fields: ['terms'],
    tokenize: (terms) => terms.split(' '),
    processTerm: (term) => term,
    searchOptions: { tokenize: (terms) => terms.split(' '), processTerm: (term) => term },
  });

  function commonWord(folded: number): boolean {
    isCommon[folded] ??= general.foldedFunctionWords.has(vocabulary.spell(folded));
    return isCommon[folded] as boolean;
  }

  for (const { sentences, kinds, joinsPrevious } of texts) {
    const words = new Uint32Array(sentences.reduce((sum, sentence) => sum + sentence.length, 0));
    const stops = new Uint32Array(sentences.length + 1);
    let at = 0;
    sentences.forEach((sentence, index) => {
      stops[index] = at;
      for (const word of sentence) words[at++] = vocabulary.intern(word);
    });
    stops[sentences.length] = at;
    vocabulary.count(words, joinsPrevious);
    const terms = new Set<string>();
    let before = -1;
    for (const exact of words) {
      const folded = vocabulary.fold(exact);
      if (!commonWord(folded)) terms.add(vocabulary.spell(folded));
      if (before >= 0 && !commonWord(before) && !commonWord(folded)) {
        const slot = pairSlot(before, folded, PAIR_BITS);
        const term = pairTerm(slot);
        if (!terms.has(term)) pairCounts[slot] = (pairCounts[slot] as number) + 1;
        terms.add(term);
      }
      before = folded;
    }
    search.add({ id: passages.length, terms: [...terms].join(' ') });
    passages.push({ words, folded: words.map((exact) => vocabulary.fold(exact)), stops, kinds });
  }

  for (const { phrase, weight } of general.background) vocabulary.countBackground(phrase, weight);

  return {
    vocabulary,
    passages,
    spelling: createSpelling(vocabulary),
    wordProbe(folded, boost) {
      if (folded < 0 || commonWord(folded) || vocabulary.foldedCount(folded) === 0) return undefined;
      return { term: vocabulary.spell(folded), boost, count: vocabulary.foldedCount(folded) };
    },
    pairProbe(first, second, boost) {
      if (first < 0 || second < 0 || commonWord(first) || commonWord(second)) return undefined;
      const slot = pairSlot(first, second, PAIR_BITS);
      if (vocabulary.pairCount(first, second) === 0 || pairCounts[slot] === 0) return undefined;
      return { term: pairTerm(slot), boost, count: pairCounts[slot] as number };
    },
    findCandidates(probes, limit) {
      if (passages.length <= SMALL_LIBRARY) return passages.map((_, number) => number);
      const chosen = chooseProbes(probes);
      if (chosen.length === 0) return [];
      const found: { id: number; score: number }[] = [];
      let floor = 0;
      search.search(chosen.map((probe) => probe.term).join(' '), {
        boostTerm: (_, index) => (chosen[index] as Probe).boost,
        // MiniSearch would sort every result; the best few are kept here instead. It also multiplies each score by the
        // number of matched terms, which is not BM25: that is undone.
        filter: (result: SearchResult) => {
          const score = result.score / (result.queryTerms.length || 1);
          if (score > floor) {
            found.push({ id: result.id as number, score });
            if (found.length >= limit * 4) {
              found.sort((one, other) => other.score - one.score);
              found.length = limit;
              floor = (found[limit - 1] as { score: number }).score;
            }
          }
          return false;
        },
      });
      found.sort((one, other) => other.score - one.score || one.id - other.id);
      return found.slice(0, limit).map((result) => result.id);
    },
  };
}

function pairTerm(slot: number): string {
  return `_${slot.toString(36)}`;
}

/** The probes worth their postings: by boost for each, rare ones first, until the budget is spent. */
function chooseProbes(probes: readonly Probe[]): readonly Probe[] {
  const ordered = [...probes].sort((one, other) => one.count / one.boost - other.count / other.boost);
  const chosen: Probe[] = [];
  const terms = new Set<string>();
  let left = POSTINGS_BUDGET;
  for (const probe of ordered) {
    if (terms.has(probe.term)) continue;
    if (chosen.length > 0 && probe.count > left) continue;
    terms.add(probe.term);
    chosen.push(probe);
    left -= probe.count;
  }
  return chosen;
}
