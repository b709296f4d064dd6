import type { IncomingMessage } from '../core/message.ts';
import { type Rate, type SendRates, WARY_MS } from './settings.ts';

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
  const waryWindow = rates?.wary && createWindow(rates.wary);
  let pausedUntilMs = 0;
  let clearAt = WINDOWS;
  let wasPaused = false;

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

  return {
    get pausedUntilMs() {
      return pausedUntilMs;
    },
    take(message, nowMs) {
      if (nowMs < pausedUntilMs) return pausedUntilMs - nowMs;
      const isWary = wasPaused && nowMs < pausedUntilMs + WARY_MS;
      const all = [windowOf(message, nowMs), isWary ? waryWindow : undefined];
      let waitMs = 0;
      for (const window of all) if (window) waitMs = Math.max(waitMs, freeAtMs(window) - nowMs);
      if (waitMs > 0) return waitMs;
      for (const window of all) if (window) record(window, nowMs);
      return 0;
    },
    pause(waitMs, nowMs) {
      pausedUntilMs = Math.max(pausedUntilMs, nowMs + waitMs);
      wasPaused = true;
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
