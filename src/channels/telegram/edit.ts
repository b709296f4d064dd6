import type { Part, SendOutcome } from '../channel.ts';
import type { Api } from './api.ts';
import { ApiFailure } from './api-failure.ts';
import { plainOf } from './markup.ts';
import { isParseError, NO_PREVIEW, outcomeOf } from './send.ts';
import type { PartExtra } from './write.ts';

/** Puts `part` in the place of message `id`; the same text again counts as done. */
export async function editPart(api: Api, part: Part, chat: number, id: number): Promise<SendOutcome> {
  const { keyboard } = part.extra as PartExtra;
  const edit = (text: string, mode: 'HTML' | undefined): Promise<unknown> =>
    api.call('editMessageText', {
      chat_id: chat,
      message_id: id,
      text,
      parse_mode: mode,
      link_preview_options: NO_PREVIEW,
      reply_markup: keyboard && { inline_keyboard: keyboard },
    });
  try {
    await edit(part.text, 'HTML').catch((fault) => {
      if (fault instanceof ApiFailure && isParseError(fault)) return edit(plainOf(part.text), undefined);
      throw fault;
    });
    return { kind: 'sent' };
  } catch (fault) {
    if (!(fault instanceof ApiFailure)) throw fault;
    if (/message is not modified/iu.test(fault.description)) return { kind: 'sent' };
    return outcomeOf(fault, 'conversation');
  }
}
