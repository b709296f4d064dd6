import { bears, type Choices, type Convention, createConvention, type Side, type Usage } from './conventions.ts';
import { FEATURES } from './features.ts';
import { LENGTH_LIMITS, LENGTH_RATES, SENTENCE_LENGTH_RATES } from './lengths.ts';
import { type PerRole, ROLES, type Role } from './role.ts';
import { assignRoles, certaintiesOf } from './roles.ts';
import { endsAsQuestion } from './signs.ts';
import type { Surroundings } from './surroundings.ts';
import type { Unit } from './unit.ts';

/** The best reading of an article: what its marks mean, and the role of each unit. */
export interface Reading {
  readonly convention: Convention;
  readonly roles: readonly Role[];
  /** For each unit, the probability that its kind of role is right. */
  readonly certainties: readonly number[];
  /** For each unit, the names of what was seen in it, for explanations. */
  readonly seen: readonly (readonly string[])[];
}

const SIDES: readonly Side[] = ['nothing', 'question', 'answer', 'both'];
const QUESTION_ONLY: readonly Side[] = ['nothing', 'question'];
const USAGES: readonly Usage[] = ['always', 'sometimes', 'rarely'];
const MOST_ROUNDS = 6;
const OUTSIDE = new Set<Role>(['before', 'questionAside', 'answerAside', 'end', 'after']);

/**
 * Searches for the reading under which the whole article is most likely: every mark (dash, bullet, numbering, bold,
 * italics, heading) may mean question, answer, both or nothing, every unknown label either side or nobody. Each
 * combination is scored by its best consistent sequence of roles; the search goes from choice to choice while the
 * score rises. `questionBias` is added to the log probability that a line with a question mark is a question, for
 * lists of questions in which nobody is spoken to.
 */
export function searchRoles(
  units: readonly Unit[],
  surroundings: Omit<Surroundings, 'index'>,
  questionBias = 0,
): Reading {
  const seen = units.map((unit, index) => {
    const around = { ...surroundings, index };
    return FEATURES.map((feature) => feature.shows(unit, around));
  });
  const emissions = units.map((unit, index) => emissionOf(unit, seen[index] ?? [], questionBias));
  const read = (choices: Choices) => {
    const convention = createConvention(units, choices);
    return { convention, assignment: assignRoles(units, emissions, convention) };
  };

  let best = read(firstChoices(units, emissions));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = best.assignment.logLikelihood;
    for (const alternative of alternativesTo(best.convention.choices, units)) {
      const candidate = read({ ...best.convention.choices, ...alternative });
      if (candidate.assignment.logLikelihood > best.assignment.logLikelihood + 1e-6) best = candidate;
    }
    if (best.assignment.logLikelihood - before < 1e-6) break;
  }
  const { convention, assignment } = best;
  return {
    convention,
    roles: assignment.roles,
    certainties: certaintiesOf(units, emissions, convention, assignment.roles),
    seen: seen.map((row) => FEATURES.filter((_, at) => row[at]).map((feature) => feature.because)),
  };
}

/** Log probability of how a unit looks in each role, marks and labels apart. */
function emissionOf(unit: Unit, shown: readonly boolean[], questionBias: number): PerRole {
  const words = unit.body.split(' ').length;
  const bucket = LENGTH_LIMITS.findIndex((limit) => words <= limit);
  const isBeside = FEATURES.some((feature, at) => shown[at] && feature.isBeside);
  return ROLES.map((name, role) => {
    let score = Math.log((unit.isInline ? SENTENCE_LENGTH_RATES : LENGTH_RATES)[bucket]?.[role] as number);
    if (name === 'question' && endsAsQuestion(unit.body)) score += questionBias;
    for (const [at, feature] of FEATURES.entries()) {
      if (feature.scope === (unit.isInline ? 'paragraph' : 'sentence')) continue;
      // Kinds of clutter exclude one another: what is a caption need not be a link too.
      if (isBeside && !shown[at] && feature.isBeside && OUTSIDE.has(name)) continue;
      const rates = (unit.isInline && feature.sentenceRates) || feature.rates;
      const rate = rates[role] as number;
      score += Math.log(shown[at] ? rate : 1 - rate);
    }
    return score;
  });
}

function firstChoices(units: readonly Unit[], emissions: readonly PerRole[]): Choices {
  const question = ROLES.indexOf('question');
  const answer = ROLES.indexOf('answer');
  const leanings = new Map<string, { lean: number; count: number; isTitled: boolean }>();
  for (const [index, unit] of units.entries()) {
    if (unit.label?.kind !== 'person') continue;
    const { key, isTitled } = unit.label;
    const leaning = leanings.get(key) ?? { lean: 0, count: 0, isTitled };
    const lean = (emissions[index]?.[question] as number) - (emissions[index]?.[answer] as number);
    leanings.set(key, { lean: leaning.lean + lean, count: leaning.count + 1, isTitled });
  }
  const sides: Record<string, 'question' | 'answer'> = {};
  for (const [key, { lean, count, isTitled }] of leanings) {
    if (isTitled || count >= 2) sides[key] = lean > 0 ? 'question' : 'answer';
  }
  return {
    dash: 'nothing',
    bullet: 'nothing',
    number: 'nothing',
    bold: 'nothing',
    italic: 'nothing',
    heading: 'nothing',
    questionLabels: 'sometimes',
    answerLabels: 'sometimes',
    sides,
  };
}

function* alternativesTo(choices: Choices, units: readonly Unit[]): Generator<Partial<Choices>> {
  for (const mark of ['dash', 'bullet'] as const) {
    if (units.some((unit) => bears(unit, mark))) for (const side of SIDES) yield { [mark]: side };
  }
  for (const mark of ['number', 'bold', 'italic', 'heading'] as const) {
    if (units.some((unit) => bears(unit, mark))) for (const side of QUESTION_ONLY) yield { [mark]: side };
  }
  for (const questionLabels of USAGES) yield { questionLabels };
  for (const answerLabels of USAGES) yield { answerLabels };
  const keys = new Set(units.flatMap((unit) => (unit.label?.kind === 'person' ? [unit.label.key] : [])));
  for (const key of keys) {
    const { [key]: _dropped, ...others } = choices.sides;
    for (const side of ['question', 'answer'] as const) {
      yield { sides: { ...others, [key]: side } };
      yield { sides: { ...others, [key]: side }, questionLabels: 'always', answerLabels: 'always' };
    }
    yield { sides: others };
  }
}
