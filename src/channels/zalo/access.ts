import type { Clock } from '../../core/clock.ts';
import { describeFault, type Log } from '../../core/log.ts';
import type { TokenPair, Tokens } from '../../core/store.ts';
import type { GrantResult, OAuth } from './client/oauth.ts';

/** An access token, or why there is none. */
export type AccessResult =
  | { readonly kind: 'token'; readonly accessToken: string }
  /** Worth asking again after `afterMs`. */
  | { readonly kind: 'wait'; readonly afterMs: number; readonly reason: string }
  /** Nothing helps until an administrator of the account consents. */
  | { readonly kind: 'blocked'; readonly reason: string };

/** Keeps a usable access token: one refresh at a time in all processes, each new pair stored before it is used. */
export interface Access {
  /** The token to use now, refreshed ahead of its expiry. */
  token(): Promise<AccessResult>;
  /** The token to use instead of `refused`, which the API no longer takes. */
  replace(refused: string): Promise<AccessResult>;
  /** Stores what a consent gave; sends go on with it at once, in every process. Rejects when the store refuses. */
  install(grant: Extract<GrantResult, { kind: 'granted' }>): Promise<void>;
  /** Why an administrator must consent; undefined while the grant works. */
  problem(): string | undefined;
  /** How long ago the access token was granted, ms, told from when it ends; undefined without a token. */
  ageMs(): number | undefined;
  /** Whether the token endpoint refused to go on, or there never was a pair. */
  needsConsent(): Promise<boolean>;
}

export interface AccessOptions {
  /** Names the pair in `tokens`. */
  readonly account: string;
  readonly tokens: Tokens;
  readonly oauth: Pick<OAuth, 'refresh'>;
  /** Pair to begin with, and to try when the stored one has died; what is stored wins while it lives. */
  readonly firstPair: { readonly accessToken: string; readonly refreshToken: string } | undefined;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Called when the grant has died or there is none: somebody must be told where to consent. */
  readonly onConsentNeeded: (reason: string) => void;
}

/** How long before its expiry a token is replaced. */
export const REFRESH_AHEAD_MS = 10 * 60_000;

/** A first pair comes without its age: it is replaced within the hour, while the person who entered it is near. */
const FIRST_PAIR_LIFETIME_MS = 3_600_000;
/** An access token works for 25 hours, as Zalo documents it. */
const LIFETIME_MS = 90_000_000;
/** A token that is refused this soon after it was granted does not get better by another refresh. */
const SETTLING_MS = 60_000;
/** How often the store is asked whether another process got a new consent. */
const LOOK_MS = 5_000;
/** How often a refresh token that was refused is tried again, in case the refusal was a mistake. */
const RETRY_DEAD_MS = 15 * 60_000;
const RETRY_MS = 15_000;

