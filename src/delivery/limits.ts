import type { IncomingMessage } from '../core/message.ts';

/** What becomes of a message under the limits: answered, answered with one notice, or left out silently. */
export type Allowance = 'within' | 'notice' | 'over';

/** Counts what people and groups send. */
export interface Limits {
  take(message: IncomingMessage, nowMs: number): Allowance;
  /** Takes back what {@link take} counted, for a message that was not stored or had been stored before. */
  giveBack(message: IncomingMessage, allowance: Allowance): void;
}

/** A meter that drains steadily: `fullAtMs` is when all that was taken will have drained. */
interface Meter {
  drainedAtMs: number;
  /** The latest time at which a message of this meter was written: one that comes late is counted as if written then. */
  newestMs: number;
  isNoticeGiven: boolean;
}

const MINUTE_MS = 60_000;

/** Meters kept before the drained ones are cleared away; then twice as many as were left. */
const METERS = 10_000;

/**
 * Makes the limits of people and of groups: a minute's worth at once, then as fast as a minute's worth a minute. Time is
 * when messages were written, so that a backlog after an outage is not taken for a flood.
 */
export function createLimits(personPerMinute: number, groupPerMinute: number): Limits {
  const meters = new Map<string, Meter>();
  let clearAt = METERS;

  const metersOf = (message: IncomingMessage): readonly { readonly meter: Meter; readonly stepMs: number }[] => {
    const person = {
      meter: meterOf(`person/${message.channel}/${message.sender}`),
      stepMs: MINUTE_MS / personPerMinute,
    };
    if (!message.isGroup) return [person];
    const key = `group/${message.channel}/${message.conversation}`;
    return [person, { meter: meterOf(key), stepMs: MINUTE_MS / groupPerMinute }];
  };
  const meterOf = (key: string): Meter => {
    const known = meters.get(key);
    if (known) return known;
    const fresh = { drainedAtMs: 0, newestMs: 0, isNoticeGiven: false };
    meters.set(key, fresh);
    return fresh;
  };
  const clearDrained = (nowMs: number): void => {
    if (meters.size <= clearAt) return;
    for (const [key, meter] of meters) if (meter.drainedAtMs < nowMs - MINUTE_MS) meters.delete(key);
    clearAt = Math.max(METERS, meters.size * 2);
  };

  return {
    take(message, nowMs) {
      clearDrained(nowMs);
      const writtenAtMs = Math.min(message.sentAtMs, nowMs);
      const counted = metersOf(message);
      for (const { meter } of counted) meter.newestMs = Math.max(meter.newestMs, writtenAtMs);
      const full = counted.filter(({ meter, stepMs }) => meter.drainedAtMs + stepMs - meter.newestMs > MINUTE_MS + 1);
      if (full.length > 0) {
        const isNoticeDue = full.every(({ meter }) => !meter.isNoticeGiven);
        for (const { meter } of full) meter.isNoticeGiven = true;
        return isNoticeDue ? 'notice' : 'over';
      }
      for (const { meter, stepMs } of counted) {
        if (meter.drainedAtMs <= meter.newestMs) meter.isNoticeGiven = false;
        meter.drainedAtMs = Math.max(meter.drainedAtMs, meter.newestMs) + stepMs;
      }
      return 'within';
    },
    giveBack(message, allowance) {
      for (const { meter, stepMs } of metersOf(message)) {
        if (allowance === 'within') meter.drainedAtMs -= stepMs;
        if (allowance === 'notice') meter.isNoticeGiven = false;
      }
    },
  };
}
