import { ExplainedError } from '../../core/explained-error.ts';
import type { PageFacts } from './about-article.ts';
import type { Article } from './block.ts';
import { readMarkdown } from './read-markdown.ts';
import { readText } from './read-text.ts';

/** The kinds of file that an article can come as; also the extensions under which sources are kept. */
export type SourceKind = 'txt' | 'md' | 'html' | 'docx';

/** A source read: its text and the ways of cutting the article out of it. */
export interface ReadSource {
  /** What offsets count in and what a proof is held against. */
  readonly text: string;
  readonly facts: PageFacts | undefined;
  readonly candidates: readonly { readonly name: string; readonly article: Article }[];
}

/** Why a source cannot be read, in words for the editor. */
export class SourceError extends ExplainedError {
  override readonly name = 'SourceError';
}

/** Most bytes of a source; a Word file with pictures may have many. */
export const MOST_SOURCE_BYTES = 20_000_000;
const MOST_TEXT_LENGTH = 6_000_000;

/** What kind of file `path` names by its extension; undefined for anything else. */
export function kindOfPath(path: string): SourceKind | undefined {
  const extension = /\.([a-z0-9]+)$/iu.exec(path)?.[1]?.toLowerCase();
  if (extension === 'htm' || extension === 'html' || extension === 'xhtml') return 'html';
  if (extension === 'md' || extension === 'markdown') return 'md';
  if (extension === 'docx') return 'docx';
  return extension === 'txt' || extension === 'text' ? 'txt' : undefined;
}

/** More paragraphs than this are a book or an archive, not an interview. */
const MOST_BLOCKS = 2_500;

/** Reads a published text as it came; throws {@link SourceError} for what is empty, binary or too large. */
export async function readSource(bytes: Uint8Array, kind: SourceKind, url?: string): Promise<ReadSource> {
  if (bytes.length === 0) throw new SourceError('Nguồn trống, không có chữ nào; hãy kiểm tra lại tệp.');
  if (bytes.length > MOST_SOURCE_BYTES) throw tooLarge(bytes.length);
  if (kind === 'docx') {
    const { readDocx } = await import('./read-docx.ts');
    return limited(await readDocx(bytes));
  }
  const text = decode(bytes);
  if (text.length > MOST_TEXT_LENGTH) {
    throw new SourceError(
      `Nguồn dài ${Math.round(text.length / 1e6)} triệu ký tự, không phải một bài báo; hãy chỉ lưu phần bài viết.`,
    );
  }
  if (text.trim() === '') throw new SourceError('Nguồn trống, không có chữ nào; hãy kiểm tra lại tệp.');
  if (kind === 'html' || looksLikeHtml(text)) {
    const { readHtml } = await import('./read-html.ts');
    const page = await readHtml(text, url).catch((error: unknown) => {
      // Markup nested thousands deep exhausts the stack of any parser.
      throw error instanceof RangeError
        ? new SourceError('Trang lồng quá nhiều lớp nên không đọc được; hãy chép phần bài viết vào tệp .txt rồi nhập.')
        : error;
    });
    return limited(page);
  }
  const article = kind === 'md' ? readMarkdown(text) : readText(text);
  return limited({ text: article.text, facts: undefined, candidates: [{ name: 'văn bản', article }] });
}

/** That a source of `size` bytes is larger than any article; it may have `most`. */
export function tooLarge(size: number, most = MOST_SOURCE_BYTES): SourceError {
  return new SourceError(
    `Nguồn nặng ${Math.round(size / 1e6)} MB, quá mức ${most / 1e6} MB; hãy chỉ lưu phần bài viết.`,
  );
}

function limited(source: ReadSource): ReadSource {
  const candidates = source.candidates.filter(({ article }) => article.blocks.length <= MOST_BLOCKS);
  if (candidates.length > 0) return { ...source, candidates };
  throw new SourceError(
    source.candidates.length === 0
      ? 'Không tìm thấy chữ nào trong nguồn.'
      : `Nguồn có hơn ${MOST_BLOCKS} đoạn, không phải một bài phỏng vấn; hãy chỉ lưu phần bài viết.`,
  );
}

/** Pasted markup is read as markup, whatever the file is called. */
function looksLikeHtml(text: string): boolean {
  return (
    /^\s*<(?:!doctype|html|body|div|p|article|section)[\s>]/iu.test(text) ||
    (text.match(/<\/(?:p|div)>/giu)?.length ?? 0) >= 3
  );
}

function decode(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SourceError(
      'Tệp không phải văn bản UTF-8 (có thể là ảnh, tệp Word cũ hoặc phông chữ TCVN3/VNI); hãy lưu lại thành UTF-8 hoặc .docx.',
    );
  }
  if (/[^\P{Cc}\s]/u.test(text.slice(0, 10_000))) {
    throw new SourceError('Đây là tệp nhị phân, không phải văn bản; hãy dùng tệp .txt, .md, .html hoặc .docx.');
  }
  return text;
}
