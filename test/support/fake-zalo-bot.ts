import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCountdown } from './countdown.ts';

/** A message that the fake took. */
export interface FakeBotMessage {
  readonly chatId: string;
  readonly text: string;
  readonly messageId: string;
}

/** What goes wrong with a request: an error of the platform, a bare status, a broken connection, no answer. */
export type FakeBotFault =
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' };

export interface FakeZaloBotOptions {
  readonly token?: string;
  readonly port?: number;
  /** Waits this long before every answer that is no poll. */
  readonly latencyMs?: number;
  /** A poll is held for so much of the time it asks for; keeps tests quick. */
  readonly holdFactor?: number;
  /** Whether messages and calls are kept for looking at. */
  readonly keeps?: boolean;
  readonly faultFor?: (method: string, count: number) => FakeBotFault | undefined;
  readonly onMessage?: (message: FakeBotMessage) => void;
}

/** Zalo's Bot Platform on loopback: one update a poll, handed over once; polls and webhook exclude each other. */
export interface FakeZaloBot {
  readonly url: string;
  readonly token: string;
  readonly identity: { readonly id: string; readonly account_name: string; readonly display_name: string };
  readonly messages: readonly FakeBotMessage[];
  readonly calls: readonly { readonly method: string; readonly parameters: Readonly<Record<string, unknown>> }[];
  /** The webhook that is set. */
  readonly webhook: () => { readonly url: string; readonly secret: string } | undefined;
  /** Where posts to the webhook really go; a public address cannot be reached from a test. */
  routeWebhookTo(url: string): void;
  /** Somebody wrote: hands the update to the poll that waits, or to the webhook; gives the webhook's status. */
  push(update: unknown): Promise<number | undefined>;
  /** Updates that no poll has fetched yet. */
  readonly waiting: () => number;
  failNext(method: string, fault: FakeBotFault, times?: number): void;
  /** Resolves when `count` messages have been taken in all. */
  waitFor(count: number, timeoutMs?: number): Promise<readonly FakeBotMessage[]>;
  close(): Promise<void>;
}

const MAX_TEXT_LENGTH = 2_000;

type Fields = Readonly<Record<string, unknown>>;
type Reply = { readonly status: number; readonly body: Fields };

