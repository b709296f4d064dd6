import pino, { type LevelWithSilent, type Logger } from 'pino';

/** How the log is written. */
export interface LogOptions {
  readonly level: LevelWithSilent;
  /** File descriptor: 1 for standard output, 2 for standard error. */
  readonly descriptor: 1 | 2;
  /** Values that must never be written, wherever in a line they stand. */
  readonly secrets: readonly string[];
}

/** Shape of a Telegram or Zalo bot token inside an address or a message. */
const BOT_TOKEN = /\d{5,}:[\w-]{20,}/gu;

/** Makes the structured log: one JSON line an event, secrets blotted out of the finished line. */
export function createLog({ level, descriptor, secrets }: LogOptions): Logger {
  const known = secrets.filter((secret) => secret.length >= 8);
  return pino(
    {
      level,
      base: undefined,
      hooks: {
        streamWrite: (line) =>
          known.reduce((text, secret) => text.replaceAll(secret, '***'), line.replace(BOT_TOKEN, '***')),
      },
    },
    pino.destination({ dest: descriptor, sync: true }),
  );
}
