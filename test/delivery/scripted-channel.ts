import type { Channel, Part, SendOutcome } from '../../src/channels/channel.ts';
import type { ChannelName, IncomingMessage } from '../../src/core/message.ts';
import type { Reply } from '../../src/core/reply.ts';

/** A channel whose platform does what the test says. */
export interface ScriptedChannel extends Channel {
  /** Every part that went out, as `conversation: text`, in order. */
  readonly out: string[];
  /** How many times a send was tried. */
  readonly attempts: () => number;
}

/** What the platform does with a part; `sent` unless it says otherwise. */
export type Script = (part: Part, message: IncomingMessage, attempt: number) => SendOutcome | Promise<SendOutcome>;

/** Makes a channel that writes a reply as the words of its kind, or in as many parts as the question asks for (`3 parts`). */
export function createScriptedChannel(
  script: Script = () => ({ kind: 'sent' }),
  name: ChannelName = 'telegram',
  write: (reply: Reply, message: IncomingMessage) => readonly string[] = writeKind,
): ScriptedChannel {
  const out: string[] = [];
  let attempts = 0;
  return {
    name,
    out,
    attempts: () => attempts,
    async start() {},
    write: (reply, message) => write(reply, message).map((text) => ({ text, extra: null })),
    async send(part, message) {
      attempts += 1;
      const outcome = await script(part, message, attempts);
      if (outcome.kind === 'sent') out.push(`${message.conversation}: ${part.text}`);
      return outcome;
    },
    async stop() {},
    health: () => ({ isReady: true, problems: [] }),
  };
}

function writeKind(reply: Reply, message: IncomingMessage): readonly string[] {
  const { request } = message;
  const text = reply.kind === 'unsupported' && request.kind === 'question' ? request.text : reply.kind;
  const count = Number(/^(\d) parts/u.exec(text)?.[1] ?? 1);
  return count === 1 ? [text] : Array.from({ length: count }, (_, index) => `${text} ${index + 1}`);
}
