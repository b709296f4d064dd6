import { hash } from 'node:crypto';
import type { Library, TurnRef } from '../../core/interview.ts';
import { rememberFor } from '../../core/remember-for.ts';

/** 48 bits: among 100,000 turns two share a key with a probability of about 0.002 %. */
const KEY_LENGTH = 8;

/** A short opaque name for a turn, fit for buttons and links: base64url, the same on every machine and after a restart. */
export const turnKey = rememberFor(({ interview, turn }: TurnRef): string =>
  hash('sha256', JSON.stringify([interview, turn]), 'base64url').slice(0, KEY_LENGTH),
);

const turnsByKey = rememberFor(({ interviews }: Library): ReadonlyMap<string, TurnRef> => {
  const refs = interviews.flatMap((interview) =>
    interview.turns.map((turn): TurnRef => ({ interview: interview.id, turn: turn.id })),
  );
  return new Map(refs.map((ref) => [turnKey(ref), ref]));
});

/** Finds the turn of `library` that `key` names, or nothing when it never was or is gone. */
export function findTurnByKey(library: Library, key: string): TurnRef | undefined {
  return turnsByKey(library).get(key);
}
