import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runAsk } from '../src/commands/ask.ts';
import { createRespond } from '../src/core/respond.ts';
import { loadLibrary } from '../src/knowledge/load.ts';
import { createMatcher } from '../src/search/matcher.ts';

const ROOT = new URL('../', import.meta.url).pathname;
const DOCUMENTS = ['README.md', 'src/README.md', 'knowledge/README.md'];

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function blocksOf(text: string, language: string): readonly string[] {
  const pattern = new RegExp(`^\\s*\`\`\`${language}\\n([\\s\\S]*?)^\\s*\`\`\``, 'gmu');
  return [...text.matchAll(pattern)].map((match) => (match[1] as string).trim());
}

const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };

test('the warm-up after installing compiles for the flags of npm start, which name the folder of compiled code', () => {
  expect(scripts.postinstall).toBe(scripts.start?.replace(/start$/u, 'warm-up'));
});

describe.each(DOCUMENTS)('%s', (path) => {
  const text = read(path);

  test('names only commands that there are', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([a-z:-]+)/gu)].map((match) => match[1] as string);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names only settings that there are', () => {
    const documented = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gmu)].map((match) => match[1]));
    const named = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?==|`)/gu)].map((match) => match[1]);
    expect(named.filter((name) => !documented.has(name))).toEqual([]);
  });

  test('links only to files that there are', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/gu)].map((match) => match[1] as string);
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([]);
  });
});

describe('README.md', () => {
  const text = read('README.md');

  test('sets up and starts the bot with its first line, sets up and runs the tests with its second', () => {
    const commands = blocksOf(text, 'sh');
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
    expect(read('.ci/run')).toContain(`\n${commands[1]}\n`);
  });

  test('shows a conversation that the bot really gives', async () => {
    const library = await loadLibrary(join(ROOT, 'knowledge'));
    const matcher = createMatcher(library);
    const picture = blocksOf(text, 'text')[0] ?? '';
    const exchanges = picture.split(/^> /gmu).slice(1);
    expect(exchanges.length).toBeGreaterThan(1);
    for (const exchange of exchanges) {
      const [question = '', ...reply] = exchange.split('\n');
      const written: string[] = [];
      await runAsk({
        respond: createRespond(() => ({ library, matcher }), Date.now),
        explain: () => '',
        args: [question],
        input: process.stdin,
        write: async (line) => {
          written.push(line);
        },
        writeError: (line) => void written.push(line),
      });
      expect(reply.join('\n').trim()).toBe(written.join('\n'));
    }
  });
});
