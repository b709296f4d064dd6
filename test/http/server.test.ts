import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/core/log.ts';
import type { Route } from '../../src/http/route.ts';
import { createHttpServer, DEFAULT_HTTP_LIMITS, type Health, type HttpServer } from '../../src/http/server.ts';

const opened: HttpServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.stop();
});

const ECHO: Route = {
  method: 'POST',
  path: '/echo',
  handle: async ({ body, headers, query }) => ({
    status: 200,
    headers: { 'content-type': 'text/plain', 'x-seen': `${headers['x-given']} ${query.a}` },
    body: body.toString('latin1'),
  }),
};

async function serve(
  changes: {
    routes?: readonly Route[];
    health?: () => Health;
    limits?: typeof DEFAULT_HTTP_LIMITS;
    port?: number;
  } = {},
): Promise<{ base: string; port: number; server: HttpServer }> {
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [ECHO],
    health: () => ({ isReady: true, problems: [], facts: { knowledge: 'abc' } }),
    metrics: { render: async () => ({ contentType: 'text/plain', body: 'bot_up 1\n' }) },
    log: silentLog,
    ...changes,
  });
  const { port } = await server.start();
  opened.push(server);
  return { base: `http://127.0.0.1:${port}`, port, server };
}

describe('routes', () => {
  test('a route gets headers, query and the bytes of the body as they came', async () => {
    const { base } = await serve();
    const bytes = Buffer.from([0, 255, 123, 10, 13, 200]);
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'nonsense']) {
      const answer = await fetch(`${base}/echo?a=b`, {
        method: 'POST',
        body: bytes,
        headers: { 'content-type': type, 'x-given': 'g' },
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-seen')).toBe('g b');
      expect(Buffer.from(await answer.text(), 'latin1')).toEqual(bytes);
    }
  });

  test('an empty body and one without a type reach the route too', async () => {
    const { base, port } = await serve();
    expect((await fetch(`${base}/echo`, { method: 'POST' })).status).toBe(200);
    const socket = connect(port, '127.0.0.1');
    const answer = await exchange(
      socket,
      'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{\}$/u);
  });

  test('a body over the limit is refused with 413 before the route is called', async () => {
    let calls = 0;
    const route: Route = {
      ...ECHO,
      handle: async () => {
        calls += 1;
        return { status: 200, headers: {}, body: '' };
      },
    };
    const { base } = await serve({ routes: [route], limits: { ...DEFAULT_HTTP_LIMITS, bodyBytes: 100 } });
    const answer = await fetch(`${base}/echo`, { method: 'POST', body: 'x'.repeat(101) });
    expect(answer.status).toBe(413);
    expect(calls).toBe(0);
    expect((await fetch(`${base}/echo`, { method: 'POST', body: 'x'.repeat(100) })).status).toBe(200);
  });

  test('a body that does not say its length is cut off at the limit, and its connection closed', async () => {
    const { port } = await serve({ limits: { ...DEFAULT_HTTP_LIMITS, bodyBytes: 100 } });
    const chunk = `40\r\n${'x'.repeat(64)}\r\n`;
    const head = 'POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n';
    // What is sent after the refusal, on the same connection, is neither read nor answered.
    const answer = await exchange(
      connect(port, '127.0.0.1'),
      `${head}${chunk}${chunk}${chunk}0\r\n\r\n${head}0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\nconnection: close\r\n/iu);
    expect(answer.match(/HTTP\/1\.1/gu)).toHaveLength(1);
    expect(
      await exchange(
        connect(port, '127.0.0.1'),
        `${head}${chunk}0\r\n\r\n`.replace('host: x', 'host: x\r\nconnection: close'),
      ),
    ).toMatch(/^HTTP\/1\.1 200 /u);
  });

  test('a body that comes a byte at a time is put together', async () => {
    const { port } = await serve();
    const bytes = Array.from({ length: 600 }, (_, at) => String.fromCharCode(97 + (at % 26)));
    const socket = connect(port, '127.0.0.1').setNoDelay();
    const answer = exchange(
      socket,
      'POST /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 600\r\n\r\n',
    );
    for (const byte of bytes) {
      socket.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await answer).split('\r\n\r\n')[1]).toBe(bytes.join(''));
  });

  test('a query keeps what stands behind a second question mark', async () => {
    const { base } = await serve();
    const answer = await fetch(`${base}/echo?a=b?c`, { method: 'POST', body: '', headers: { 'x-given': 'g' } });
    expect(answer.headers.get('x-seen')).toBe('g b?c');
  });

  test('a page that fails answers 503 with Retry-After', async () => {
    const failing: Route = { method: 'GET', path: '/page', handle: () => Promise.reject(new Error('secret words')) };
    const { base } = await serve({ routes: [failing] });
    const answer = await fetch(`${base}/page`);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.text()).not.toContain('secret');
  });

  test('a route that fails answers 503 with Retry-After, tells nothing, and the server lives', async () => {
    const failing: Route = { method: 'POST', path: '/fail', handle: () => Promise.reject(new Error('secret words')) };
    const { base } = await serve({ routes: [failing] });
    const answer = await fetch(`${base}/fail`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.text()).not.toContain('secret');
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
  });

  test('an unknown address is 404 and a wrong method is not served', async () => {
    const { base } = await serve();
    expect((await fetch(`${base}/nothing`)).status).toBe(404);
    expect((await fetch(`${base}/echo`)).status).toBe(404);
  });

  test('a body that no route asked for is not parsed', async () => {
    const { base } = await serve();
    const answer = await fetch(`${base}/nothing`, {
      method: 'POST',
      body: '{ no JSON',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(404);
    // The rest of it is not waited for either.
    expect(answer.headers.get('connection')).toBe('close');
  });
});

describe('whatever is sent', () => {
  test('bytes that are no request, or a strange one, end that connection and nothing else', {
    timeout: 30_000,
  }, async () => {
    const { base, port } = await serve({ limits: { ...DEFAULT_HTTP_LIMITS, bodyBytes: 1_000, requestMs: 300 } });
    const line = fc.tuple(
      fc.constantFrom('POST', 'GET', 'PUT', 'OPTIONS', 'BREW', ''),
      fc.constantFrom('/echo', '/echo?a=%', '/%ff', '/health/ready', '*', '//', `/${'a'.repeat(20_000)}`),
    );
    const header = fc.constantFrom(
      ...['content-length: 5', 'content-length: -1', 'content-length: 9e9', 'transfer-encoding: chunked'],
      ...['content-type: ;;', 'host: \u0000', `x: ${'y'.repeat(17_000)}`, 'expect: 100-continue', 'x-given: é', ':'],
    );
    const request = fc
      .tuple(line, fc.array(header, { maxLength: 4 }), fc.uint8Array({ maxLength: 2_000 }))
      .map(([[method, path], headers, body]) =>
        Buffer.concat([Buffer.from(`${[`${method} ${path} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`), body]),
      );
    const bytes = fc.uint8Array({ maxLength: 500 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(request, bytes), { minLength: 20, maxLength: 20 }), async (all) => {
        await Promise.all(all.map((each) => exchange(connect(port, '127.0.0.1'), each).catch(() => '')));
        expect((await fetch(`${base}/health/live`)).status).toBe(200);
      }),
      { numRuns: 4 },
    );
  });
});

