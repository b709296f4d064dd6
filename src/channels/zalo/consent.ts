import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isSameSecret } from '../same-secret.ts';

/** A state that we gave out, read back. */
export interface ConsentState {
  /** Names this state, so that it can be used up. */
  readonly nonce: string;
  /** The PKCE verifier whose challenge went out with it. */
  readonly verifier: string;
  readonly expiresAtMs: number;
}

/**
 * Makes and checks what travels through the browser during a consent. Everything is signed with a key derived from the
 * app's secret and holds its own expiry, so that nothing is stored for whoever opens the address, and any process that
 * has the secret can finish what another one began.
 */
export interface ConsentSigner {
  /** A state for one consent, good for {@link STATE_MS}, with the PKCE challenge that belongs to it (S256). */
  issueState(): { readonly state: string; readonly challenge: string };
  readState(state: string): ConsentState | undefined;
  /** A key for the person who can read the log, good for {@link KEY_MS}. */
  issueKey(): string;
  isKey(key: string): boolean;
  /** The verifier and challenge for whoever saves a challenge in Zalo's console; always the same. */
  readonly console: { readonly verifier: string; readonly challenge: string };
}

/** As long as a code of Zalo's lives. */
export const STATE_MS = 10 * 60_000;
export const KEY_MS = 24 * 3_600_000;

export function createConsentSigner(appSecret: string, oaId: string, now: () => number): ConsentSigner {
  const key = createHmac('sha256', appSecret).update(`consent for official account ${oaId}`).digest();
  const mac = (words: string): string => createHmac('sha256', key).update(words).digest('base64url');
  const verifierOf = (words: string): string => mac(`verifier ${words}`);

  const read = (kind: string, token: string): { nonce: string; expiresAtMs: number } | undefined => {
    const [nonce, expiry, given, ...rest] = token.split('.');
    if (!nonce || !expiry || !given || rest.length > 0 || !/^\d{1,15}$/u.test(expiry)) return undefined;
    if (!isSameSecret(given, mac(`${kind} ${nonce}.${expiry}`))) return undefined;
    return Number(expiry) > now() ? { nonce, expiresAtMs: Number(expiry) } : undefined;
  };
  const issue = (kind: string, lastsMs: number): string => {
    const words = `${randomBytes(16).toString('base64url')}.${now() + lastsMs}`;
    return `${words}.${mac(`${kind} ${words}`)}`;
  };
  const consoleVerifier = verifierOf('console');

  return {
    issueState() {
      const state = issue('state', STATE_MS);
      return { state, challenge: challengeOf(verifierOf(state)) };
    },
    readState(state) {
      const content = read('state', state);
      return content && { ...content, verifier: verifierOf(state) };
    },
    issueKey: () => issue('key', KEY_MS),
    isKey: (token) => read('key', token) !== undefined,
    console: { verifier: consoleVerifier, challenge: challengeOf(consoleVerifier) },
  };
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
