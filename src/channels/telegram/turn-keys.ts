import { hash } from 'node:crypto';
import type { Library, TurnRef } from '../../core/interview.ts';

/** 48 bits: among 100,000 turns two share a key with a probability of about 0.002 %. */
const KEY_LENGTH = 8;

/** A short opaque name for a turn, fit for buttons and links: base64url, the same on every machine and after a restart. */
export function turnKey(ref: TurnRef): string {
  return hash('sha256', JSON.stringify([ref.interview, ref.turn]), 'base64url').slice(0, KEY_LENGTH);
}

const tables = new WeakMap<Library, ReadonlyMap<string, TurnRef>>();

/** Finds the turn of `library` that `key` names, or nothing when it never was or is gone. */
export function findTurnByKey(library: Library, key: string): TurnRef | undefined {
  let table = tables.get(library);
  if (!table) {
    const refs = library.interviews.flatMap((interview) =>
      interview.turns.map((turn): TurnRef => ({ interview: interview.id, turn: turn.id })),
    );
    table = new Map(refs.map((ref) => [turnKey(ref), ref]));
    tables.set(library, table);
  }
  return table.get(key);
}
