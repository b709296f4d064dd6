import type { DeadLetter, DeadLetters } from '../delivery/store.ts';

/** What the `inbox` command works on. */
export interface InboxOptions {
  readonly deadLetters: DeadLetters;
  readonly args: readonly string[];
  readonly write: (line: string) => Promise<void>;
}

/** Most letters that are listed. */
const LISTED = 200;

const USAGE = [
  'Cách dùng:',
  '  npm run inbox -- list              liệt kê tin nhắn chưa trả lời được',
  '  npm run inbox -- replay all|SỐ…    cho trả lời lại',
  '  npm run inbox -- drop all|SỐ…      xóa bỏ',
];

/** Lists, replays or drops the messages that could not be answered; gives the exit code. */
export async function runInbox({ deadLetters, args, write }: InboxOptions): Promise<number> {
  const [action, ...targets] = args;
  if (action === 'list' && targets.length === 0) {
    const letters = await deadLetters.list(LISTED);
    for (const letter of letters) await write(lineOf(letter));
    await write(letters.length === 0 ? 'Không có tin nhắn nào bị gác lại.' : `${letters.length} tin nhắn bị gác lại.`);
    return 0;
  }
  const seqs = targets[0] === 'all' && targets.length === 1 ? undefined : targets.map(Number);
  const isTargeted = targets.length > 0 && (seqs === undefined || seqs.every((seq) => Number.isSafeInteger(seq)));
  if (isTargeted && action === 'replay') {
    await write(`Đã cho ${await deadLetters.replay(seqs)} tin nhắn vào hàng chờ để trả lời lại.`);
    return 0;
  }
  if (isTargeted && action === 'drop') {
    await write(`Đã xóa ${await deadLetters.drop(seqs)} tin nhắn.`);
    return 0;
  }
  for (const line of USAGE) await write(line);
  return 1;
}

function lineOf({ seq, message, receivedAtMs, reason }: DeadLetter): string {
  const { request } = message;
  const asked = 'text' in request ? request.text.replace(/\s+/gu, ' ').slice(0, 80) : request.kind;
  return `${seq}\t${new Date(receivedAtMs).toISOString()}\t${message.channel}\t${reason}\t${asked}`;
}
