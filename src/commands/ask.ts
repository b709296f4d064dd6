import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { compose } from '../channels/compose.ts';
import { writePlain } from '../channels/plain.ts';
import { textsOf } from '../channels/texts/texts.ts';
import { cutQuestion } from '../core/message.ts';
import { textOf } from '../core/quote.ts';
import type { Respond, Response } from '../core/respond.ts';

export interface AskOptions {
  readonly respond: Respond;
  /** Explains how a question was matched; a few readable lines. */
  readonly explain: (question: string) => string;
  readonly args: readonly string[];
  readonly input: Readable;
  /** Writes one line to standard output; resolves when the reader keeps up. */
  readonly write: (line: string) => Promise<void>;
  readonly writeError: (line: string) => void;
}

const USAGE = [
  'Cách dùng:',
  '  npm run --silent ask -- "câu hỏi"             in câu trả lời như người hỏi sẽ đọc',
  '  npm run --silent ask -- --explain "câu hỏi"   in thêm cách bot tìm ra câu trả lời',
  '  npm run --silent ask -- --json < cau-hoi.txt  mỗi dòng một câu hỏi, mỗi dòng ra một JSON',
].join('\n');

/** `npm run ask`: one question from the arguments, or with `--json` one a line from standard input. Gives the exit code. */
export async function runAsk(options: AskOptions): Promise<number> {
  const { respond, explain, args, input, write, writeError } = options;
  const flags = args.filter((arg) => arg.startsWith('--'));
  const question = args
    .filter((arg) => !arg.startsWith('--'))
    .join(' ')
    .trim();
  const unknownFlag = flags.find((flag) => flag !== '--json' && flag !== '--explain');
  if (unknownFlag) {
    writeError(`Không hiểu "${unknownFlag}".\n${USAGE}`);
    return 1;
  }
  if (flags.includes('--json')) {
    const lines = question === '' ? createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }) : [question];
    for await (const line of lines) await write(JSON.stringify(askJson(line, respond)));
    return 0;
  }
  if (question === '') {
    writeError(`Cần một câu hỏi, nhưng không nhận được gì.\n${USAGE}`);
    return 1;
  }
  await write(askText(question, respond));
  if (flags.includes('--explain')) await write(`\n${explain(question)}`);
  return 0;
}

function responseTo(question: string, respond: Respond): Response {
  const response = respond({ kind: 'question', text: cutQuestion(question) }, undefined);
  if (!response) throw new Error('expected a reply to every question, got silence');
  return response;
}

function askText(question: string, respond: Respond): string {
  const { reply } = responseTo(question, respond);
  const draft = compose(reply, textsOf('vi'), { hasButtons: false, canFold: false });
  return writePlain(draft.blocks.filter((block) => block.kind !== 'menu' || reply.kind === 'choices'));
}

/** The object that `ask --json` prints for one question; its fields are a contract with other people's scripts. */
export function askJson(question: string, respond: Respond): Readonly<Record<string, unknown>> {
  const { reply, confidence } = responseTo(question, respond);
  switch (reply.kind) {
    case 'answer': {
      const { interview, turn, spans, code } = reply.quote;
      return {
        question,
        kind: reply.kind,
        interview: interview.id,
        turn: turn.number,
        turnId: turn.id,
        quote: spans.map((span) => textOf(reply.quote, span)),
        code,
        confidence,
      };
    }
    case 'choices':
      return {
        question,
        kind: reply.kind,
        choices: reply.choices.map(({ interview, turn }) => ({
          interview: interview.id,
          turn: turn.number,
          question: turn.question,
        })),
      };
    case 'courtesy':
    case 'help':
    case 'about':
      return { question, kind: reply.kind };
    default:
      return { question, kind: 'unknown' };
  }
}
