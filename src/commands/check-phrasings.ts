import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { plainQuestion, readPhrasing } from '../core/phrasing.ts';
import type { KnowledgeFile } from '../knowledge/knowledge-file.ts';
import type { Problem } from '../knowledge/problem.ts';

/**
 * What is amiss with what an editor wrote about how people ask: a phrasing that points, after `=>`, at words which the answer
 * does not hold, and a question that both has an answer and has none.
 */
export async function checkPhrasings(file: KnowledgeFile, directory: string): Promise<readonly Problem[]> {
  const lines = (await readFile(join(directory, basename(file.file)), 'utf8')).split('\n');
  const problem = (isLine: (line: string, at: number) => boolean | undefined, message: string): Problem => ({
    file: file.file,
    line: lines.findIndex(isLine) + 1,
    message,
  });
  const from = lines.findIndex((line) => line.startsWith('unanswered:'));
  const { turns, unanswered } = file.interview;
  const answered = new Map<string, string>();
  const problems: Problem[] = [];
  for (const turn of turns) {
    for (const line of turn.also) {
      const { text, lostAim } = readPhrasing(line, turn);
      answered.set(plainQuestion(text), turn.id);
      if (lostAim === undefined) continue;
      problems.push(
        problem(
          (written) => written.split('=>')[1]?.includes(lostAim),
          `Cách hỏi trỏ tới “${lostAim}”, nhưng câu trả lời “${turn.id}” không có những chữ đó; hãy chép đúng chữ đã đăng, hoặc ghi * cho cả câu trả lời.`,
        ),
      );
    }
  }
  for (const text of unanswered) {
    const turn = answered.get(plainQuestion(text));
    if (turn === undefined) continue;
    problems.push(
      problem(
        (written, at) => at > from && plainQuestion(written) === plainQuestion(text),
        `“${text}” vừa là cách hỏi của câu “${turn}” vừa nằm trong “unanswered”; hãy bỏ một trong hai dòng.`,
      ),
    );
  }
  return problems;
}
