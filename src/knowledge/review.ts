import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ExplainedError } from '../core/explained-error.ts';
import { closeFile, mergeTurn, type OpenFile, openFile } from './edit-file.ts';
import { kindOfPath, readSource } from './import/read-source.ts';
import type { KnowledgeFile } from './knowledge-file.ts';
import { parseKnowledge } from './parse.ts';
import { KnowledgeError } from './problem.ts';
import { createRecord, recordPath, writeRecord } from './proof-record.ts';
import { proveKnowledge } from './prove.ts';
import { type Ask, askWords, choose, NO, STOP_KEY, StopReview, YES } from './review-dialogue.ts';
import { reviewFacts } from './review-facts.ts';
import { openProgress, type ReviewProgress } from './review-progress.ts';
import { writeFiles } from './write-files.ts';

/** A review as its caller runs it. */
export interface ReviewOptions {
  readonly directory: string;
  readonly id: string;
  readonly write: (line: string) => unknown;
  /** Asks the editor; undefined where nobody sits at a terminal. */
  readonly ask: Ask | undefined;
}

const ENDS_LENGTH = 70;
const PUBLISH = ['c', 'có', 'co', 'công bố', 'cong bo', 'y', 'yes'];
const LEAVE = ['', ...NO];

/** A draft under review: the file as it is edited, and how it reaches the disk. */
interface Draft {
  file: OpenFile;
  readonly knowledge: KnowledgeFile;
  readonly shown: string;
  readonly progress: ReviewProgress;
  save(): Promise<void>;
}

/**
 * Walks an editor through a draft: what the article does not say, where its facts come from, each doubt, each turn; then
 * proves it again and clears the draft mark. Every answer is kept as it is given, so a review that is broken off, in
 * whatever way, goes on where it stopped. Gives the exit code.
 */
export async function reviewDraft(options: ReviewOptions): Promise<number> {
  const { directory, write, ask } = options;
  if (!ask)
    throw new ExplainedError(
      'Duyệt bản nháp cần có người ngồi trước cửa sổ dòng lệnh; hãy chạy lệnh này trực tiếp, không qua ống dẫn.',
    );
  const draft = await openDraft(options);
  try {
    const { knowledge, file, progress } = draft;
    await reviewFacts({ directory, draft: knowledge, file, progress, ask, save: () => draft.save() });
    await reviewDoubts(draft, ask);
    await reviewTurns(draft, options, ask);
    const answer = await choose(ask, 'Công bố bài này để bot trả lời?', [
      { name: 'publish', replies: PUBLISH, words: 'c = công bố' },
      { name: 'leave', replies: LEAVE, words: 'Enter = để lại bản nháp' },
    ]);
    if (answer === 'leave') throw new StopReview();
  } catch (error) {
    if (!(error instanceof StopReview)) throw error;
    const advice = error.advice === '' ? '' : `${error.advice} `;
    await write(`Đã dừng; phần đã trả lời được giữ. ${advice}Chạy lại lệnh này để làm tiếp từ chỗ dừng.`);
    return 1;
  }
  const count = await publish(draft, directory);
  await write(`Đã công bố ${draft.shown}: ${count} câu hỏi, đúng nguyên văn nguồn.`);
  return 0;
}

async function openDraft({ directory, id }: ReviewOptions): Promise<Draft> {
  if (!/^[a-z0-9-]+$/u.test(id)) throw new ExplainedError(`“${id}” không phải id của một bài.`);
  const path = join(directory, `${id}.md`);
  const shown = join(basename(directory), `${id}.md`);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ExplainedError(`Không có bản nháp ${shown}; hãy nhập bài trước bằng “npm run import -- <tệp>”.`);
  });
  const knowledge = parse(text, shown);
  if (knowledge.status !== 'draft') throw new ExplainedError(`${shown} không còn là bản nháp, không có gì để duyệt.`);
  const progress = await openProgress(directory, knowledge.source);
  const draft: Draft = {
    file: openFile(text),
    knowledge,
    shown,
    progress,
    save: () => writeFiles([{ path, content: closeFile(draft.file) }]),
  };
  return draft;
}

