import type { IncomingHttpHeaders } from 'node:http';

/** An HTTP request as it arrived: the body is raw bytes, since signatures are computed over them. */
export interface RouteRequest {
  readonly headers: IncomingHttpHeaders;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface RouteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One address that a channel answers; the server brings limits on header, body and time. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Begins with `/`; no parameters. */
  readonly path: string;
  handle(request: RouteRequest): Promise<RouteResponse>;
}
