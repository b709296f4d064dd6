import { parseArgs } from 'node:util';
import { ExplainedError } from '../core/explained-error.ts';

/** What the import works on, all of it given by its caller. */
export interface ImportOptions {
  /** The knowledge directory. */
  readonly directory: string;
  readonly args: readonly string[];
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** Writes one line to standard output. */
  readonly write: (line: string) => unknown;
  /** Writes one line to standard error. */
  readonly writeError: (line: string) => unknown;
  /** Asks the editor and gives the line typed; undefined where nobody sits at a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
}

const USAGE = `Cách dùng:
  npm run import -- bai.txt            nhập một bài (.txt, .md, .html, .docx)
  npm run import -- https://…          nhập từ địa chỉ trang báo
  npm run import -- -                  dán bài vào rồi bấm Ctrl-D
  npm run import -- --review <id>      duyệt bản nháp
  npm run import -- --csv <tệp.csv>    nhận các cách hỏi từ bảng tính
Thêm: --json (chỉ in, không ghi) · --id <id> · --replace (ghi đè) · --as faq (danh sách hỏi đáp) · --allow-private`;

/** Turns a published article into a draft, walks through a draft, or takes phrasings from a spreadsheet; gives the exit code. */
export async function runImport(options: ImportOptions): Promise<number> {
  try {
    const { values, positionals } = readArgs(options.args);
    if (values.review !== undefined) {
      const { reviewDraft } = await import('../knowledge/review.ts');
      return await reviewDraft({ ...options, id: values.review });
    }
    if (values.csv !== undefined) {
      const { importPhrasings } = await import('../knowledge/phrasings.ts');
      return await importPhrasings({ directory: options.directory, path: values.csv, write: options.write });
    }
    const [source, ...more] = positionals;
    if (source === undefined || more.length > 0) {
      options.writeError(USAGE);
      return 1;
    }
    const { importSource } = await import('../knowledge/import/import-source.ts');
    return await importSource({
      directory: options.directory,
      stdin: options.stdin,
      write: options.write,
      writeError: options.writeError,
      source,
      id: values.id,
      isJson: values.json === true,
      isReplacing: values.replace === true,
      isFaq: values.as === 'faq',
      allowsPrivate: values['allow-private'] === true,
    });
  } catch (error) {
    // The terminal's Ctrl-C and Ctrl-D at a question.
    if (error instanceof Error && error.name === 'AbortError') {
      options.writeError('Đã dừng; những câu đã trả lời được giữ. Chạy lại lệnh này để làm tiếp từ chỗ dừng.');
      return 1;
    }
    if (!(error instanceof ExplainedError)) throw error;
    options.writeError(error.message);
    return 1;
  }
}

function readArgs(args: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        replace: { type: 'boolean' },
        'allow-private': { type: 'boolean' },
        review: { type: 'string' },
        csv: { type: 'string' },
        id: { type: 'string' },
        as: { type: 'string' },
      },
    });
    const { as } = parsed.values;
    if (as !== undefined && as !== 'faq')
      throw new ExplainedError(`--as chỉ nhận “faq”, không phải “${as}”.\n${USAGE}`);
    return parsed;
  } catch (error) {
    if (error instanceof ExplainedError) throw error;
    throw new ExplainedError(`Không hiểu lệnh (${(error as Error).message}).\n${USAGE}`);
  }
}
