import { describeFault, type Log } from '../../core/log.ts';
import type { IncomingMessage } from '../../core/message.ts';
import type { Receive } from '../channel.ts';
import type { Gates } from './gates.ts';
import type { ReadUpdate } from './read.ts';
import type { InstantReading, Reading } from './reading.ts';

export interface IntakeOptions {
  readonly read: ReadUpdate;
  readonly gates: Gates;
  readonly receive: Receive;
  /** Begins to answer; does not throw. */
  answerAtOnce(reading: InstantReading): void;
  readonly log: Log;
}

/**
 * Takes updates over: what is a question is stored, what is instant is answered, the rest is dropped. Gives true once
 * all that must not be lost is stored, false when the inbox is full; rejects when the store refuses. The same updates
 * may then be taken again.
 */
export function createIntake({ read, gates, receive, answerAtOnce, log }: IntakeOptions) {
  const readSafely = (update: object): Reading => {
    try {
      return read(update);
    } catch (fault) {
      // Set aside rather than asked for again: it would come back the same, and hold up all that follow it.
      const { update_id: id } = update as { update_id?: unknown };
      log.error({ update: id, fault: describeFault(fault) }, 'telegram update could not be read');
      return { kind: 'ignored', reason: 'unreadable' };
    }
  };

  return async (updates: readonly object[]): Promise<boolean> => {
    const messages: IncomingMessage[] = [];
    const instants: InstantReading[] = [];
    for (const update of updates) {
      if (typeof update !== 'object' || update === null) continue;
      const reading = readSafely(update);
      switch (reading.kind) {
        case 'message':
          messages.push(reading.message);
          break;
        case 'overheard':
          if (await gates.mayAnswerUnasked(reading.message)) messages.push(reading.message);
          break;
        case 'unsupported':
          if (await gates.mayGiveNotice(reading.message)) messages.push(reading.message);
          break;
        case 'moved':
          await gates.move(reading.from, reading.to);
          break;
        case 'left':
          await gates.forget(reading.chat, reading.isPrivate);
          break;
        case 'ignored':
          log.debug({ reason: reading.reason }, 'telegram update left aside');
          break;
        default:
          instants.push(reading);
      }
    }
    if (messages.length > 0 && (await receive(messages)) === 'full') return false;
    for (const instant of instants) answerAtOnce(instant);
    return true;
  };
}
