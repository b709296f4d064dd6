import { writeFile } from 'node:fs/promises';
import { ExplainedError } from '../core/explained-error.ts';
import { exportPhrasings } from '../knowledge/phrasings.ts';

/** What the export works on, all of it given by its caller. */
export interface ExportOptions {
  /** The knowledge directory. */
  readonly directory: string;
  /** `--csv`, and the path to write to; without a path the table goes to standard output. */
  readonly args: readonly string[];
  readonly write: (line: string) => unknown;
  readonly writeError: (line: string) => unknown;
}

/** Excel takes a file for UTF-8 only when it begins with this mark. */
const BOM = '\uFEFF';

/** Writes the phrasings of all interviews as a table for a spreadsheet; gives the exit code. */
export async function runExport(options: ExportOptions): Promise<number> {
  const [format, path, ...more] = options.args;
  if (format !== '--csv' || more.length > 0 || path?.startsWith('-')) {
    options.writeError('Cách dùng: npm run export -- --csv bang.csv');
    return 1;
  }
  try {
    const rows = await exportPhrasings(options.directory);
    if (path === undefined) {
      for (const [index, row] of rows.entries()) await options.write(`${index === 0 ? BOM : ''}${row}\r`);
      return 0;
    }
    await writeFile(path, `${BOM}${rows.join('\r\n')}\r\n`).catch((error: NodeJS.ErrnoException) => {
      throw new ExplainedError(
        `Không ghi được “${path}” (${error.code}); hãy kiểm tra đường dẫn, và đóng tệp nếu bảng tính đang mở nó.`,
      );
    });
    await options.write(`Đã ghi ${path}. Sửa cột cuối rồi chạy: npm run import -- --csv ${path}`);
    return 0;
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    options.writeError(error.message);
    return 1;
  }
}