export function createAccess(options: AccessOptions): Access {
  const { account, tokens, oauth, clock, log, onConsentNeeded } = options;
  let pair: TokenPair | undefined;
  let grantedAtMs = Number.NEGATIVE_INFINITY;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let death: { readonly refreshToken: string | undefined; readonly reason: string; readonly atMs: number } | undefined;
  /** A pair that was granted but could not be stored: never asked for twice, since its parent is used up. */
  let unstored: { readonly parent: string; readonly pair: TokenPair } | undefined;
  let running: Promise<AccessResult> | undefined;
  let looking: Promise<void> | undefined;

  const first = (): TokenPair | undefined =>
    options.firstPair && { ...options.firstPair, expiresAtMs: clock.now() + FIRST_PAIR_LIFETIME_MS };

  const use = (next: TokenPair): AccessResult => {
    pair = next;
    if (death && death.refreshToken !== next.refreshToken) death = undefined;
    return { kind: 'token', accessToken: next.accessToken };
  };

  const die = (refreshToken: string | undefined, reason: string): AccessResult => {
    const isNew = death?.reason !== reason;
    death = { refreshToken, reason, atMs: clock.now() };
    if (isNew) onConsentNeeded(reason);
    return { kind: 'blocked', reason };
  };

  const load = async (): Promise<void> => {
    const stored = await tokens.load(account);
    if (stored && stored.accessToken !== pair?.accessToken) use(stored);
    else pair ??= first();
    lookedAtMs = clock.now();
  };

  const look = async (): Promise<void> => {
    if (clock.now() - lookedAtMs < LOOK_MS) return;
    looking ??= load().finally(() => {
      looking = undefined;
    });
    await looking;
  };

  /** Asks for the pair after `parent`, or for the one that was asked for already and could not be stored. */
  const successorOf = async (parent: string): Promise<TokenPair | GrantResult> => {
    if (unstored?.parent === parent) return unstored.pair;
    const grant = await oauth.refresh(parent);
    if (grant.kind !== 'granted') return grant;
    unstored = { parent, pair: pairOf(grant, clock.now()) };
    return unstored.pair;
  };

  const refresh = async (stale: TokenPair): Promise<AccessResult> => {
    let refusal: GrantResult | undefined;
    try {
      const renewed = await tokens.renew(account, async (current) => {
        if (current && current.accessToken !== stale.accessToken) return current;
        let next = await successorOf((current ?? stale).refreshToken);
        const spare = options.firstPair?.refreshToken;
        if ('kind' in next && next.kind === 'refused' && current && spare && spare !== current.refreshToken) {
          next = await successorOf(spare);
        }
        if (!('kind' in next)) return next;
        refusal = next;
        throw new Error('the token endpoint gave no pair');
      });
      unstored = undefined;
      if (renewed.accessToken !== stale.accessToken) grantedAtMs = clock.now();
      log.info({ expiresAtMs: renewed.expiresAtMs }, 'zalo access token renewed');
      return use(renewed);
    } catch (fault) {
      if (refusal?.kind === 'refused') {
        return die(stale.refreshToken, `the token endpoint refused the refresh token (error ${refusal.code})`);
      }
      const reason = refusal?.kind === 'failed' ? refusal.reason : `token store: ${describeFault(fault)}`;
      log.warn({ reason }, 'zalo access token not renewed');
      return { kind: 'wait', afterMs: RETRY_MS, reason: `access token not renewed: ${reason}` };
    }
  };

  const renew = (stale: TokenPair): Promise<AccessResult> => {
    if (death && death.refreshToken === stale.refreshToken && clock.now() - death.atMs < RETRY_DEAD_MS) {
      return Promise.resolve({ kind: 'blocked', reason: death.reason });
    }
    running ??= refresh(stale).finally(() => {
      running = undefined;
    });
    return running;
  };

  const isDead = (candidate: TokenPair): boolean =>
    death !== undefined && death.refreshToken === candidate.refreshToken;

  const current = async (): Promise<AccessResult> => {
    try {
      if (!pair || isDead(pair)) await look();
    } catch (fault) {
      return { kind: 'wait', afterMs: RETRY_MS, reason: `token store: ${describeFault(fault)}` };
    }
    if (!pair) return die(undefined, 'no administrator of the account has consented yet');
    const leftMs = pair.expiresAtMs - clock.now();
    const isSettled = clock.now() - grantedAtMs >= SETTLING_MS;
    if (leftMs > REFRESH_AHEAD_MS || (leftMs > 0 && !isSettled)) return use(pair);
    const usable = pair;
    const result = await renew(usable);
    return result.kind !== 'token' && leftMs > 0 ? { kind: 'token', accessToken: usable.accessToken } : result;
  };

  return {
    token: current,
    async replace(refused) {
      if (!pair) return current();
      if (pair.accessToken !== refused) return current();
      if (isDead(pair)) {
        pair = { ...pair, expiresAtMs: Math.min(pair.expiresAtMs, clock.now()) };
        return current();
      }
      if (clock.now() - grantedAtMs < SETTLING_MS) {
        return { kind: 'wait', afterMs: SETTLING_MS, reason: 'a new access token was refused' };
      }
      const stale = pair;
      pair = { ...pair, expiresAtMs: Math.min(pair.expiresAtMs, clock.now()) };
      return renew(stale);
    },
    async install(grant) {
      const next = await tokens.renew(account, async () => pairOf(grant, clock.now()));
      unstored = undefined;
      death = undefined;
      grantedAtMs = clock.now();
      use(next);
    },
    problem: () => death?.reason,
    ageMs: () => pair && Math.max(0, LIFETIME_MS - (pair.expiresAtMs - clock.now())),
    async needsConsent() {
      await current();
      return death !== undefined;
    },
  };
}

function pairOf(grant: Extract<GrantResult, { kind: 'granted' }>, nowMs: number): TokenPair {
  return {
    accessToken: grant.accessToken,
    refreshToken: grant.refreshToken,
    expiresAtMs: nowMs + grant.lifetimeMs,
  };
}
