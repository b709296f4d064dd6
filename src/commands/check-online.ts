import { readSource, SourceError } from '../knowledge/import/read-source.ts';
import type { KnowledgeFile } from '../knowledge/knowledge-file.ts';
import { formatProblem } from '../knowledge/problem.ts';
import { proveKnowledge } from '../knowledge/prove.ts';

/** What the check of a page needs. */
export interface OnlineOptions {
  /** Whether the page may be on this machine. */
  readonly allowsPrivate: boolean;
  readonly write: (line: string) => unknown;
}

/** Ends a line that does not make the check fail. */
export const ONLY_A_NOTICE = '(chỉ nhắc, không phải lỗi)';

/** Proves `file` once more, against the page as it is served now; gives the number of problems. */
export async function checkOnline(file: KnowledgeFile, { allowsPrivate, write }: OnlineOptions): Promise<number> {
  const { url } = file.interview;
  if (!url) {
    write(`${file.file}: không ghi địa chỉ (url) nên không đối chiếu trực tuyến được ${ONLY_A_NOTICE}`);
    return 0;
  }
  if (file.status === 'withdrawn') {
    write(`${file.file}: bài đã rút lại nên không đối chiếu với trang đang đăng ${ONLY_A_NOTICE}`);
    return 0;
  }
  try {
    const { fetchPage } = await import('../knowledge/import/fetch-page.ts');
    const page = await fetchPage(url, { allowsPrivate });
    const source = await readSource(page.html, page.kind, page.url);
    const proof = proveKnowledge(file, source.text, url);
    if (page.url !== new URL(url).href)
      write(`${file.file}: trang đã chuyển tới ${page.url}; nên sửa “url” theo địa chỉ mới ${ONLY_A_NOTICE}`);
    if (proof.places.flat().every((place) => place === undefined)) {
      write(
        `${file.file}:1: Trang tại ${page.url} không còn chữ nào của bài; trang có thể đã gỡ bài, đổi địa chỉ hoặc đòi đăng nhập.`,
      );
      return 1;
    }
    for (const problem of proof.problems) write(formatProblem(problem));
    write(
      proof.problems.length === 0
        ? `${file.file}: khớp với trang đang đăng tại ${url}.`
        : `${file.file}: khác với trang đang đăng ở những chỗ trên; nếu báo đã sửa bài, xem mục “Đính chính” trong knowledge/README.md.`,
    );
    return proof.problems.length;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    write(`${file.file}:1: ${error.message}`);
    return 1;
  }
}
