import { findReplacement, findTurn, isQuotable, type Library, type PlacedTurn } from './interview.ts';
import type { Hit, Match } from './match.ts';
import { MAX_OFFERS, offersOf, quotedInterviews } from './offers.ts';
import { createQuote, createWholeQuote, type Quote } from './quote.ts';
import { createRecent } from './recent.ts';
import { rememberFor } from './remember-for.ts';
import type { Reply } from './reply.ts';

/**
 * How near to the best hit's confidence another official's answer must come to stand beside it: then both answer what
 * was asked, and it is not for the bot to choose between two officials.
 */
export const ALONGSIDE_SHARE = 0.85;

/** How many answers of other officials stand beside one. */
export const MAX_ALONGSIDE = 2;

/** How many different replies are remembered of a library. */
const REMEMBERED_REPLIES = 200;

/**
 * Replies to what a matcher finds. Matches that come to the same words get the very same reply, so that channels can
 * remember how they wrote it: people ask in a thousand ways for few passages.
 */
export const repliesOf = rememberFor((library: Library) => {
  const bySaying = createRecent<string, Reply>(REMEMBERED_REPLIES);
  return rememberFor((match: Match): Reply => {
    const saying = sayingOf(match);
    const known = bySaying.get(saying);
    if (known) return known;
    const reply = replyToMatch(match, library);
    bySaying.set(saying, reply);
    return reply;
  });
});

/** All of a match that its reply is made of. */
function sayingOf({ intent, zone, hits, leanedOn }: Match): string {
  if (intent !== 'question') return intent;
  if (zone === 'unknown') return zone;
  const told = zone === 'answer' ? nearOf(hits) : hits;
  const turns = told.map(({ interview, turn, spans, matched }) =>
    zone === 'answer' ? [interview.id, turn.id, spans, matched] : [interview.id, turn.id, spans],
  );
  return JSON.stringify([zone, turns, leanedOn]);
}

/** The hits that come near the best one. */
function nearOf(hits: readonly Hit[]): readonly Hit[] {
  const floor = (hits[0]?.confidence ?? 0) * ALONGSIDE_SHARE;
  return hits.filter((hit) => hit.confidence >= floor);
}

function replyToMatch(match: Match, library: Library): Reply {
  switch (match.intent) {
    case 'help':
      return { kind: 'help', offers: offersOf(library) };
    case 'about':
      return { kind: 'about', interviews: quotedInterviews(library) };
    case 'greeting':
    case 'thanks':
    case 'goodbye':
      return { kind: 'courtesy', courtesy: match.intent, offers: match.intent === 'greeting' ? offersOf(library) : [] };
    case 'question': {
      const best = match.hits[0];
      if (!best || match.zone === 'unknown') return { kind: 'unknown', offers: offersOf(library) };
      if (match.zone === 'choices') {
        const near = match.hits.filter((hit) => isQuotable(hit.turn)).slice(0, MAX_OFFERS);
        const choices = near.map((hit) => createQuote(hit, hit.spans));
        return choices.length > 0 ? { kind: 'choices', choices } : { kind: 'unknown', offers: offersOf(library) };
      }
      const leanedOn = match.leanedOn && findTurn(library, match.leanedOn);
      return answerWith(answersOf(match.hits, library), library, leanedOn);
    }
  }
}

/** Words that answer. */
export interface Answer extends PlacedTurn {
  readonly quote: Quote;
  readonly matched: Hit['matched'];
}

/** The best hit and, from other interviews, those that come near it; words no longer quoted give way to their heirs. */
function answersOf(hits: readonly Hit[], library: Library): readonly Answer[] {
  const answers: Answer[] = [];
  const near = nearOf(hits);
  for (const hit of near) {
    const heir = isQuotable(hit.turn) ? undefined : findReplacement(library, hit);
    const isReplacedByHit = near.some((other) => heir !== undefined && isSameTurn(other, heir));
    const isSecondOfInterview = answers.some((answer) => answer.interview.id === hit.interview.id);
    if (isReplacedByHit || isSecondOfInterview || (answers.length > 0 && !isQuotable(hit.turn))) continue;
    answers.push({ ...hit, quote: createQuote(hit, hit.spans) });
  }
  return answers.slice(0, 1 + MAX_ALONGSIDE);
}

/** The reply that quotes the best of `answers`, and the others beside it. */
export function answerWith(answers: readonly Answer[], library: Library, leanedOn: PlacedTurn | undefined): Reply {
  const [best] = answers;
  if (!best) return { kind: 'unknown', offers: offersOf(library) };
  if (!isQuotable(best.turn)) return retire(best, library, answers.slice(1));
  const panel = sameQuestion(best).map((placed): Answer => {
    return { ...placed, quote: createWholeQuote(placed), matched: [] };
  });
  // Newest first; the order of the sort is stable, so that what is undated or of one day keeps the better match first.
  const [first = best, ...rest] = [...answers, ...panel].sort((one, other) =>
    (other.interview.published ?? '').localeCompare(one.interview.published ?? ''),
  );
  const { interview, turn } = first;
  const others = interview.turns
    .filter((other) => other.question !== turn.question && isQuotable(other))
    .filter((other, index, all) => all.findIndex((one) => one.question === other.question) === index)
    .slice(0, MAX_OFFERS)
    .map((other) => ({ interview, turn: other }));
  const alongside = rest.slice(0, Math.max(MAX_ALONGSIDE, panel.length)).map((answer) => answer.quote);
  return {
    kind: 'answer',
    quote: first.quote,
    matched: first.matched,
    alongside,
    others,
    leanedOn,
  };
}

/** What other people of the same interview answered to the very same question. */
function sameQuestion({ interview, turn }: PlacedTurn): readonly PlacedTurn[] {
  return interview.turns
    .filter((other) => other !== turn && other.question === turn.question && other.speaker.name !== turn.speaker.name)
    .filter(isQuotable)
    .map((other) => ({ interview, turn: other }));
}

/** The reply where words are no longer quoted: since when, and who answers instead. */
export function retire(placed: PlacedTurn, library: Library, answers: readonly Answer[]): Reply {
  const { interview, turn } = placed;
  return {
    kind: 'retired',
    placed: { interview, turn },
    standing: turn.standing,
    replacement: findReplacement(library, placed),
    others: answers.map((answer) => ({ interview: answer.interview, turn: answer.turn })),
  };
}

function isSameTurn(one: PlacedTurn, other: PlacedTurn): boolean {
  return one.interview.id === other.interview.id && one.turn.id === other.turn.id;
}