/** Starts the fake on a free port of 127.0.0.1. */
export async function startFakeZaloBot(options: FakeZaloBotOptions = {}): Promise<FakeZaloBot> {
  const token = options.token ?? '12345689:abc-xyz';
  const keeps = options.keeps ?? true;
  const identity = { id: 'b1e9d0c2', account_name: 'bot.HaiDuong', display_name: 'Bot Hải Dương' };
  const messages: FakeBotMessage[] = [];
  const calls: { method: string; parameters: Fields }[] = [];
  const planned: { readonly method: string; readonly fault: FakeBotFault; left: number }[] = [];
  const queue: unknown[] = [];
  const pollers = new Set<(update: unknown) => void>();
  const taken = createCountdown('messages');
  let webhook: { readonly url: string; readonly secret: string } | undefined;
  let webhookTarget: string | undefined;
  let callCount = 0;

  const poll = (seconds: number, request: IncomingMessage): Promise<Reply> => {
    if (queue.length > 0) return Promise.resolve(ok(queue.shift()));
    return new Promise((resolve) => {
      const finish = (reply: Reply): void => {
        clearTimeout(timer);
        pollers.delete(give);
        request.socket.off('close', leave);
        resolve(reply);
      };
      const give = (update: unknown): void => finish(ok(update));
      const leave = (): void => finish(bad(408, 'gone'));
      const timer = setTimeout(() => finish(bad(408, 'Request timeout')), seconds * 1000 * (options.holdFactor ?? 1));
      request.socket.once('close', leave);
      pollers.add(give);
    });
  };

  const send = ({ chat_id: chatId, text }: Fields): Reply => {
    if (typeof chatId !== 'string' || chatId === '') return bad(400, 'chat_id is required');
    if (typeof text !== 'string' || text.trim() === '' || text.length > MAX_TEXT_LENGTH) {
      return bad(400, 'text must have 1 to 2000 characters');
    }
    const message = { chatId, text, messageId: randomBytes(10).toString('hex') };
    if (keeps) messages.push(message);
    options.onMessage?.(message);
    taken.add();
    return ok({ message_id: message.messageId, date: Date.now() });
  };

  const setWebhook = ({ url, secret_token: secret }: Fields): Reply => {
    if (typeof url !== 'string' || !/^https:\/\/(?!localhost|127\.|10\.|192\.168\.)/u.test(url)) {
      return bad(400, 'url must be public and https');
    }
    if (typeof secret !== 'string' || secret.length < 8 || secret.length > 256) return bad(400, 'secret_token');
    webhook = { url, secret };
    return ok({ url, updated_at: Date.now() });
  };

  const answer = async (method: string, parameters: Fields, request: IncomingMessage): Promise<Reply> => {
    switch (method) {
      case 'getMe':
        return ok({ ...identity, account_type: 'BASIC', can_join_groups: true });
      case 'getUpdates':
        if (webhook) return bad(400, 'a webhook is set');
        return poll(Number(parameters.timeout ?? 30), request);
      case 'sendMessage':
        return send(parameters);
      case 'setWebhook':
        return setWebhook(parameters);
      case 'deleteWebhook': {
        const had = webhook !== undefined;
        webhook = undefined;
        return had ? ok({ url: '', updated_at: Date.now() }) : bad(404, 'no webhook');
      }
      default:
        return bad(404, 'no such method');
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/u.exec(request.url ?? '') ?? [];
    const raw = Buffer.concat(chunks).toString('utf8');
    const parameters = raw === '' ? {} : (JSON.parse(raw) as Fields);
    callCount += 1;
    if (keeps) calls.push({ method, parameters });
    const plan = planned.find((each) => each.left > 0 && each.method === method);
    if (plan) plan.left -= 1;
    const fault = plan?.fault ?? options.faultFor?.(method, callCount);
    if (options.latencyMs && method !== 'getUpdates') {
      await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    }
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'reset') return void request.socket.destroy();
    if (fault?.kind === 'status') return void response.writeHead(fault.status, { ...fault.headers }).end('gateway');
    const reply =
      given === token
        ? fault
          ? bad(fault.code, 'injected')
          : await answer(method, parameters, request)
        : bad(401, 'Unauthorized');
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    identity,
    messages,
    calls,
    webhook: () => webhook,
    routeWebhookTo(url) {
      webhookTarget = url;
    },
    async push(update) {
      if (webhook && webhookTarget) {
        const body = JSON.stringify(update);
        const headers = { 'content-type': 'application/json', 'x-bot-api-secret-token': webhook.secret };
        const response = await fetch(webhookTarget, { method: 'POST', headers, body });
        await response.arrayBuffer();
        return response.status;
      }
      const result = (update as { result?: unknown }).result ?? update;
      const [poller] = pollers;
      if (poller) poller(result);
      else queue.push(result);
      return undefined;
    },
    waiting: () => queue.length,
    failNext: (method, fault, times = 1) => void planned.push({ method, fault, left: times }),
    async waitFor(count, timeoutMs = 5_000) {
      await taken.reach(count, timeoutMs);
      return messages;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An update of somebody who writes to the bot, as the platform wraps it. */
export function botTextUpdate(
  text: string,
  options: {
    readonly id?: string;
    readonly from?: string;
    readonly group?: string;
    readonly isBot?: boolean;
    readonly extra?: object;
  } = {},
): object {
  const from = options.from ?? '6ede9afa66b88fe6d6a9';
  const chat = { id: options.group ?? from, chat_type: options.group === undefined ? 'PRIVATE' : 'GROUP' };
  const message = {
    from: { id: from, display_name: 'Ted', is_bot: options.isBot ?? false },
    chat,
    text,
    message_id: options.id ?? randomBytes(10).toString('hex'),
    date: Date.now(),
    ...options.extra,
  };
  return { ok: true, result: { event_name: 'message.text.received', message } };
}

function ok(result: unknown): Reply {
  return { status: 200, body: { ok: true, result } };
}

/** Errors come with status 200 too, by what clients tell of the platform. */
function bad(code: number, description: string): Reply {
  return { status: 200, body: { ok: false, description, error_code: code } };
}
