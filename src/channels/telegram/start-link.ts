import type { TurnRef } from '../../core/interview.ts';
import type { Request } from '../../core/message.ts';

/** The link that opens the bot and checks citation `code`. */
export function citationLink(username: string, code: string): string {
  return `https://t.me/${username}?start=c_${code}`;
}

/** The link that opens the bot and asks for the whole answer of the turn with `key`. */
export function turnLink(username: string, key: string): string {
  return `https://t.me/${username}?start=t_${key}`;
}

/** After `?start=`: asks for the list of questions. */
export const QUESTIONS_PAYLOAD = 'cauhoi';

/** Reads what follows `/start`; undefined when it names nothing. */
export function readStart(payload: string, findTurnByKey: (key: string) => TurnRef | undefined): Request | undefined {
  if (payload === QUESTIONS_PAYLOAD) return { kind: 'questions', interview: undefined };
  const [, mark, rest] = /^([ct])_([\w-]{1,62})$/u.exec(payload) ?? [];
  if (mark === 'c' && rest) return { kind: 'citation', code: rest };
  const ref = mark === 't' && rest ? findTurnByKey(rest) : undefined;
  return ref && { kind: 'turn', ref };
}
