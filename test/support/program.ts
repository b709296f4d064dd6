import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../../', import.meta.url).pathname;

/** What `npm start` gives to node before the script's name, so that tests and the bench run what people run. */
export const START_FLAGS: readonly string[] = startFlags();

function startFlags(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1, -2);
}

/** The real program in a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** Everything it wrote so far. */
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  /** Resolves with the log line of that event; rejects when the program ends before. */
  logged(event: string): Promise<Readonly<Record<string, unknown>>>;
  /** Resolves with the exit code. */
  ended(): Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** A folder for a program's state, deleted by {@link removeFolder}. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'program-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs `src/main.ts` with `args`; nothing of this process's environment but PATH reaches it. */
export function runProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input?: string,
): Program {
  const child = spawn(process.execPath, [...START_FLAGS, 'src/main.ts', ...args], {
    cwd: ROOT,
    // dotenv leaves a setting alone that is there, empty or not: a developer's .env does not reach a test.
    env: { PATH: process.env.PATH ?? '', ...NO_TOKENS, ...env },
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  const lookouts = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of lookouts) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin.end(input);
  return {
    child,
    output: () => ({ stdout, stderr }),
    logged(event) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const line = stdout.split('\n').find((candidate) => candidate.includes(`"msg":"${event}"`));
          if (!line) return;
          lookouts.delete(look);
          resolve(JSON.parse(line));
        };
        lookouts.add(look);
        look();
        void ended.then((code) =>
          reject(new Error(`expected "${event}" in the log, got exit code ${code}: ${stderr}`)),
        );
      });
    },
    ended: () => ended,
    kill: (signal) => void child.kill(signal),
  };
}

const NO_TOKENS = {
  TELEGRAM_BOT_TOKEN: '',
  ZALO_APP_ID: '',
  ZALO_APP_SECRET: '',
  ZALO_OA_ID: '',
  ZALO_OA_SECRET_KEY: '',
  ZALO_BOT_TOKEN: '',
};
