import type { ChannelName, IncomingMessage } from '../core/message.ts';

/** A waiting message as the lanes hold it. */
export interface Waiting {
  readonly seq: number;
  readonly message: IncomingMessage;
  readonly receivedAtMs: number;
  memo: string | undefined;
}

/** The waiting messages in memory: one lane a conversation, lanes served in turn, one message of a lane at a time. */
export interface Lanes {
  readonly size: number;
  has(seq: number): boolean;
  add(waiting: Waiting): void;
  /** Takes the first message of up to `limit` lanes; their lanes are busy from then on. */
  take(channel: ChannelName, limit: number): readonly Waiting[];
  /** Takes a message out; its lane goes to the end of the line. */
  remove(seq: number): void;
  /** Lets a message that was taken be taken again. */
  putBack(seq: number): void;
  oldestMs(): number | undefined;
}

interface Lane {
  readonly messages: Waiting[];
  readonly channel: ChannelName;
  isBusy: boolean;
}

/** Makes empty lanes. */
export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();
  const lined = new Map<ChannelName, Set<Lane>>();
  const bySeq = new Map<number, Waiting>();

  const keyOf = ({ message }: Waiting): string => `${message.channel}/${message.conversation}`;
  const lineUp = (lane: Lane): void => {
    const line = lined.get(lane.channel);
    if (line) line.add(lane);
    else lined.set(lane.channel, new Set([lane]));
  };

  return {
    get size() {
      return bySeq.size;
    },
    has: (seq) => bySeq.has(seq),
    add(waiting) {
      bySeq.set(waiting.seq, waiting);
      const key = keyOf(waiting);
      const lane = lanes.get(key);
      if (lane) {
        lane.messages.push(waiting);
        return;
      }
      const fresh: Lane = { messages: [waiting], channel: waiting.message.channel, isBusy: false };
      lanes.set(key, fresh);
      lineUp(fresh);
    },
    take(channel, limit) {
      const taken: Waiting[] = [];
      const line = lined.get(channel);
      for (const lane of line ?? []) {
        if (taken.length >= limit) break;
        line?.delete(lane);
        lane.isBusy = true;
        const first = lane.messages[0];
        if (first) taken.push(first);
      }
      return taken;
    },
    remove(seq) {
      const waiting = bySeq.get(seq);
      if (!waiting) return;
      bySeq.delete(seq);
      const key = keyOf(waiting);
      const lane = lanes.get(key);
      if (!lane) return;
      const index = lane.messages.indexOf(waiting);
      lane.messages.splice(index, 1);
      if (index === 0) lane.isBusy = false;
      if (lane.messages.length === 0) {
        lanes.delete(key);
        lined.get(lane.channel)?.delete(lane);
      } else if (!lane.isBusy) lineUp(lane);
    },
    putBack(seq) {
      const waiting = bySeq.get(seq);
      const lane = waiting && lanes.get(keyOf(waiting));
      if (!lane || lane.messages[0] !== waiting) return;
      lane.isBusy = false;
      lineUp(lane);
    },
    oldestMs: () => bySeq.values().next().value?.receivedAtMs,
  };
}
