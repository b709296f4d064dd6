import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ExplainedError } from '../core/explained-error.ts';

/** One file to be written. */
export interface FileToWrite {
  readonly path: string;
  readonly content: Uint8Array | string;
}

/**
 * Writes `files` in their order: first all of them beside their places, then each into its place, so that a reader
 * never sees half a file and a folder that cannot be written to stays as it was. Throws an {@link ExplainedError}.
 */
export async function writeFiles(files: readonly FileToWrite[]): Promise<void> {
  const besides = files.map(({ path }) => `${path}.tmp`);
  try {
    for (const [index, { path, content }] of files.entries()) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(besides[index] as string, content);
    }
    for (const [index, { path }] of files.entries()) await rename(besides[index] as string, path);
  } catch (error) {
    await Promise.all(besides.map((path) => rm(path, { force: true }).catch(() => {})));
    const { code, path } = error as NodeJS.ErrnoException;
    throw new ExplainedError(
      `Không ghi được ${path?.replace(/\.tmp$/u, '') ?? 'tệp'} (${code}); hãy xem lại thư mục, quyền ghi và chỗ trống trên đĩa.`,
    );
  }
}
