import type { Channel, SendOutcome } from '../channels/channel.ts';
import type { Clock } from '../core/clock.ts';
import type { Observer } from '../core/observer.ts';
import { backoffMs } from './backoff.ts';
import { withinTime } from './guard.ts';
import { type Memo, memoToJson, type WrittenReply } from './memo.ts';
import type { SendGate } from './send-rates.ts';
import type { Slots } from './slots.ts';
import type { Claimed, Inbox } from './store.ts';

/** How the sending of a reply ended. */
export type Sending = { readonly kind: 'sent' | 'too-old' } | { readonly kind: 'refused'; readonly reason: string };

/** A claimed message while it is worked on. */
export interface Work {
  readonly claimed: Claimed;
  memo: Memo;
}

/** What the sending of one channel's parts is made of. */
export interface PartSenderOptions {
  readonly channel: Channel;
  readonly inbox: Inbox;
  readonly gate: SendGate;
  readonly slots: Slots;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly isTooOld: (claimed: Claimed) => boolean;
  /** Makes a write to the store, however long that takes. */
  readonly record: (write: () => Promise<void>) => Promise<void>;
}

/** Thrown inside a message's work to leave it for whoever comes next. */
export const STOPPED = Symbol('stopped');

/** A channel's send limits its own time; this is for one that does not. */
const SEND_TIMEOUT_MS = 60_000;

/** How long a channel waits that needs a person before it tries once more. */
const BLOCKED_MS = 15_000;

/** How often a worker asks again whether the message is still its own. */
const UNSURE_MS = 500;

/** Makes the function that sends a reply's parts until nothing is left, the platform refuses for good, or it is too late. */
export function createPartSender(options: PartSenderOptions): (work: Work, written: WrittenReply) => Promise<Sending> {
  const { channel, inbox, gate, slots, clock, observer, isTooOld, record } = options;

  const pause = async (waitMs: number): Promise<void> => {
    await slots.pause(waitMs);
    if (slots.isStopped) throw STOPPED;
  };

  /** Waits until the message is surely ours, and the platform's rates and pauses permit a part to its conversation. */
  const passGate = async (claimed: Claimed): Promise<void> => {
    for (;;) {
      const hold = inbox.hold(claimed);
      if (hold === 'lost') throw STOPPED;
      const waitMs = hold === 'unsure' ? UNSURE_MS : gate.take(claimed.message, clock.now());
      if (waitMs === 0) return;
      if (hold === 'held') observer.waited(channel.name, waitMs);
      await pause(waitMs);
    }
  };

  /** The next part that is not out, a crash after this one's send repeats this one only. */
  const advance = async (work: Work, written: WrittenReply, sent: number): Promise<void> => {
    work.memo = { ...work.memo, written: { ...written, sent } };
    await record(() => inbox.keep(work.claimed, memoToJson(work.memo)));
    if (slots.isStopped) throw STOPPED;
  };

  return async (work, written) => {
    const { claimed } = work;
    let attempt = 0;
    for (let sent = written.sent; sent < written.parts.length; ) {
      const part = written.parts[sent];
      if (!part) break;
      await passGate(claimed);
      if (isTooOld(claimed)) return { kind: 'too-old' };
      const outcome: SendOutcome = await withinTime(channel.send(part, claimed.message), SEND_TIMEOUT_MS, clock);
      switch (outcome.kind) {
        case 'sent':
          attempt = 0;
          sent += 1;
          if (sent < written.parts.length) await advance(work, written, sent);
          break;
        case 'refused':
          return outcome;
        case 'blocked':
          gate.pause(BLOCKED_MS, clock.now());
          break;
        case 'retry': {
          observer.retried(channel.name);
          const waitMs = outcome.afterMs ?? backoffMs(attempt);
          attempt += 1;
          if (outcome.scope === 'channel') gate.pause(waitMs, clock.now());
          else await pause(waitMs);
        }
      }
    }
    return { kind: 'sent' };
  };
}
