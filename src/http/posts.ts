import type { IncomingMessage, ServerResponse } from 'node:http';
import { describeFault, type Log } from '../core/log.ts';
import type { Route, RouteResponse } from './route.ts';

/** Answers a request if it is a POST to a route; false when it is not. */
export type AnswerPost = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What the answering of POSTs needs to know. */
export interface PostOptions {
  readonly routes: readonly Route[];
  readonly bodyBytes: number;
  readonly log: Log;
  /** Whether connections are to be closed with the next answer. */
  readonly isStopping: () => boolean;
}

/** When a platform is asked to come again after a fault of ours, s. */
export const RETRY_AFTER_S = '5';

/** A chunk takes some hundred bytes beside its own, so a body that comes a byte at a time is joined on the way. */
const CHUNKS_APART = 256;

/**
 * Answers POSTs straight from node's server. Every message comes in by one, and hooks, parsers and serialisers that it has
 * no use for cost as much as reading and answering it.
 */
export function createPosts({ routes, bodyBytes, log, isStopping }: PostOptions): AnswerPost {
  const byPath = new Map(routes.filter(({ method }) => method === 'POST').map((route) => [route.path, route]));

  const send = (response: ServerResponse, { status, headers, body }: RouteResponse, isLast: boolean): void => {
    if (isLast || isStopping()) response.setHeader('connection', 'close');
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };

  const answer = async (
    route: Route,
    request: IncomingMessage,
    query: string,
    body: Buffer,
  ): Promise<RouteResponse> => {
    try {
      return await route.handle({
        headers: request.headers,
        query: query === '' ? {} : Object.fromEntries(new URLSearchParams(query)),
        body,
      });
    } catch (fault) {
      log.error({ fault: describeFault(fault) }, 'a route failed');
      // 503 asks the platform to come again; a plain 500 would too, but says less.
      return { status: 503, headers: { 'retry-after': RETRY_AFTER_S }, body: '' };
    }
  };

  return (request, response) => {
    const address = request.url ?? '';
    const mark = address.indexOf('?');
    const path = mark < 0 ? address : address.slice(0, mark);
    const query = mark < 0 ? '' : address.slice(mark + 1);
    const route = request.method === 'POST' ? byPath.get(path) : undefined;
    if (!route) return false;
    const joined: Buffer[] = [];
    let chunks: Buffer[] = [];
    let bytes = 0;
    const refuse = (): void => {
      request.off('data', take);
      send(response, { status: 413, headers: {}, body: '' }, true);
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > bodyBytes) {
        refuse();
        return;
      }
      chunks.push(chunk);
      if (chunks.length < CHUNKS_APART) return;
      joined.push(Buffer.concat(chunks));
      chunks = [];
    };
    // A body that ends early, or takes too long, is node's to deal with: the connection is closed.
    if (Number(request.headers['content-length'] ?? 0) > bodyBytes) refuse();
    else request.on('data', take);
    request.on('end', () => {
      if (response.headersSent) return;
      const parts = [...joined, ...chunks];
      const [only] = parts;
      const body = only && parts.length === 1 ? only : Buffer.concat(parts);
      void answer(route, request, query, body)
        .then((answered) => send(response, answered, false))
        .catch((fault: unknown) => {
          log.error({ fault: describeFault(fault) }, 'an answer could not be sent');
          response.destroy();
        });
    });
    return true;
  };
}
