/** What one log line carries besides its event name: plain values, never the text of a message, never a secret. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log as the parts see it; a pino logger fits. The event name is English and says what happened. */
export interface Log {
  debug(fields: LogFields, event: string): void;
  info(fields: LogFields, event: string): void;
  warn(fields: LogFields, event: string): void;
  error(fields: LogFields, event: string): void;
}

/** Keeps nothing; for tests and for commands whose output is the answer itself. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * What may be logged or stored of something that was thrown: its name, its code and where it was thrown. Its message
 * is left out, since a parser's error quotes what it could not read.
 */
export function describeFault(fault: unknown): string {
  if (!(fault instanceof Error)) return `thrown ${typeof fault}`;
  const code = 'code' in fault && typeof fault.code === 'string' ? ` ${fault.code}` : '';
  // SQLite's own word for its error number: fixed text.
  const meaning = 'errstr' in fault && typeof fault.errstr === 'string' ? ` (${fault.errstr})` : '';
  const frame = /\n\s+at (?:.*\()?(?:file:\/\/)?(?:[^\s()]*\/)?([^\s()/]+:\d+:\d+)\)?/u.exec(fault.stack ?? '')?.[1];
  return `${fault.name}${code}${meaning}${frame ? ` at ${frame}` : ''}`;
}
