import type { IncomingMessage, Language } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { Part } from '../channel.ts';
import { compose } from '../compose.ts';
import { PLAIN_MARKS_LENGTH, writePlain } from '../plain.ts';
import { rememberWritten } from '../remember-written.ts';
import { numberOf, paginate } from '../split.ts';
import { textsOf } from '../texts/texts.ts';
import { MAX_TEXT_LENGTH } from './bot-api.ts';

/** Writes a reply as plain texts of at most {@link MAX_TEXT_LENGTH} units; the platform has no buttons. */
export function writeBotReply(reply: Reply, { language, isGroup }: IncomingMessage): readonly Part[] {
  return writeParts(reply, { language, isGroup });
}

const writeParts = rememberWritten((reply, { language, isGroup }: { language: Language; isGroup: boolean }) => {
  const texts = textsOf(language);
  const menu = isGroup ? 'reply' : 'typed';
  const { blocks } = compose(reply, texts, { hasButtons: false, canFold: false, menu });
  const written = blocks.map((block) => ({ ...block, text: block.text.normalize('NFC'), strong: [] }));
  const pages = paginate(written, MAX_TEXT_LENGTH - PLAIN_MARKS_LENGTH);
  return pages.map(
    (page, index): Part => ({
      text: numberOf(index, pages.length) + writePlain(page),
      extra: null,
    }),
  );
});
