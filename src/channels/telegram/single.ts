import { refOf } from '../../core/interview.ts';
import { createQuote, type Quote, type Span, textOf } from '../../core/quote.ts';
import type { AnswerReply, Reply } from '../../core/reply.ts';
import { splitSentences } from '../../core/sentences.ts';
import { paginate } from '../split.ts';
import type { Texts } from '../texts/texts.ts';
import { writeHtml } from './markup.ts';
import { NO_PREVIEW } from './send.ts';
import { turnLink } from './start-link.ts';
import { turnKey } from './turn-keys.ts';
import { draftOf, linkWith, MESSAGE_LIMIT } from './write.ts';

/** What a message is made of where only one can be sent: inline results and answers to guests. */
export interface SingleMessage {
  readonly input_message_content: {
    readonly message_text: string;
    readonly parse_mode: 'HTML';
    readonly link_preview_options: typeof NO_PREVIEW;
  };
  readonly reply_markup: {
    readonly inline_keyboard: readonly (readonly { readonly text: string; readonly url: string }[])[];
  };
}

/** Writes `reply` as a single message; an answer that is too long loses sentences at its end, and its code names the rest. */
export function writeSingle(reply: Reply, texts: Texts, username: string): SingleMessage | undefined {
  const fitting = reply.kind === 'answer' ? fit(reply, texts) : reply;
  const page = fitting && paginate(draftOf(fitting, texts).blocks, MESSAGE_LIMIT)[0];
  if (!fitting || !page) return undefined;
  const url =
    fitting.kind === 'answer' ? turnLink(username, turnKey(refOf(fitting.quote))) : `https://t.me/${username}`;
  return {
    input_message_content: {
      message_text: writeHtml(page, linkWith(username)),
      parse_mode: 'HTML',
      link_preview_options: NO_PREVIEW,
    },
    reply_markup: { inline_keyboard: [[{ text: texts.openChat, url }]] },
  };
}

/** An answer that says nothing but `quote`. */
export function answerWith(quote: Quote, matched: readonly Span[]): AnswerReply {
  return { kind: 'answer', quote, matched, alongside: [], others: [], leanedOn: undefined };
}

/** `reply` with as many of its first sentences as fit; undefined when not even one does. */
function fit(reply: AnswerReply, texts: Texts): AnswerReply | undefined {
  if (isSingle(reply, texts)) return reply;
  const sentences = sentencesOf(reply.quote);
  let kept = 0;
  for (let low = 1, high = sentences.length; low <= high; ) {
    const middle = (low + high) >> 1;
    if (isSingle(shortened(reply, sentences.slice(0, middle)), texts)) {
      kept = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return kept > 0 ? shortened(reply, sentences.slice(0, kept)) : undefined;
}

function shortened(reply: AnswerReply, spans: readonly Span[]): AnswerReply {
  return { ...reply, quote: createQuote(reply.quote, spans), alongside: [] };
}

function isSingle(reply: Reply, texts: Texts): boolean {
  return paginate(draftOf(reply, texts).blocks, MESSAGE_LIMIT).length === 1;
}

function sentencesOf(quote: Quote): readonly Span[] {
  return quote.spans.flatMap((span) =>
    splitSentences(textOf(quote, span)).map(({ start, end }) => ({
      paragraph: span.paragraph,
      start: span.start + start,
      end: span.start + end,
    })),
  );
}
