import { silentLog } from '../../src/core/log.ts';
import type { IncomingMessage } from '../../src/core/message.ts';
import { type Observer, silentObserver } from '../../src/core/observer.ts';
import { createDelivery, type Delivery, type DeliveryOptions } from '../../src/delivery/deliver.ts';
import { DEFAULT_DELIVERY_SETTINGS } from '../../src/delivery/settings.ts';
import { openStore, type Store } from '../../src/delivery/store.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createScriptedChannel, type ScriptedChannel } from './scripted-channel.ts';

/** Where the manual clock begins. */
export const START_MS = Date.UTC(2026, 0, 5, 8);

/** A delivery over a store in memory, a scripted channel and a clock that the test moves. */
export interface Stage {
  readonly delivery: Delivery;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly channel: ScriptedChannel;
  /** What the observer was told, e.g. `finished answer`. */
  readonly seen: string[];
  /** Hands over questions of one conversation, as one delivery of the platform. */
  ask(conversation: string, ...texts: readonly string[]): Promise<string>;
}

/** What a stage may be given. */
export type StageOptions = Partial<DeliveryOptions> & {
  readonly channel?: ScriptedChannel;
  readonly databaseUrl?: string;
  readonly maxWaiting?: number;
};

/** Sets a stage that is cleared when the test ends; the reply to a question is the question itself. */
export async function setStage(changes: StageOptions = {}): Promise<Stage> {
  const { onTestFinished } = await import('vitest');
  const stage = await stageOf(changes);
  onTestFinished(async () => {
    const stopped = stage.delivery.stop(0);
    await stage.clock.advance(0);
    await stopped;
  });
  return stage;
}

/** The same outside of a test. */
export async function stageOf(changes: StageOptions): Promise<Stage> {
  const { channel = createScriptedChannel(), databaseUrl = 'file::memory:', maxWaiting = 1_000, ...rest } = changes;
  const clock = createManualClock(START_MS);
  const store = await openStore(databaseUrl, { log: silentLog, now: clock.now, maxWaiting });
  const seen: string[] = [];
  const observer: Observer = {
    ...silentObserver,
    received: () => void seen.push('received'),
    repeated: () => void seen.push('repeated'),
    limited: () => void seen.push('limited'),
    died: () => void seen.push('died'),
    finished: (_channel, kind) => void seen.push(`finished ${kind}`),
  };
  const delivery = createDelivery({
    inbox: store.inbox,
    notes: store.notes,
    channels: [channel],
    respond: () => ({ reply: { kind: 'unsupported' }, context: undefined }),
    settings: DEFAULT_DELIVERY_SETTINGS,
    clock,
    log: silentLog,
    observer,
    ...rest,
  });
  let id = 0;
  return {
    delivery,
    store,
    clock,
    channel,
    seen,
    ask(conversation, ...texts) {
      const messages = texts.map((text) => {
        id += 1;
        return question({ conversation, id: String(id), text });
      });
      return delivery.receive(messages);
    },
  };
}

/** A question as a channel hands it over. */
export function question(
  changes: Partial<Omit<IncomingMessage, 'request'>> & { readonly text?: string } = {},
): IncomingMessage {
  const { text = 'hỏi', ...rest } = changes;
  return {
    channel: 'telegram',
    id: '1',
    conversation: '7',
    sender: rest.conversation ?? '7',
    isGroup: false,
    language: 'vi',
    request: { kind: 'question', text },
    address: null,
    sentAtMs: START_MS,
    ...rest,
  };
}
