import { describeFault, type Log } from '../../core/log.ts';
import type { Route, RouteResponse } from '../../http/route.ts';
import { parseJson } from '../loose-json.ts';
import { isSameSecret } from '../same-secret.ts';

/** The address under which the platform reaches this server. */
export const WEBHOOK_PATH = '/zalo-bot/webhook';

const RETRY_AFTER_SECONDS = '30';

/**
 * The address that the platform posts updates to, `X-Bot-Api-Secret-Token` with each. `take` resolves once the update
 * is safe; until then nothing is acknowledged, and when it is not, 503 asks for it again.
 */
export function createBotWebhook(secret: string, log: Log, take: (update: unknown) => Promise<boolean>): Route {
  return {
    method: 'POST',
    path: WEBHOOK_PATH,
    async handle({ headers, body }) {
      const given = headers['x-bot-api-secret-token'];
      if (typeof given !== 'string' || !isSameSecret(given, secret)) return answer(403);
      const update = parseJson(body);
      if (update === undefined) return answer(200);
      try {
        return answer((await take(update)) ? 200 : 503);
      } catch (fault) {
        log.error({ fault: describeFault(fault) }, 'zalo bot update not stored');
        return answer(503);
      }
    },
  };
}

function answer(status: number): RouteResponse {
  return { status, headers: status === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {}, body: '' };
}
