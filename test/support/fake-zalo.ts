import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCountdown } from './countdown.ts';

/** Who may call the fake, as the office would have it from Zalo's console. */
export interface FakeZaloAccount {
  readonly appId: string;
  readonly appSecret: string;
  readonly oaId: string;
  readonly oaSecretKey: string;
  readonly name: string;
}

/** A message that the fake took. */
export interface FakeZaloMessage {
  readonly to: 'user' | 'group';
  readonly recipient: string;
  readonly text: string;
  readonly buttons: readonly { readonly title: string; readonly type: string; readonly payload: unknown }[];
  readonly quoteId: string | undefined;
  readonly messageId: string;
}

/** A request as it came, whatever became of it. */
export interface FakeZaloCall {
  readonly path: string;
  readonly body: unknown;
  /** The API's error number; 0 when it was carried out; undefined when a fault ate the answer. */
  readonly error: number | undefined;
}

/** What goes wrong with a request instead of its answer; an error number is the API's own (status 200). */
export type FakeFault =
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The request is carried out, but the connection breaks before the answer. */
  | { readonly kind: 'reset' }
  /** Nothing ever comes back. */
  | { readonly kind: 'silence' }
  /** Half of the answer, then the end. */
  | { readonly kind: 'cut' };

export interface FakeZaloOptions {
  readonly account?: Partial<FakeZaloAccount>;
  readonly port?: number;
  /** Waits this long before every answer. */
  readonly latencyMs?: number;
  /** Whether messages and calls are kept for looking at; a soak counts only. */
  readonly keeps?: boolean;
  /** Asked for each request; what it gives happens instead of the usual answer. */
  readonly faultFor?: (path: string, count: number) => FakeFault | undefined;
  /** Called for each message that was taken. */
  readonly onMessage?: (message: FakeZaloMessage) => void;
  /** Lifetime of granted access tokens in seconds. */
  readonly lifetimeSeconds?: number;
  readonly now?: () => number;
}

/** Zalo's open API and OAuth host on loopback: strict about tokens, lengths and shapes, as the real ones are. */
export interface FakeZalo {
  readonly url: string;
  readonly account: FakeZaloAccount;
  readonly messages: readonly FakeZaloMessage[];
  readonly calls: readonly FakeZaloCall[];
  /** Messages taken so far, kept or not. */
  readonly messageCount: () => number;
  /** Refreshes and code exchanges that succeeded, and those that were refused. */
  readonly grants: () => { readonly granted: number; readonly refused: number };
  /** A pair that works from now on; the ones before go on working until they are used up. */
  grantPair(): { readonly accessToken: string; readonly refreshToken: string };
  /** Makes an access token bad: `-216` invalid, `-220` expired, or another number. */
  spoilAccessToken(accessToken: string, code?: number): void;
  /** Makes every refresh token unknown, as after a change of the app's permissions. */
  killRefreshTokens(): void;
  /** The next `times` requests to a path that contains `path` fail this way. */
  failNext(path: string, fault: FakeFault, times?: number): void;
  /** Messages to this person get this error from now on (`-230` window, `-213` not following …); 0 takes it back. */
  refuseRecipient(id: string, code: number): void;
  /** Which forms are not taken, with the error that each gets. */
  readonly refuses: { buttons: number | undefined; quotes: number | undefined; quotesWithButtons: number | undefined };
  /** Opens the consent address as an administrator who agrees; gives the address that the browser is sent back to. */
  consent(consentUrl: string, options?: { readonly oaId?: string }): Promise<string>;
  /** Resolves when `count` messages have been taken in all. */
  waitFor(count: number, timeoutMs?: number): Promise<readonly FakeZaloMessage[]>;
  close(): Promise<void>;
}

const DEFAULT_ACCOUNT: FakeZaloAccount = {
  appId: '2334789304983807556',
  appSecret: 'app-secret-of-the-fake',
  oaId: '3674338702778449434',
  oaSecretKey: 'oa-secret-key-of-the-fake',
  name: 'Sở TT&TT Hải Dương',
};

const MAX_TEXT_LENGTH = 2_000;

interface Code {
  readonly oaId: string;
  readonly challenge: string | undefined;
  readonly expiresAtMs: number;
}

