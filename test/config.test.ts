import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const SECRET = 'x'.repeat(32);

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  test('an empty environment gives the documented defaults and no channel', () => {
    expect(readConfig({})).toMatchObject({
      telegram: undefined,
      zalo: undefined,
      zaloBot: undefined,
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: 'file:data/bot.sqlite',
      knowledgeDirectory: 'knowledge',
      logLevel: 'info',
    });
  });

  test('an empty value counts as missing', () => {
    expect(readConfig({ TELEGRAM_BOT_TOKEN: '  ', PORT: '', HOST: '' })).toEqual(readConfig({}));
  });

  test('reports every problem at once, each naming its setting', () => {
    const problems = problemsOf({
      TELEGRAM_BOT_TOKEN: 'nonsense',
      TELEGRAM_MODE: 'pull',
      PORT: '70000',
      PUBLIC_URL: 'http://bot.example.vn',
      ZALO_APP_ID: '123',
      DATABASE_URL: 'mysql://x',
      LOG_LEVEL: 'loud',
    });
    expect(problems.map((problem) => problem.split(/[:,]/u)[0])).toEqual([
      'PUBLIC_URL',
      'TELEGRAM_BOT_TOKEN',
      'TELEGRAM_MODE',
      'ZALO_APP_SECRET',
      'PORT',
      'DATABASE_URL',
      'LOG_LEVEL',
    ]);
  });

  test('webhook mode needs a secret and a public address, a literal "undefined" is not a secret', () => {
    const env = { TELEGRAM_BOT_TOKEN: `1:${'a'.repeat(35)}`, TELEGRAM_MODE: 'webhook' };
    expect(problemsOf(env).join('\n')).toMatch(/TELEGRAM_WEBHOOK_SECRET[\s\S]*PUBLIC_URL/u);
    expect(problemsOf({ ...env, TELEGRAM_WEBHOOK_SECRET: 'undefined', PUBLIC_URL: 'https://a.vn' })).toHaveLength(1);
    expect(problemsOf({ ...env, TELEGRAM_WEBHOOK_SECRET: SECRET, PUBLIC_URL: 'https://a.vn/' })).toEqual([]);
  });

  test('never repeats a secret in a problem', () => {
    const message = problemsOf({
      TELEGRAM_BOT_TOKEN: 'my-secret-token',
      TELEGRAM_WEBHOOK_SECRET: 'my secret',
      DATABASE_URL: 'mysql://user:password@host/db',
    }).join('\n');
    expect(message).not.toMatch(/my-secret-token|my secret|password/u);
  });

  test('one half of a Zalo pair is a problem', () => {
    expect(problemsOf({ ZALO_ACCESS_TOKEN: 'a' })[0]).toContain('ZALO_REFRESH_TOKEN');
  });
});

test('.env.example documents exactly the settings that are read, and passes as it is', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const documented = [...text.matchAll(/^([A-Z_]+)=/gmu)].map((match) => match[1]);
  const read = new Set<string>();
  const recorder = new Proxy({}, { get: (_, name) => void read.add(String(name)) });
  readConfig(recorder);
  expect([...documented].sort()).toEqual([...read].sort());
});
