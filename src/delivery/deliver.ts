import type { Channel, Receipt, Receive } from '../channels/channel.ts';
import type { Clock } from '../core/clock.ts';
import type { Context } from '../core/context.ts';
import type { Log } from '../core/log.ts';
import { describeFault } from '../core/log.ts';
import type { IncomingMessage, Request } from '../core/message.ts';
import type { Observer } from '../core/observer.ts';
import type { Response } from '../core/respond.ts';
import type { Notes } from '../core/store.ts';
import { createAnswerer } from './answer.ts';
import { createGuard } from './guard.ts';
import { type Allowance, createLimits } from './limits.ts';
import { FRESH_MEMO, memoToJson } from './memo.ts';
import { createSendGate } from './send-rates.ts';
import { type DeliverySettings, IDS_KEPT_MS } from './settings.ts';
import type { Depth, Inbox } from './store.ts';
import { createWorkers } from './workers.ts';

/** Carries messages from their arrival to their answer. */
export interface Delivery {
  /** Where channels hand messages over. */
  readonly receive: Receive;
  /** Begins to answer what waits. */
  start(): void;
  /** Takes up nothing more, lets sends that are under way end, and resolves by `deadlineMs` at the latest. */
  stop(deadlineMs: number): Promise<void>;
  /** In words for the person who runs it, what keeps messages from being stored or answered; empty when nothing does. */
  problems(): readonly string[];
  /** What waits, as of the last look (every {@link LOOK_MS}). */
  depth(): Depth;
}

/** What a delivery is made of. */
export interface DeliveryOptions {
  readonly inbox: Inbox;
  readonly notes: Notes;
  readonly channels: readonly Channel[];
  /** May also take its time: a promise is waited for. */
  readonly respond: (
    request: Request,
    context: Context | undefined,
  ) => Answered | undefined | Promise<Answered | undefined>;
  readonly settings: DeliverySettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
}

/** What delivery needs of a response. */
type Answered = Pick<Response, 'reply' | 'context'>;

/** A message that came, and what the limits say to it. */
interface Counted {
  readonly message: IncomingMessage;
  readonly allowance: Allowance;
}

/** How often the inbox is looked at, to see its depth, that it can be written, and what nobody told of. */
export const LOOK_MS = 1_000;

/** How often what is old is deleted. */
const SWEEP_MS = 10 * 60_000;

/** How often a write proves that the store takes one, when nothing else does. */
const PROBE_MS = 10_000;

/** Makes the delivery of what `channels` receive. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { inbox, notes, channels, settings, clock, log, observer } = options;
  const limits = createLimits(settings.personPerMinute, settings.groupPerMinute);
  const guard = createGuard(log);
  let storeFault: string | undefined;
  let depth: Depth = { waiting: 0, oldestMs: undefined, dead: 0 };
  let isStopping = false;
  let cancelLook: () => void = () => {};
  let looking: Promise<void> = Promise.resolve();
  let sweptAtMs = 0;
  let probedAtMs = 0;

  const noteStore = (fault: unknown): void => {
    const described = fault === undefined ? undefined : describeFault(fault);
    if (described && !storeFault) log.error({ fault: described }, 'the store refuses');
    if (!described && storeFault) log.info({}, 'the store works again');
    storeFault = described;
  };

  const workers = channels.map((channel) =>
    createWorkers({
      channel,
      inbox,
      gate: createSendGate(settings.rates[channel.name]),
      answer: createAnswerer({ channel, guard, ...options }),
      settings,
      clock,
      log,
      observer,
      onStore: noteStore,
      guard,
    }),
  );

  const admit = async (counted: readonly Counted[]): Promise<readonly boolean[] | 'full'> => {
    // A flood that is left out must not cost a write.
    if (counted.length === 0) return [];
    try {
      const wasNew = await inbox.admit(
        counted.map(({ message, allowance }) => ({
          message,
          memo: allowance === 'notice' ? memoToJson({ ...FRESH_MEMO, notice: 'slow-down' }) : undefined,
        })),
      );
      noteStore(undefined);
      return wasNew;
    } catch (fault) {
      noteStore(fault);
      throw fault;
    }
  };

  const receive: Receive = async (messages) => {
    const nowMs = clock.now();
    const taken = messages.map((message): Counted => ({ message, allowance: limits.take(message, nowMs) }));
    const admitted = taken.filter(({ allowance }) => allowance !== 'over');
    let wasNew: readonly boolean[] | 'full' = 'full';
    try {
      wasNew = await admit(admitted);
    } finally {
      admitted.forEach(({ message, allowance }, index) => {
        if (wasNew === 'full' || !wasNew[index]) limits.giveBack(message, allowance);
      });
    }
    if (wasNew === 'full') return 'full' satisfies Receipt;
    count(taken, admitted, wasNew);
    return 'stored';
  };

  const count = (taken: readonly Counted[], admitted: readonly Counted[], wasNew: readonly boolean[]): void => {
    for (const { message, allowance } of taken) if (allowance === 'over') observer.limited(message.channel);
    admitted.forEach(({ message }, index) => {
      if (wasNew[index]) observer.received(message.channel);
      else observer.repeated(message.channel);
    });
  };

  const look = async (): Promise<void> => {
    try {
      const nowMs = clock.now();
      depth = await inbox.depth();
      if (nowMs - sweptAtMs >= SWEEP_MS) {
        sweptAtMs = nowMs;
        await inbox.sweep(nowMs - IDS_KEPT_MS, nowMs - settings.retentionMs);
      }
      if (storeFault !== undefined || nowMs - probedAtMs >= PROBE_MS) {
        probedAtMs = nowMs;
        await notes.set('store/probe', nowMs, undefined);
        noteStore(undefined);
      }
    } catch (fault) {
      noteStore(fault);
    }
    if (isStopping) return;
    for (const each of workers) each.wake();
    cancelLook = clock.after(LOOK_MS, () => {
      looking = look();
    });
  };

  return {
    receive,
    start() {
      guard.start();
      inbox.watch(() => {
        for (const each of workers) each.wake();
      });
      looking = look();
    },
    async stop(deadlineMs) {
      isStopping = true;
      cancelLook();
      await Promise.all([looking, ...workers.map((each) => each.stop(deadlineMs))]);
      guard.stop();
    },
    problems: () => (storeFault === undefined ? [] : [storeProblem(storeFault)]),
    depth: () => depth,
  };
}

function storeProblem(fault: string): string {
  return `Không ghi được vào cơ sở dữ liệu (${fault}): kiểm tra ổ đĩa còn chỗ và máy chủ cơ sở dữ liệu đang chạy. Tin nhắn mới chưa được nhận, nền tảng sẽ gửi lại.`;
}
