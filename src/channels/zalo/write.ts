import type { IncomingMessage, Language } from '../../core/message.ts';
import type { Action, Reply } from '../../core/reply.ts';
import type { Part } from '../channel.ts';
import { type Block, compose, labelOf } from '../compose.ts';
import { PLAIN_MARKS_LENGTH, writePlain } from '../plain.ts';
import { rememberWritten } from '../remember-written.ts';
import { numberOf, paginate } from '../split.ts';
import { type Texts, textsOf } from '../texts/texts.ts';
import { MAX_BUTTONS, MAX_TEXT_LENGTH, MAX_TITLE_LENGTH, type QueryButton } from './client/open-api.ts';
import { escapeMarks } from './group.ts';
import type { ZaloAddress } from './incoming.ts';
import { payloadOf } from './payload.ts';

/** What a part carries besides its text, which holds a numbered menu wherever there are no buttons. Plain JSON. */
export interface ZaloExtra {
  /** Whether it is the first part, which quotes the question. */
  readonly quotes: boolean;
  /** The same part with buttons instead of the menu. */
  readonly buttoned: { readonly text: string; readonly buttons: readonly QueryButton[] } | undefined;
}

/** Writes a reply as plain texts of at most {@link MAX_TEXT_LENGTH} units; none to somebody who has left. */
export function writeZalo(reply: Reply, message: IncomingMessage): readonly Part[] {
  const address = message.address as ZaloAddress;
  if (address.to === 'user' && address.isSilent) return [];
  return writeParts(reply, { language: message.language, to: address.to });
}

const writeParts = rememberWritten(
  (reply, { language, to }: { language: Language; to: ZaloAddress['to'] }): readonly Part[] => {
    const texts = textsOf(language);
    const menu = to === 'group' ? 'marked' : 'typed';
    const { blocks, lead, actions } = compose(reply, texts, { hasButtons: false, canFold: false, menu });
    const pages = paginate(blocks.map(clean(to)), MAX_TEXT_LENGTH - PLAIN_MARKS_LENGTH);
    const buttons = to === 'user' ? buttonsOf(actions, texts) : [];
    const hasOneMenu = pages.flat().filter((block) => block.kind === 'menu').length === 1;
    return pages.map((page, index) => {
      const number = numberOf(index, pages.length);
      const words = page.filter((block) => block.kind !== 'menu');
      const hasButtons = hasOneMenu && buttons.length > 0 && words.length < page.length;
      // Shorter than the menu whose place it takes.
      const buttonsLead = words.length > 0 ? lead : lead || texts.othersLead;
      const buttonedText = [writePlain(words), buttonsLead].filter((text) => text !== '').join('\n\n');
      const extra: ZaloExtra = {
        quotes: index === 0,
        buttoned: hasButtons ? { text: number + buttonedText, buttons } : undefined,
      };
      return { text: number + writePlain(page), extra };
    });
  },
);

function clean(to: ZaloAddress['to']): (block: Block) => Block {
  return (block) => {
    const text = block.text.normalize('NFC');
    return { ...block, text: to === 'group' ? escapeMarks(text) : text, strong: [] };
  };
}

/** All actions as buttons, or none when one of them cannot be: half a menu would be worse than a numbered one. */
function buttonsOf(actions: readonly Action[], texts: Texts): readonly QueryButton[] {
  if (actions.length > MAX_BUTTONS) return [];
  const buttons = actions.flatMap((action) => {
    const payload = payloadOf(action.request);
    return payload === undefined ? [] : [{ title: cutTitle(labelOf(action, texts)), payload }];
  });
  return buttons.length === actions.length ? buttons : [];
}

function cutTitle(label: string): string {
  const title = label.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (title.length <= MAX_TITLE_LENGTH) return title;
  const cut = title.slice(0, MAX_TITLE_LENGTH - 1).replace(/\s+\S*$/u, '');
  return `${cut.replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
