import type { ChannelName, IncomingMessage } from '../core/message.ts';
import type { Reply } from '../core/reply.ts';

/** One platform message of a reply; a long reply has several. Deterministic: the same reply is written the same way. */
export interface Part {
  /** What the person reads, already in the platform's markup. */
  readonly text: string;
  /** Buttons and the like, in the platform's own form; plain JSON. */
  readonly extra: unknown;
}

/** What became of one attempt to send a part. Expected failures are values; only our own faults are thrown. */
export type SendOutcome =
  | { readonly kind: 'sent' }
  /** Worth trying again: `afterMs` is the platform's own word (`retry_after`), undefined means back off. */
  | {
      readonly kind: 'retry';
      readonly afterMs: number | undefined;
      /** Whether only this conversation must wait or everything on this channel. */
      readonly scope: 'conversation' | 'channel';
      readonly reason: string;
    }
  /** Cannot succeed until a person acts (a dead refresh token): waits without using up tries. */
  | { readonly kind: 'blocked'; readonly reason: string }
  /** Can never succeed: blocked, kicked, deleted, window closed. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Whether messages were made durable; `full` asks the platform to come again later. */
export type Receipt = 'stored' | 'full';

/** Hands messages over. Resolves once they are durable, rejects when the store refuses: then nothing may be acknowledged. */
export type Receive = (messages: readonly IncomingMessage[]) => Promise<Receipt>;

/** Lets one process among all that share a store do what only one may do; see `Election.whileLeader` of the delivery. */
export type Elect = (name: string, signal: AbortSignal, run: (leading: AbortSignal) => Promise<void>) => Promise<void>;

/** What a channel says of itself for `/health/ready`. */
export interface ChannelHealth {
  readonly isReady: boolean;
  /** In words for the person who runs it, what is wrong and what to do; empty when nothing is. */
  readonly problems: readonly string[];
}

/**
 * A platform as the rest of the program sees it. Made by a factory that closes over all it needs; platform words
 * (`chat_id`, `update`) stop here.
 */
export interface Channel {
  readonly name: ChannelName;
  /** Connects and begins to receive; rejects with a clear message when the platform refuses for good (a wrong token). */
  start(receive: Receive): Promise<void>;
  /** Writes `reply` to `message` as the platform's messages. Pure. */
  write(reply: Reply, message: IncomingMessage): readonly Part[];
  /** Sends one part, with a time limit of its own; never throws for what a platform or a network does. */
  send(part: Part, message: IncomingMessage): Promise<SendOutcome>;
  /** Stops receiving; resolves when nothing more will be handed over. Sending still works after it. */
  stop(): Promise<void>;
  health(): ChannelHealth;
}
