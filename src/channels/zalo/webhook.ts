import { describeFault, type Log } from '../../core/log.ts';
import type { Route, RouteResponse } from '../../http/route.ts';
import type { Receive } from '../channel.ts';
import { parseJson } from '../loose-json.ts';
import { type ReadEvent, readEvent } from './event.ts';
import type { Outcome } from './incoming.ts';
import { isSigned, type SignatureKeys } from './signature.ts';

/** What came of one request to the webhook; a fixed word, for counting. */
export type WebhookOutcome = 'stored' | 'full' | 'store fault' | 'probe' | 'bad signature' | 'unreadable' | IgnoredWhy;

type IgnoredWhy = Extract<Outcome, { kind: 'ignored' }>['why'];

export interface WebhookOptions {
  readonly keys: SignatureKeys;
  readonly log: Log;
  /** Undefined until the channel has been started. */
  readonly receive: () => Receive | undefined;
  readonly read: (event: ReadEvent) => Promise<Outcome>;
  readonly onOutcome: (outcome: WebhookOutcome, accountId: string | undefined) => void;
}

const RETRY_AFTER_SECONDS = 30;

/**
 * The address that Zalo posts events to. Answers 200 only when the message is durable, or when there is nothing to
 * keep; 503 asks Zalo to come again, 403 is for whoever cannot sign. Age is not judged here: Zalo repeats an event with
 * its old timestamp for up to a day, and what is too old is dropped where messages wait.
 */
export function createWebhook(options: WebhookOptions): Route {
  const { keys, log, receive, read, onOutcome } = options;

  const admit = async (body: Buffer): Promise<[WebhookOutcome, string | undefined]> => {
    const parsed = parseJson(body);
    if (parsed === undefined) return ['unreadable', undefined];
    const event = readEvent(parsed);
    try {
      const deliver = receive();
      if (!deliver) return ['full', undefined];
      const outcome = await read(event);
      if (outcome.kind === 'ignored') return [outcome.why, event.accountId];
      return [await deliver([outcome.message]), event.accountId];
    } catch (fault) {
      log.error({ fault: describeFault(fault) }, 'zalo event not stored');
      return ['store fault', undefined];
    }
  };

  return {
    method: 'POST',
    path: '/zalo/webhook',
    async handle({ headers, body }) {
      const header = headers['x-zevent-signature'];
      const signature = Array.isArray(header) ? header[0] : header;
      if (!isSigned(signature, body, keys)) {
        const isProbe = signature === undefined && isEmptyObject(body);
        onOutcome(isProbe ? 'probe' : 'bad signature', undefined);
        return respond(isProbe ? 200 : 403);
      }
      const [outcome, accountId] = await admit(body);
      onOutcome(outcome, accountId);
      if (outcome === 'unreadable' || outcome === 'other') log.info({ outcome }, 'zalo event ignored');
      return respond(outcome === 'full' || outcome === 'store fault' ? 503 : 200);
    },
  };
}

/** Saving the address in Zalo's console posts an unsigned `{}`, which must get 200. */
function isEmptyObject(body: Buffer): boolean {
  return body.length <= 16 && /^\s*(?:\{\s*\})?\s*$/u.test(body.toString('latin1'));
}

function respond(status: number): RouteResponse {
  const wait: Record<string, string> = status === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...wait },
    body: status === 200 ? 'OK' : '',
  };
}
