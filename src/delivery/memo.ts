import type { Part } from '../channels/channel.ts';
import type { Context } from '../core/context.ts';
import type { Json } from '../core/store.ts';

/** What is known of a message besides its text: survives a crash between two parts of its reply. Plain JSON. */
export interface Memo {
  /** How many times it made the program fail. */
  readonly tries: number;
  /** Why it will end as a dead letter once its apology is out. */
  readonly deadReason: string | undefined;
  /** A reply that is fixed already and not looked up. */
  readonly notice: 'slow-down' | 'failed' | undefined;
  /** The reply, once it was written. */
  readonly written: WrittenReply | undefined;
}

/** A reply as the platform's parts, and what to remember once they are out. */
export interface WrittenReply {
  readonly kind: string;
  readonly parts: readonly Part[];
  /** How many of `parts` are out. */
  readonly sent: number;
  readonly context: Context | undefined;
}

/** What is known of a message that has just arrived. */
export const FRESH_MEMO: Memo = { tries: 0, deadReason: undefined, notice: undefined, written: undefined };

/** Reads what {@link memoToJson} wrote. */
export function memoFromJson(json: Json | undefined): Memo {
  return json === undefined ? FRESH_MEMO : { ...FRESH_MEMO, ...(json as unknown as Partial<Memo>) };
}

/** What the store keeps. */
export function memoToJson(memo: Memo): Json {
  return memo as unknown as Json;
}
