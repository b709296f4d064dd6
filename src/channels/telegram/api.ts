import { Telegram } from 'telegraf';
import type { Telegram as Methods, Opts } from 'telegraf/types';
import { Pool } from 'undici';
import { ApiFailure } from './api-failure.ts';

/** How calls reach the Bot API: telegraf's typed client over a connection pool of ours. */
export interface Api {
  /** Typed methods; each of them ends in {@link Api.call}. */
  readonly telegram: Telegram;
  /**
   * Calls any method, also those that telegraf's types do not know yet. Rejects with an {@link ApiFailure} and nothing
   * else. `timeoutMs` bounds the whole call; `signal` gives it up earlier.
   */
  call<Result>(method: string, payload: object, limits?: CallLimits): Promise<Result>;
}

export interface CallLimits {
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiOptions {
  readonly token: string;
  /** With or without a path and a trailing slash. */
  readonly apiRoot: string;
  /** Bounds a call that names no limit of its own. */
  readonly callTimeoutMs: number;
}

/** Sockets to the Bot API at most; the long poll holds one of them. */
const MAX_CONNECTIONS = 64;

/** The largest answer that is read: a full batch of 100 updates is well below it. */
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Makes the client. telegraf's own transport is left aside: it waits 500 s on a silent connection, takes no signal, drops
 * the body of a 5xx (and `retry_after` with it) and costs about twice the processor time.
 */
export function createApi({ token, apiRoot, callTimeoutMs }: ApiOptions): Api {
  const root = new URL(apiRoot);
  const prefix = `${root.pathname.replace(/\/+$/u, '')}/bot${token}/`;
  const headers = { 'content-type': 'application/json' };
  const pool = new Pool(root.origin, {
    connections: MAX_CONNECTIONS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    maxResponseSize: MAX_RESPONSE_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  async function call<Result>(method: string, payload: object, limits: CallLimits = {}): Promise<Result> {
    const limit = AbortSignal.timeout(limits.timeoutMs ?? callTimeoutMs);
    const signal = limits.signal ? AbortSignal.any([limits.signal, limit]) : limit;
    let status: number;
    let text: string;
    try {
      const path = prefix + method;
      const response = await pool.request({ path, method: 'POST', headers, body: JSON.stringify(payload), signal });
      status = response.statusCode;
      text = await response.body.text();
    } catch (fault) {
      throw unreached(method, fault, limits.signal?.aborted === true, limit.aborted);
    }
    return resultOf<Result>(method, status, text, token);
  }

  class PooledTelegram extends Telegram {
    override callApi<Method extends keyof Methods>(method: Method, payload: Opts<Method>) {
      return call<ReturnType<Methods[Method]>>(method, payload);
    }
  }

  return { telegram: new PooledTelegram(token, { apiRoot, webhookReply: false }), call };
}

interface Envelope {
  readonly ok?: unknown;
  readonly result?: unknown;
  readonly error_code?: unknown;
  readonly description?: unknown;
  readonly parameters?: { readonly retry_after?: unknown; readonly migrate_to_chat_id?: unknown };
}

function resultOf<Result>(method: string, status: number, text: string, token: string): Result {
  let envelope: Envelope;
  try {
    envelope = JSON.parse(text) as Envelope;
  } catch {
    throw new ApiFailure({ method, status, description: `HTTP ${status} with a body that is not JSON` });
  }
  if (envelope?.ok === true && envelope.result !== undefined) return envelope.result as Result;
  const description =
    typeof envelope?.description === 'string'
      ? envelope.description.replaceAll(token, '…')
      : `HTTP ${status} with neither a result nor a description`;
  const retryAfter = Number(envelope?.parameters?.retry_after);
  const migrateTo = Number(envelope?.parameters?.migrate_to_chat_id);
  throw new ApiFailure({
    method,
    status: typeof envelope?.error_code === 'number' ? envelope.error_code : status,
    description,
    retryAfterMs: Number.isFinite(retryAfter) ? Math.max(0, retryAfter) * 1000 : undefined,
    migrateToChatId: Number.isFinite(migrateTo) ? migrateTo : undefined,
  });
}

/** The fault itself is not passed on: its text and its cause may hold the address, which holds the token. */
function unreached(method: string, fault: unknown, isGivenUp: boolean, isTooLate: boolean): ApiFailure {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown fault';
  const description = isGivenUp ? 'given up' : isTooLate ? 'no complete answer within the time limit' : code;
  return new ApiFailure({ method, status: undefined, description });
}
