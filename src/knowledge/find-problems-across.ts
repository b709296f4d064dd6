import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TurnRef } from '../core/interview.ts';
import type { KnowledgeFile } from './knowledge-file.ts';
import type { Problem } from './problem.ts';
import { replacementOf } from './replacement.ts';

/**
 * Finds what no file shows by itself: an id used twice, a source that is missing, a replacement that leads nowhere.
 * Replacements are looked at only when `isComplete`: among files that could not be read they would only mislead.
 */
export async function findProblemsAcross(
  directory: string,
  files: readonly KnowledgeFile[],
  isComplete: boolean,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const byId = new Map<string, KnowledgeFile>();
  for (const file of files) {
    const { id } = file.interview;
    const first = byId.get(id);
    if (first) {
      problems.push({ file: file.file, line: 2, message: `id “${id}” đã dùng ở ${first.file}; hãy chọn id khác.` });
    } else if (basename(file.file) !== `${id}.md`) {
      problems.push({
        file: file.file,
        line: 2,
        message: `Tệp của bài “${id}” phải mang tên ${id}.md; hãy đổi tên tệp hoặc đổi id.`,
      });
    }
    byId.set(id, first ?? file);
    if (!(await isFile(join(directory, file.source)))) {
      const message = `Không thấy nguồn “${file.source}”; hãy đặt nguyên văn bài đã đăng vào ${join(basename(directory), file.source)}.`;
      problems.push({ file: file.file, line: file.sourceLine, message });
    }
  }
  if (isComplete) problems.push(...findLostReplacements(files, byId));
  return problems;
}

function findLostReplacements(
  files: readonly KnowledgeFile[],
  byId: ReadonlyMap<string, KnowledgeFile>,
): readonly Problem[] {
  return files.flatMap((file) =>
    file.interview.turns.flatMap((turn, index) => {
      const target = replacementOf(turn);
      const message = target && lostMessage(file, { interview: file.interview.id, turn: turn.id }, target, byId);
      return message ? [{ file: file.file, line: file.turns[index]?.entryLine ?? 1, message }] : [];
    }),
  );
}

function lostMessage(
  file: KnowledgeFile,
  own: TurnRef,
  target: TurnRef,
  byId: ReadonlyMap<string, KnowledgeFile>,
): string | undefined {
  const replacing = byId.get(target.interview);
  if (!replacing) return `“supersededBy” nhắc bài “${target.interview}” nhưng không có bài nào mang id ấy.`;
  if (target.interview === own.interview && target.turn === own.turn)
    return `Câu “${own.turn}” không thể tự thay chính nó; hãy sửa “supersededBy”.`;
  if (!replacing.interview.turns.some((candidate) => candidate.id === target.turn))
    return `“supersededBy” của câu “${own.turn}” cần chỉ rõ câu nào trong bài “${target.interview}” thay nó: thêm “turn: …” (có: ${replacing.interview.turns.map((one) => one.id).join(', ')}); câu nào vẫn đúng thì ghi “status: published” trong câu ấy.`;
  if (replacing.status === 'draft' && file.status !== 'draft')
    return `“supersededBy” nhắc bài “${target.interview}” còn là bản nháp nên chưa thay được; hãy duyệt bài ấy trước: npm run import -- --review ${target.interview}`;
  const circle = findCircle(own, byId);
  return circle && `Các câu thay nhau thành vòng, nên không câu nào còn được trích: ${circle}; hãy sửa “supersededBy”.`;
}

/** The way from `own` back to itself, in words; undefined when it ends somewhere else. */
function findCircle(own: TurnRef, byId: ReadonlyMap<string, KnowledgeFile>): string | undefined {
  const replacing = (ref: TurnRef): TurnRef | undefined => {
    const turn = byId.get(ref.interview)?.interview.turns.find((one) => one.id === ref.turn);
    return turn && replacementOf(turn);
  };
  const passed = [nameOf(own)];
  for (let at = replacing(own); at; at = replacing(at)) {
    const name = nameOf(at);
    if (name === passed[0]) return [...passed, name].join(' → ');
    // A circle further on is told where it runs.
    if (passed.includes(name)) return undefined;
    passed.push(name);
  }
  return undefined;
}

function nameOf(ref: TurnRef): string {
  return `${ref.interview}/${ref.turn}`;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
