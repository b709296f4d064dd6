import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { METHODS, messageOf } from './fake-telegram-methods.ts';
import {
  chatOf,
  type FakeCall,
  type FakeChat,
  type FakeState,
  Refusal,
  type SentMessage,
} from './fake-telegram-state.ts';

/** How the fake Bot API is set up; everything has a default. */
export interface FakeTelegramOptions {
  readonly token?: string;
  readonly username?: string;
  /** Where webhook deliveries really go: replaces the origin of the address that the bot registered. */
  readonly webhookTarget?: string;
  /** Whether calls and sent messages are kept; a bench counts them itself. Default true. */
  readonly isRecording?: boolean;
  /** Longest hold of a poll, ms, whatever the bot asks for; keeps tests quick. Default 50,000. */
  readonly holdLimitMs?: number;
  /** Wait before a webhook delivery that failed is made again, unless `Retry-After` says less. Default 50 ms. */
  readonly redeliveryMs?: number;
  /** Told of every call that was answered with a result. */
  readonly onCall?: (method: string, payload: Readonly<Record<string, unknown>>) => void;
}

/** How a call goes wrong. */
export type Fault =
  /** Refused; `retryAfter` in seconds. */
  | { readonly kind: 'error'; readonly status: number; readonly description: string; readonly retryAfter?: number }
  /** An answer that is not the Bot API's. */
  | { readonly kind: 'body'; readonly status: number; readonly body: string }
  /** The connection is reset. */
  | { readonly kind: 'reset' }
  /** The request is read and never answered. */
  | { readonly kind: 'silence' }
  /** Half of the answer, then nothing: the connection stays open. */
  | { readonly kind: 'truncated' };

export interface FaultRule {
  /** Only calls of this method; all without it. */
  readonly method?: string;
  readonly fault: Fault;
  /** How many calls it meets; default 1. */
  readonly times?: number;
  /** Which share of the calls it meets; default all. */
  readonly share?: number;
  /** Whether the call takes effect all the same and only its answer is lost. */
  readonly takesEffect?: boolean;
}

/** The kinds of updates that Telegram delivers to a bot that asked for none in particular. */
const NOT_BY_DEFAULT = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** A fake Bot API on loopback, as strict as the documentation. */
export interface FakeTelegram {
  readonly apiRoot: string;
  readonly token: string;
  readonly state: FakeState;
  readonly calls: readonly FakeCall[];
  /** Messages that the bot sent, oldest first, as they stand after edits. */
  readonly sent: readonly SentMessage[];
  /** Calls of one method, oldest first. */
  callsOf(method: string): readonly FakeCall[];
  chat(id: number, type?: FakeChat['type']): FakeChat;
  /**
   * Delivers an update (its id is added); resolves when the bot has confirmed it: by a later offset, or by 200.
   * Resolves at once when the bot did not ask for this kind.
   */
  deliver(update: Readonly<Record<string, unknown>>): Promise<void>;
  /** Posts a body to the webhook as it is; gives the status. */
  post(body: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<number>;
  /** Sends webhook deliveries to `origin` from now on, whatever address the bot registered. */
  redirectWebhook(origin: string): void;
  /** Makes calls go wrong from now on. */
  fail(rule: FaultRule): void;
  /** Ends all faults. */
  heal(): void;
  /** Updates that the bot has not confirmed. */
  pending(): number;
  /** A message of the bot as updates carry it. */
  messageOf(sent: SentMessage): object;
  /** Resolves once `isTrue`; rejects after `limitMs`. */
  until(isTrue: () => boolean, limitMs?: number): Promise<void>;
  close(): Promise<void>;
}

interface Queued {
  readonly id: number;
  readonly update: Readonly<Record<string, unknown>>;
  confirm(): void;
}

interface Poll {
  readonly response: ServerResponse;
  readonly call: FakeCall;
  readonly offset: number;
  readonly limit: number;
  readonly timer: NodeJS.Timeout;
}

/** Starts the fake on a free port of 127.0.0.1. */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const token = options.token ?? '123456789:AAFakeTokenForTestsOnly_0123456789';
  const username = options.username ?? 'tra_loi_bot';
  const isRecording = options.isRecording ?? true;
  const state: FakeState = {
    me: {
      id: Number(token.split(':')[0]),
      is_bot: true,
      first_name: 'Trả lời',
      username,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: true,
      supports_guest_queries: true,
    },
    chats: new Map(),
    sent: [],
    presses: new Set(),
    inlineQueries: new Set(),
    guestQueries: new Set(),
    commands: new Map(),
    profile: new Map(),
    webhook: undefined,
    allowedUpdates: undefined,
  };
  const calls: FakeCall[] = [];
  let queue: Queued[] = [];
  let nextUpdateId = 1;
  let poll: Poll | undefined;
  let rules: { rule: FaultRule; left: number }[] = [];
  let isClosed = false;
  let { webhookTarget } = options;
  const waiters = new Set<() => void>();

