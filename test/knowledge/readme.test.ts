import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseKnowledge } from '../../src/knowledge/parse.ts';

const README = readFileSync('knowledge/README.md', 'utf8');

/** Code blocks of the given language. */
function blocks(language: string): readonly string[] {
  return [...README.matchAll(new RegExp(`^( *)\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\``, 'gmu'))].map(
    (match) => match[2] ?? '',
  );
}

test('the example file in the README is a well-formed interview', () => {
  const [example = ''] = blocks('markdown');
  expect(parseKnowledge(example, 'README.md')).toMatchObject({
    kind: 'interview',
    knowledge: { interview: { id: 'cau-ben-loi' } },
  });
});

test('every way of correcting, withdrawing or replacing that the README shows is understood', () => {
  const [example = ''] = blocks('markdown');
  const lives = blocks('yaml');
  expect(lives).toHaveLength(3);
  for (const life of lives) {
    const parsed = parseKnowledge(example.replace('    also:\n', `${life}    also:\n`), 'README.md');
    expect(parsed).toMatchObject({ kind: 'interview' });
    if (parsed.kind === 'interview') expect(parsed.knowledge.interview.turns[0]?.standing.kind).not.toBe('current');
  }
});

test('the commands in the README are those that the package has', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const used = [...README.matchAll(/npm run (\w+)/gu)].map((match) => match[1] ?? '');
  expect(used.length).toBeGreaterThan(5);
  for (const name of used) expect(scripts).toHaveProperty(name);
});
