import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * What each part of `src` may import: other parts by name, packages and `node:` modules by theirs.
 * The longest matching folder decides; a file that belongs to no part fails.
 */
const ALLOWED: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  'main.ts': [/./],
  start: [/./],
  commands: [/^(core|search|knowledge|channels|delivery|http)$/, /^node:/],
  'config.ts': ['pino', 'core', 'setting-reader.ts'],
  'setting-reader.ts': [],
  'unknown-settings.ts': ['core', 'config.ts', 'setting-reader.ts'],
  core: ['node:crypto'],
  search: ['core', 'minisearch', 'yaml', 'node:fs'],
  knowledge: ['core', /^node:/, 'yaml', 'undici', 'linkedom', '@mozilla/readability', 'mammoth', /^csv-/],
  channels: ['core', 'undici', /^node:/],
  'channels/terminal': ['core', 'channels', 'node:readline', 'node:stream'],
  'channels/telegram': ['core', 'channels', 'http/route.ts', 'telegraf', 'undici', /^node:/],
  'channels/zalo': ['core', 'channels', 'http/route.ts', 'undici', /^node:/],
  'channels/zalo-bot': ['core', 'channels', 'http/route.ts', 'undici', /^node:/],
  delivery: ['core', 'channels/channel.ts', 'pg', /^node:/],
  http: ['core', 'fastify', 'prom-client', /^node:/],
};

const files = globSync('src/**/*.ts').map((file) => file.replaceAll('\\', '/').slice('src/'.length));

function partOf(file: string): string | undefined {
  return Object.keys(ALLOWED)
    .filter((part) => file === part || file.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function importsOf(file: string): readonly string[] {
  const source = readFileSync(join('src', file), 'utf8');
  const statements = /^(?:import|export)\s[^;]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gmu;
  return [...source.matchAll(statements)].map((match) => (match[1] ?? match[2] ?? match[3]) as string);
}

function isAllowed(part: string, file: string, specifier: string): boolean {
  const rules = ALLOWED[part] ?? [];
  if (!specifier.startsWith('.')) {
    return rules.some((rule) =>
      rule instanceof RegExp ? rule.test(specifier) : specifier.split('/')[0] === rule || specifier === rule,
    );
  }
  const target = normalize(join(dirname(file), specifier)).replaceAll('\\', '/');
  const targetPart = partOf(target);
  if (targetPart === part) return true;
  return rules.some((rule) =>
    rule instanceof RegExp ? rule.test(targetPart ?? '') : rule === target || rule === targetPart,
  );
}

describe('import boundaries', () => {
  test.each(files)('%s belongs to a part and imports only what the part may', (file) => {
    const part = partOf(file);
    expect(part, `${file} belongs to no part`).toBeDefined();
    const forbidden = importsOf(file).filter((specifier) => !isAllowed(part ?? '', file, specifier));
    expect(forbidden).toEqual([]);
  });

  test('only main.ts reads the environment', () => {
    const readers = files.filter(
      (file) => file !== 'main.ts' && /process\.env|dotenv/u.test(readFileSync(join('src', file), 'utf8')),
    );
    expect(readers).toEqual([]);
  });

  test('only the search imports minisearch', () => {
    const importers = files.filter((file) => importsOf(file).includes('minisearch')).map(partOf);
    expect(new Set(importers)).toEqual(new Set(['search']));
  });
});
