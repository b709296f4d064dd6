import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../core/clock.ts';
import type { Context } from '../core/context.ts';
import type { Reply } from '../core/reply.ts';
import type { DeliveryOptions } from './deliver.ts';
import { type Guard, type Trace, withinTime } from './guard.ts';
import type { Memo, WrittenReply } from './memo.ts';
import type { DeliverySettings } from './settings.ts';
import type { Claimed } from './store.ts';

/** Makes the reply to a claimed message, written for its channel; undefined means silence. May throw. */
export type Answerer = (claimed: Claimed, memo: Memo, trace: Trace) => Promise<WrittenReply | undefined>;

/** What an answerer is made of. */
export interface AnswererOptions {
  readonly channel: Channel;
  readonly respond: DeliveryOptions['respond'];
  readonly guard: Guard;
  readonly clock: Clock;
  readonly settings: DeliverySettings;
}

/** Makes the answerer of one channel. */
export function createAnswerer({ channel, respond, guard, clock, settings }: AnswererOptions): Answerer {
  const write = (reply: Reply, claimed: Claimed, context: Context | undefined): WrittenReply => {
    const parts = channel.write(reply, claimed.message);
    return { kind: reply.kind, parts, sent: 0, context };
  };
  return async (claimed, memo, trace) => {
    if (memo.notice) return write({ kind: memo.notice }, claimed, undefined);
    const answering = respond(claimed.message.request, claimed.context as unknown as Context | undefined);
    const response =
      answering instanceof Promise ? await withinTime(answering, settings.answerTimeoutMs, clock) : answering;
    const written = response && write(response.reply, claimed, response.context);
    await guard.settleTrace(trace);
    return written;
  };
}
