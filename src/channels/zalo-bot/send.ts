import type { IncomingMessage } from '../../core/message.ts';
import type { Part, SendOutcome } from '../channel.ts';
import { createPatience } from '../patience.ts';
import type { BotApi, BotResult } from './bot-api.ts';

/** How often a message that meets an error without a clear meaning is sent in all. */
const TRIES = 5;

export interface BotSenderOptions {
  readonly api: Pick<BotApi, 'sendMessage'>;
  /** Told whether the platform takes the token. */
  readonly onToken: (isTaken: boolean) => void;
}

/** Makes the function that sends one part. */
export function createBotSender({ api, onToken }: BotSenderOptions) {
  const patience = createPatience();
  return async (part: Part, message: IncomingMessage): Promise<SendOutcome> => {
    const result = await api.sendMessage(message.conversation, part.text);
    if (result.kind === 'done') {
      onToken(true);
      patience.forget(message.id);
      return { kind: 'sent' };
    }
    if (result.kind === 'failed') {
      return { kind: 'retry', afterMs: undefined, scope: 'conversation', reason: result.reason };
    }
    if (result.code === 401) onToken(false);
    return outcomeOf(result, () => patience.isSpent(message.id, TRIES));
  };
}

/** The platform's codes; 403 is documented as a fault of its own, so that it gets a few tries. */
function outcomeOf({ code, afterMs }: Extract<BotResult, { kind: 'error' }>, isSpent: () => boolean): SendOutcome {
  const reason = `Zalo bot error ${code}`;
  switch (code) {
    case 400:
    case 404:
      return { kind: 'refused', reason };
    case 401:
      return { kind: 'blocked', reason };
    case 408:
      return { kind: 'retry', afterMs, scope: 'conversation', reason };
    case 429:
      return { kind: 'retry', afterMs, scope: 'channel', reason };
    default: {
      const isPassing = code >= 500;
      return !isPassing && isSpent()
        ? { kind: 'refused', reason }
        : { kind: 'retry', afterMs, scope: 'conversation', reason };
    }
  }
}
