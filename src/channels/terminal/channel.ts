import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { cutQuestion, type IncomingMessage, type Language, type Request } from '../../core/message.ts';
import type { Channel, Receive } from '../channel.ts';
import { readCommand, requestOfCommand } from '../commands.ts';
import { compose } from '../compose.ts';
import { writePlain } from '../plain.ts';
import { textsOf } from '../texts/texts.ts';

export interface TerminalOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether a person sits there: then a prompt is shown. */
  readonly isInteractive: boolean;
  readonly language: Language;
  readonly now: () => number;
  /** Called once when the input has ended and every line of it has been answered. */
  readonly onEnd: () => void;
}

const PROMPT = '› ';

/** A chat on the terminal: one line a question, on the same engine as every other channel. */
export function createTerminalChannel(options: TerminalOptions): Channel {
  const { input, output, isInteractive, language, now, onEnd } = options;
  const texts = textsOf(language);
  const conversation = `terminal-${process.pid}`;
  const lines = createInterface({ input, terminal: false });
  const unanswered = new Set<string>();
  let count = 0;
  let hasEnded = false;
  let isStopped = false;

  const prompt = (): void => {
    if (isInteractive && !isStopped) output.write(PROMPT);
  };
  const finish = (id: string): void => {
    unanswered.delete(id);
    if (unanswered.size > 0) return;
    if (hasEnded) onEnd();
    else prompt();
  };

  return {
    name: 'terminal',
    async start(receive: Receive) {
      lines.on('line', (line) => {
        if (line.trim() === '') return prompt();
        count += 1;
        const message = readLine(line, `${now()}-${process.pid}-${count}`, conversation, language, now());
        unanswered.add(message.id);
        receive([message]).catch(() => {
          output.write(`${texts.failed}\n`);
          finish(message.id);
        });
      });
      lines.on('close', () => {
        hasEnded = true;
        if (unanswered.size === 0 && !isStopped) onEnd();
      });
      prompt();
    },
    write(reply) {
      const { blocks } = compose(reply, texts, { hasButtons: false, canFold: false });
      return [{ text: writePlain(blocks), extra: undefined }];
    },
    async send(part, message) {
      output.write(`\n${part.text}\n\n`);
      finish(message.id);
      return { kind: 'sent' };
    },
    async stop() {
      isStopped = true;
      lines.close();
    },
    health: () => ({ isReady: true, problems: [] }),
  };
}

function readLine(
  line: string,
  id: string,
  conversation: string,
  language: Language,
  sentAtMs: number,
): IncomingMessage {
  return {
    channel: 'terminal',
    id,
    conversation,
    sender: conversation,
    isGroup: false,
    language,
    request: requestOfLine(line),
    address: null,
    sentAtMs,
  };
}

function requestOfLine(line: string): Request {
  const command = readCommand(line);
  if (!command) return { kind: 'question', text: cutQuestion(line.trim()) };
  return requestOfCommand(command) ?? { kind: 'help' };
}
