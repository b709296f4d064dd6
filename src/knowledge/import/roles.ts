import type { Convention } from './conventions.ts';
import { type PerRole, ROLES, type Role } from './features.ts';
import { endsAsQuestion, requests, speaksToPerson } from './signs.ts';
import type { Unit } from './unit.ts';

/** The most likely consistent sequence of roles and how likely it is. */
export interface Assignment {
  readonly roles: readonly Role[];
  readonly logLikelihood: number;
}

const NEVER = Number.NEGATIVE_INFINITY;

/** Probability of each role for the first unit. */
const START: PerRole = [0.95, 0.05, 0, 0, 0, 0, 0, 0, 0];
/** Rows: from; columns: to; both in the order of {@link ROLES}. */
const PARAGRAPHS: readonly PerRole[] = [
  [0.9, 0.1, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0.08, 0.03, 0.89, 0, 0, 0, 0],
  [0, 0, 0.17, 0.03, 0.8, 0, 0, 0, 0],
  [0, 0, 0, 0.3, 0.7, 0, 0, 0, 0],
  [0, 0.29, 0, 0, 0.06, 0.55, 0.05, 0.05, 0],
  [0, 0.25, 0, 0, 0.06, 0.59, 0.055, 0.045, 0],
  [0, 0.24, 0, 0, 0.05, 0.38, 0.28, 0.05, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 1],
  [0, 0, 0, 0, 0, 0, 0, 0, 1],
];
/** The same inside one paragraph, where a unit is a sentence. */
const SENTENCES: readonly PerRole[] = [
  [0.9, 0.1, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0.35, 0, 0.65, 0, 0, 0, 0],
  [0, 0, 0.35, 0, 0.65, 0, 0, 0, 0],
  [0, 0, 0, 0.3, 0.7, 0, 0, 0, 0],
  [0, 0.03, 0, 0, 0.005, 0.92, 0.03, 0.015, 0],
  [0, 0.16, 0, 0, 0.005, 0.745, 0.05, 0.04, 0],
  [0, 0.35, 0, 0, 0.01, 0.5, 0.11, 0.03, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 1],
  [0, 0, 0, 0, 0, 0, 0, 0, 1],
];
/** How a question goes on: after its question mark, without one but with another sign (label, type, somebody spoken to), without any. */
interface QuestionRows {
  readonly afterMark: PerRole;
  readonly afterSign: PerRole;
  readonly withoutSign: PerRole;
}
const QUESTION_PARAGRAPHS: QuestionRows = {
  afterMark: [0, 0, 0.002, 0.03, 0.968, 0, 0, 0, 0],
  afterSign: [0, 0, 0.13, 0.03, 0.84, 0, 0, 0, 0],
  withoutSign: [0, 0, 0.2, 0.02, 0.03, 0, 0, 0, 0],
};
const QUESTION_SENTENCES: QuestionRows = {
  afterMark: [0, 0, 0.06, 0.01, 0.93, 0, 0, 0, 0],
  afterSign: [0, 0, 0.55, 0.01, 0.44, 0, 0, 0, 0],
  withoutSign: [0, 0, 0.88, 0.01, 0.11, 0, 0, 0, 0],
};
/** Without a label nobody else takes the floor between two answers. */
const UNLABELLED_SPEAKER = 0.03;
const MAY_END: readonly Role[] = ['before', 'answer', 'answerMore', 'answerAside', 'end', 'after'];
const ENDS: PerRole = ROLES.map((role) => (MAY_END.includes(role) ? 0 : NEVER));
/** What an editor tells apart; certainty is counted by these. */
const KIND: Readonly<Record<Role, string>> = {
  before: 'outside',
  question: 'question',
  questionMore: 'question',
  questionAside: 'outside',
  answer: 'answer',
  answerMore: 'answer',
  answerAside: 'outside',
  end: 'outside',
  after: 'outside',
};

const LOG_START = START.map(Math.log);
const PARAGRAPH_TABLES = tablesOf(PARAGRAPHS, QUESTION_PARAGRAPHS);
const SENTENCE_TABLES = tablesOf(SENTENCES, QUESTION_SENTENCES);

/**
 * Finds the most likely consistent roles (an answer follows its question, nothing of the interview follows its end) of
 * `units`, whose look is scored by `emissions` (log probabilities, one row a unit) and by the article's `convention`.
 */
export function assignRoles(units: readonly Unit[], emissions: readonly PerRole[], convention: Convention): Assignment {
  const scores = scoresOf(units, emissions, convention);
  const best: number[][] = [];
  const from: number[][] = [];
  for (const index of units.keys()) {
    const transitions = transitionsInto(units, index);
    const row: number[] = [];
    const back: number[] = [];
    for (const to of ROLES.keys()) {
      let top = index === 0 ? (LOG_START[to] as number) : NEVER;
      let source = 0;
      if (index > 0) {
        for (const role of ROLES.keys()) {
          const score = (best[index - 1]?.[role] as number) + (transitions[role]?.[to] as number);
          if (score > top) {
            top = score;
            source = role;
          }
        }
      }
      row.push(top + (scores[index]?.[to] as number));
      back.push(source);
    }
    best.push(row);
    from.push(back);
  }
  const last = best.at(-1) ?? [];
  return {
    roles: tracePath(best, from).map((role) => ROLES[role] as Role),
    logLikelihood: Math.max(...last.map((score, role) => score + (ENDS[role] as number)), NEVER),
  };
}

