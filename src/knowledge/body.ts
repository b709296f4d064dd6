/** A question and its answer as they stand in a knowledge file. Lines count from 1. */
export interface BodyTurn {
  readonly question: string;
  readonly line: number;
  readonly paragraphs: readonly { readonly text: string; readonly line: number }[];
}

const HEADING = /^##[ \t]+(.*)$/u;

/** Splits the lines from index `start` on into questions and paragraphs; only `## ` and blank lines mean anything. */
export function readBody(
  lines: readonly string[],
  start: number,
  add: (line: number, message: string) => void,
): readonly BodyTurn[] {
  const turns: { question: string; line: number; paragraphs: { text: string; line: number }[] }[] = [];
  let isInParagraph = false;
  for (const [index, raw] of lines.entries()) {
    if (index < start) continue;
    const line = index + 1;
    const text = raw.trim();
    const heading = HEADING.exec(raw)?.[1]?.trim();
    const turn = turns.at(-1);
    if (heading !== undefined || /^##$/u.test(text)) {
      if (!heading) add(line, 'Dòng “## ” này còn trống; hãy viết câu hỏi ngay sau đó.');
      turns.push({ question: heading ?? '', line, paragraphs: [] });
      isInParagraph = false;
    } else if (text === '') {
      isInParagraph = false;
    } else if (!turn) {
      add(line, 'Chữ này đứng trước câu hỏi đầu tiên; dưới phần thông tin chỉ có câu hỏi (dòng “## ”) và câu trả lời.');
      return [];
    } else {
      const paragraph = turn.paragraphs.at(-1);
      if (isInParagraph && paragraph) paragraph.text += `\n${text}`;
      else turn.paragraphs.push({ text, line });
      isInParagraph = true;
    }
  }
  for (const turn of turns) {
    if (turn.paragraphs.length === 0) add(turn.line, `Câu hỏi “${turn.question}” chưa có câu trả lời ở dưới.`);
  }
  return turns;
}
