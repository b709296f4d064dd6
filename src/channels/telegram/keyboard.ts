import type { IncomingMessage } from '../../core/message.ts';
import type { Action, Reply } from '../../core/reply.ts';
import { labelOf } from '../compose.ts';
import type { Texts } from '../texts/texts.ts';
import type { CallbackData, Press } from './callback-data.ts';
import { cutWords } from './cut-words.ts';
import { turnKey } from './turn-keys.ts';

/** One button under a message. */
export interface Button {
  readonly text: string;
  readonly callback_data: string;
}

/** Rows of buttons. */
export type Keyboard = readonly (readonly Button[])[];

/** Longer labels are cut by clients anyway, and in the middle. */
const MAX_LABEL_LENGTH = 56;

/** The person's own choices are answered in place; beside an answer that was read, a new message follows. */
const ANSWERED_IN_PLACE: readonly Reply['kind'][] = ['choices'];

/** A button before it is bound to a chat. */
export interface Label {
  readonly text: string;
  readonly press: Press;
}

/** What the buttons for `actions` say and do; the same for everybody who reads `reply` in this language. */
export function labelsOf(reply: Reply, actions: readonly Action[], isGroup: boolean, texts: Texts): readonly Label[] {
  const isNumbered = isListed(reply);
  const isInPlace = ANSWERED_IN_PLACE.includes(reply.kind);
  return (isGroup ? briefly(reply, actions) : actions).flatMap((action, index): readonly Label[] => {
    const label = labelOf(action, texts);
    const full = isNumbered && action.label.kind === 'question' ? `${index + 1}. ${label}` : label;
    const text = cutWords(full, MAX_LABEL_LENGTH);
    const isWhole = action.label.kind === 'whole';
    const { request } = action;
    switch (request.kind) {
      case 'turn':
        return [{ text, press: { kind: 'turn', key: turnKey(request.ref), isInPlace: isInPlace || isWhole } }];
      case 'passage':
        return [{ text, press: { kind: 'passage', code: request.code, isInPlace } }];
      case 'questions':
        return [{ text, press: { kind: 'questions', isInPlace } }];
      default:
        return [];
    }
  });
}

/** The buttons with `labels`, one a row, and under an answer the two votes, for the chat and the writer of `message`. */
export function keyboardOf(
  reply: Reply,
  labels: readonly Label[],
  message: IncomingMessage,
  chat: number,
  data: CallbackData,
): Keyboard {
  const rows = labels.map(({ text, press }) => [{ text, callback_data: data.write(press, chat) }]);
  return [...rows, ...votesOf(reply, message, chat, data)];
}

/** Beside an answer in a group, where others read too, one button leads to all the other questions. */
function briefly(reply: Reply, actions: readonly Action[]): readonly Action[] {
  if (reply.kind !== 'answer') return actions;
  const others = actions.filter(({ label }) => label.kind === 'question');
  const list: Action = { label: { kind: 'questions' }, request: { kind: 'questions', interview: undefined } };
  return [...actions.filter((action) => !others.includes(action)), ...(others.length > 0 ? [list] : [])];
}

/** Whether the questions stand in the text, numbered, so that their buttons may be cut short. */
export function isListed(reply: Reply): boolean {
  return reply.kind === 'choices' || reply.kind === 'questions';
}

/** A chat that wrote in its own name cannot press a button, so it is not asked to vote. */
function votesOf(reply: Reply, { sender }: IncomingMessage, chat: number, data: CallbackData): Keyboard {
  if (reply.kind !== 'answer' || sender.startsWith('-')) return [];
  const vote = { kind: 'vote', code: reply.quote.code, asker: sender } as const;
  return [
    [
      { text: '👍', callback_data: data.write({ ...vote, isUp: true }, chat) },
      { text: '👎', callback_data: data.write({ ...vote, isUp: false }, chat) },
    ],
  ];
}
