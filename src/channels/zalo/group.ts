import { stripMentions, tidy } from '../mention.ts';
import { isKnownCommand } from '../typed.ts';

/** A mention as it stands in the text: of a member, of the account, or of everybody (the group's own id). */
const MARK = /\[@([\w-]{1,64})\]/gu;

/** What a group's message says to us, mentions taken off; undefined when it does not address the account. */
export function readGroupText(
  text: string,
  account: { readonly ids: readonly string[]; readonly names: readonly string[]; readonly isReplyToUs: boolean },
): string | undefined {
  let isMarked = false;
  const unmarked = text.replace(MARK, (_mark, id: string) => {
    if (account.ids.includes(id)) isMarked = true;
    return ' ';
  });
  const named = stripMentions(unmarked, account.names);
  const isAddressed = isMarked || named.isMentioned || account.isReplyToUs || isKnownCommand(tidy(unmarked));
  return isAddressed ? tidy(named.text) : undefined;
}

/**
 * `text` in which nothing is a mark any more: a word joiner, which nobody sees, parts bracket and @. What people wrote
 * comes back in some replies, and must not call everybody in the group.
 */
export function escapeMarks(text: string): string {
  return text.replaceAll('[@', '[\u2060@');
}
