import { createRequire } from 'node:module';
import type { Dispatcher, Pool } from 'undici';

/** Makes one request on a pool; `Pool.prototype.request` under another name. */
type Request = (this: Pool, options: Dispatcher.RequestOptions) => Promise<Dispatcher.ResponseData>;

/**
 * undici's connection pool and its `request`, by themselves: the package's front door also loads fetch, WebSocket, caches
 * and mocks, which cost a start 50 ms and 15 MiB and serve nobody here. The paths are undici's own, so its version is
 * pinned exactly, and every channel's tests fail should they move.
 */
const load = createRequire(import.meta.url);
const PoolClass = load('undici/lib/dispatcher/pool.js') as typeof Pool;
const request = load('undici/lib/api/api-request.js') as Request;

/** Kept-alive connections to one origin. */
export interface HttpPool {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
}

/** Makes a pool of connections to `origin`. */
export function createHttpPool(origin: string, options: Pool.Options): HttpPool {
  const pool = new PoolClass(origin, options);
  return { request: (requestOptions) => request.call(pool, requestOptions) };
}
