/** Asks the editor and gives the line typed. */
export type Ask = (question: string) => Promise<string>;

/** The editor wants to stop; what was answered so far is kept. */
export class StopReview extends Error {
  override readonly name = 'StopReview';
  /** What the editor is told beside how to go on; empty when there is nothing to tell. */
  readonly advice: string;

  constructor(advice = '') {
    super('stopped by the editor');
    this.advice = advice;
  }
}

/** The reply that stops at any question. */
export const STOP_KEY = 'b';
/** Replies that say yes; Enter is one. "dung" may be đúng or dừng, so it is asked again. */
export const YES: readonly string[] = ['', 'đ', 'd', 'đúng', 'đúng rồi', 'ừ', 'vâng', 'phải', 'ok', 'y', 'yes'];
/** Replies that say no. */
export const NO: readonly string[] = ['s', 'sai', 'k', 'không', 'khong', 'ko', 'n', 'no'];
const STOPS: readonly string[] = [STOP_KEY, 'dừng', 'dừng lại', 'thôi', 'thoát', 'q'];

/** One reply that a question takes, with the words for it. */
export interface Choice<Name extends string> {
  readonly name: Name;
  readonly replies: readonly string[];
  /** How the question offers it: `Enter = đúng`. */
  readonly words: string;
}

/**
 * Asks until the reply is one of `choices`; anything else is neither yes nor no and is asked again, saying what is taken.
 * Throws {@link StopReview} when the editor stops.
 */
export async function choose<Name extends string>(
  ask: Ask,
  question: string,
  choices: readonly Choice<Name>[],
): Promise<Name> {
  const offer = `[${[...choices.map((choice) => choice.words), `${STOP_KEY} = dừng`].join(', ')}]`;
  for (let prompt = `${question}\n  ${offer} `; ; ) {
    const reply = await ask(prompt);
    const folded = foldReply(reply);
    const choice = choices.find(({ replies }) => replies.includes(folded));
    if (choice) return choice.name;
    if (STOPS.includes(folded)) throw new StopReview();
    prompt = `  Không hiểu “${reply.trim()}”. Chỉ nhận ${offer} `;
  }
}

/** Asks for a line of words; an empty one is taken only when `takesNothing`. Throws {@link StopReview} when the editor stops. */
export async function askWords(ask: Ask, question: string, takesNothing: boolean): Promise<string> {
  for (let prompt = question; ; prompt = `  Cần ghi theo đúng bài đã đăng. ${question}`) {
    const reply = (await ask(prompt)).trim();
    if (STOPS.includes(foldReply(reply))) throw new StopReview();
    if (reply !== '' || takesNothing) return reply;
  }
}

function foldReply(reply: string): string {
  return reply
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/u, '');
}
