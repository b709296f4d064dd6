import type { IncomingHttpHeaders } from 'node:http';

import { parseJson } from './loose-json.ts';
import { createHttpPool } from './undici-pool.ts';

/** One request to a platform. */
export interface CallRequest {
  readonly method: 'GET' | 'POST';
  /** Begins with `/`; appended to the root's own path. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What came back: an answer of whatever status, or none. */
export type CallResult =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      /** The parsed JSON body; undefined when it was not JSON. */
      readonly body: unknown;
    }
  /** Nothing usable came back; whether the request was carried out is unknown. `reason` never holds an address or a secret. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Makes one HTTP call. Never throws; ends within its time limit, or sooner when `signal` is aborted. */
export type Call = (request: CallRequest, signal?: AbortSignal) => Promise<CallResult>;

/** More than any answer to a single send. */
const MAX_RESPONSE_BYTES = 1024 * 1024;
const KEEP_ALIVE_MS = 10_000;

/**
 * Makes calls to the server at `root` over kept-alive connections. `timeoutMs` limits a whole call, from the connection
 * to the last byte of the body; longer answers than `maxResponseBytes` fail. Idle connections do not keep the process
 * alive.
 */
export function createCall(root: string, timeoutMs: number, maxResponseBytes = MAX_RESPONSE_BYTES): Call {
  const { origin, pathname } = new URL(root);
  const prefix = pathname.replace(/\/+$/u, '');
  const pool = createHttpPool(origin, {
    connections: 128,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxResponseBytes,
  });
  return async (request, signal) => {
    const limit = new AbortController();
    const abort = (): void => limit.abort();
    const timer = setTimeout(abort, timeoutMs);
    signal?.addEventListener('abort', abort);
    try {
      if (signal?.aborted) limit.abort();
      const response = await pool.request({
        method: request.method,
        path: prefix + request.path,
        headers: request.headers,
        body: request.body,
        signal: limit.signal,
      });
      const text = await response.body.text();
      return { kind: 'answered', status: response.statusCode, headers: response.headers, body: parseJson(text) };
    } catch (fault) {
      return { kind: 'failed', reason: limit.signal.aborted ? `no answer within ${timeoutMs} ms` : reasonOf(fault) };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  };
}

/** Seconds of a `Retry-After` header as milliseconds; undefined when there is none, or it is a date. */
export function retryAfterMs(headers: IncomingHttpHeaders): number | undefined {
  const seconds = /^\d{1,6}$/u.exec(String(headers['retry-after'] ?? ''))?.[0];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** Only the code: messages of network errors may hold addresses. */
function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'network fault';
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.name;
}
