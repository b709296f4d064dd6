import type { Vocabulary } from './vocabulary.ts';

/** A known word that a typed one may have been meant to be. */
export interface Nearby {
  readonly folded: number;
  /** What the slip costs: below 1 for the commonest, 1 for one slip, about 2 for two. */
  readonly cost: number;
}

/** Finds known words near a misspelt one. */
export interface Spelling {
  near(folded: string): readonly Nearby[];
}

/** Longer words are addresses and the like; nobody misspells their way to another. */
const MAX_LENGTH = 16;
/** From this length on two slips in one word are still recognisable. */
const TWO_SLIPS_FROM = 5;
/** A typed word of these lengths without a nearer neighbour may be two slips away from one of no fewer letters than … */
const ALONE_FROM = 4;
const ALONE_TO = 9;
/** … this: its neighbours in the question decide. */
const NEAR_ALONE_FROM = 3;
const TWO_SLIPS = 2;
/** Two slips change no more letters than this, counted with those that come and those that go. */
const CHANGED_BY_TWO = 4;

/**
 * Prepares the words of a vocabulary for near look-ups: each is filed under itself with any one letter left out, so that
 * a typed word meets its neighbours in as many look-ups as it has letters. A word without a neighbour one slip away is held
 * against the whole vocabulary, once.
 */
export function createSpelling(vocabulary: Vocabulary): Spelling {
  const filed = new Map<string, number | number[]>();
  const file = (key: string, folded: number) => {
    const there = filed.get(key);
    if (there === undefined) filed.set(key, folded);
    else if (typeof there === 'number') {
      if (there !== folded) filed.set(key, [there, folded]);
    } else if (there.at(-1) !== folded) there.push(folded);
  };
  const size = vocabulary.foldedSize();
  for (let folded = 0; folded < size; folded += 1) {
    const word = vocabulary.spell(folded);
    if (word.length < 2 || word.length > MAX_LENGTH || /\d/u.test(word)) continue;
    for (const key of shortened(word)) file(key, folded);
  }
  const masks = Int32Array.from({ length: size }, (_, folded) => maskOf(vocabulary.spell(folded)));
  const known = new Map<string, readonly Nearby[]>();

  return {
    near(typed) {
      if (typed.length < 2 || typed.length > MAX_LENGTH + 1 || /\d/u.test(typed)) return [];
      const cached = known.get(typed);
      if (cached) return cached;
      const found = new Set<number>();
      for (const key of keysOf(typed)) {
        const there = filed.get(key);
        if (typeof there === 'number') found.add(there);
        else for (const folded of there ?? []) found.add(folded);
      }
      const nearby: Nearby[] = [];
      for (const folded of found) {
        const word = vocabulary.spell(folded);
        if (word === typed) continue;
        const cost = slipsBetween(typed, word);
        if (cost <= 1 || (cost <= 2.1 && Math.min(word.length, typed.length) >= TWO_SLIPS_FROM)) {
          nearby.push({ folded, cost });
        }
      }
      if (typed.length >= ALONE_FROM && typed.length <= ALONE_TO && !nearby.some(({ cost }) => cost <= 1)) {
        const mask = maskOf(typed);
        for (let folded = 0; folded < size; folded += 1) {
          if (found.has(folded) || countBits(mask ^ (masks[folded] as number)) > CHANGED_BY_TWO) continue;
          const word = vocabulary.spell(folded);
          if (Math.abs(word.length - typed.length) > 1 || word.length < NEAR_ALONE_FROM || /\d/u.test(word)) continue;
          const cost = slipsBetween(typed, word);
          if (cost <= TWO_SLIPS) nearby.push({ folded, cost });
        }
      }
      if (known.size > KEPT) known.clear();
      known.set(typed, nearby);
      return nearby;
    },
  };
}

const KEPT = 2_000;

function maskOf(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) % 32);
  return mask;
}

function countBits(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** A letter typed twice hides no second slip. */
function* keysOf(typed: string): Generator<string> {
  yield* shortened(typed);
  const once = typed.replace(TWICE, '$1');
  if (once !== typed) yield* shortened(once);
}

const TWICE = /(.)\1/gu;

function* shortened(word: string): Generator<string> {
  yield word;
  for (let at = 0; at < word.length; at += 1) {
    if (at > 0 && word[at] === word[at - 1]) continue;
    yield word.slice(0, at) + word.slice(at + 1);
  }
}

const SWAPPED = 0.7;
const DOUBLED = 0.5;
const NEXT_KEY = 0.85;
const KEY_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const KEYS = new Map(
  KEY_ROWS.flatMap((row, line) => [...row].map((letter, at) => [letter, { line, at: at + line * 0.5 }] as const)),
);

/** One table for every pair of spellings: to make one for each costs more than to fill it. */
let scratch = new Float64Array((MAX_LENGTH + 2) ** 2);

/** Cost of the cheapest way from one spelling to the other (Damerau–Levenshtein with cheaper common slips). */
export function slipsBetween(typed: string, meant: string): number {
  const width = meant.length + 1;
  const cells = (typed.length + 1) * width;
  if (scratch.length < cells) scratch = new Float64Array(cells);
  const costs = scratch;
  for (let column = 0; column < width; column += 1) costs[column] = column;
  for (let row = 1; row <= typed.length; row += 1) {
    costs[row * width] = row;
    for (let column = 1; column < width; column += 1) {
      const one = typed[row - 1] as string;
      const other = meant[column - 1] as string;
      const extra = row > 1 && one === typed[row - 2] ? DOUBLED : 1;
      let cost = Math.min(
        (costs[(row - 1) * width + column] as number) + extra,
        (costs[row * width + column - 1] as number) + 1,
        (costs[(row - 1) * width + column - 1] as number) + (one === other ? 0 : wrongKey(one, other)),
      );
      if (row > 1 && column > 1 && one === meant[column - 2] && typed[row - 2] === other && one !== other) {
        cost = Math.min(cost, (costs[(row - 2) * width + column - 2] as number) + SWAPPED);
      }
      costs[row * width + column] = cost;
    }
  }
  return costs[typed.length * width + meant.length] as number;
}

function wrongKey(one: string, other: string): number {
  const a = KEYS.get(one);
  const b = KEYS.get(other);
  return a && b && Math.abs(a.line - b.line) <= 1 && Math.abs(a.at - b.at) <= 1 ? NEXT_KEY : 1;
}
