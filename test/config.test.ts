import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';
import { findUnknownSettings } from '../src/unknown-settings.ts';

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

  test('a folder of interviews that is not there is told with the rest', () => {
    const env = { KNOWLEDGE_DIR: '/khong/co', PORT: 'x' };
    expect(() => readConfig(env, () => false)).toThrow(/PORT[\s\S]*KNOWLEDGE_DIR: .*"\/khong\/co"/u);
    expect(readConfig({ KNOWLEDGE_DIR: '/co' }, (path) => path === '/co').knowledgeDirectory).toBe('/co');
    expect(readConfig({}, () => false).knowledgeDirectory).toBe('knowledge');
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

describe('settings that nobody reads', () => {
  const found = (file: Record<string, string>, env: Record<string, string> = {}) =>
    findUnknownSettings({ ...env, ...file }, Object.keys(file));

  test.each([
    ['TELEGRAM_TOKEN', 'TELEGRAM_BOT_TOKEN'],
    ['ZALO_SECRET_KEY', 'ZALO_OA_SECRET_KEY'],
    ['telegram_bot_token', 'TELEGRAM_BOT_TOKEN'],
    ['BOT_TOKEN', 'TELEGRAM_BOT_TOKEN hay ZALO_BOT_TOKEN'],
    ['TELEGRAM_SECRET', 'TELEGRAM_WEBHOOK_SECRET'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['KNOWLEGE_DIR', 'KNOWLEDGE_DIR'],
  ])('%s in the file is taken for %s, its value is not shown', (name, meant) => {
    const [warning, ...more] = found({ [name]: 'my-secret' });
    expect(more).toEqual([]);
    expect(warning).toMatch(new RegExp(`${name} .*có phải là ${meant} không`, 'u'));
    expect(warning).not.toContain('my-secret');
  });

  test('a name near to none is told too, an empty one is not', () => {
    expect(found({ MAU_SAC: 'xanh', TELEGRAM_TOKEN: ' ' })).toEqual([expect.stringContaining('.env.example')]);
  });

  test('of the environment only names that begin as ours do are told', () => {
    const env = {
      TELEGRAM_TOKEN: 'x',
      PATH: '/bin',
      HOSTNAME: 'may-1',
      PORTS: '1',
      TELEGRAM_BOT_TOKEN: 'y',
      TELEGRAM_CHAT_ID: '7',
    };
    expect(found({}, env)).toEqual([expect.stringContaining('TELEGRAM_TOKEN')]);
  });

  test('settings for the runtime and the database client may stand in the file', () => {
    expect(found({ NODE_ENV: 'production', PGPASSWORD: 'x', TZ: 'Asia/Ho_Chi_Minh', HTTPS_PROXY: 'x' })).toEqual([]);
  });

  test('every setting of .env.example is known', () => {
    const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const names = [...text.matchAll(/^([A-Z_]+)=/gmu)].map((match) => match[1] as string);
    expect(found(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([]);
  });
});