/** Starts the fake on a free port of 127.0.0.1. Both hosts are served there: give `url` as both roots. */
export async function startFakeZalo(options: FakeZaloOptions = {}): Promise<FakeZalo> {
  const account: FakeZaloAccount = { ...DEFAULT_ACCOUNT, ...options.account };
  const keeps = options.keeps ?? true;
  const now = options.now ?? Date.now;
  const lifetimeSeconds = options.lifetimeSeconds ?? 90_000;
  const accessTokens = new Map<string, { readonly expiresAtMs: number; readonly oaId: string }>();
  const spoiled = new Map<string, number>();
  const refreshTokens = new Set<string>();
  const codes = new Map<string, Code>();
  const recipients = new Map<string, number>();
  const planned: { readonly path: string; readonly fault: FakeFault; left: number }[] = [];
  const messages: FakeZaloMessage[] = [];
  const calls: FakeZaloCall[] = [];
  const taken = createCountdown('messages');
  const refuses: FakeZalo['refuses'] = { buttons: undefined, quotes: undefined, quotesWithButtons: undefined };
  let callCount = 0;
  let granted = 0;
  let refused = 0;

  const grantPair = (oaId = account.oaId): { accessToken: string; refreshToken: string } => {
    const pair = { accessToken: `access-${randomId()}`, refreshToken: `refresh-${randomId()}` };
    accessTokens.set(pair.accessToken, { expiresAtMs: now() + lifetimeSeconds * 1000, oaId });
    refreshTokens.add(pair.refreshToken);
    return pair;
  };

  const tokenError = (request: IncomingMessage): number => {
    const token = request.headers.access_token;
    if (typeof token !== 'string') return -124;
    const held = accessTokens.get(token);
    if (!held) return -216;
    const proof = createHmac('sha256', account.appSecret).update(token).digest('hex');
    if (request.headers.appsecret_proof !== undefined && request.headers.appsecret_proof !== proof) return -242;
    return spoiled.get(token) ?? (held.expiresAtMs <= now() ? -220 : 0);
  };

  const take = (to: 'user' | 'group', body: unknown): Reply => {
    const { recipient, message } = body as { recipient?: Fields; message?: Fields };
    const id = to === 'user' ? recipient?.user_id : recipient?.group_id;
    if (typeof id !== 'string' || !/^[0-9a-z]+$/iu.test(id)) return failed(-201, `${to}_id is invalid`);
    const text = message?.text;
    if (typeof text !== 'string' || text.trim() === '') return failed(-201, 'text is invalid');
    if (text.length > MAX_TEXT_LENGTH) return failed(-210, 'text exceeds 2000 characters');
    const quoteId = message?.quote_message_id as string | undefined;
    const attachment = message?.attachment as { type?: unknown; payload?: Fields } | undefined;
    const buttons = attachment === undefined ? [] : attachment.payload?.buttons;
    const shape = buttonsError(attachment?.type, buttons);
    if (shape !== 0) return failed(shape, 'attachment is invalid');
    const list = buttons as FakeZaloMessage['buttons'];
    if (list.length > 0 && refuses.buttons !== undefined) return failed(refuses.buttons, 'attachment not supported');
    if (quoteId !== undefined && refuses.quotes !== undefined) return failed(refuses.quotes, 'quote is invalid');
    if (quoteId !== undefined && to === 'group') return failed(-201, 'quote is invalid');
    if (quoteId !== undefined && list.length > 0 && refuses.quotesWithButtons !== undefined) {
      return failed(refuses.quotesWithButtons, 'only text can quote');
    }
    const closed = recipients.get(id) ?? 0;
    if (closed !== 0) return failed(closed, 'recipient refused');
    const messageId = randomId();
    const accepted: FakeZaloMessage = { to, recipient: id, text, buttons: list, quoteId, messageId };
    if (keeps) messages.push(accepted);
    options.onMessage?.(accepted);
    taken.add();
    const target = to === 'user' ? { user_id: id, sent_time: String(now()) } : { group_id: id };
    return { error: 0, message: 'Success', data: { message_id: messageId, ...target } };
  };

  const grant = (request: IncomingMessage, form: URLSearchParams): Reply => {
    const isApp = form.get('app_id') === account.appId && request.headers.secret_key === account.appSecret;
    if (!isApp) return refusal(-14002, 'Invalid app id or secret');
    if (form.get('grant_type') === 'refresh_token') {
      if (!refreshTokens.delete(form.get('refresh_token') ?? '')) return refusal(-14014, 'Invalid refresh token');
      return success(grantPair());
    }
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    if (!code || code.expiresAtMs <= now()) return refusal(-14012, 'Invalid code');
    const verifier = form.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (code.challenge !== undefined && code.challenge !== challenge) return refusal(-14024, 'Invalid code verifier');
    return success(grantPair(code.oaId));
  };
  const refusal = (code: number, name: string): Reply => {
    refused += 1;
    return { error: code, error_name: name, error_reason: name, error_description: '', ref_doc: '' };
  };
  const success = (pair: { accessToken: string; refreshToken: string }): Reply => {
    granted += 1;
    const { accessToken, refreshToken } = pair;
    return { access_token: accessToken, refresh_token: refreshToken, expires_in: String(lifetimeSeconds) };
  };

  const answer = (request: IncomingMessage, url: URL, raw: string): Reply | 'missing' => {
    const isJson = /^application\/json\b/u.test(String(request.headers['content-type']));
    switch (`${request.method} ${url.pathname}`) {
      case 'POST /v4/oa/access_token':
        return grant(request, new URLSearchParams(raw));
      case 'POST /v3.0/oa/message/cs':
      case 'POST /v3.0/oa/group/message': {
        if (url.searchParams.has('access_token')) return 'missing';
        const error = tokenError(request);
        if (error !== 0) return failed(error, 'access token');
        if (!isJson) return failed(-201, 'body is invalid');
        return take(url.pathname.includes('group') ? 'group' : 'user', JSON.parse(raw));
      }
      case 'GET /v2.0/oa/getoa': {
        const error = tokenError(request);
        if (error !== 0) return failed(error, 'access token');
        const oaId = accessTokens.get(String(request.headers.access_token))?.oaId;
        return { error: 0, message: 'Success', data: { oa_id: oaId, name: account.name } };
      }
      default:
        return 'missing';
    }
  };

  const planFor = (path: string): FakeFault | undefined => {
    const plan = planned.find(({ path: part, left }) => left > 0 && path.includes(part));
    if (plan) plan.left -= 1;
    return plan?.fault ?? options.faultFor?.(path, callCount);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', 'http://fake');
    callCount += 1;
    const fault = planFor(url.pathname);
    const isBefore = fault?.kind === 'error' || fault?.kind === 'status' || fault?.kind === 'silence';
    const reply: Reply | 'missing' | undefined =
      fault?.kind === 'error' ? failed(fault.code, 'injected') : isBefore ? undefined : answer(request, url, raw);
    if (keeps) {
      const body = raw.startsWith('{') ? JSON.parse(raw) : Object.fromEntries(new URLSearchParams(raw));
      const error = typeof reply === 'object' && typeof reply.error === 'number' ? reply.error : undefined;
      calls.push({ path: url.pathname, body, error: error ?? (typeof reply === 'object' ? 0 : undefined) });
    }
    if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'reset') return void request.socket.destroy();
    if (fault?.kind === 'status') {
      response.writeHead(fault.status, { ...fault.headers }).end('<html>gateway</html>');
      return;
    }
    if (reply === 'missing' || reply === undefined) return void response.writeHead(404).end('not found');
    const text = JSON.stringify(reply);
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    response.writeHead(200, headers);
    if (fault?.kind === 'cut')
      return void response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
    response.end(text);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account,
    messages,
    calls,
    messageCount: taken.count,
    grants: () => ({ granted, refused }),
    grantPair: () => grantPair(),
    spoilAccessToken: (accessToken, code = -216) => void spoiled.set(accessToken, code),
    killRefreshTokens: () => refreshTokens.clear(),
    failNext: (path, fault, times = 1) => void planned.push({ path, fault, left: times }),
    refuseRecipient: (id, code) => void recipients.set(id, code),
    refuses,
    async consent(consentUrl, { oaId = account.oaId } = {}) {
      const { pathname, searchParams } = new URL(consentUrl);
      if (pathname !== '/v4/oa/permission' || searchParams.get('app_id') !== account.appId) {
        throw new Error(`expected the consent page of app ${account.appId}, got ${pathname}`);
      }
      const code = `code-${randomId()}`;
      const challenge = searchParams.get('code_challenge') ?? undefined;
      codes.set(code, { oaId, challenge, expiresAtMs: now() + 600_000 });
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('oa_id', oaId);
      const state = searchParams.get('state');
      if (state !== null) back.searchParams.set('state', state);
      return back.href;
    },
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

/** The header with which Zalo signs `body`; its timestamp is read from the body. */
export function signZaloBody(body: string, account: Pick<FakeZaloAccount, 'appId' | 'oaSecretKey'>): string {
  const timestamp = /"timestamp"\s*:\s*"?(\d+)/u.exec(body)?.[1] ?? '';
  const mac = createHash('sha256')
    .update(account.appId + body + timestamp + account.oaSecretKey)
    .digest('hex');
  return `mac=${mac}`;
}

/** Posts an event to a webhook address as Zalo does; gives the status. */
export async function postZaloEvent(
  webhookUrl: string,
  event: unknown,
  account: Pick<FakeZaloAccount, 'appId' | 'oaSecretKey'>,
): Promise<number> {
  const body = JSON.stringify(event);
  const response = await fetch(webhookUrl, { method: 'POST', headers: zaloHeaders(body, account), body });
  await response.arrayBuffer();
  return response.status;
}

/** The headers of an event, signature included. */
export function zaloHeaders(
  body: string,
  account: Pick<FakeZaloAccount, 'appId' | 'oaSecretKey'>,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'ZaloWebhook',
    'x-zevent-server': 'OA OpenAPI',
    'x-zevent-signature': signZaloBody(body, account),
  };
}

