import { access, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ID, idMessage } from '../id.ts';
import { parseKnowledge } from '../parse.ts';
import { KnowledgeError } from '../problem.ts';
import { createRecord, recordPath, writeRecord } from '../proof-record.ts';
import { proveKnowledge } from '../prove.ts';
import { writeFiles } from '../write-files.ts';
import { findSame } from './find-same.ts';
import { type ImportedArticle, importArticle } from './import-article.ts';
import { writePreview } from './preview.ts';
import { kindOfPath, MOST_SOURCE_BYTES, readSource, SourceError, type SourceKind, tooLarge } from './read-source.ts';
import { idOfTitle, writeDraft } from './write-draft.ts';

/** One import as the editor asked for it. */
export interface ImportSourceOptions {
  readonly directory: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly write: (line: string) => unknown;
  readonly writeError: (line: string) => unknown;
  /** A path, `-` or an address. */
  readonly source: string;
  readonly id: string | undefined;
  /** Prints the parsed interview and writes nothing. */
  readonly isJson: boolean;
  readonly isReplacing: boolean;
  readonly isFaq: boolean;
  readonly allowsPrivate: boolean;
}

interface Original {
  readonly bytes: Uint8Array;
  readonly kind: SourceKind;
  readonly url: string | undefined;
}

/** Imports one article: prints what was found, proves it, and writes the draft with its source; gives the exit code. */
export async function importSource(options: ImportSourceOptions): Promise<number> {
  if (options.id !== undefined && !ID.test(options.id)) throw new SourceError(`--id: ${idMessage(options.id)}`);
  const original = await fetchOriginal(options);
  const source = await readSource(original.bytes, original.kind, original.url);
  const imported = await warnOfSame(importArticle(source, options.isFaq), original, options);
  const isAccepted = imported.found.turns.length > 0 && (imported.verdict.isInterview || options.isFaq);
  const refusal = `Bài này không phải bài phỏng vấn nên không nhập: ${imported.verdict.reasons.join('; ')}.${
    imported.found.turns.length > 0 ? ' Nếu đây là danh sách hỏi đáp và bạn vẫn muốn dùng, hãy thêm --as faq.' : ''
  }`;
  if (options.isJson) {
    await options.write(
      JSON.stringify(isAccepted ? jsonOf(imported) : { ...jsonOf(imported), turns: [], refused: refusal }),
    );
    if (!isAccepted) options.writeError(refusal);
    return isAccepted ? 0 : 1;
  }
  if (!isAccepted) {
    options.writeError(refusal);
    return 1;
  }
  for (const line of writePreview(imported)) await options.write(line);
  return save(options, original, source.text, imported);
}

/** An interview that is there already under another id becomes the first doubt. */
async function warnOfSame(
  imported: ImportedArticle,
  { bytes }: Original,
  options: ImportSourceOptions,
): Promise<ImportedArticle> {
  if (imported.found.turns.length === 0) return imported;
  const id = options.id ?? idOfTitle(imported.about.title?.value ?? '');
  const same = await findSame(options.directory, id, bytes, imported.found);
  if (!same) return imported;
  const doubt = `Bài này đã có với id “${same.id}” (${same.because}); có đúng là muốn thêm một bài nữa không?`;
  return { ...imported, doubts: [doubt, ...imported.doubts] };
}

function jsonOf(imported: ImportedArticle) {
  const { about, found } = imported;
  return {
    title: about.title?.value ?? null,
    outlet: about.outlet?.value ?? null,
    url: about.url ?? null,
    published: about.published?.value ?? null,
    interviewer: about.interviewer?.value ?? null,
    speaker: about.speaker?.value ?? null,
    turns: found.turns.map((turn, index) => ({
      question: turn.question.text,
      speaker: about.speakers[index] ?? null,
      answer: turn.answer.map((piece) => piece.text),
    })),
    leftOut: found.leftOut.map(({ text, where, because }) => ({ text, where, because })),
    doubts: imported.doubts,
  };
}

/** What people type of an address whose beginning they leave out: `bao.vn/bai-viet`. */
const ADDRESS = /^(?:[\w-]+\.)+[a-z]{2,}\/\S/iu;

async function fetchOriginal(options: ImportSourceOptions): Promise<Original> {
  const { source } = options;
  if (source === '-') return { bytes: await readAll(options.stdin), kind: 'txt', url: undefined };
  if (/^[a-z]+:\/\//iu.test(source)) {
    const { fetchPage } = await import('./fetch-page.ts');
    const page = await fetchPage(source, { allowsPrivate: options.allowsPrivate });
    return { bytes: page.html, kind: page.kind, url: page.url };
  }
  const kind = kindOfPath(source);
  const hint = ADDRESS.test(source) ? ' Nếu đây là địa chỉ trang báo, hãy thêm https:// ở đầu.' : '';
  if (!kind)
    throw new SourceError(`Chỉ nhập được tệp .txt, .md, .html, .docx, không phải “${basename(source)}”.${hint}`);
  try {
    const found = await stat(source);
    const { size } = found;
    // A pipe or a device may never end.
    if (!found.isFile()) throw new SourceError(`“${source}” không phải một tệp; hãy chọn tệp của bài viết.`);
    if (size > MOST_SOURCE_BYTES) throw tooLarge(size);
    return { bytes: await readFile(source), kind, url: undefined };
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      `Không đọc được tệp “${source}” (${(error as NodeJS.ErrnoException).code}); hãy kiểm tra đường dẫn.${hint}`,
    );
  }
}

async function readAll(stdin: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunks.at(-1)?.length ?? 0;
    if (size > MOST_SOURCE_BYTES)
      throw new SourceError(`Chữ dán vào quá ${MOST_SOURCE_BYTES / 1e6} MB, không phải một bài báo.`);
  }
  return Buffer.concat(chunks);
}

async function save(
  options: ImportSourceOptions,
  original: Original,
  sourceText: string,
  imported: ImportedArticle,
): Promise<number> {
  const { directory, write } = options;
  const id = options.id ?? idOfTitle(imported.about.title?.value ?? '');
  const file = `${id}.md`;
  const source = `sources/${id}.${original.kind}`;
  const shown = join(basename(directory), file);
  for (const path of [file, source]) {
    if (!options.isReplacing && (await exists(join(directory, path)))) {
      throw new SourceError(
        `${join(basename(directory), path)} đã có; thêm --replace để ghi đè, hoặc --id <id khác> để giữ cả hai.`,
      );
    }
  }
  const draft = writeDraft(imported, id, source);
  const parsed = parseKnowledge(draft, shown);
  if (parsed.kind === 'problems') throw new KnowledgeError(parsed.problems);
  const proof = proveKnowledge(parsed.knowledge, sourceText, join(basename(directory), source));
  // What cannot be proved is never written: the words would not be the official's own.
  if (proof.problems.length > 0) throw new KnowledgeError(proof.problems);
  const record = writeRecord(createRecord(parsed.knowledge, original.bytes, proof));
  await writeFiles([
    { path: join(directory, source), content: original.bytes },
    { path: join(directory, recordPath(source)), content: record },
    { path: join(directory, file), content: draft },
  ]);
  await write('');
  await write(
    `Đã ghi bản nháp ${shown} (nguồn: ${join(basename(directory), source)}), đã đối chiếu từng đoạn với nguồn.`,
  );
  await write(`Tiếp theo: npm run import -- --review ${id}`);
  return 0;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
