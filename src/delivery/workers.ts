import type { Channel, SendOutcome } from '../channels/channel.ts';
import type { Clock } from '../core/clock.ts';
import { MENU_MS } from '../core/context.ts';
import { describeFault, type Log } from '../core/log.ts';
import type { Observer } from '../core/observer.ts';
import type { Json } from '../core/store.ts';
import type { Answerer } from './answer.ts';
import { backoffMs } from './backoff.ts';
import { type Guard, type Trace, withinTime } from './guard.ts';
import { type Memo, memoFromJson, memoToJson, type WrittenReply } from './memo.ts';
import type { SendGate } from './send-rates.ts';
import { type DeliverySettings, MAX_TRIES } from './settings.ts';
import { createSlots } from './slots.ts';
import type { Claimed, Inbox, Settlement } from './store.ts';

/** Answers one channel's messages: in order within a conversation, several conversations at a time. */
export interface Workers {
  /** Looks for something to do. */
  wake(): void;
  stop(deadlineMs: number): Promise<void>;
}

/** What the workers of a channel are made of. */
export interface WorkersOptions {
  readonly channel: Channel;
  readonly inbox: Inbox;
  readonly gate: SendGate;
  readonly answer: Answerer;
  readonly guard: Guard;
  readonly settings: DeliverySettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
  /** Told of every write to the store: what it threw, or undefined. */
  readonly onStore: (fault: unknown) => void;
}

/** A channel's send limits its own time; this is for one that does not. */
const SEND_TIMEOUT_MS = 60_000;

/** How long a channel waits that needs a person before it tries once more. */
const BLOCKED_MS = 15_000;

/** How often a worker asks again whether the message is still its own. */
const UNSURE_MS = 500;

/** A date further back than any platform redelivers is no date; the message's age is then counted from its arrival. */
const OLDEST_DATE_MS = 7 * 24 * 3_600_000;

/** How the sending of a reply ended. */
type Sending = { readonly kind: 'sent' | 'too-old' } | { readonly kind: 'refused'; readonly reason: string };

/** Thrown inside a message's work to leave it for whoever comes next. */
const STOPPED = Symbol('stopped');