  const changed = (): void => {
    for (const waiter of [...waiters]) waiter();
  };

  const server = createServer((request, response) => {
    void handle(request, response).catch((fault) => {
      response.destroy();
      console.error('fake telegram broke', fault);
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const match = /^\/bot([^/]*)\/(\w+)$/u.exec(request.url ?? '');
    if (!match || match[1] !== token) {
      const isToken = /^\d+:/u.test(match?.[1] ?? '');
      answer(response, isToken ? 401 : 404, { description: isToken ? 'Unauthorized' : 'Not Found' });
      return;
    }
    const method = match[2] as string;
    const payload = (
      chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {}
    ) as FakeCall['payload'];
    const call: FakeCall = { method, payload, atMs: Date.now(), status: 0 };
    if (isRecording) calls.push(call);
    const met = rules.find(
      ({ rule, left }) =>
        left > 0 && (rule.method ?? method) === method && (rule.share === undefined || Math.random() < rule.share),
    );
    if (met) {
      met.left -= 1;
      if (met.rule.takesEffect) execute(call);
      fail(met.rule.fault, call, response);
    } else if (method === 'getUpdates') startPoll(call, response);
    else finish(call, response, execute(call));
    changed();
  }

  function execute(call: FakeCall): { status: number; body: object } {
    try {
      const method = METHODS[call.method];
      if (!method) throw new Refusal(404, 'Not Found: method not found');
      const result = method(state, call.payload);
      if (!isRecording) state.sent.length = 0;
      options.onCall?.(call.method, call.payload);
      if (call.method === 'setWebhook') flush();
      return { status: 200, body: { ok: true, result } };
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      const body = { ok: false, error_code: fault.status, description: fault.message, parameters: fault.parameters };
      return { status: fault.status, body };
    }
  }

  function finish(call: FakeCall, response: ServerResponse, { status, body }: { status: number; body: object }): void {
    call.status = status;
    write(response, status, JSON.stringify(body));
  }

  function fail(fault: Fault, call: FakeCall, response: ServerResponse): void {
    call.status = -1;
    switch (fault.kind) {
      case 'error': {
        call.status = fault.status;
        const parameters = fault.retryAfter === undefined ? undefined : { retry_after: fault.retryAfter };
        answer(response, fault.status, { description: fault.description, parameters });
        break;
      }
      case 'body':
        call.status = fault.status;
        write(response, fault.status, fault.body);
        break;
      case 'reset':
        response.socket?.resetAndDestroy();
        break;
      case 'truncated':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' });
        response.write('{"ok":true,"result":[');
        break;
      case 'silence':
        break;
    }
  }

  function startPoll(call: FakeCall, response: ServerResponse): void {
    if (state.webhook) {
      call.status = 409;
      const description =
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
      answer(response, 409, { description });
      return;
    }
    if (poll) {
      const description =
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
      poll.call.status = 409;
      clearTimeout(poll.timer);
      answer(poll.response, 409, { description });
      poll = undefined;
    }
    const { offset = 0, limit = 100, timeout = 0, allowed_updates: allowed } = call.payload as Record<string, number>;
    if (limit < 1 || limit > 100 || timeout > 50) throw new RangeError(`limit ${limit}, timeout ${timeout}`);
    if (Array.isArray(allowed)) state.allowedUpdates = allowed;
    for (const queued of queue) if (queued.id < offset) queued.confirm();
    queue = queue.filter(({ id }) => id >= offset);
    const holdMs = Math.min(timeout * 1000, options.holdLimitMs ?? 50_000);
    const timer = setTimeout(() => endPoll(), holdMs);
    poll = { response, call, offset, limit, timer };
    response.on('close', () => {
      if (poll?.response !== response) return;
      clearTimeout(timer);
      poll = undefined;
    });
    if (queue.length > 0 || holdMs === 0) endPoll();
  }

  function endPoll(): void {
    if (!poll) return;
    const { response, call, limit, timer } = poll;
    poll = undefined;
    clearTimeout(timer);
    const updates = queue.slice(0, limit).map(({ update }) => update);
    finish(call, response, { status: 200, body: { ok: true, result: updates } });
    changed();
  }

  function flush(): void {
    if (poll && queue.length > 0) endPoll();
    else if (state.webhook) for (const queued of queue.splice(0)) void push(queued);
  }

  /** Posts one update to the webhook until it is acknowledged, or the webhook is gone. */
  async function push(queued: Queued): Promise<void> {
    while (!isClosed) {
      if (!state.webhook) {
        queue.push(queued);
        queue.sort((one, other) => one.id - other.id);
        flush();
        return;
      }
      let waitMs = options.redeliveryMs ?? 50;
      try {
        const response = await fetch(targetOf(state.webhook.url), {
          method: 'POST',
          headers: secretHeaders(state.webhook.secret),
          body: escapeNonAscii(JSON.stringify(queued.update)),
        });
        await response.arrayBuffer();
        if (response.ok) {
          queued.confirm();
          changed();
          return;
        }
        const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
        if (Number.isFinite(retryAfter)) waitMs = Math.min(waitMs, retryAfter * 1000);
      } catch {
        // Not listening now: comes again.
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }

  function targetOf(url: string): string {
    return webhookTarget === undefined ? url : new URL(new URL(url).pathname, webhookTarget).href;
  }

  function isWanted(update: Readonly<Record<string, unknown>>): boolean {
    const allowed = state.webhook ? state.webhook.allowed : state.allowedUpdates;
    const [kind] = Object.keys(update).filter((key) => key !== 'update_id');
    if (kind === undefined) return false;
    return allowed === undefined || allowed.length === 0 ? !NOT_BY_DEFAULT.includes(kind) : allowed.includes(kind);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    apiRoot: `http://127.0.0.1:${port}`,
    token,
    state,
    calls,
    sent: state.sent,
    callsOf: (method) => calls.filter((call) => call.method === method),
    chat: (id, type) => chatOf(state, id, type),
    deliver(update) {
      learn(state, update);
      if ((state.webhook || state.allowedUpdates) && !isWanted(update)) return Promise.resolve();
      return new Promise((resolve) => {
        const id = nextUpdateId++;
        queue.push({ id, update: { update_id: id, ...update }, confirm: resolve });
        flush();
      });
    },
    async post(body, headers) {
      if (!state.webhook) throw new Error('expected a registered webhook, got none');
      const response = await fetch(targetOf(state.webhook.url), {
        method: 'POST',
        headers: headers ?? secretHeaders(state.webhook.secret),
        body,
      });
      await response.arrayBuffer();
      return response.status;
    },
    redirectWebhook: (origin) => {
      webhookTarget = origin;
    },
    fail: (rule) => void rules.push({ rule, left: rule.times ?? 1 }),
    heal: () => {
      rules = [];
    },
    pending: () => queue.length,
    messageOf: (sent) => messageOf(state, sent),
    until(isTrue, limitMs = 5_000) {
      if (isTrue()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(timer);
          clearInterval(glance);
          waiters.delete(look);
        };
        const look = (): void => {
          if (!isTrue()) return;
          stop();
          resolve();
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`expected this within ${limitMs} ms: ${isTrue}`));
        }, limitMs);
        const glance = setInterval(look, 20);
        waiters.add(look);
      });
    },
    async close() {
      isClosed = true;
      if (poll) clearTimeout(poll.timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Chats, messages and queries of an update exist from its delivery on. */
function learn(state: FakeState, update: Readonly<Record<string, unknown>>): void {
  for (const [kind, value] of Object.entries(update)) {
    const object = value as Record<string, unknown> | null;
    if (typeof object !== 'object' || object === null) continue;
    if (kind === 'callback_query') state.presses.add(String(object.id));
    if (kind === 'inline_query') state.inlineQueries.add(String(object.id));
    if (kind === 'guest_message') state.guestQueries.add(String(object.guest_query_id));
    const {
      chat,
      message_id: id,
      message_thread_id: thread,
      is_topic_message: isTopic,
    } = object as {
      chat?: { id: number; type: FakeChat['type'] };
      message_id?: number;
      message_thread_id?: number;
      is_topic_message?: boolean;
    };
    if (kind === 'guest_message' || typeof chat !== 'object') continue;
    const known = chatOf(state, chat.id, chat.type);
    if (isTopic && thread !== undefined) known.topics.add(thread);
    for (const message of [object, object.reply_to_message]) {
      const messageId = (message as { message_id?: number } | undefined)?.message_id;
      if (messageId === undefined) continue;
      known.messages.add(messageId);
      known.nextMessageId = Math.max(known.nextMessageId, messageId + 1);
    }
    void id;
  }
}

function secretHeaders(secret: string): Record<string, string> {
  return { 'content-type': 'application/json', ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}) };
}

/** Telegram's own server writes everything beyond ASCII as `\uXXXX`. */
function escapeNonAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function answer(
  response: ServerResponse,
  status: number,
  fields: { description: string; parameters?: object | undefined },
): void {
  write(response, status, JSON.stringify({ ok: false, error_code: status, ...fields }));
}

function write(response: ServerResponse, status: number, body: string): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
