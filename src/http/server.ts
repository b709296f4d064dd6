import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { ExplainedError } from '../core/explained-error.ts';
import { describeFault, type Log } from '../core/log.ts';
import { createPosts, RETRY_AFTER_S } from './posts.ts';
import type { Route } from './route.ts';

/** The HTTP server, not yet listening. */
export interface HttpServer {
  /** Begins to listen; rejects with an {@link HttpServerError} when the address cannot be had. */
  start(): Promise<{ readonly port: number }>;
  /** Takes no new connection, lets running requests end, and resolves when all is closed. */
  stop(): Promise<void>;
}

/** What the program says of itself. */
export interface Health {
  readonly isReady: boolean;
  /** In words for the person who runs it, what is wrong; a warning may be here while the program is ready. */
  readonly problems: readonly string[];
  /** Facts worth comparing between machines, e.g. the knowledge's version. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Metrics in Prometheus' text form. */
export interface MetricsPage {
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** How much and how long a request may take. */
export interface HttpLimits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  /** From the first byte of a request to its last, ms. */
  readonly requestMs: number;
  readonly connections: number;
}

/** What a server is made of. */
export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly health: () => Health;
  readonly metrics: MetricsPage;
  readonly log: Log;
  readonly limits?: HttpLimits;
}

/** The address cannot be listened on; the message says why and what to do. */
export class HttpServerError extends ExplainedError {
  override readonly name = 'HttpServerError';
}

/** Enough for any webhook of Telegram and Zalo, and for no more. */
export const DEFAULT_HTTP_LIMITS: HttpLimits = {
  bodyBytes: 1_048_576,
  headerBytes: 16_384,
  requestMs: 5_000,
  connections: 2_000,
};

/** How often connections are looked at for having taken too long. */
const CHECK_MS = 1_000;

/** How long a connection may idle between two requests. */
const KEEP_ALIVE_MS = 15_000;

/** Makes the server of `routes`, health and metrics. Bodies reach a route as raw bytes, never parsed. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { routes, log } = options;
  const limits = options.limits ?? DEFAULT_HTTP_LIMITS;
  let isStopping = false;
  const answerPost = createPosts({ routes, bodyBytes: limits.bodyBytes, log, isStopping: () => isStopping });
  const settings = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.requestMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: CHECK_MS,
  };
  const app = Fastify({
    logger: false,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    serverFactory: (answerPage) =>
      createServer(settings, (request, response) => {
        if (answerPost(request, response)) return;
        // No page takes a body; one that is sent all the same is not waited for.
        const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
        if (length !== '0' || coding !== undefined) response.shouldKeepAlive = false;
        answerPage(request, response);
      }),
  });
  app.server.maxConnections = limits.connections;
  // Nobody's body is to be parsed.
  app.removeAllContentTypeParsers();
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      void reply.code(status).send();
      return;
    }
    log.error({ fault: describeFault(error) }, 'a page failed');
    void reply.code(503).header('retry-after', RETRY_AFTER_S).send();
  });
  for (const route of routes) if (route.method === 'GET') addPage(app, route);
  addHealth(app, options);

  return {
    async start() {
      try {
        await app.listen({ host: options.host, port: options.port });
      } catch (fault) {
        throw listenError(options, fault);
      }
      return { port: (app.server.address() as AddressInfo).port };
    },
    stop() {
      isStopping = true;
      // A server that closes no longer looks for slow connections; one that trickles would hold up the stop for good.
      const timer = setTimeout(() => app.server.closeAllConnections(), limits.requestMs);
      return app.close().finally(() => clearTimeout(timer));
    },
  };
}

const NOTHING = Buffer.alloc(0);

function addPage(app: FastifyInstance, route: Route): void {
  app.get(route.path, async (request, reply) => {
    const query = request.query as Record<string, string | undefined>;
    const answer = await route.handle({ headers: request.headers, query, body: NOTHING });
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  });
}

function addHealth(app: FastifyInstance, { health, metrics }: HttpServerOptions): void {
  app.get('/health/live', (_request, reply) => reply.send({ isLive: true }));
  app.get('/health/ready', (_request, reply) => {
    const { isReady, problems, facts } = health();
    return reply.code(isReady ? 200 : 503).send({ isReady, problems, ...facts });
  });
  app.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await metrics.render();
    return reply.header('content-type', contentType).send(body);
  });
}

function listenError({ host, port }: HttpServerOptions, fault: unknown): HttpServerError {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  const why: Record<string, string> = {
    EADDRINUSE: 'một chương trình khác đang dùng cổng này (in use by another program)',
    EACCES: 'không có quyền dùng cổng này (no permission)',
    EADDRNOTAVAIL: 'máy này không có địa chỉ đó (no such address on this machine)',
    ENOTFOUND: 'không có tên máy này (no such host name)',
  };
  return new HttpServerError(
    `Không mở được ${host}:${port}: ${why[code] ?? describeFault(fault)}. Hãy tắt chương trình kia hoặc đổi HOST, PORT. ` +
      '(Expected a free address to listen on; stop the other program or change HOST, PORT.)',
  );
}
