import type { IncomingMessage, Language } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { Part } from '../channel.ts';
import { type Block, compose, type Draft, labelOf } from '../compose.ts';
import { rememberWritten } from '../remember-written.ts';
import { numberOf, paginate } from '../split.ts';
import { type Texts, textsOf } from '../texts/texts.ts';
import { parseAddress } from './address.ts';
import type { CallbackData } from './callback-data.ts';
import { isListed, type Keyboard, keyboardOf, type Label, labelsOf } from './keyboard.ts';
import { writeHtml } from './markup.ts';
import { citationLink } from './start-link.ts';

/** Characters of one message after its markup is parsed, in UTF-16 units. */
export const MESSAGE_LIMIT = 4096;

/** What a part carries besides its HTML. */
export interface PartExtra {
  /** Whether it is sent as a reply to the question: the first part only. */
  readonly isReply: boolean;
  /** Stands under the last part only. */
  readonly keyboard: Keyboard | undefined;
}

export interface WriteOptions {
  /** The bot's name without `@`, for links; undefined before `getMe` has answered. */
  readonly username: string | undefined;
  readonly data: CallbackData;
}

/** Writes `reply` as one or more messages; the rest of an answer is folded away in the first when that fits. */
export function writeReply(reply: Reply, message: IncomingMessage, options: WriteOptions): readonly Part[] {
  const { language } = message;
  const { pages, labels } = writePages(reply, { language, username: options.username, isGroup: message.isGroup });
  const { chat } = parseAddress(message.address);
  const keyboard = keyboardOf(reply, labels, message, chat, options.data);
  return pages.map((text, index) => {
    const isLast = index === pages.length - 1;
    const extra: PartExtra = {
      isReply: index === 0,
      keyboard: isLast && keyboard.length > 0 ? keyboard : undefined,
    };
    return { text, extra };
  });
}

/** What is the same for everybody who reads this language: the HTML, and what its buttons say and do. */
interface Pages {
  readonly pages: readonly string[];
  readonly labels: readonly Label[];
}

/** What the pages of a reply depend on besides it. */
interface PagesForm extends Pick<WriteOptions, 'username'> {
  readonly language: Language;
  readonly isGroup: boolean;
}

const writePages = rememberWritten((reply, { language, username, isGroup }: Readonly<PagesForm>): Pages => {
  const texts = textsOf(language);
  const { blocks, actions } = draftOf(reply, texts);
  const pages = paginate(blocks, MESSAGE_LIMIT);
  const html = pages.map((page, index) => numberOf(index, pages.length) + writeHtml(page, linkWith(username)));
  return { pages: html, labels: labelsOf(reply, actions, isGroup, texts) };
});

/** A link to a citation code, once the bot's name is known. */
export function linkWith(username: string | undefined): (code: string) => string | undefined {
  return (code) => (username === undefined ? undefined : citationLink(username, code));
}

/** What is said, with the rest of an answer when all of it fits into one message. */
export function draftOf(reply: Reply, texts: Texts): Draft {
  const folded = compose(reply, texts, { hasButtons: true, canFold: true });
  const blocks = [...folded.blocks, ...listOf(reply, folded, texts)];
  if (paginate(blocks, MESSAGE_LIMIT).length === 1) return { ...folded, blocks };
  const plain = compose(reply, texts, { hasButtons: true, canFold: false });
  return { ...plain, blocks: [...plain.blocks, ...listOf(reply, plain, texts)] };
}

/** The questions in full, since buttons show only their beginnings. */
function listOf(reply: Reply, { actions }: Draft, texts: Texts): readonly Block[] {
  if (!isListed(reply)) return [];
  const lines = actions
    .map((action, index) => ({ action, line: `${index + 1}. ${labelOf(action, texts)}` }))
    .filter(({ action }) => action.label.kind === 'question')
    .map(({ line }) => line);
  return lines.length > 0 ? [{ kind: 'menu', text: lines.join('\n'), strong: [], code: undefined }] : [];
}
