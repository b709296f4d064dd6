import { type Call, type CallResult, createCall, retryAfterMs } from '../call.ts';
import { fieldsOf } from '../loose-json.ts';

/** What a call to the Bot Platform came to. */
export type BotResult =
  | { readonly kind: 'done'; readonly result: unknown }
  /** `code` is the platform's own, much like a status of HTTP. */
  | { readonly kind: 'error'; readonly code: number; readonly afterMs: number | undefined }
  /** No answer, or none that the platform gives: whether it was carried out is unknown. */
  | { readonly kind: 'failed'; readonly reason: string };

/** The part of the Bot Platform's API that a quoting bot needs. */
export interface BotApi {
  getMe(): Promise<BotResult>;
  /** Waits for one update; error 408 means that nobody wrote. An update is handed over once, whoever gets it. */
  getUpdate(signal: AbortSignal): Promise<BotResult>;
  sendMessage(chatId: string, text: string): Promise<BotResult>;
  setWebhook(url: string, secret: string): Promise<BotResult>;
  deleteWebhook(): Promise<BotResult>;
}

export interface BotApiOptions {
  /** e.g. `https://bot-api.zaloplatforms.com`. */
  readonly root: string;
  /** Part of every address, so that no address is ever logged. */
  readonly token: string;
  /** How long the platform may hold a poll, in seconds. */
  readonly holdSeconds: number;
  /** Limit of one call that is no poll. */
  readonly timeoutMs: number;
}

/** Beyond the hold: a poll that is silent for longer is given up. */
const POLL_MARGIN_MS = 10_000;

/** The code for "nothing came": no failure. */
export const IDLE_CODE = 408;

/** Longer texts are refused. */
export const MAX_TEXT_LENGTH = 2_000;

/** Every answer is `{ok, result | error_code, description}`, whatever its status. */
export function createBotApi({ root, token, holdSeconds, timeoutMs }: BotApiOptions): BotApi {
  const usual = createCall(root, timeoutMs);
  const patient = createCall(root, holdSeconds * 1000 + POLL_MARGIN_MS);
  const ask = async (call: Call, method: string, parameters: object, signal?: AbortSignal): Promise<BotResult> =>
    read(
      await call(
        {
          method: 'POST',
          path: `/bot${token}/${method}`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(parameters),
        },
        signal,
      ),
    );
  return {
    getMe: () => ask(usual, 'getMe', {}),
    getUpdate: (signal) => ask(patient, 'getUpdates', { timeout: String(holdSeconds) }, signal),
    sendMessage: (chatId, text) => ask(usual, 'sendMessage', { chat_id: chatId, text }),
    setWebhook: (url, secret) => ask(usual, 'setWebhook', { url, secret_token: secret }),
    deleteWebhook: () => ask(usual, 'deleteWebhook', {}),
  };
}

function read(result: CallResult): BotResult {
  if (result.kind === 'failed') return result;
  const { status, headers, body } = result;
  const answer = fieldsOf(body);
  if (answer.ok === true && status < 300) return { kind: 'done', result: answer.result };
  const code = Number(answer.error_code ?? (status >= 400 ? status : Number.NaN));
  if (Number.isNaN(code)) return { kind: 'failed', reason: `status ${status} without the platform's answer` };
  return { kind: 'error', code, afterMs: retryAfterMs(headers) };
}
