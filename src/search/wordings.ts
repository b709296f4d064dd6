import type { PhrasingTarget } from '../core/phrasing.ts';
import { createTally, type Entries, type Range } from './tally.ts';
import { pairSlot } from './vocabulary.ts';

/** The different known words of a question, and each two that stand side by side; politeness left out. */
export interface Terms {
  readonly known: readonly number[];
  /** How many there are, and every word that nobody knows. */
  readonly count: number;
}

/**
 * How questions are worded: how often each term stands in the known phrasings of each turn, and in questions that are known
 * to have no answer. Naive Bayes over what an editor wrote: every measure is made of logarithms of how much likelier a term
 * is here than there.
 */
export interface Wordings {
  /** Whether the terms are those that the turn is asked for with, beside all turns; their mean. 0 without phrasings. */
  forTurn(terms: Terms, turn: number): number;
  /** The same for one sentence of the turn, or for all of it, beside the rest of the turn. */
  forTarget(terms: Terms, turn: number, target: PhrasingTarget): number;
  /**
   * Whether they are those of questions that the interview answers, beside those that it does not. Grows with the root of
   * their number: ten terms that say the same say more than one. 0 where nobody wrote down how it is asked.
   */
  forAnswer(terms: Terms, interview: number): number;
}

/** Takes in known questions; those of one turn together, turns and interviews in their order in the library. */
export interface WordingsBuilder {
  addAnswered(interview: number, turn: number, target: PhrasingTarget | undefined, terms: Terms): void;
  /** One that `interview`, or {@link EVERY_INTERVIEW}, does not answer. */
  addUnanswered(interview: number, terms: Terms): void;
  build(): Wordings;
}

/** Stands for every interview. */
export const EVERY_INTERVIEW = -1;

/** So many more questions, worded as all others are, are thought to each side: few questions say little. */
const THOUGHT_TO_TURN = 2;
const THOUGHT_TO_ANSWER = 200;
/** One term says no more than this. */
const MOST_FOR_TURN = 2;
const MOST_FOR_ANSWER = 3;

const PAIR_BITS = 22;

/** Reads the folded words of a question, -1 for one that nobody knows. */
export function readTerms(words: readonly number[]): Terms {
  const known = new Set<number>();
  let unknown = 0;
  let before = -1;
  for (const word of words) {
    if (word < 0) unknown += 1;
    else known.add(wordTerm(word));
    if (word >= 0 && before >= 0) known.add(pairTerm(before, word));
    before = word;
  }
  return { known: [...known], count: known.size + unknown };
}

/** The term of one folded word. */
export function wordTerm(word: number): number {
  return word + (1 << PAIR_BITS);
}

/** The term of two folded words side by side. */
export function pairTerm(word: number, next: number): number {
  return pairSlot(word, next, PAIR_BITS);
}

/** Makes wordings that know nothing yet. */
export function createWordingsBuilder(): WordingsBuilder {
  /** By group of questions: how many. A group is a target of a turn, or what one interview does not answer. */
  const questions: number[] = [];
  const targets = new Map<string, number>();
  const turns: (Range | undefined)[] = [];
  const interviews: (Range | undefined)[] = [];
  const unanswered = new Map<number, Terms[]>();
  const entries: Entries = { numbers: new Map(), terms: [], groups: [] };

  function take(group: number, terms: Terms): void {
    questions[group] = (questions[group] ?? 0) + 1;
    for (const term of terms.known) {
      const number = entries.numbers.get(term) ?? entries.numbers.size;
      entries.numbers.set(term, number);
      entries.terms.push(number);
      entries.groups.push(group);
    }
  }

  return {
    addAnswered(interview, turn, target, terms) {
      const key = targetKey(turn, target);
      const group = targets.get(key) ?? questions.length;
      targets.set(key, group);
      take(group, terms);
      stretch(turns, turn, group);
      stretch(interviews, interview, group);
    },
    addUnanswered(interview, terms) {
      const there = unanswered.get(interview);
      if (there) there.push(terms);
      else unanswered.set(interview, [terms]);
    },
    build() {
      const all: Range = { from: 0, to: questions.length };
      const refused = new Map<number, Range>();
      for (const [interview, list] of unanswered) {
        const group = questions.length;
        refused.set(interview, { from: group, to: group + 1 });
        for (const terms of list) take(group, terms);
      }
      const tally = createTally(entries, questions);
      const nowhere = refused.get(EVERY_INTERVIEW) ?? EMPTY;

      /** How much likelier the terms are in `part` than in `whole`: mean of the logarithms. */
      function likelier({ known, count }: Terms, part: Range | undefined, whole: Range | undefined): number {
        if (!part || !whole || count === 0) return 0;
        const ofPart = tally.questionsIn(part) + THOUGHT_TO_TURN;
        const ofWhole = tally.questionsIn(whole);
        let sum = 0;
        for (const term of known) {
          const share = tally.count(term, whole) / ofWhole;
          if (share === 0) continue;
          const ratio = (tally.count(term, part) + THOUGHT_TO_TURN * share) / ofPart / share;
          sum += bounded(Math.log(ratio), MOST_FOR_TURN);
        }
        return sum / count;
      }

      return {
        forTurn: (terms, turn) => likelier(terms, turns[turn], all),
        forTarget(terms, turn, target) {
          const group = targets.get(targetKey(turn, target));
          return group === undefined ? 0 : likelier(terms, { from: group, to: group + 1 }, turns[turn]);
        },
        forAnswer({ known, count }, interview) {
          const yes = interviews[interview];
          const no = refused.get(interview) ?? EMPTY;
          if (!yes || count === 0) return 0;
          const yeses = tally.questionsIn(yes);
          const noes = tally.questionsIn(no) + tally.questionsIn(nowhere);
          let sum = 0;
          for (const term of known) {
            const inYes = tally.count(term, yes);
            const inNo = tally.count(term, no) + tally.count(term, nowhere);
            const thought = (THOUGHT_TO_ANSWER * (inYes + inNo)) / (yeses + noes);
            if (thought === 0) continue;
            const ratio =
              (inYes + thought) / (yeses + THOUGHT_TO_ANSWER) / ((inNo + thought) / (noes + THOUGHT_TO_ANSWER));
            sum += bounded(Math.log(ratio), MOST_FOR_ANSWER);
          }
          return sum / Math.sqrt(count);
        },
      };
    },
  };
}

const EMPTY: Range = { from: 0, to: 0 };

function stretch(ranges: (Range | undefined)[], at: number, group: number): void {
  const range = ranges[at];
  if (!range) ranges[at] = { from: group, to: group + 1 };
  else range.to = Math.max(range.to, group + 1);
}

function targetKey(turn: number, target: PhrasingTarget | undefined): string {
  if (!target) return `${turn}`;
  return target.kind === 'whole' ? `${turn}/*` : `${turn}/${target.paragraph}.${target.sentence}`;
}

function bounded(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