/** Makes the workers of one channel. */
export function createWorkers(options: WorkersOptions): Workers {
  const { channel, inbox, gate, answer, guard, settings, clock, log, observer, onStore } = options;
  const slots = createSlots(settings.concurrency, clock);
  let isClaiming = false;
  let isWakeMissed = false;

  /** Repeats a write until the store takes it: what it records has happened already. */
  const record = async (write: () => Promise<void>): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await write();
        if (attempt > 0) onStore(undefined);
        return;
      } catch (fault) {
        onStore(fault);
        if (slots.isStopped) throw STOPPED;
        await slots.pause(backoffMs(attempt));
      }
    }
  };

  const settle = async (claimed: Claimed, kind: string, ending: Partial<Settlement>): Promise<void> => {
    await record(() =>
      inbox.settle(claimed, { state: 'done', reason: undefined, context: undefined, isForgotten: false, ...ending }),
    );
    observer.finished(channel.name, kind, clock.now() - claimed.receivedAtMs);
  };

  const bury = async (claimed: Claimed, reason: string): Promise<void> => {
    await record(() => inbox.settle(claimed, { state: 'dead', reason, context: undefined, isForgotten: false }));
    observer.died(channel.name);
    log.warn({ channel: channel.name, seq: claimed.seq, reason }, 'a message was set aside');
  };

  /** Waits until the platform's rates and pauses permit a part to `claimed`'s conversation. */
  const passGate = async (claimed: Claimed): Promise<void> => {
    for (;;) {
      const hold = inbox.hold(claimed);
      if (hold === 'lost') throw STOPPED;
      if (hold === 'unsure') {
        await pause(UNSURE_MS);
        continue;
      }
      const waitMs = gate.take(claimed.message, clock.now());
      if (waitMs === 0) return;
      observer.waited(channel.name, waitMs);
      await pause(waitMs);
    }
  };

  const pause = async (waitMs: number): Promise<void> => {
    await slots.pause(waitMs);
    if (slots.isStopped) throw STOPPED;
  };

  /** Sends until nothing is left to send, the platform refuses for good, or it is too late. */
  const sendParts = async (claimed: Claimed, memo: Memo, written: WrittenReply): Promise<Sending> => {
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
          if (sent < written.parts.length) {
            const progress = { ...memo, written: { ...written, sent } };
            await record(() => inbox.keep(claimed, memoToJson(progress)));
            if (slots.isStopped) throw STOPPED;
          }
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

  const isTooOld = ({ message, receivedAtMs }: Claimed): boolean => {
    const nowMs = clock.now();
    const isDate = message.sentAtMs <= receivedAtMs && receivedAtMs - message.sentAtMs < OLDEST_DATE_MS;
    return nowMs - (isDate ? message.sentAtMs : receivedAtMs) > settings.maxAgeMs;
  };

  const attempt = async (claimed: Claimed, memo: Memo, trace: Trace): Promise<void> => {
    const written = memo.written ?? (await answer(claimed, memo, trace));
    if (!written) return settle(claimed, 'silence', {});
    const sending = await sendParts(claimed, memo, written);
    if (sending.kind === 'too-old') return settle(claimed, 'too-old', {});
    const deadReason = sending.kind === 'refused' ? sending.reason : memo.deadReason;
    if (deadReason !== undefined) return bury(claimed, deadReason);
    const { context } = written;
    await settle(claimed, written.kind, {
      context: context && { value: context as unknown as Json, expiresAtMs: context.atMs + MENU_MS },
      isForgotten: claimed.message.request.kind === 'forget' && memo.notice === undefined,
    });
  };

  const work = async (claimed: Claimed): Promise<void> => {
    let memo = memoFromJson(claimed.memo);
    for (;;) {
      if (isTooOld(claimed)) return settle(claimed, 'too-old', {});
      const trace: Trace = { fault: undefined };
      try {
        return await guard.run(trace, () => attempt(claimed, memo, trace));
      } catch (fault) {
        if (fault === STOPPED) throw fault;
        const reason = describeFault(fault);
        const tries = memo.tries + 1;
        log.error({ channel: channel.name, seq: claimed.seq, fault: reason, tries }, 'answering a message failed');
        // The apology itself failed: nothing more can be said.
        if (memo.notice === 'failed') return bury(claimed, memo.deadReason ?? reason);
        memo =
          tries < MAX_TRIES ? { ...memo, tries } : { tries, deadReason: reason, notice: 'failed', written: undefined };
        await record(() => inbox.keep(claimed, memoToJson(memo)));
        if (memo.notice === undefined) await pause(backoffMs(tries));
      }
    }
  };

  const workOn = async (claimed: Claimed): Promise<void> => {
    try {
      await slots.hold(() => work(claimed));
    } catch (fault) {
      if (fault !== STOPPED) log.error({ fault: describeFault(fault) }, 'a worker failed');
      await inbox.release(claimed).catch(onStore);
    }
    wake();
  };

  const claimAll = async (): Promise<void> => {
    do {
      isWakeMissed = false;
      const free = slots.free;
      if (free <= 0 || slots.isStopped || clock.now() < gate.pausedUntilMs) return;
      const claims = await inbox.claim(channel.name, free);
      for (const claimed of claims) void workOn(claimed);
      if (claims.length === free) isWakeMissed = true;
    } while (isWakeMissed);
  };

  const wake = (): void => {
    if (isClaiming) {
      isWakeMissed = true;
      return;
    }
    isClaiming = true;
    claimAll()
      .catch(onStore)
      .finally(() => {
        isClaiming = false;
        if (isWakeMissed) wake();
      });
  };

  return { wake, stop: (deadlineMs) => slots.stop(deadlineMs) };
}
