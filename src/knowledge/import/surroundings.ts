import { nameAtStart } from './clutter-signs.ts';
import { isName } from './labels.ts';
import { findFullNames, findPeople } from './people.ts';
import { addressesIn, endsAsQuestion, fold, onlyAsks } from './signs.ts';
import type { Unit } from './unit.ts';

/** What a feature may know besides its unit. */
export interface Surroundings {
  readonly index: number;
  readonly units: readonly Unit[];
  /** The text of each unit as it is compared: lower case, letters and digits only. */
  readonly folded: readonly string[];
  /** Whether a unit is put together of words from several others: a pull quote. */
  readonly isPulled: readonly boolean[];
  /** Names of those who are introduced or labelled, two words at least. */
  readonly names: readonly string[];
  /** Whether questions of this article bear a mark, a label or a type of their own. */
  readonly marksQuestions: boolean;
  /** How questions of this article address whoever answers ("ông", "chị"); empty when too few do. */
  readonly calls: ReadonlySet<string>;
}

/** Words that stand twice in an article from this length on, in letters, are no accident. */
export const SHORTEST_REPEATED = 28;
/** From this share of the questions on, and this many, an article marks them. */
const MARKED_SHARE = 0.6;
const FEWEST_MARKED = 2;
const LONGEST_PULLED = 300;
const SHORTEST_PART = 14;
const PULLED_SHARE = 0.8;
/** How many units from the top may introduce the people of an article. */
const OPENING_UNITS = 8;
const LONGEST_ABOUT_SPEAKER = 400;
/** A form of address is the article's own when this share of the uses of the most frequent one is reached. */
const CALL_SHARE = 0.25;
/** Forms of address that people use of themselves and of others too. */
const SELF = new Set(['em', 'cháu', 'con', 'cô', 'chú', 'bác', 'thầy', 'bạn']);
/** A pupil says "em" of himself: such a word stands so many times as often in questions as elsewhere. */
const CALL_CONTRAST = 2;
/** "chúng tôi" may be the paper's, "mình" anybody's. */
const OWN = /(?<!\p{L})(?<!chúng )tôi(?!\p{L})/iu;
/** Words before a name that speak to its bearer, not of him. */
const GREETED = /(?:thưa|chào|cảm ơn|cám ơn|mời|kính gửi|gửi|hỏi)(?:\s+[\p{L}.,]+){0,3}\s*$/iu;

/** Gathers once what features of all units look up. */
export function lookAround(units: readonly Unit[]): Omit<Surroundings, 'index'> {
  const folded = units.map((unit) => fold(unit.text));
  const isPulled = units.map((unit, index) => isPutTogether(unit, index, folded));
  return {
    units,
    folded,
    isPulled,
    marksQuestions: marksQuestions(units),
    names: namesIn(units),
    calls: callsIn(units),
  };
}

/** Whether something is set off by what stands before it or by its type. */
export function isSetOff(unit: Unit): boolean {
  return (
    unit.mark !== undefined ||
    unit.label !== undefined ||
    unit.isNumbered ||
    unit.emphasis !== 'none' ||
    unit.headingLevel > 0
  );
}

function marksQuestions(units: readonly Unit[]): boolean {
  const asking = units.slice(1).filter((unit) => onlyAsks(unit.body) || (isSetOff(unit) && endsAsQuestion(unit.body)));
  const marked = asking.filter(isSetOff).length;
  return marked >= FEWEST_MARKED && marked >= asking.length * MARKED_SHARE;
}

function isPutTogether(unit: Unit, index: number, folded: readonly string[]): boolean {
  if (unit.body.length > LONGEST_PULLED) return false;
  const parts = unit.body
    .split(/[,;:.!?…]\s+/u)
    .map(fold)
    .filter((part) => part.length >= SHORTEST_PART);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (parts.length < 2 || length < PULLED_SHARE * fold(unit.body).length) return false;
  const sources = parts.map((part) => folded.findIndex((other, at) => at !== index && other.includes(part)));
  return sources.every((at) => at !== -1) && new Set(sources).size > 1;
}

/** Spoken of in the third person, under a name that the article introduced: a caption or an introduction, not an answer. */
export function speaksOfSpeaker(unit: Unit, { units, index, names }: Surroundings): boolean {
  if (
    unit.label ||
    unit.body.length > LONGEST_ABOUT_SPEAKER ||
    OWN.test(unit.body.replace(/[“"][^“”"]*[”"]/gu, '')) ||
    unit.body.includes('?')
  )
    return false;
  const own = nameAtStart(unit.body);
  if (own !== undefined && own.length <= 60) {
    const opening = units.slice(0, Math.min(index, OPENING_UNITS));
    if (opening.some((other) => other.text.includes(own)) || units.some((other) => other.label?.text.includes(own)))
      return true;
  }
  return names.some((name) => {
    const at = unit.body.indexOf(name);
    return at !== -1 && !GREETED.test(unit.body.slice(0, at));
  });
}

function namesIn(units: readonly Unit[]): readonly string[] {
  const introduced = units
    .slice(0, OPENING_UNITS)
    .flatMap((unit) => [...findPeople(unit.text).map((person) => person.name), ...findFullNames(unit.text)]);
  const labelled = units.flatMap((unit) =>
    unit.label?.kind === 'person' ? findPeople(unit.label.text).map((person) => person.name) : [],
  );
  return [...new Set([...introduced, ...labelled])].filter((name) => name.includes(' ') && isName(name));
}

function callsIn(units: readonly Unit[]): ReadonlySet<string> {
  const asking = units.filter((unit) => endsAsQuestion(unit.body));
  const asked = countCalls(asking.map((unit) => unit.body));
  const said = countCalls(units.filter((unit) => !endsAsQuestion(unit.body)).map((unit) => unit.body));
  const most = Math.max(0, ...asked.values());
  const share = (counts: ReadonlyMap<string, number>, call: string, total: number) =>
    (counts.get(call) ?? 0) / Math.max(1, total);
  return new Set(
    [...asked.keys()].filter(
      (call) =>
        (asked.get(call) ?? 0) >= most * CALL_SHARE &&
        (!SELF.has(call) ||
          share(asked, call, asking.length) >= share(said, call, units.length - asking.length) * CALL_CONTRAST),
    ),
  );
}

function countCalls(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const call of new Set(addressesIn(text))) counts.set(call, (counts.get(call) ?? 0) + 1);
  return counts;
}
