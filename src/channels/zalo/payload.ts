import type { Request } from '../../core/message.ts';
import { parseJson } from '../loose-json.ts';

/** Text that a button sends back in the person's name: `tl` and a version, then interview and turn, or a citation code. */
const TURN = /^\s*tl1:([^\s/]{1,200})\/([^\s/]{1,200})\s*$/u;
const PASSAGE = /^\s*tl1:([0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3})\s*$/u;
const ANY_VERSION = /^\s*tl\d{1,3}:/u;
const MAX_IDENTIFIER_LENGTH = 1_000;
const QUESTIONS = '#cauhoi';

/** One word of several joined by underscores or colons: no person asks like that, but other programs' buttons do. */
const IDENTIFIER = /^\s*[a-z0-9]+(?:[_:.-][a-z0-9]+)*[_:][a-z0-9]+(?:[_:.-][a-z0-9]+)*\s*$/iu;

/** What a button with this request sends back; undefined for a request that has no button. */
export function payloadOf(request: Request): string | undefined {
  if (request.kind === 'questions') return QUESTIONS;
  if (request.kind === 'passage') return `tl1:${request.code}`;
  if (request.kind !== 'turn') return undefined;
  const payload = `tl1:${request.ref.interview}/${request.ref.turn}`;
  return TURN.test(payload) ? payload : undefined;
}

/**
 * What a pressed button asked for; undefined for text that no button sends. A payload of another version, or of the
 * program that served the account before, asks for the list of questions; one that names an unknown turn is answered
 * like that too, so an invented one does no harm.
 */
export function requestOfPayload(text: string): Request | undefined {
  const turn = TURN.exec(text);
  if (turn) return { kind: 'turn', ref: { interview: turn[1] as string, turn: turn[2] as string } };
  const passage = PASSAGE.exec(text);
  if (passage) return { kind: 'passage', code: passage[1] as string };
  const isForeign = ANY_VERSION.test(text) || isMachineMade(text);
  return isForeign ? { kind: 'questions', interview: undefined } : undefined;
}

/** Whether it is an identifier, or the JSON of an object, as which a button's object comes back. */
function isMachineMade(text: string): boolean {
  if (text.length > MAX_IDENTIFIER_LENGTH) return false;
  if (IDENTIFIER.test(text)) return true;
  return /^\s*\{.*\}\s*$/su.test(text) && parseJson(text) !== undefined;
}