function scoresOf(
  units: readonly Unit[],
  emissions: readonly PerRole[],
  convention: Convention,
): readonly (readonly number[])[] {
  return units.map((unit, index) =>
    ROLES.map((role, at) => (emissions[index]?.[at] as number) + convention.score(unit, role)),
  );
}

type Table = readonly PerRole[];

/** Log odds from role to role, for each way in which a question may go on, with and without a label that names a speaker. */
type Tables = Readonly<Record<keyof QuestionRows, { readonly labelled: Table; readonly bare: Table }>>;

function tablesOf(rows: readonly PerRole[], questions: QuestionRows): Tables {
  const isAnswer = (role: number) => KIND[ROLES[role] as Role] === 'answer';
  const answerStart = ROLES.indexOf('answer');
  const tableOf = (question: PerRole, factor: number): Table =>
    rows.map((own, from) =>
      (KIND[ROLES[from] as Role] === 'question' ? question : own).map((rate, to) =>
        Math.log(to === answerStart && isAnswer(from) ? rate * factor : rate),
      ),
    );
  const both = (question: PerRole) => ({ labelled: tableOf(question, 1), bare: tableOf(question, UNLABELLED_SPEAKER) });
  return {
    afterMark: both(questions.afterMark),
    afterSign: both(questions.afterSign),
    withoutSign: both(questions.withoutSign),
  };
}

function transitionsInto(units: readonly Unit[], index: number): Table {
  const unit = units[index];
  const previous = units[index - 1];
  const tables = unit?.isInline ? SENTENCE_TABLES : PARAGRAPH_TABLES;
  const way = previous === undefined || (unit && isGivenTheWord(unit)) ? 'afterSign' : wayOn(previous);
  return tables[previous && endsAsQuestion(previous.body) ? 'afterMark' : way][unit?.label ? 'labelled' : 'bare'];
}

/** A mark or label before an answer says as much as one before its question. */
function isGivenTheWord(unit: Unit): boolean {
  return unit.label !== undefined || unit.mark !== undefined;
}

function wayOn(previous: Unit): keyof QuestionRows {
  if (endsAsQuestion(previous.body)) return 'afterMark';
  return hasSign(previous) ? 'afterSign' : 'withoutSign';
}

function hasSign(unit: Unit): boolean {
  const isSetOff = unit.emphasis !== 'none' || unit.headingLevel > 0 || unit.mark !== undefined || unit.isNumbered;
  return isSetOff || unit.label !== undefined || requests(unit.body) || speaksToPerson(unit.body);
}

function tracePath(best: readonly number[][], from: readonly number[][]): number[] {
  const last = (best.at(-1) ?? []).map((score, role) => score + (ENDS[role] as number));
  let role = last.indexOf(Math.max(...last));
  const path: number[] = [];
  for (let index = best.length - 1; index >= 0; index -= 1) {
    path.push(role);
    role = from[index]?.[role] ?? 0;
  }
  return path.reverse();
}

/**
 * Forward and backward sums: how probable the chosen kind of role (question, answer, neither) is at each unit, over all
 * consistent sequences.
 */
export function certaintiesOf(
  units: readonly Unit[],
  emissions: readonly PerRole[],
  convention: Convention,
  roles: readonly Role[],
): readonly number[] {
  const scores = scoresOf(units, emissions, convention);
  const transitionAt = (index: number) => transitionsInto(units, index);
  const forward: number[][] = [];
  for (const [index, row] of scores.entries()) {
    forward.push(
      row.map((score, to) => {
        const arriving =
          index === 0
            ? (LOG_START[to] as number)
            : sumLogs(
                ROLES.map(
                  (_, role) => (forward[index - 1]?.[role] as number) + (transitionAt(index)[role]?.[to] as number),
                ),
              );
        return arriving + score;
      }),
    );
  }
  const backward: number[][] = scores.map(() => [...ENDS]);
  for (let index = scores.length - 2; index >= 0; index -= 1) {
    backward[index] = ROLES.map((_, role) =>
      sumLogs(
        ROLES.map(
          (_to, to) =>
            (transitionAt(index + 1)[role]?.[to] as number) +
            (scores[index + 1]?.[to] as number) +
            (backward[index + 1]?.[to] as number),
        ),
      ),
    );
  }
  return roles.map((chosen, index) => {
    const logs = ROLES.map((_, role) => (forward[index]?.[role] as number) + (backward[index]?.[role] as number));
    const kind = KIND[chosen];
    const same = logs.filter((_, role) => KIND[ROLES[role] as Role] === kind);
    return Math.exp(sumLogs(same) - sumLogs(logs));
  });
}

function sumLogs(logs: readonly number[]): number {
  const top = Math.max(...logs);
  if (top === NEVER) return NEVER;
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
}
