import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Route, RouteResponse } from '../../http/route.ts';
import { isSameSecret } from '../same-secret.ts';
import type { Api } from './api.ts';
import { isWrongToken, reasonOf } from './api-failure.ts';
import { untilAborted } from './pause.ts';
import { persist } from './persist.ts';
import { ALLOWED_UPDATES } from './update.ts';

/** The address under which Telegram reaches this server. */
export const WEBHOOK_PATH = '/telegram/webhook';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** When to come again with an update that could not be stored; Telegram honours it. */
const RETRY_AFTER_S = 5;

/** Webhook deliveries that Telegram may have open at once. */
const MAX_CONNECTIONS = 100;

/** How long removing the webhook may hold up the end of the process. */
const REMOVE_LIMIT_MS = 3_000;

/**
 * The endpoint. Acknowledges an update only when `take` says that it is safe; else asks Telegram to come again. Answers
 * 403 without the secret, 400 to what is not an update.
 */
export function createWebhookRoute(
  secret: string,
  log: Log,
  take: (updates: readonly object[]) => Promise<boolean>,
): Route {
  return {
    method: 'POST',
    path: WEBHOOK_PATH,
    async handle({ headers, body }) {
      const given = headers[SECRET_HEADER];
      if (typeof given !== 'string' || !isSameSecret(given, secret)) return respond(403);
      const update = parseUpdate(body);
      if (!update) return respond(400);
      try {
        if (await take([update])) return respond(200);
      } catch (fault) {
        log.error({ reason: reasonOf(fault) }, 'telegram update could not be stored');
      }
      return { ...respond(503), headers: { 'retry-after': String(RETRY_AFTER_S) } };
    },
  };
}

export interface KeepWebhookOptions {
  readonly api: Api;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: string;
  readonly secret: string;
  /** Ends the keeping. */
  readonly signal: AbortSignal;
  isStopping(): boolean;
  onProblem(problem: string | undefined): void;
}

/**
 * Registers the webhook, with retries, and removes it when this process stops, so that Telegram keeps the updates
 * instead of knocking at a closed door. Rejects only when the token is wrong.
 */
export async function keepWebhook({
  api,
  clock,
  log,
  publicUrl,
  secret,
  signal,
  ...options
}: KeepWebhookOptions): Promise<void> {
  const registration = {
    url: `${publicUrl.replace(/\/+$/u, '')}${WEBHOOK_PATH}`,
    secret_token: secret,
    max_connections: MAX_CONNECTIONS,
    allowed_updates: ALLOWED_UPDATES,
    drop_pending_updates: false,
  };
  const set = async (): Promise<void> => {
    try {
      await api.call('setWebhook', registration, { signal });
      options.onProblem(undefined);
    } catch (fault) {
      options.onProblem(
        `Telegram chưa nhận địa chỉ webhook (${reasonOf(fault)}). Kiểm tra PUBLIC_URL: phải là https, mở ra Internet, cổng 443, 80, 88 hoặc 8443; chương trình đang thử lại.`,
      );
      throw fault;
    }
  };
  await persist(set, { clock, log, signal, isHopeless: isWrongToken });
  await untilAborted(signal);
  if (!options.isStopping()) return;
  try {
    await api.call('deleteWebhook', { drop_pending_updates: false }, { timeoutMs: REMOVE_LIMIT_MS });
  } catch (fault) {
    log.warn({ reason: reasonOf(fault) }, 'telegram webhook could not be removed');
  }
}

function parseUpdate(body: Buffer): object | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    const isUpdate = typeof parsed === 'object' && parsed !== null && 'update_id' in parsed;
    return isUpdate ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function respond(status: number): RouteResponse {
  return { status, headers: {}, body: '' };
}
