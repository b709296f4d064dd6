import { type CallResult, createCall } from '../../call.ts';
import { fieldsOf, wordsOf } from '../../loose-json.ts';

/** What the token endpoint said. */
export type GrantResult =
  | {
      readonly kind: 'granted';
      readonly accessToken: string;
      readonly refreshToken: string;
      readonly lifetimeMs: number;
    }
  /** Said no: only a person can help (a new consent, or the app's id and secret). `code` is this endpoint's own. */
  | { readonly kind: 'refused'; readonly code: number }
  /** No answer, or "too often": may succeed later. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Zalo's OAuth v4 for official accounts. */
export interface OAuth {
  /** Where an administrator of the account consents. */
  consentUrl(redirectUri: string, challenge: string, state: string): string;
  /** Exchanges a code (single use, 10 minutes); `verifier` only when its challenge was part of the consent. */
  exchange(code: string, verifier: string | undefined): Promise<GrantResult>;
  /** Exchanges a refresh token (single use, 3 months) for the next pair. */
  refresh(refreshToken: string): Promise<GrantResult>;
}

export interface OAuthOptions {
  /** e.g. `https://oauth.zaloapp.com`. */
  readonly root: string;
  readonly appId: string;
  readonly appSecret: string;
  /** Limit of one call; default 15 s: an exchange that is cut off in the middle may have used up its token. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const DEFAULT_LIFETIME_MS = 90_000_000;

/** "Too many requests": the one error of this endpoint that passes by itself. */
const RATE_CODE = -32;

/** Errors come with status 200; `expires_in` comes as a string of seconds. */
export function createOAuth({ root, appId, appSecret, timeoutMs = TIMEOUT_MS }: OAuthOptions): OAuth {
  const call = createCall(root, timeoutMs);
  const ask = async (form: Record<string, string>): Promise<GrantResult> =>
    read(
      await call({
        method: 'POST',
        path: '/v4/oa/access_token',
        headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: appSecret },
        body: new URLSearchParams({ ...form, app_id: appId }).toString(),
      }),
      form.refresh_token,
    );
  return {
    consentUrl(redirectUri, challenge, state) {
      const query = new URLSearchParams({ app_id: appId, redirect_uri: redirectUri, code_challenge: challenge, state });
      return `${root.replace(/\/+$/u, '')}/v4/oa/permission?${query}`;
    },
    exchange: (code, verifier) =>
      ask({ grant_type: 'authorization_code', code, ...(verifier === undefined ? {} : { code_verifier: verifier }) }),
    refresh: (refreshToken) => ask({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  };
}

function read(result: CallResult, oldRefreshToken: string | undefined): GrantResult {
  if (result.kind === 'failed') return result;
  const body = fieldsOf(result.body);
  const error = Number(body.error ?? 0);
  if (result.status === 429 || error === RATE_CODE) return { kind: 'failed', reason: 'too many requests' };
  if (result.status >= 500) return { kind: 'failed', reason: `status ${result.status}` };
  if (error !== 0) return { kind: 'refused', code: error };
  const accessToken = wordsOf(body.access_token);
  const refreshToken = wordsOf(body.refresh_token) ?? oldRefreshToken;
  if (!accessToken || !refreshToken) return { kind: 'failed', reason: `status ${result.status} without a token` };
  const seconds = Number(body.expires_in);
  const lifetimeMs = seconds > 0 ? seconds * 1000 : DEFAULT_LIFETIME_MS;
  return { kind: 'granted', accessToken, refreshToken, lifetimeMs };
}
