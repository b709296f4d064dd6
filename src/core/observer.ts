import type { ChannelName } from './message.ts';

/** Told what happens to messages, to count it. Numbers and fixed words only: nothing of a message reaches it. */
export interface Observer {
  /** A message was stored for the first time. */
  received(channel: ChannelName): void;
  /** A message that was stored before came again. */
  repeated(channel: ChannelName): void;
  /** A message is done; `kind` is the reply's kind, or why none was sent. `latencyMs` runs from stored to sent. */
  finished(channel: ChannelName, kind: string, latencyMs: number): void;
  /** An attempt to send failed and will be made again. */
  retried(channel: ChannelName): void;
  /** A message was set aside as a dead letter. */
  died(channel: ChannelName): void;
  /** A message was left out before it was stored: its writer or group is over the limit. */
  limited(channel: ChannelName): void;
  /** A send waited this long for the platform's permitted rate. */
  waited(channel: ChannelName, waitMs: number): void;
}

/** Counts nothing. */
export const silentObserver: Observer = {
  received() {},
  repeated() {},
  finished() {},
  retried() {},
  died() {},
  limited() {},
  waited() {},
};
