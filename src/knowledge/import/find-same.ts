import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseKnowledge } from '../parse.ts';
import { recordPath } from '../proof-record.ts';
import type { Found } from './find-turns.ts';
import { fold } from './signs.ts';

/** An interview of the knowledge directory that an article repeats. */
export interface SameInterview {
  readonly id: string;
  /** In words for the editor. */
  readonly because: string;
}

/** From this share of equal turns on, two articles are one interview. */
const SAME_SHARE = 0.5;

/** Finds an interview under another id than `id` that has the same source, byte for byte, or most of the same turns. */
export async function findSame(
  directory: string,
  id: string,
  bytes: Uint8Array,
  found: Found,
): Promise<SameInterview | undefined> {
  const names = await readdir(directory).catch(() => []);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const own = new Set(
    found.turns.map((turn) =>
      keyOf(
        turn.question.text,
        turn.answer.map((piece) => piece.text),
      ),
    ),
  );
  for (const name of names.filter((one) => one.endsWith('.md') && one !== `${id}.md`).sort()) {
    const parsed = parseKnowledge(await readFile(join(directory, name), 'utf8').catch(() => ''), name);
    if (parsed.kind === 'problems') continue;
    const { interview, source } = parsed.knowledge;
    const record = await readFile(join(directory, recordPath(source)), 'utf8').catch(() => '');
    if (record.includes(`"sha256": "${sha256}"`)) return { id: interview.id, because: 'cùng một bản gốc' };
    const equal = interview.turns.filter((turn) => own.has(keyOf(turn.question, turn.paragraphs))).length;
    if (equal > 0 && equal >= own.size * SAME_SHARE) {
      return { id: interview.id, because: `${equal} câu hỏi đáp giống hệt` };
    }
  }
  return undefined;
}

function keyOf(question: string, answer: readonly string[]): string {
  return fold(`${question} ${answer.join(' ')}`);
}
