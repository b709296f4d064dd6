import type { Log, LogFields } from '../../../src/core/log.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: LogFields;
  readonly event: string;
}

/** A log that keeps its lines, to look at. */
export function collectingLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const collect = (level: LogLine['level']) => (fields: LogFields, event: string) => {
    lines.push({ level, fields, event });
  };
  const log = { debug: collect('debug'), info: collect('info'), warn: collect('warn'), error: collect('error') };
  return { log, lines };
}
