import type { Role } from './role.ts';
import type { Unit } from './unit.ts';

/** Which side of the table something marks in one article. */
export type Side = 'question' | 'answer' | 'both' | 'nothing';

/** How often a label stands where it could. */
export type Usage = 'always' | 'sometimes' | 'rarely';

/** What the marks of one article mean: decided for the article as a whole, not line by line. */
export interface Choices {
  readonly dash: Side;
  readonly bullet: Side;
  readonly number: Side;
  readonly bold: Side;
  readonly italic: Side;
  readonly heading: Side;
  readonly questionLabels: Usage;
  readonly answerLabels: Usage;
  /** For labels that may be either: which side; a label that is missing here names nobody. */
  readonly sides: Readonly<Record<string, 'question' | 'answer'>>;
}

/** The meaning of an article's marks as a score. */
export interface Convention {
  readonly choices: Choices;
  /** Log probability of the unit's marks and label in `role`. */
  score(unit: Unit, role: Role): number;
  /** Whom the unit's label gives the word to. */
  sideOf(unit: Unit): 'question' | 'answer' | undefined;
}

const MARKS = ['dash', 'bullet', 'number', 'bold', 'italic', 'heading'] as const;
type Mark = (typeof MARKS)[number];

const USAGE_RATE: Readonly<Record<Usage, number>> = { always: 0.985, sometimes: 0.5, rarely: 0.08 };
/** How often a mark is where its convention wants it, and how often it slips in elsewhere. */
const KEPT = 0.94;
/** Where line breaks are lost, a mark is what is left of them. */
const KEPT_IN_LINE = 0.985;
const SLIP_IN_OPPOSITE = 0.025;
const SLIP_INSIDE = 0.06;
/** A whole paragraph of an answer in bold is rarer than one with a dash. */
const SLIP_INSIDE_TYPE = 0.03;
/** Where every change of speaker bears the mark, or a paragraph is one sentence of a line, hardly any other does. */
const SLIP_WHERE_SPEAKERS_CHANGE = 0.02;
const SLIP_OUTSIDE = 0.2;
/** Cost of each convention beyond "marks mean nothing": a mark seen twice by chance must not invent one. */
const CHOICE_COST = 1.5;
/** How often a label stands before words of the other side; an interviewer's hardly ever does. */
const STRANGE_LABEL = 0.002;
/** How often words with a colon look like a speaker and are none: hardly ever when they hold a form of address. */
const NOBODY_TITLED = 0.01;
const NOBODY_BARE = 0.15;

/** Whether `unit` bears `mark`. */
export function bears(unit: Unit, mark: Mark): boolean {
  switch (mark) {
    case 'dash':
    case 'bullet':
      return unit.mark === mark;
    case 'number':
      return unit.isNumbered;
    case 'heading':
      return unit.headingLevel > 1;
    default:
      return unit.emphasis === mark && unit.headingLevel === 0;
  }
}

/** Makes the convention of `choices` for an article of `units`. */
export function createConvention(units: readonly Unit[], choices: Choices): Convention {
  const rates = new Map(MARKS.map((mark) => [mark, baseRate(units, mark)]));
  const present = MARKS.filter((mark) => units.some((unit) => bears(unit, mark)));
  const cost = present.filter((mark) => choices[mark] !== 'nothing').length * CHOICE_COST;
  const share = units.length > 0 ? cost / units.length : 0;
  const sideOf = (unit: Unit) => labelSide(unit, choices);
  const hasLabels = { question: false, answer: false };
  for (const unit of units) {
    const side = sideOf(unit);
    if (side) hasLabels[side] = true;
  }
  return {
    choices,
    sideOf,
    score: (unit, role) => {
      let score = -share;
      for (const mark of present) {
        const rate = markRate(mark, choices[mark], role, rates.get(mark) ?? 0.1, unit.isInline);
        score += Math.log(bears(unit, mark) ? rate : 1 - rate);
      }
      const side = sideOf(unit);
      if (unit.label && !side) score += Math.log(unit.label.isTitled ? NOBODY_TITLED : NOBODY_BARE);
      return score + labelScore(side, unit, role, choices, hasLabels);
    },
  };
}

function baseRate(units: readonly Unit[], mark: Mark): number {
  const bearing = units.filter((unit) => bears(unit, mark)).length;
  return Math.min(0.6, Math.max(0.02, bearing / Math.max(1, units.length)));
}

function markRate(mark: Mark, side: Side, role: Role, base: number, isInline: boolean): number {
  if (side === 'nothing') return base;
  const isQuestion = role === 'question';
  const isAnswer = role === 'answer';
  const kept = isInline ? KEPT_IN_LINE : KEPT;
  if (isQuestion) return side === 'answer' ? SLIP_IN_OPPOSITE : kept;
  if (isAnswer) return side === 'question' ? SLIP_IN_OPPOSITE : kept;
  if (role === 'questionMore') return side === 'answer' ? SLIP_IN_OPPOSITE : 0.4;
  if (role === 'answerMore') {
    if (side === 'both' || isInline) return SLIP_WHERE_SPEAKERS_CHANGE;
    return mark === 'bold' || mark === 'heading' ? SLIP_INSIDE_TYPE : SLIP_INSIDE;
  }
  // The interviewer's thanks bear the mark of his questions.
  if (role === 'end') return side === 'answer' ? SLIP_OUTSIDE : 0.5;
  return SLIP_OUTSIDE;
}

function labelScore(
  side: 'question' | 'answer' | undefined,
  unit: Unit,
  role: Role,
  choices: Choices,
  hasLabels: { readonly question: boolean; readonly answer: boolean },
): number {
  const questionRate = hasLabels.question ? USAGE_RATE[choices.questionLabels] : STRANGE_LABEL;
  const answerRate = hasLabels.answer ? USAGE_RATE[choices.answerLabels] : STRANGE_LABEL;
  switch (role) {
    case 'question':
      if (side === 'question') return Math.log(questionRate);
      return Math.log(side === 'answer' ? STRANGE_LABEL : 1 - questionRate);
    case 'answer':
      if (side === 'answer') return Math.log(answerRate);
      if (side === 'question') return Math.log(unit.label?.kind === 'interviewer' ? STRANGE_LABEL / 8 : STRANGE_LABEL);
      return Math.log(1 - answerRate);
    case 'answerMore':
      return Math.log(side === 'answer' ? 0.02 : side === 'question' ? STRANGE_LABEL / 20 : 0.97);
    case 'end':
      return Math.log(side === 'question' ? 0.4 : side === 'answer' ? 0.02 : 0.58);
    case 'after':
      // "Cảm ơn các bạn": the last word is the guest's, and no answer any more.
      return Math.log(side ? 0.03 : 0.97);
    default:
      return Math.log(side ? (unit.label?.isTitled ? 0.004 : 0.01) : 0.99);
  }
}

function labelSide(unit: Unit, choices: Choices): 'question' | 'answer' | undefined {
  switch (unit.label?.kind) {
    case 'interviewer':
      return 'question';
    case 'answerer':
      return 'answer';
    case 'person':
      return choices.sides[unit.label.key];
    default:
      return undefined;
  }
}
