import { type PerRole, ROLES, type Role } from './role.ts';
import { endsAsQuestion, requests, speaksToPerson } from './signs.ts';
import type { Unit } from './unit.ts';

/** Probability of each role for the first unit. */
const START: PerRole = [0.97, 0.03, 0, 0, 0, 0, 0, 0, 0];
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
/** What an editor tells apart; certainty is counted by these. */
export const KIND: Readonly<Record<Role, string>> = {
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

/** Log probability of each role for the first unit. */
export const LOG_START = START.map(Math.log);
const PARAGRAPH_TABLES = tablesOf(PARAGRAPHS, QUESTION_PARAGRAPHS);
const SENTENCE_TABLES = tablesOf(SENTENCES, QUESTION_SENTENCES);

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

/** Log odds of the roles of unit `index`, one row for each role of the unit before it. */
export function transitionsInto(units: readonly Unit[], index: number): Table {
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
