import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { IncomingMessage } from '../../core/message.ts';
import type { Respond } from '../../core/respond.ts';
import { textsOf } from '../texts/texts.ts';
import type { Api } from './api.ts';
import { ApiFailure } from './api-failure.ts';
import { patiently } from './patiently.ts';
import { outcomeOf } from './send.ts';
import { writeSingle } from './single.ts';

export interface GuestOptions {
  readonly api: Api;
  readonly respond: Respond;
  readonly username: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Makes what answers a mention in a chat of which the bot is no member: one message, which Telegram posts for it. */
export function createGuests(options: GuestOptions): (queryId: string, message: IncomingMessage) => Promise<void> {
  const { api, respond, username, clock, log, signal } = options;
  return async (queryId, message) => {
    const reply = respond(message.request, undefined)?.reply;
    const texts = textsOf(message.language);
    const single = reply && writeSingle(reply, texts, username);
    if (!single) return;
    const result = { type: 'article', id: 'answer', title: texts.profile.name, ...single };
    const outcome = await patiently(
      async () => {
        try {
          await api.call('answerGuestQuery', { guest_query_id: queryId, result });
          return { kind: 'sent' };
        } catch (fault) {
          if (!(fault instanceof ApiFailure)) throw fault;
          return outcomeOf(fault, 'conversation');
        }
      },
      clock,
      signal,
    );
    if (outcome.kind !== 'sent') log.warn({ reason: outcome.reason }, 'telegram guest could not be answered');
  };
}
