import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { IncomingMessage } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { Part } from '../channel.ts';
import { textsOf } from '../texts/texts.ts';
import { parseAddress } from './address.ts';
import type { Api } from './api.ts';
import type { Gates } from './gates.ts';
import { escapeHtml } from './markup.ts';
import { patiently } from './patiently.ts';
import type { Reading } from './reading.ts';
import type { SendPart } from './send.ts';
import type { TelegramMe } from './update.ts';
import type { PartExtra } from './write.ts';

export interface SettingOptions {
  readonly api: Api;
  readonly me: TelegramMe;
  readonly gates: Gates;
  readonly write: (reply: Reply, message: IncomingMessage) => readonly Part[];
  readonly send: SendPart;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** `/tudong` as it was read. */
export type SettingReading = Extract<Reading, { readonly kind: 'setting' }>;

/** Makes what changes a group's setting when one of its administrators asks for it, and tells everybody else why not. */
export function createSettings(options: SettingOptions): (reading: SettingReading) => Promise<void> {
  const { api, me, gates, write, send, clock, log, signal } = options;

  const isAdministrator = async (chat: number, user: number): Promise<boolean> => {
    const { status } = await api.telegram.getChatMember(chat, user);
    return status === 'creator' || status === 'administrator';
  };

  return async ({ message, isOn, user }) => {
    const { chat } = parseAddress(message.address);
    const texts = textsOf(message.language);
    const reply = async (part: Part): Promise<void> => {
      const outcome = await patiently(() => send(part, message), clock, signal);
      if (outcome.kind !== 'sent') log.warn({ reason: outcome.reason }, 'telegram setting could not be confirmed');
    };
    if (user !== undefined && !(await isAdministrator(chat, user))) {
      await reply(plainPart(texts.administratorsOnly));
      return;
    }
    await gates.setUnprompted(chat, isOn);
    log.info({ isOn }, 'unprompted answers in a group switched');
    const isBlind = isOn && me.can_read_all_group_messages !== true && !(await isAdministrator(chat, me.id));
    for (const part of write({ kind: 'unprompted', isOn }, message)) {
      await reply(isBlind ? { ...part, text: `${part.text}\n\n${escapeHtml(texts.cannotReadGroup)}` } : part);
    }
  };
}

function plainPart(text: string): Part {
  const extra: PartExtra = { isReply: true, keyboard: undefined };
  return { text: escapeHtml(text), extra };
}
