import { readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { config as loadEnvFile } from 'dotenv';
import { type Config, readConfig } from './config.ts';
import { ExplainedError } from './core/explained-error.ts';
import { silentLog } from './core/log.ts';
import { createRespond } from './core/respond.ts';
import { findUnknownSettings } from './unknown-settings.ts';

/** The composition root: reads the environment, dispatches the npm scripts and wires the parts. */
const envFile = loadEnvFile({ quiet: true });

// Whoever reads our output may stop before the end (`| head`); that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const [command = 'start', ...args] = process.argv.slice(2);

try {
  process.exitCode = command === 'warm-up' ? await warmUp() : await run(command, readSettings());
} catch (error) {
  const stack = error instanceof Error ? error.stack : error;
  writeError(error instanceof ExplainedError ? error.message : `Lỗi ngoài dự kiến của chương trình:\n${stack}`);
  process.exitCode = 1;
}

function readSettings(): Config {
  const code = envFile.error && 'code' in envFile.error ? envFile.error.code : undefined;
  if (code !== undefined && code !== 'ENOENT') writeError(`Lưu ý: không đọc được tệp .env (${code}).`);
  if (code === undefined && readFileSync('.env').includes(0))
    writeError('Lưu ý: tệp .env không ở dạng UTF-8 nên không đọc được; hãy mở tệp rồi lưu lại với bảng mã UTF-8.');
  for (const warning of findUnknownSettings(process.env, Object.keys(envFile.parsed ?? {}))) writeError(warning);
  // An import makes the folder that it writes to.
  return readConfig(process.env, command === 'import' ? undefined : isDirectory);
}

async function run(name: string, config: Config): Promise<number> {
  switch (name) {
    case 'start': {
      const { start } = await import('./start/start.ts');
      return start(config);
    }
    case 'ask':
      return ask(config);
    case 'check': {
      const { runCheck } = await import('./commands/check.ts');
      return runCheck({ directory: config.knowledgeDirectory, args, write: writeLine });
    }
    case 'import': {
      const { runImport } = await import('./commands/import.ts');
      const { stdin } = process;
      const directory = config.knowledgeDirectory;
      return runImport({
        directory,
        args,
        stdin,
        write: writeLine,
        writeError,
        ask: stdin.isTTY ? askPerson : undefined,
      });
    }
    case 'export': {
      const { runExport } = await import('./commands/export.ts');
      return runExport({ directory: config.knowledgeDirectory, args, write: writeLine, writeError });
    }
    case 'inbox':
      return inbox(config);
    default:
      writeError(`Không có lệnh "${name}". Các lệnh: start, ask, check, import, export, inbox.`);
      return 1;
  }
}

/** Runs at the end of an installation: loads what a start loads, so that the first one finds it compiled. */
async function warmUp(): Promise<number> {
  await Promise.all([
    import('./start/start.ts'),
    import('./http/server.ts'),
    import('./channels/telegram/channel.ts'),
    import('./channels/zalo/channel.ts'),
    import('./channels/zalo-bot/channel.ts'),
    import('./channels/terminal/channel.ts'),
    import('./delivery/sqlite-store.ts'),
  ]);
  return 0;
}

async function ask(config: Config): Promise<number> {
  const [{ runAsk }, { loadLibrary }, { createMatcher }, { writeExplanation }] = await Promise.all([
    import('./commands/ask.ts'),
    import('./knowledge/load.ts'),
    import('./search/matcher.ts'),
    import('./search/explain.ts'),
  ]);
  const library = await loadLibrary(config.knowledgeDirectory);
  const matcher = createMatcher(library);
  return runAsk({
    respond: createRespond(() => ({ library, matcher }), Date.now),
    explain: (question) => writeExplanation(matcher.explain(question, { lastTurn: undefined }), 'vi'),
    args,
    input: process.stdin,
    write: writeLine,
    writeError,
  });
}

async function inbox(config: Config): Promise<number> {
  const { runInbox } = await import('./commands/inbox.ts');
  const { openStore } = await import('./delivery/store.ts');
  const log = silentLog;
  const store = await openStore(config.databaseUrl, { log, now: Date.now, maxWaiting: config.delivery.inboxLimit });
  try {
    return await runInbox({ deadLetters: store.deadLetters, args, write: writeLine });
  } finally {
    await store.close();
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** One question to whoever sits at the terminal; standard input is left alone in between, for what is pasted there. */
async function askPerson(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

/** Resolves when standard output can take more, so that a slow reader is waited for. */
function writeLine(line: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${line}\n`, () => resolve());
  });
}

function writeError(text: string): void {
  process.stderr.write(`${text}\n`);
}
