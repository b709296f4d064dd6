import type { IncomingMessage } from '../core/message.ts';
import { RAMP_SECONDS, type Rate, type SendRates } from './settings.ts';

/** Keeps one channel's sends within what its platform permits. */
export interface SendGate {
  /** How long the next part to the conversation of `message` must wait, ms; 0 takes the place at once. */
  take(message: IncomingMessage, nowMs: number): number;
  /** Nothing is sent on this channel for `waitMs`, and slowly for a while after. */
  pause(waitMs: number, nowMs: number): void;
  /** Nothing is sent on this channel before this, ms since the epoch. */
  readonly pausedUntilMs: number;
}

/** Remembers when the last `rate.count` sends were. */
interface Window {
  readonly rate: Rate;
  readonly sentAtMs: number[];
  next: number;
}

/** Conversations remembered before the idle ones are cleared away; then twice as many as were left. */
const WINDOWS = 5_000;

/** Makes the gate of one channel. */
export function createSendGate(rates: SendRates | undefined): SendGate {
  const windows = new Map<string, Window>();
  let pausedUntilMs = 0;
  let clearAt = WINDOWS;
  let ramp = { second: RAMP_SECONDS, sent: 0 };

  const windowOf = (message: IncomingMessage, nowMs: number): Window | undefined => {
    const rate = message.isGroup ? rates?.group : rates?.conversation;
    if (!rate) return undefined;
    const known = windows.get(message.conversation);
    if (known) return known;
    if (windows.size > clearAt) {
      for (const [key, window] of windows) if (lastOf(window) + window.rate.perMs < nowMs) windows.delete(key);
      clearAt = Math.max(WINDOWS, windows.size * 2);
    }
    const fresh = createWindow(rate);
    windows.set(message.conversation, fresh);
    return fresh;
  };

  const rampWaitMs = (nowMs: number): number => {
    if (ramp.second >= RAMP_SECONDS || rates?.firstSecond === undefined) return 0;
    const second = Math.floor((nowMs - pausedUntilMs) / 1_000);
    if (second !== ramp.second) ramp = { second, sent: 0 };
    const isFull = second < RAMP_SECONDS && ramp.sent >= rates.firstSecond * 2 ** second;
    return isFull ? pausedUntilMs + (second + 1) * 1_000 - nowMs : 0;
  };

  return {
    get pausedUntilMs() {
      return pausedUntilMs;
    },
    take(message, nowMs) {
      if (nowMs < pausedUntilMs) return pausedUntilMs - nowMs;
      const window = windowOf(message, nowMs);
      const waitMs = Math.max(rampWaitMs(nowMs), window ? freeAtMs(window) - nowMs : 0);
      if (waitMs > 0) return waitMs;
      ramp.sent += 1;
      if (window) record(window, nowMs);
      return 0;
    },
    pause(waitMs, nowMs) {
      pausedUntilMs = Math.max(pausedUntilMs, nowMs + waitMs);
      ramp = { second: 0, sent: 0 };
    },
  };
}

function createWindow(rate: Rate): Window {
  return { rate, sentAtMs: [], next: 0 };
}

/** When the oldest remembered send drops out of the window; 0 while there is room. */
function freeAtMs({ rate, sentAtMs, next }: Window): number {
  return sentAtMs.length < rate.count ? 0 : (sentAtMs[next] ?? 0) + rate.perMs;
}

function record(window: Window, nowMs: number): void {
  window.sentAtMs[window.next] = nowMs;
  window.next = (window.next + 1) % window.rate.count;
}

function lastOf({ rate, sentAtMs, next }: Window): number {
  return sentAtMs[(next + rate.count - 1) % rate.count] ?? 0;
}
