import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ExplainedError } from '../core/explained-error.ts';
import { closeFile, mergeTurn, type OpenFile, openFile } from './edit-file.ts';
import { kindOfPath, readSource } from './import/read-source.ts';
import { type KnowledgeFile, UNKNOWN } from './knowledge-file.ts';
import { parseKnowledge } from './parse.ts';
import { KnowledgeError } from './problem.ts';
import { createRecord, recordPath, writeRecord } from './proof-record.ts';
import { proveKnowledge } from './prove.ts';

/** A review as its caller runs it. */
export interface ReviewOptions {
  readonly directory: string;
  readonly id: string;
  readonly write: (line: string) => unknown;
  /** Asks the editor; undefined where nobody sits at a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
}

const MISSING = [
  { path: ['title'], words: 'Tên bài' },
  { path: ['outlet'], words: 'Báo đã đăng' },
  { path: ['speaker', 'name'], words: 'Họ tên người trả lời' },
  { path: ['speaker', 'title'], words: 'Chức danh khi trả lời' },
  { path: ['speaker', 'honorific'], words: 'Cách gọi (Ông, Bà, TS. …)' },
] as const;
const STOP = 'b';
const ENDS_LENGTH = 70;

/**
 * Walks an editor through a draft: what the article does not say, each doubt, each turn; then proves it again and
 * clears the draft mark. Everything already answered is kept when the editor stops half-way. Gives the exit code.
 */
export async function reviewDraft(options: ReviewOptions): Promise<number> {
  const { directory, id, write, ask } = options;
  if (!ask)
    throw new ExplainedError(
      'Duyệt bản nháp cần có người ngồi trước cửa sổ dòng lệnh; hãy chạy lệnh này trực tiếp, không qua ống dẫn.',
    );
  if (!/^[a-z0-9-]+$/u.test(id)) throw new ExplainedError(`“${id}” không phải id của một bài.`);
  const path = join(directory, `${id}.md`);
  const shown = join(basename(directory), `${id}.md`);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ExplainedError(`Không có bản nháp ${shown}; hãy nhập bài trước bằng “npm run import -- <tệp>”.`);
  });
  const draft = parse(text, shown);
  if (draft.status !== 'draft') throw new ExplainedError(`${shown} không còn là bản nháp, không có gì để duyệt.`);

  let file = openFile(text);
  const save = async () => {
    await writeFile(`${path}.tmp`, closeFile(file));
    await rename(`${path}.tmp`, path);
  };
  const stop = async () => {
    await save();
    await write(`Đã dừng; phần đã trả lời được giữ trong ${shown}. Sửa tệp nếu cần rồi chạy lại lệnh này.`);
    return 1;
  };

  if (!(await askMissing(file, options, ask))) return stop();
  for (const doubt of draft.doubts) {
    // What a missing field asked has just been answered above.
    if (/là gì\?$|ở báo nào\?$|họ tên, chức danh|hay cách khác\?$/u.test(doubt)) continue;
    const reply = await ask(`${doubt}\n  [Enter = đúng, ${STOP} = dừng lại để sửa] `);
    if (reply.trim().toLowerCase() === STOP) return stop();
  }
  const reviewed = await reviewTurns(file, draft, options, ask);
  if (!reviewed) return stop();
  file = reviewed;

  const answer = await ask('Công bố bài này để bot trả lời? [c = công bố, Enter = để lại bản nháp] ');
  if (!/^(?:c|có|co|y)/iu.test(answer.trim())) return stop();
  file.front.delete('status');
  file.front.delete('doubts');
  const published = parse(closeFile(file), shown);
  const bytes = await readFile(join(directory, published.source));
  const source = await readSource(bytes, kindOfPath(published.source) ?? 'txt');
  const proof = proveKnowledge(published, source.text, join(basename(directory), published.source));
  if (proof.problems.length > 0) throw new KnowledgeError(proof.problems);
  await writeFile(join(directory, recordPath(published.source)), writeRecord(createRecord(published, bytes, proof)));
  await save();
  await write(`Đã công bố ${shown}: ${published.interview.turns.length} câu hỏi, đúng nguyên văn nguồn.`);
  return 0;
}

function parse(text: string, shown: string): KnowledgeFile {
  const parsed = parseKnowledge(text, shown);
  if (parsed.kind === 'problems') throw new KnowledgeError(parsed.problems);
  return parsed.knowledge;
}

async function askMissing(
  file: OpenFile,
  options: ReviewOptions,
  ask: (question: string) => Promise<string>,
): Promise<boolean> {
  for (const { path, words } of MISSING) {
    while (String(file.front.getIn(path) ?? UNKNOWN) === UNKNOWN) {
      const reply = (await ask(`${words}? [${STOP} = dừng] `)).trim();
      if (reply.toLowerCase() === STOP) return false;
      if (reply === '') await options.write('Cần ghi theo đúng bài đã đăng.');
      else file.front.setIn(path, reply);
    }
  }
  return true;
}

async function reviewTurns(
  opened: OpenFile,
  draft: KnowledgeFile,
  options: ReviewOptions,
  ask: (question: string) => Promise<string>,
): Promise<OpenFile | undefined> {
  let file = opened;
  let mergedCount = 0;
  for (const [index, turn] of draft.interview.turns.entries()) {
    const answer = turn.paragraphs.join(' ');
    await options.write('');
    await options.write(`Câu ${index + 1}: ${turn.question}`);
    await options.write(
      `  Trả lời (${turn.paragraphs.length} đoạn): ${answer.slice(0, ENDS_LENGTH)} … ${answer.slice(-ENDS_LENGTH)}`,
    );
    const reply = (
      await ask(`  [Enter = đúng${index > 0 ? ', g = không phải câu hỏi, gộp vào câu trên' : ''}, ${STOP} = dừng] `)
    )
      .trim()
      .toLowerCase();
    if (reply === STOP) return undefined;
    if (reply === 'g' && index > 0) {
      file = mergeTurn(file, index - mergedCount);
      mergedCount += 1;
      continue;
    }
    const phrasings: string[] = [...turn.also];
    for (let phrasing = '?'; phrasing !== ''; ) {
      phrasing = (await ask('  Người dân còn hỏi câu này thế nào? [Enter = thôi] ')).trim();
      if (phrasing !== '') phrasings.push(phrasing);
    }
    if (phrasings.length > 0)
      file.front.setIn(['turns', index - mergedCount, 'also'], file.front.createNode(phrasings));
  }
  return file;
}
