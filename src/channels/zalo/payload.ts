import type { Request } from '../../core/message.ts';

/** Text that a button sends back in the person's name: `tl` and a version, then the interview and the turn. */
const TURN = /^\s*tl1:([^\s/]{1,200})\/([^\s/]{1,200})\s*$/u;
const ANY_VERSION = /^\s*tl\d{1,3}:/u;
const QUESTIONS = '#cauhoi';

/** What a button with this request sends back; undefined for a request that has no button. */
export function payloadOf(request: Request): string | undefined {
  if (request.kind === 'questions') return QUESTIONS;
  if (request.kind !== 'turn') return undefined;
  const payload = `tl1:${request.ref.interview}/${request.ref.turn}`;
  return TURN.test(payload) ? payload : undefined;
}

/**
 * What a pressed button asked for; undefined for text that no button sends. A payload of another version asks for the
 * list of questions; one that names an unknown turn is answered like that too, so an invented one does no harm.
 */
export function requestOfPayload(text: string): Request | undefined {
  const turn = TURN.exec(text);
  if (turn) return { kind: 'turn', ref: { interview: turn[1] as string, turn: turn[2] as string } };
  return ANY_VERSION.test(text) ? { kind: 'questions', interview: undefined } : undefined;
}
