import type { Clock } from '../../core/clock.ts';
import type { Library } from '../../core/interview.ts';
import { describeFault, type Log } from '../../core/log.ts';
import type { IncomingMessage } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { Respond, Served } from '../../core/respond.ts';
import type { Notes } from '../../core/store.ts';
import type { Part } from '../channel.ts';
import type { Api } from './api.ts';
import { ApiFailure, reasonOf } from './api-failure.ts';
import type { CallbackData } from './callback-data.ts';
import type { Gates } from './gates.ts';
import { createGuests } from './guest.ts';
import { createInline } from './inline.ts';
import { pause } from './pause.ts';
import { createPresses } from './press.ts';
import type { InstantReading } from './reading.ts';
import type { SendPart } from './send.ts';
import { createSettings } from './setting.ts';
import type { TelegramMe } from './update.ts';

export interface AtOnceOptions {
  readonly api: Api;
  readonly me: TelegramMe;
  readonly data: CallbackData;
  readonly served: () => Served;
  readonly respond: Respond;
  readonly write: (reply: Reply, message: IncomingMessage) => readonly Part[];
  readonly send: SendPart;
  readonly notes: Notes;
  readonly gates: Gates;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the patience of all that is under way. */
  readonly signal: AbortSignal;
}

/** Answers what is worthless after seconds, past the inbox: presses, inline queries, guests, a group's setting. */
export interface AtOnce {
  /** Begins to answer, or leaves it when too much is under way. Never throws: faults are logged. */
  answer(reading: InstantReading): void;
  /** Resolves when all of it has ended, or after `limitMs`. */
  drain(limitMs: number): Promise<void>;
}

/** More than this under way means that somebody plays with the buttons. */
const MAX_UNDER_WAY = 256;

export function createAtOnce(options: AtOnceOptions): AtOnce {
  const { me, served, clock, log } = options;
  const library = (): Library => served().library;
  const press = createPresses({ ...options, library });
  const inline = createInline({ ...options, username: me.username });
  const guest = createGuests({ ...options, username: me.username });
  const set = createSettings(options);
  const underWay = new Set<Promise<void>>();

  const work = async (reading: InstantReading): Promise<void> => {
    switch (reading.kind) {
      case 'press':
        return press(reading.press);
      case 'inline':
        return inline(reading.query);
      case 'guest':
        return guest(reading.queryId, reading.message);
      case 'setting':
        return set(reading);
    }
  };

  return {
    answer(reading) {
      const { kind } = reading;
      if (underWay.size >= MAX_UNDER_WAY) {
        log.warn({ kind }, 'telegram update left unanswered: too many at once');
        return;
      }
      const run = work(reading).catch((fault) => {
        const described = fault instanceof ApiFailure ? reasonOf(fault) : describeFault(fault);
        log.error({ kind, fault: described }, 'telegram update could not be answered at once');
      });
      underWay.add(run);
      void run.finally(() => underWay.delete(run));
    },
    async drain(limitMs) {
      const limit = new AbortController();
      await Promise.race([Promise.all(underWay), pause(clock, limitMs, limit.signal)]);
      limit.abort();
    },
  };
}
