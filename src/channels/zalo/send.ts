import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { IncomingMessage } from '../../core/message.ts';
import type { Part, SendOutcome } from '../channel.ts';
import { createPatience } from '../patience.ts';
import type { Access } from './access.ts';
import type { ApiFault } from './client/api-fault.ts';
import type { ApiResult, OpenApi, OutgoingText, Recipient } from './client/open-api.ts';
import type { ZaloAddress } from './incoming.ts';
import type { Manners } from './manners.ts';
import type { ZaloExtra } from './write.ts';

export interface SenderOptions {
  readonly api: Pick<OpenApi, 'send'>;
  readonly access: Pick<Access, 'token' | 'replace'>;
  readonly manners: Manners;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Told the fault of every message to a person that failed, and `undefined` when one succeeded. */
  readonly onFault: (fault: ApiFault | undefined, code: number | undefined) => void;
  readonly onSent: (message: IncomingMessage, messageId: string) => Promise<void>;
}

type Sent = ApiResult<{ messageId: string }>;
type Attempt = Sent | { readonly kind: 'outcome'; readonly outcome: SendOutcome };

/** How often a message that Zalo answers with such an error is sent in all, before it is given up. */
const TRIES: Readonly<Partial<Record<ApiFault, number>>> = { passing: 2, unknown: 5 };

/** Makes the function that sends one part: with quote and buttons where they are taken, plainer where they are not. */
export function createSender(options: SenderOptions): (part: Part, message: IncomingMessage) => Promise<SendOutcome> {
  const { api, access, manners, clock, log, onSent } = options;
  const patience = createPatience();

  /** One call, and a second one with a new token when the first was refused for its token. */
  const attempt = async (recipient: Recipient, text: OutgoingText): Promise<Attempt> => {
    const held = await access.token();
    if (held.kind !== 'token') return { kind: 'outcome', outcome: withoutToken(held) };
    const result = await api.send(held.accessToken, recipient, text);
    if (result.kind !== 'error' || result.fault !== 'token') return result;
    log.warn({ code: result.code }, 'zalo access token refused');
    const next = await access.replace(held.accessToken);
    if (next.kind !== 'token') return { kind: 'outcome', outcome: withoutToken(next) };
    return api.send(next.accessToken, recipient, text);
  };

  return async (part, message) => {
    const address = message.address as ZaloAddress;
    const recipient: Recipient = address.to === 'user' ? { userId: address.id } : { groupId: address.id };
    const extra = part.extra as ZaloExtra;
    const quoteId = address.to === 'user' && extra.quotes ? address.quoteId : undefined;
    const refused: OutgoingText[] = [];
    // What a group lacks says nothing about the account.
    const onFault: SenderOptions['onFault'] = address.to === 'user' ? options.onFault : () => {};
    for (const text of await manners.formsOf(part.text, extra.buttoned, quoteId)) {
      const result = await attempt(recipient, text);
      if (result.kind === 'outcome') return result.outcome;
      if (result.kind === 'done') {
        onFault(undefined, undefined);
        patience.forget(message.id);
        if (refused.length > 0) await manners.learn(refused, text);
        await onSent(message, result.data.messageId);
        return { kind: 'sent' };
      }
      if (result.kind === 'failed') {
        return { kind: 'retry', afterMs: undefined, scope: 'conversation', reason: result.reason };
      }
      const isPlain = text.buttons.length === 0 && text.quoteId === undefined;
      if (isPlain || (result.fault !== 'form' && result.fault !== 'unknown')) {
        onFault(result.fault, result.code);
        const allowed = TRIES[result.fault];
        if (allowed !== undefined && patience.isSpent(message.id, allowed)) return refusal(result);
        return outcomeOf(result, address, clock.now());
      }
      log.info({ code: result.code, buttons: text.buttons.length > 0 }, 'zalo refused the form of a message');
      refused.push(text);
    }
    throw new Error('expected the last form of a message to be plain');
  };
}

function withoutToken(access: Exclude<Awaited<ReturnType<Access['token']>>, { kind: 'token' }>): SendOutcome {
  return access.kind === 'blocked'
    ? { kind: 'blocked', reason: access.reason }
    : { kind: 'retry', afterMs: access.afterMs, scope: 'channel', reason: access.reason };
}

function refusal({ code, fault }: Extract<Sent, { kind: 'error' }>): SendOutcome {
  return { kind: 'refused', reason: `Zalo error ${code} (${fault})` };
}

function outcomeOf(result: Extract<Sent, { kind: 'error' }>, address: ZaloAddress, nowMs: number): SendOutcome {
  const { code, fault, afterMs } = result;
  const reason = `Zalo error ${code} (${fault})`;
  switch (fault) {
    case 'rate':
      return { kind: 'retry', afterMs, scope: 'channel', reason };
    case 'passing':
    case 'unknown':
      return { kind: 'retry', afterMs, scope: 'conversation', reason };
    case 'token':
      return { kind: 'retry', afterMs: afterMs ?? 60_000, scope: 'channel', reason };
    case 'night':
      return { kind: 'retry', afterMs: untilMorningMs(nowMs), scope: 'conversation', reason };
    case 'configuration':
      // Groups need a contract of their own: without it they must not hold up everybody else.
      return address.to === 'group' ? refusal(result) : { kind: 'blocked', reason };
    case 'form':
    case 'window':
    case 'recipient':
    case 'quota':
    case 'permanent':
      return refusal(result);
  }
}

const HOUR_MS = 3_600_000;

/** Until 06:00 in Việt Nam (UTC+7, no summer time). */
function untilMorningMs(nowMs: number): number {
  const sinceMidnightMs = (nowMs + 7 * HOUR_MS) % (24 * HOUR_MS);
  return (6 * HOUR_MS - sinceMidnightMs + 24 * HOUR_MS) % (24 * HOUR_MS);
}
