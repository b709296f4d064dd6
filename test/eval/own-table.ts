import type { Match, Matcher } from '../../src/core/match.ts';
import { textOf } from '../../src/core/quote.ts';
import type { OwnQuestion, OwnQuestions } from './own-questions.ts';
import { shareOf } from './statistics.ts';
import { typeAs, type Variant } from './variants.ts';

/** What became of one answerable question. */
export interface Miss {
  readonly question: string;
  readonly variant: Variant;
  readonly reason: string;
  readonly confidence: number;
}

/** Figures of one way of typing over one half. */
export interface OwnFigures {
  readonly variant: Variant;
  readonly turn: number;
  readonly passage: number;
  readonly choices: number;
  readonly choicesHold: number;
  readonly silent: number;
  readonly answerable: number;
  readonly quoteLetters: number;
  readonly falseAnswers: number;
  readonly falseChoices: number;
  readonly unanswerable: number;
  readonly misses: readonly Miss[];
}

/** Questions, and whom they are put to. */
export interface Asked {
  readonly questions: OwnQuestions;
  readonly matcher: Matcher;
}

/** Asks every question about the interview in one way of typing. */
export function measureOwn(asked: readonly Asked[], interview: string, variant: Variant): OwnFigures {
  let turn = 0;
  let passage = 0;
  let choices = 0;
  let choicesHold = 0;
  let silent = 0;
  let answers = 0;
  let letters = 0;
  const misses: Miss[] = [];
  let falseAnswers = 0;
  let falseChoices = 0;
  const answerable = asked.flatMap(({ questions, matcher }) =>
    questions.answerable.map((one) => ({ ...one, matcher })),
  );
  const unanswerable = asked.flatMap(({ questions, matcher }) =>
    questions.unanswerable.map((text) => ({ text, matcher })),
  );
  for (const { matcher, ...question } of answerable) {
    const text = typeAs(variant, question.text);
    const lastTurn = question.after === undefined ? undefined : { interview, turn: question.after };
    const match = matcher.match(text, { lastTurn });
    const outcome = judge(match, question);
    if (outcome.kind === 'answer') {
      answers += 1;
      letters += outcome.letters;
      if (outcome.isTurn) turn += 1;
      if (outcome.isPassage) passage += 1;
    } else if (outcome.kind === 'choices') {
      choices += 1;
      if (match.hits.slice(0, 3).some((hit) => question.turns.includes(hit.turn.id))) choicesHold += 1;
    } else silent += 1;
    if (outcome.reason) {
      misses.push({ question: text, variant, reason: outcome.reason, confidence: match.hits[0]?.confidence ?? 0 });
    }
  }
  for (const { matcher, text } of unanswerable) {
    const match = matcher.match(typeAs(variant, text), { lastTurn: undefined });
    if (match.intent !== 'question') continue;
    if (match.zone === 'answer') falseAnswers += 1;
    if (match.zone === 'choices') falseChoices += 1;
  }
  return {
    variant,
    turn,
    passage,
    choices,
    choicesHold,
    silent,
    answerable: answerable.length,
    quoteLetters: answers ? letters / answers : 0,
    falseAnswers,
    falseChoices,
    unanswerable: unanswerable.length,
    misses,
  };
}

function judge(match: Match, question: OwnQuestion) {
  const best = match.hits[0];
  const got = `wanted ${question.turns.join(' or ')}, best ${best?.turn.id ?? 'nothing'} at ${(best?.confidence ?? 0).toFixed(2)}`;
  if (match.intent !== 'question') return { kind: 'silent' as const, reason: `taken for ${match.intent}` };
  if (!best || match.zone === 'unknown') return { kind: 'silent' as const, reason: `silent: ${got}` };
  if (match.zone === 'choices') return { kind: 'choices' as const, reason: `choices: ${got}` };
  const quote = best.spans.map((span) => textOf(best, span)).join('\n');
  const isTurn = question.turns.includes(best.turn.id);
  const isPassage = isTurn && question.holds.every((words) => quote.includes(words));
  const reason = isPassage ? undefined : isTurn ? `quote lacks "${question.holds[0]}"` : `wrong turn: ${got}`;
  return { kind: 'answer' as const, letters: quote.length, isTurn, isPassage, reason };
}

/** Prints one row a way of typing; misses only of what may be read, so that what is only run stays unread. */
export function printOwn(
  print: (line: string) => void,
  name: string,
  asked: readonly Asked[],
  interview: string,
  variants: readonly Variant[],
  showsMisses: boolean,
): void {
  const countOf = (list: 'answerable' | 'unanswerable') =>
    asked.reduce((sum, { questions }) => sum + questions[list].length, 0);
  print(`\n${name}: ${countOf('answerable')} answerable, ${countOf('unanswerable')} not; % [95 % interval]`);
  print(
    'typing | right turn | right passage | choices (hold it) | silent | quote, letters | false answers | false choices',
  );
  print('---|---|---|---|---|---|---|---');
  const misses: Miss[] = [];
  for (const variant of variants) {
    const figures = measureOwn(asked, interview, variant);
    const { answerable, unanswerable } = figures;
    misses.push(...figures.misses);
    print(
      [
        variant,
        percent(figures.turn, answerable),
        percent(figures.passage, answerable),
        `${figures.choices} (${figures.choicesHold})`,
        figures.silent,
        figures.quoteLetters.toFixed(0),
        percent(figures.falseAnswers, unanswerable),
        figures.falseChoices,
      ].join(' | '),
    );
  }
  if (!showsMisses) return;
  print('\nWorst ten (surest first):');
  const worst = misses
    .filter(({ variant }) => variant === 'plain')
    .sort((one, other) => other.confidence - one.confidence);
  for (const { question, reason } of worst.slice(0, 10)) print(`- ${question} — ${reason}`);
}

/** A share in percent with its interval; a dash of nothing. */
export function percent(hits: number, count: number): string {
  if (count === 0) return '–';
  const { percent: rate, low, high } = shareOf(hits, count);
  return `${rate.toFixed(1)} [${low.toFixed(0)}–${high.toFixed(0)}]`;
}
