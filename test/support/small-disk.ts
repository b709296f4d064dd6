import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, small enough to be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the space that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  unmount(): void;
}

/** Block of a tmpfs; less than that cannot be left over. */
const BLOCK_BYTES = 4_096;

/**
 * Mounts a disk of `mebibytes` in memory, or says loudly on standard error why it cannot and gives undefined: mounting
 * takes Linux and root.
 */
export function mountSmallDisk(mebibytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'bot-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'none', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) {
    rmdirSync(folder);
    const why = mounted.error?.message ?? mounted.stderr;
    process.stderr.write(
      `\n******** NO SMALL DISK ********\nWhat needs a full disk DID NOT RUN: none could be mounted (as root on Linux it could).\n${why}\n*******************************\n\n`,
    );
    return undefined;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const descriptor = openSync(filler, 'a');
      try {
        for (;;) writeSync(descriptor, Buffer.alloc(BLOCK_BYTES));
      } catch (fault) {
        if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOSPC')) throw fault;
      } finally {
        closeSync(descriptor);
      }
    },
    free: () => rmSync(filler),
    unmount() {
      const unmounted = spawnSync('umount', [folder], { encoding: 'utf8' });
      if (unmounted.status !== 0) throw new Error(`expected to unmount ${folder}, got: ${unmounted.stderr}`);
      rmdirSync(folder);
    },
  };
}
