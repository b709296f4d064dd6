import type { Interview, PlacedTurn, Standing } from './interview.ts';
import type { Request } from './message.ts';
import type { Quote, Span } from './quote.ts';

/** What goes back to the asker: a value that knows no platform. */
export type Reply =
  | AnswerReply
  /** "Did you mean": up to three questions of the interviews, best first, each with the words that come nearest. */
  | { readonly kind: 'choices'; readonly choices: readonly Quote[] }
  /** The published interviews do not answer this; `offers` are questions that they do answer. */
  | { readonly kind: 'unknown'; readonly offers: readonly PlacedTurn[] }
  | {
      readonly kind: 'courtesy';
      readonly courtesy: 'greeting' | 'thanks' | 'goodbye';
      readonly offers: readonly PlacedTurn[];
    }
  | { readonly kind: 'help'; readonly offers: readonly PlacedTurn[] }
  | { readonly kind: 'about'; readonly interviews: readonly Interview[] }
  | { readonly kind: 'welcome'; readonly interviews: readonly Interview[]; readonly offers: readonly PlacedTurn[] }
  /** The first `questions` of all `total` that are answered. */
  | { readonly kind: 'questions'; readonly questions: readonly PlacedTurn[]; readonly total: number }
  /** What a citation code names, or that no such quote was given. */
  | {
      readonly kind: 'citation';
      readonly quote: Quote | undefined;
      readonly code: string;
      readonly interviews: readonly Interview[];
    }
  /** The matched words are no longer quoted. */
  | {
      readonly kind: 'retired';
      readonly placed: PlacedTurn;
      readonly standing: Standing;
      readonly replacement: PlacedTurn | undefined;
      /** What other officials answered to nearly the same question, and may still be quoted. */
      readonly others: readonly PlacedTurn[];
    }
  | { readonly kind: 'privacy' }
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'unprompted'; readonly isOn: boolean }
  /** One polite notice to somebody who writes faster than we answer. */
  | { readonly kind: 'slow-down' }
  /** Something of ours broke; an apology, and the question may be asked again. */
  | { readonly kind: 'failed' };

/** Published words that answer the question. */
export interface AnswerReply {
  readonly kind: 'answer';
  readonly quote: Quote;
  /** The best-matching sentences inside the quote, for emphasis. */
  readonly matched: readonly Span[];
  /** Other officials' answers to the same question, newest first, each whole in itself and never merged. */
  readonly alongside: readonly Quote[];
  /** What else to ask: other questions of the same interview. */
  readonly others: readonly PlacedTurn[];
  /** The turn that a follow-up question was understood to continue, when it was. */
  readonly leanedOn: PlacedTurn | undefined;
}

/** Something a reader can do next: a button where a channel has buttons, else a line of a numbered menu. */
export interface Action {
  readonly label: ActionLabel;
  readonly request: Request;
}

/** What an action is called; `question` shows the published question itself. */
export type ActionLabel =
  | { readonly kind: 'whole' }
  | { readonly kind: 'questions' }
  | { readonly kind: 'question'; readonly placed: PlacedTurn };

/** What can be done next after `reply`, in the order in which a numbered menu counts them. */
export function actionsOf(reply: Reply): readonly Action[] {
  switch (reply.kind) {
    case 'answer':
      return [
        ...(reply.quote.isWhole ? [] : [{ label: { kind: 'whole' as const }, request: turnRequest(reply.quote) }]),
        ...reply.others.map(questionAction),
      ];
    case 'choices':
      return [
        ...reply.choices.map(choiceAction),
        { label: { kind: 'questions' }, request: { kind: 'questions', interview: undefined } },
      ];
    case 'unknown':
    case 'courtesy':
    case 'help':
    case 'welcome':
      return reply.offers.map(questionAction);
    case 'questions':
      return reply.questions.map(questionAction);
    case 'citation':
      return reply.quote && !reply.quote.isWhole
        ? [{ label: { kind: 'whole' }, request: turnRequest(reply.quote) }]
        : [];
    case 'retired':
      return [...(reply.replacement ? [reply.replacement] : []), ...reply.others].map(questionAction);
    default:
      return [];
  }
}

function turnRequest(placed: PlacedTurn): Request {
  return { kind: 'turn', ref: { interview: placed.interview.id, turn: placed.turn.id } };
}

function questionAction(placed: PlacedTurn): Action {
  return { label: { kind: 'question', placed }, request: turnRequest(placed) };
}

/** Who picks one of several questions is shown the words that come nearest to what was asked, and can go on to all. */
function choiceAction(quote: Quote): Action {
  if (quote.isWhole) return questionAction(quote);
  return { label: { kind: 'question', placed: quote }, request: { kind: 'passage', code: quote.code } };
}
