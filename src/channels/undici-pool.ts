import { createRequire } from 'node:module';
import type { Dispatcher, Pool } from 'undici';

/**
 * undici's connection pool by itself: the package's front door also loads fetch, WebSocket, caches and mocks, which cost a
 * start 50 ms and 15 MiB and serve nobody here. The path is undici's own, so its version is pinned exactly, and every
 * channel's tests fail should it move.
 */
const load = createRequire(import.meta.url);
const PoolClass = load('undici/lib/dispatcher/pool.js') as typeof Pool;

/** Kept-alive connections to one origin. */
export type HttpPool = Pick<Dispatcher, 'dispatch'>;

/** Makes a pool of connections to `origin`. */
export function createHttpPool(origin: string, options: Pool.Options): HttpPool {
  return new PoolClass(origin, options);
}