function parse(text: string, shown: string): KnowledgeFile {
  const parsed = parseKnowledge(text, shown);
  if (parsed.kind === 'problems') throw new KnowledgeError(parsed.problems);
  return parsed.knowledge;
}

async function reviewDoubts({ knowledge, shown, progress }: Draft, ask: Ask): Promise<void> {
  for (const doubt of knowledge.doubts) {
    // What a missing field asked has just been answered.
    if (/là gì\?$|ở báo nào\?$|họ tên, chức danh|hay cách khác\?$/u.test(doubt) || progress.isAnswered(doubt)) continue;
    const answer = await choose(ask, doubt, [
      { name: 'yes', replies: YES, words: 'Enter = đúng' },
      { name: 'no', replies: NO, words: 's = sai' },
    ]);
    if (answer === 'no') throw new StopReview(`Hãy sửa chỗ ấy trong ${shown}.`);
    await progress.keep(doubt);
  }
}

async function reviewTurns(draft: Draft, options: ReviewOptions, ask: Ask): Promise<void> {
  const { progress, shown } = draft;
  let mergedCount = 0;
  for (const [index, turn] of draft.knowledge.interview.turns.entries()) {
    const { question } = turn;
    if (!progress.isAnswered(`turn ${question}`)) {
      const answer = turn.paragraphs.join(' ');
      await options.write('');
      await options.write(`Câu ${index + 1}: ${question}`);
      await options.write(
        `  Trả lời (${turn.paragraphs.length} đoạn): ${answer.slice(0, ENDS_LENGTH)} … ${answer.slice(-ENDS_LENGTH)}`,
      );
      const merge = {
        name: 'merge',
        replies: ['g', 'gộp'],
        words: 'g = không phải câu hỏi, gộp vào câu trên',
      } as const;
      const reply = await choose(ask, '  Đúng không?', [
        { name: 'yes', replies: YES, words: 'Enter = đúng' } as const,
        ...(index > 0 ? [merge] : []),
        { name: 'no', replies: NO, words: 's = sai' } as const,
      ]);
      if (reply === 'no') throw new StopReview(`Hãy sửa câu ấy trong ${shown}.`);
      if (reply === 'merge') {
        draft.file = mergeTurn(draft.file, index - mergedCount);
        mergedCount += 1;
        await draft.save();
        continue;
      }
      await progress.keep(`turn ${question}`);
    }
    if (!progress.isAnswered(`also ${question}`)) await askPhrasings(draft, index - mergedCount, turn.also, ask);
    await progress.keep(`also ${question}`);
  }
}

async function askPhrasings(draft: Draft, index: number, known: readonly string[], ask: Ask): Promise<void> {
  const phrasings = [...known];
  for (;;) {
    const phrasing = await askWords(
      ask,
      `  Người dân còn hỏi câu này thế nào? [Enter = thôi, ${STOP_KEY} = dừng] `,
      true,
    );
    if (phrasing === '') return;
    phrasings.push(phrasing);
    draft.file.front.setIn(['turns', index, 'also'], draft.file.front.createNode(phrasings));
    await draft.save();
  }
}

/** Proves the draft once more and takes the draft mark off; gives the number of its questions. */
async function publish(draft: Draft, directory: string): Promise<number> {
  draft.file.front.delete('status');
  draft.file.front.delete('doubts');
  const published = parse(closeFile(draft.file), draft.shown);
  const bytes = await readFile(join(directory, published.source));
  const source = await readSource(bytes, kindOfPath(published.source) ?? 'txt');
  const proof = proveKnowledge(published, source.text, join(basename(directory), published.source));
  if (proof.problems.length > 0) throw new KnowledgeError(proof.problems);
  const record = writeRecord(createRecord(published, bytes, proof));
  await writeFiles([{ path: join(directory, recordPath(published.source)), content: record }]);
  await draft.save();
  await draft.progress.drop();
  return published.interview.turns.length;
}