describe('health and metrics', () => {
  test('live is 200 always; ready is 503 with its reasons while something is wrong', async () => {
    let health: Health = { isReady: false, problems: ['Thiếu token'], facts: { knowledge: 'abc' } };
    const { base } = await serve({ health: () => health });
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    const red = await fetch(`${base}/health/ready`);
    expect(red.status).toBe(503);
    expect(await red.json()).toEqual({ isReady: false, problems: ['Thiếu token'], knowledge: 'abc' });
    health = { isReady: true, problems: [], facts: {} };
    expect((await fetch(`${base}/health/ready`)).status).toBe(200);
  });

  test('metrics are given as the collector renders them', async () => {
    const { base } = await serve();
    const answer = await fetch(`${base}/metrics`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/u);
    expect(await answer.text()).toBe('bot_up 1\n');
  });
});

describe('limits and stopping', () => {
  test('an occupied port is one clear error', async () => {
    const { port } = await serve();
    await expect(serve({ port })).rejects.toThrow(`127.0.0.1:${port}`);
    await expect(serve({ port })).rejects.toMatchObject({ name: 'HttpServerError' });
  });

  test('connections that trickle are closed while others are answered', async () => {
    const { base, port } = await serve({ limits: { ...DEFAULT_HTTP_LIMITS, requestMs: 500 } });
    const startedAt = Date.now();
    const starts = [
      '',
      'POST /echo HTTP/1.1\r\nx: ',
      'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{',
    ];
    const slow = Array.from({ length: 300 }, (_, index) => {
      const socket = connect(port, '127.0.0.1');
      const timer = setInterval(() => socket.writable && socket.write('x'), 100);
      if (starts[index % 3]) socket.write(starts[index % 3] ?? '');
      else clearInterval(timer);
      return new Promise<void>((resolve) => {
        socket.on('error', () => {});
        socket.on('close', () => {
          clearInterval(timer);
          resolve();
        });
        socket.resume();
      });
    });
    expect((await fetch(`${base}/echo`, { method: 'POST', body: 'a' })).status).toBe(200);
    await Promise.all(slow);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });

  test('stopping lets a running request end', async () => {
    let finish: () => void = () => {};
    const began = new Promise<void>((resolve) => {
      const slow: Route = {
        method: 'POST',
        path: '/slow',
        async handle() {
          resolve();
          await new Promise<void>((done) => {
            finish = done;
          });
          return { status: 200, headers: {}, body: 'done' };
        },
      };
      void serve({ routes: [slow] }).then(({ base, server }) => {
        answer = fetch(`${base}/slow`, { method: 'POST' });
        stop = () => server.stop();
      });
    });
    let answer: Promise<Response> = Promise.reject(new Error('not asked yet'));
    answer.catch(() => {});
    let stop: () => Promise<void> = async () => {};
    await began;
    const stopped = stop();
    finish();
    const answered = await answer;
    expect(await answered.text()).toBe('done');
    // Kept alive, it would hold up the end for as long as connections may idle.
    expect(answered.headers.get('connection')).toBe('close');
    await stopped;
  });
});

function exchange(socket: Socket, request: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write(request);
  });
}

test.each([
  ['a header', 'GET /no HTTP/1.1\r\nhost: x\r\n', 'x: y\r\n'],
  ['a body', 'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n\r\n', 'y'],
])('%s that trickles does not hold up the stop', async (_, begin, more) => {
  const { port, server } = await serve({ limits: { ...DEFAULT_HTTP_LIMITS, requestMs: 1_000 } });
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write(begin);
  const trickle = setInterval(() => socket.write(more), 50);
  try {
    // The request must have begun: a connection on which nothing came is closed at once.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await server.stop();
  } finally {
    clearInterval(trickle);
    socket.destroy();
  }
});
