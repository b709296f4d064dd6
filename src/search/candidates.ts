import MiniSearch, { type SearchResult } from 'minisearch';
import type { General } from './general.ts';
import type { IndexedPassage } from './passage-index.ts';
import type { Question } from './question.ts';
import { pairSlot, type Vocabulary } from './vocabulary.ts';

/** The way from a question's words to the few passages that may answer it. */
export interface CandidateFinder {
  /** Numbers of passages that may answer; at most `limit` of a large library, those that the question reaches best first. */
  find(question: Question, limit: number): readonly number[];
}

/** One thing to look for: a word or a pair of neighbours. */
interface Probe {
  readonly term: string;
  readonly boost: number;
  /** About how many passages hold it. */
  readonly count: number;
}

/** A MiniSearch term costs about 0.5 KB however rare it is, so pairs share this many. */
const PAIR_BITS = 16;
/** How many postings one question may visit; rarer words come first. */
const POSTINGS_BUDGET = 12_000;

/** Indexes passages by folded words and pairs; `general` tells the words too common to be worth a posting. */
export function createCandidateFinder(
  passages: readonly IndexedPassage[],
  vocabulary: Vocabulary,
  general: General,
): CandidateFinder {
  const isCommon = Uint8Array.from({ length: vocabulary.foldedSize() }, (_, folded) =>
    general.foldedFunctionWords.has(vocabulary.spell(folded)) ? 1 : 0,
  );
  const pairCounts = new Uint32Array(1 << PAIR_BITS);
  const search = new MiniSearch<{ id: number; terms: readonly string[] }>({
    fields: ['terms'],
    // Terms come as a list; to join them for MiniSearch to split again would cost a fifth of the time.
    stringifyField: (terms) => terms,
    tokenize: (terms) => terms as unknown as string[],
    processTerm: (term) => term,
    searchOptions: { tokenize: (terms) => terms.split(' '), processTerm: (term) => term },
  });
  for (const terms of termsOf(passages, vocabulary, isCommon, pairCounts)) search.add(terms);

  /** The probe for a folded word; nothing when it is not indexed. */
  function wordProbe(folded: number, boost: number): Probe | undefined {
    if (folded < 0 || isCommon[folded] || vocabulary.foldedCount(folded) === 0) return undefined;
    return { term: vocabulary.spell(folded), boost, count: vocabulary.foldedCount(folded) };
  }

  /** The probe for two folded words side by side; nothing when no passage holds them. */
  function pairProbe(first: number, second: number, boost: number): Probe | undefined {
    if (first < 0 || second < 0 || isCommon[first] || isCommon[second]) return undefined;
    const slot = pairSlot(first, second, PAIR_BITS);
    if (vocabulary.pairCount(first, second) === 0 || pairCounts[slot] === 0) return undefined;
    return { term: pairTerm(slot), boost, count: pairCounts[slot] as number };
  }

  function probesOf({ alternatives, weights }: Question): readonly Probe[] {
    const probes: Probe[] = [];
    for (const { start, end, folded, factor } of alternatives) {
      const weight = weights.slice(start, end).reduce((sum, one) => sum + one, 0);
      const boost = (weight * factor) / (end - start);
      for (const [at, word] of folded.entries()) {
        const probe = wordProbe(word, boost);
        if (probe) probes.push(probe);
        const next = folded[at + 1];
        const pair = next === undefined ? undefined : pairProbe(word, next, boost);
        if (pair) probes.push(pair);
      }
    }
    const single = alternatives.filter((one) => one.folded.length === 1 && one.how !== 'synonym');
    for (const one of single) {
      for (const other of single) {
        if (other.start !== one.end) continue;
        const boost =
          ((weights[one.start] as number) + (weights[other.start] as number)) *
          0.5 *
          Math.min(one.factor, other.factor);
        const pair = pairProbe(one.folded[0] as number, other.folded[0] as number, boost);
        if (pair) probes.push(pair);
      }
    }
    return probes;
  }

  return {
    find(question, limit) {
      const chosen = chooseProbes(probesOf(question));
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

/** The terms of each passage: its words and pairs, each once; counts in `pairCounts` how many passages hold a pair. */
function* termsOf(
  passages: readonly IndexedPassage[],
  vocabulary: Vocabulary,
  isCommon: Uint8Array,
  pairCounts: Uint32Array,
): Generator<{ readonly id: number; readonly terms: readonly string[] }> {
  /** Number after the last passage in which a word or pair was met. */
  const wordMet = new Uint32Array(vocabulary.foldedSize());
  const pairMet = new Uint32Array(1 << PAIR_BITS);
  const pairTerms: string[] = [];
  for (const [id, { folded }] of passages.entries()) {
    const terms: string[] = [];
    let before = -1;
    for (const word of folded) {
      const isWorth = isCommon[word] === 0;
      if (isWorth && wordMet[word] !== id + 1) {
        wordMet[word] = id + 1;
        terms.push(vocabulary.spell(word));
      }
      if (isWorth && before >= 0) {
        const slot = pairSlot(before, word, PAIR_BITS);
        if (pairMet[slot] !== id + 1) {
          pairMet[slot] = id + 1;
          pairCounts[slot] = (pairCounts[slot] as number) + 1;
          pairTerms[slot] ??= pairTerm(slot);
          terms.push(pairTerms[slot] as string);
        }
      }
      before = isWorth ? word : -1;
    }
    yield { id, terms };
  }
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
