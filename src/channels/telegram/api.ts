import { Telegram } from 'telegraf';
import type { Telegram as Methods, Opts } from 'telegraf/types';
import { createCall } from '../call.ts';
import { ApiFailure } from './api-failure.ts';

/** How calls reach the Bot API: telegraf's typed client over a transport of ours. */
export interface Api {
  /** Typed methods; each of them ends in {@link Api.call}. */
  readonly telegram: Telegram;
  /**
   * Calls any method, also those that telegraf's types do not know yet. Rejects with an {@link ApiFailure} and nothing
   * else.
   */
  call<Result>(method: string, payload: object, limits?: CallLimits): Promise<Result>;
}

export interface CallLimits {
  /** Shorter than the limit that the client has anyway. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiOptions {
  readonly token: string;
  /** With or without a path and a trailing slash. */
  readonly apiRoot: string;
  /** Bounds every call but the long poll. */
  readonly callTimeoutMs: number;
  /** Bounds the long poll, the time that Telegram may hold it included. */
  readonly pollTimeoutMs: number;
}

/** A full batch is 100 updates of two texts of 4,096 characters, each written as `\uXXXX`. */
const MAX_BATCH_BYTES = 32 * 1024 * 1024;

/**
 * Makes the client. telegraf's own transport is left aside: it waits 500 s on a silent connection, takes no signal, drops
 * the body of a 5xx (and `retry_after` with it), and puts the token into some of its errors.
 */
export function createApi({ token, apiRoot, callTimeoutMs, pollTimeoutMs }: ApiOptions): Api {
  const headers = { 'content-type': 'application/json' };
  const send = createCall(apiRoot, callTimeoutMs, MAX_BATCH_BYTES);
  const poll = createCall(apiRoot, pollTimeoutMs, MAX_BATCH_BYTES);

  async function call<Result>(
    method: string,
    payload: object,
    { timeoutMs, signal }: CallLimits = {},
  ): Promise<Result> {
    const signals = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
    const given = signals.filter((each) => each !== undefined);
    const request = { method: 'POST', path: `/bot${token}/${method}`, headers, body: JSON.stringify(payload) } as const;
    const result = await (method === 'getUpdates' ? poll : send)(
      request,
      given.length > 1 ? AbortSignal.any(given) : given[0],
    );
    if (result.kind === 'failed') {
      const description = signal?.aborted ? 'given up' : result.reason;
      throw new ApiFailure({ method, status: undefined, description });
    }
    return resultOf<Result>(method, result.status, result.body, token);
  }

  class OwnTransport extends Telegram {
    override callApi<Method extends keyof Methods>(method: Method, payload: Opts<Method>) {
      return call<ReturnType<Methods[Method]>>(method, payload);
    }
  }

  return { telegram: new OwnTransport(token, { apiRoot, webhookReply: false }), call };
}

/** What every answer of the Bot API looks like; nothing of it is taken for granted. */
interface Envelope {
  readonly ok?: unknown;
  readonly result?: unknown;
  readonly error_code?: unknown;
  readonly description?: unknown;
  readonly parameters?: { readonly retry_after?: unknown; readonly migrate_to_chat_id?: unknown };
}

function resultOf<Result>(method: string, status: number, body: unknown, token: string): Result {
  const envelope = (body ?? {}) as Envelope;
  if (envelope.ok === true && envelope.result !== undefined) return envelope.result as Result;
  if (envelope.ok !== false) {
    // Something in between answered: what it says of addresses and rights is not about the bot.
    const known = status >= 500 || status === 429 ? status : undefined;
    throw new ApiFailure({ method, status: known, description: `HTTP ${status} that is not the Bot API's` });
  }
  const { description, parameters } = envelope;
  throw new ApiFailure({
    method,
    status: typeof envelope.error_code === 'number' ? envelope.error_code : status,
    description: typeof description === 'string' ? description.replaceAll(token, '…') : 'no description',
    retryAfterMs: numberOf(parameters?.retry_after, 1000),
    migrateToChatId: numberOf(parameters?.migrate_to_chat_id, 1),
  });
}

function numberOf(value: unknown, factor: number): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value * factor : undefined;
}
