import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../core/clock.ts';
import { MENU_MS } from '../core/context.ts';
import { describeFault, type Log } from '../core/log.ts';
import type { Observer } from '../core/observer.ts';
import type { Json } from '../core/store.ts';
import type { Answerer } from './answer.ts';
import { backoffMs } from './backoff.ts';
import type { Guard, Trace } from './guard.ts';
import { memoFromJson, memoToJson } from './memo.ts';
import { createPartSender, STOPPED, type Work } from './send-parts.ts';
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

/** A date further back than any platform redelivers is no date; the message's age is then counted from its arrival. */
const OLDEST_DATE_MS = 7 * 24 * 3_600_000;

/** Longest pause between two attempts to note what has happened: it holds a place, and is over soon after the store works. */
const LONGEST_RECORD_PAUSE_MS = 1_000;

/** Makes the workers of one channel. */
export function createWorkers(options: WorkersOptions): Workers {
  const { channel, inbox, gate, answer, guard, settings, clock, log, observer, onStore } = options;
  const slots = createSlots(settings.concurrency, clock);
  const isTooOld = ({ message, receivedAtMs }: Claimed): boolean => {
    const nowMs = clock.now();
    const isDate = message.sentAtMs <= receivedAtMs && receivedAtMs - message.sentAtMs < OLDEST_DATE_MS;
    return nowMs - (isDate ? message.sentAtMs : receivedAtMs) > settings.maxAgeMs;
  };

  let isClaiming = false;
  let isWakeMissed = false;

  /**
   * Repeats a write until the store takes it: what it records has happened already. The place is kept meanwhile, so that
   * while a store refuses no more replies go out unmarked than there are places.
   */
  const record = async (write: () => Promise<void>): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await write();
        if (attempt > 0) onStore(undefined);
        return;
      } catch (fault) {
        onStore(fault);
        if (slots.isStopped) throw STOPPED;
        await slots.stay(Math.min(backoffMs(attempt), LONGEST_RECORD_PAUSE_MS));
      }
    }
  };

  const sendParts = createPartSender({ channel, inbox, gate, slots, clock, observer, isTooOld, record });

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

  const attempt = async (work: Work, trace: Trace): Promise<void> => {
    const { claimed, memo } = work;
    const written = memo.written ?? (await answer(claimed, memo, trace));
    if (!written) return settle(claimed, 'silence', {});
    const sending = await sendParts(work, written);
    if (sending.kind === 'too-old') return settle(claimed, 'too-old', {});
    const deadReason = sending.kind === 'refused' ? sending.reason : memo.deadReason;
    if (deadReason !== undefined) return bury(claimed, deadReason);
    const { context } = written;
    await settle(claimed, written.kind, {
      context: context && { value: context as unknown as Json, expiresAtMs: context.atMs + MENU_MS },
      isForgotten: claimed.message.request.kind === 'forget' && memo.notice === undefined,
    });
  };

  /** Notes that the message made the program fail; true when nothing more can be said to the person. */
  const noteFault = async (work: Work, fault: unknown): Promise<boolean> => {
    const { claimed, memo } = work;
    const reason = describeFault(fault);
    const tries = memo.tries + 1;
    log.error({ channel: channel.name, seq: claimed.seq, fault: reason, tries }, 'answering a message failed');
    if (memo.notice === 'failed') {
      await bury(claimed, memo.deadReason ?? reason);
      return true;
    }
    work.memo =
      tries < MAX_TRIES ? { ...memo, tries } : { tries, deadReason: reason, notice: 'failed', written: undefined };
    await record(() => inbox.keep(claimed, memoToJson(work.memo)));
    if (work.memo.notice === undefined) await slots.pause(backoffMs(tries));
    if (slots.isStopped) throw STOPPED;
    return false;
  };

  const workUntilDone = async (claimed: Claimed): Promise<void> => {
    const work: Work = { claimed, memo: memoFromJson(claimed.memo) };
    for (let isOver = false; !isOver; ) {
      if (isTooOld(claimed)) return settle(claimed, 'too-old', {});
      const trace: Trace = { fault: undefined };
      try {
        return await guard.run(trace, () => attempt(work, trace));
      } catch (fault) {
        if (fault === STOPPED) throw fault;
        isOver = await noteFault(work, fault);
      }
    }
  };

  const workOn = async (claimed: Claimed): Promise<void> => {
    try {
      await slots.hold(() => workUntilDone(claimed));
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