/** An event of somebody who writes to the account. */
export function zaloTextEvent(
  account: Pick<FakeZaloAccount, 'appId' | 'oaId'>,
  text: string,
  options: { readonly id?: string; readonly from?: string; readonly atMs?: number } = {},
): object {
  return {
    app_id: account.appId,
    sender: { id: options.from ?? '675059164343092785' },
    user_id_by_app: '552177279717587730',
    recipient: { id: account.oaId },
    event_name: 'user_send_text',
    message: { text, msg_id: options.id ?? randomId() },
    timestamp: String(options.atMs ?? Date.now()),
  };
}

/** An event of somebody who writes in a group of the account. */
export function zaloGroupEvent(
  account: Pick<FakeZaloAccount, 'appId' | 'oaId'>,
  text: string,
  options: {
    readonly id?: string;
    readonly from?: string;
    readonly group?: string;
    readonly atMs?: number;
    readonly quotes?: string;
  } = {},
): object {
  return {
    oa_id: account.oaId,
    app_id: account.appId,
    sender: { id: options.from ?? '675059164343092785' },
    recipient: { id: options.group ?? 'f414c8f76fa586fbdfb4' },
    event_name: 'user_send_group_text',
    message: {
      text,
      msg_id: options.id ?? randomId(),
      ...(options.quotes === undefined ? {} : { quote_msg_id: options.quotes }),
    },
    timestamp: String(options.atMs ?? Date.now()),
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Reply = Fields;

function failed(code: number, message: string): Reply {
  return { error: code, message };
}

function buttonsError(type: unknown, buttons: unknown): number {
  if (!Array.isArray(buttons)) return -201;
  if (type !== undefined && type !== 'template') return -201;
  if (type !== undefined && (buttons.length === 0 || buttons.length > 5)) return -210;
  for (const button of buttons as Fields[]) {
    const { title, type: kind, payload } = button;
    if (typeof title !== 'string' || title === '' || title.length > 100) return -210;
    if (kind !== 'oa.query.hide' && kind !== 'oa.query.show' && kind !== 'oa.open.url') return -201;
    if (kind !== 'oa.open.url' && (typeof payload !== 'string' || payload.length > 1_000)) return -201;
  }
  return 0;
}

function randomId(): string {
  return randomBytes(10).toString('hex');
}
