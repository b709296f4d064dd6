import { startTelegramPlatform } from './telegram-platform.ts';
import { startZaloPlatform } from './zalo-platform.ts';

/** The three ways in which messages reach the program. */
export type Way = 'telegram-webhook' | 'telegram-polling' | 'zalo-webhook';

/** A platform that hands numbered messages over to the program and tells which of them it answered. */
export interface Platform {
  /** What the program has to know of it. */
  readonly settings: Readonly<Record<string, string>>;
  /** What deliveries to a webhook were answered with that was not 200, counted by status; 0 stands for no answer. */
  readonly refused: Readonly<Record<number, number>>;
  /** When its last fault ends, ms since the epoch. */
  readonly faultyUntilMs: number;
  /** Lets the time of its faults begin. */
  begin(): void;
  /** Hands a message over, again and again until it is acknowledged. */
  handOver(number: number, person: number): Promise<void>;
  close(): Promise<void>;
}

/** What goes wrong with the platform's API. */
export interface PlatformFaults {
  /** Until then it reads requests and answers nothing, ms from the beginning. */
  readonly silentMs?: number;
  /** Until then calls fail in these shares: 429 with a wait of one second, 500, reset; ms from the beginning. */
  readonly faultyMs?: number;
  readonly faultShares?: { readonly tooMany: number; readonly broken: number; readonly reset: number };
  /** How long Zalo's API takes for a call. */
  readonly zaloLatencyMs?: number;
}

/** What a platform is started with. */
export interface PlatformOptions extends PlatformFaults {
  readonly way: Way;
  /** Where the program listens; deliveries are spread over them. */
  readonly ports: readonly number[];
  /** Called with the number of a message for each answer to it. */
  readonly onAnswer: (number: number) => void;
}

/** Starts the platform of `way` on loopback. */
export function startPlatform(options: PlatformOptions): Promise<Platform> {
  return options.way === 'zalo-webhook' ? startZaloPlatform(options) : startTelegramPlatform(options);
}
