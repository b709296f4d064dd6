import type { ChannelName } from '../core/message.ts';

/** At most `count` sends in any stretch of `perMs`. */
export interface Rate {
  readonly count: number;
  readonly perMs: number;
}

/** What a platform permits to be sent; undefined where it says nothing. */
export interface SendRates {
  /** To one private conversation. */
  readonly conversation: Rate | undefined;
  /** To one group. */
  readonly group: Rate | undefined;
  /**
   * By the whole application in the first second after the platform made all of it wait; doubled every second, and after
   * {@link RAMP_SECONDS} unbounded again.
   */
  readonly firstSecond: number | undefined;
}

/** Numbers that the person who runs it may change; all but the rates come from the environment. */
export interface DeliverySettings {
  /** Conversations of one channel that are worked on at the same time. */
  readonly concurrency: number;
  /** A message older than this is not worth an answer any more. */
  readonly maxAgeMs: number;
  /** How long a reply may take to be made before it counts as a failure. */
  readonly answerTimeoutMs: number;
  /** How long dead letters are kept for a person to look at. */
  readonly retentionMs: number;
  /** Messages of one person a minute that are answered. */
  readonly personPerMinute: number;
  /** Messages of one group a minute that are answered. */
  readonly groupPerMinute: number;
  readonly rates: Readonly<Partial<Record<ChannelName, SendRates>>>;
}

/** How long the ids of finished messages are kept to tell a redelivery; platforms repeat for 24 h at most. */
export const IDS_KEPT_MS = 48 * 3_600_000;

/** How many times a message may make the program fail before it is set aside. */
export const MAX_TRIES = 5;

/** How long a channel that was made to wait goes on slowly. */
export const RAMP_SECONDS = 6;

/**
 * What the settings are unless the environment says otherwise. Telegram's rates are those of its FAQ: one message a second
 * to a chat with short bursts, 20 a minute to a group. What a whole application may send (Telegram: 30 a second for
 * broadcasts, Zalo: 4,000 requests a minute) is where a channel begins again after the platform asked all of it to wait:
 * answers to people are not broadcasts, and the platform's own word is the only exact one.
 */
export const DEFAULT_DELIVERY_SETTINGS: DeliverySettings = {
  concurrency: 128,
  maxAgeMs: 24 * 3_600_000,
  answerTimeoutMs: 10_000,
  retentionMs: 7 * 24 * 3_600_000,
  personPerMinute: 20,
  groupPerMinute: 60,
  rates: {
    telegram: {
      conversation: { count: 10, perMs: 10_000 },
      group: { count: 20, perMs: 60_000 },
      firstSecond: 30,
    },
    zalo: { conversation: undefined, group: undefined, firstSecond: 66 },
  },
};
