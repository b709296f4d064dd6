import { createConnection, type Socket } from 'node:net';
import { carry } from '../support/carry.ts';
import { isCarried, type Scenario } from './scenario.ts';

const CONNECTIONS = 300;

/** Longest time that a connection may take for one request. */
const LIMIT_MS = 7_000;

/** From one byte to the next. */
const BYTE_MS = 250;

/** What half of them send a byte at a time. */
const HEAD = `POST /zalo/webhook HTTP/1.1\r\nHost: bot.example\r\nContent-Type: application/json\r\nX-Filler: ${'x'.repeat(500)}\r\n`;

/** What the other half send at once, a body to follow a byte at a time. */
const WHOLE_HEAD = `${HEAD}Content-Length: 1000\r\n\r\n`;

const BODY = `{${' '.repeat(999)}`;

/** Hundreds of connections trickle while webhooks go on; each that is closed is opened anew. */
export const SLOW_CONNECTIONS: Scenario = {
  name: '300 slow connections',
  store: 'SQLite',
  async run({ databaseUrl }) {
    const lasted: { readonly kind: 'headers' | 'body'; readonly ms: number }[] = [];
    let isOver = false;
    const keepTrickling = async (index: number, port: number): Promise<void> => {
      const kind = index % 2 === 0 ? 'headers' : 'body';
      while (!isOver) lasted.push({ kind, ms: await trickle(port, kind) });
    };
    const carried = await carry({
      ...{ way: 'zalo-webhook', messages: 3_000, conversations: 600, perSecond: 100, databaseUrl },
      async meanwhile({ ports: [port = 0], reached }) {
        const all = Array.from({ length: CONNECTIONS }, (_, index) => keepTrickling(index, port));
        await reached(1);
        isOver = true;
        await Promise.all(all);
      },
    });
    const longest = (kind: string): number =>
      Math.max(...lasted.filter((one) => one.kind === kind).map(({ ms }) => ms));
    const shortestMs = Math.min(...lasted.map(({ ms }) => ms));
    const [headersMs, bodyMs] = [longest('headers'), longest('body')];
    const isRefused = Object.keys(carried.refused).length > 0;
    return {
      isHeld: isCarried(carried) && !isRefused && headersMs < LIMIT_MS && bodyMs < LIMIT_MS,
      measured: { slow: lasted.length, shortestMs, longestHeadersMs: headersMs, longestBodyMs: bodyMs, ...carried },
    };
  },
};

/** Sends a request a byte at a time until the other side has enough; gives how long that took, ms. */
function trickle(port: number, kind: 'headers' | 'body'): Promise<number> {
  return new Promise((resolve) => {
    const startedAtMs = Date.now();
    const socket: Socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
    if (kind === 'body') socket.write(WHOLE_HEAD);
    const bytes = kind === 'headers' ? HEAD : BODY;
    let sent = 0;
    const timer = setInterval(() => {
      if (sent < bytes.length) socket.write(bytes.charAt(sent));
      sent += 1;
    }, BYTE_MS);
    socket.resume();
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve(Date.now() - startedAtMs);
    });
  });
}
