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
    // Each call has a limit of its own, below.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxResponseBytes,
  });
  return ({ method, path, headers, body }, signal) =>
    new Promise((resolve) => {
      let cancel: (() => void) | undefined;
      let isGivenUp = false;
      const giveUp = (): void => {
        isGivenUp = true;
        end({ kind: 'failed', reason: `no answer within ${timeoutMs} ms` });
        cancel?.();
      };
      const timer = setTimeout(giveUp, timeoutMs);
      signal?.addEventListener('abort', giveUp);
      const end = (result: CallResult): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        resolve(result);
      };
      if (signal?.aborted) return giveUp();
      let status = 0;
      let answered: IncomingHttpHeaders = {};
      const chunks: Buffer[] = [];
      // Straight to the pool: undici's `request` wraps every answer in a stream, which costs more than the call itself.
      pool.dispatch(
        { method, path: prefix + path, headers, body: body ?? null },
        {
          onRequestStart(controller) {
            cancel = () => controller.abort(new Error('given up'));
            // It waited for a free connection for too long.
            if (isGivenUp) cancel();
          },
          onResponseStart(_controller, statusCode, responseHeaders) {
            status = statusCode;
            answered = responseHeaders;
          },
          onResponseData(_controller, chunk) {
            chunks.push(chunk);
          },
          onResponseEnd() {
            end({ kind: 'answered', status, headers: answered, body: parseJson(joined(chunks)) });
          },
          onResponseError(_controller, fault) {
            end({ kind: 'failed', reason: reasonOf(fault) });
          },
        },
      );
    });
}

function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first && chunks.length === 1 ? first : Buffer.concat(chunks);
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
