/** A value that survives `JSON.stringify` and back. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Small facts that must outlive the process: what a conversation was about, votes, a group's settings, notices given.
 * Keys are paths (`conversation/telegram/123`), so that all that is kept about a person can be deleted by prefix.
 */
export interface Notes {
  get(key: string): Promise<Json | undefined>;
  /** Writes or replaces; forgotten after `expiresAtMs` (ms since the epoch) when that is given. */
  set(key: string, value: Json, expiresAtMs: number | undefined): Promise<void>;
  /** Writes only when the key is absent or expired; tells whether it wrote. */
  add(key: string, value: Json, expiresAtMs: number | undefined): Promise<boolean>;
  /** Deletes every key that begins with `prefix`. */
  deleteByPrefix(prefix: string): Promise<void>;
}

/** A platform's rotating pair: each refresh token works once and names its successor. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token stops working, ms since the epoch. */
  readonly expiresAtMs: number;
}

/** Keeps rotating token pairs; a new pair is durable before anybody may use it. */
export interface Tokens {
  load(account: string): Promise<TokenPair | undefined>;
  save(account: string, pair: TokenPair): Promise<void>;
  /**
   * Replaces the pair of `account`, one caller at a time across all processes that share the store: `renew` gets the
   * pair as it is after the lock was taken (another process may have renewed it meanwhile) and gives the pair to
   * store; the promise resolves once it is durable. What `renew` throws leaves the old pair in place.
   */
  renew(account: string, renew: (current: TokenPair | undefined) => Promise<TokenPair>): Promise<TokenPair>;
}
