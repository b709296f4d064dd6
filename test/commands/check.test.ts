import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCheck } from '../../src/commands/check.ts';

let root: string;
let directory: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'check-'));
  directory = join(root, 'knowledge');
  await cp('knowledge', directory, { recursive: true });
});

afterEach(() => rm(root, { recursive: true }));

async function check(args: string[] = []): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await runCheck({ directory, args, write: (line) => lines.push(line) });
  return { code, text: lines.join('\n') };
}

async function change(edit: (text: string) => string): Promise<string> {
  const path = join(directory, 'so-tttt-hai-duong.md');
  const before = await readFile(path, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  return after;
}

/** Line of the published words: the front matter may hold the same words as a phrasing. */
const lineOf = (text: string, part: string) => text.slice(0, text.lastIndexOf(part)).split('\n').length;

describe('check', () => {
  test('the real knowledge is proved', async () => {
    const { code, text } = await check();
    expect(text).toContain('4 câu hỏi, 17 đoạn trả lời');
    expect(code).toBe(0);
  });

  test('one changed letter fails with file and line', async () => {
    const after = await change((text) =>
      text.replace('số lượng biên chế không tăng. Việc', 'số lượng biên chế không giảm. Việc'),
    );
    const { code, text } = await check();
    expect(code).toBe(1);
    expect(text).toContain(`knowledge/so-tttt-hai-duong.md:${lineOf(after, 'Tuy nhiên, trong nhiệm kỳ')}: `);
    expect(text).toContain('không giảm');
  });

  test('every single paragraph that is dropped is missed', async () => {
    const whole = await readFile(join(directory, 'so-tttt-hai-duong.md'), 'utf8');
    const head = whole.indexOf('## ');
    const paragraphs = whole.slice(head).split('\n\n');
    for (const [index, paragraph] of paragraphs.entries()) {
      if (paragraph.startsWith('## ')) continue;
      const left = paragraphs.filter((_one, at) => at !== index).join('\n\n');
      await writeFile(join(directory, 'so-tttt-hai-duong.md'), whole.slice(0, head) + left);
      const { code, text } = await check();
      expect(code, paragraph).toBe(1);
      expect(text).toMatch(/so-tttt-hai-duong\.md:\d+: /u);
    }
  });

  test('swapped turns fail with file and line', async () => {
    const after = await change((text) => {
      const parts = text.split(/^(?=## )/mu);
      return [parts[0], parts[2], parts[1], parts[3], parts[4]].join('');
    });
    const { code, text } = await check();
    expect(code).toBe(1);
    expect(text).toContain(`so-tttt-hai-duong.md:${lineOf(after, '## Xin ông cho biết')}: `);
  });

  test('a changed source fails as well', async () => {
    const path = join(directory, 'sources/so-tttt-hai-duong.txt');
    await writeFile(path, (await readFile(path, 'utf8')).replace('100% các đơn vị', '90% các đơn vị'));
    expect((await check()).code).toBe(1);
  });

  test('a malformed file fails with file and line', async () => {
    const after = await change((text) => text.replace('outlet:', 'outlett:'));
    const { code, text } = await check();
    expect(code).toBe(1);
    expect(text).toContain(`knowledge/so-tttt-hai-duong.md:${lineOf(after, 'outlett')}: `);
  });

  test('beside a malformed file the others are still proved, alone or all together', async () => {
    await writeFile(join(directory, 'hong.md'), '---\nid: hong\n---\n');
    const { code, text } = await check();
    expect(code).toBe(1);
    expect(text).toContain('knowledge/hong.md: có lỗi ở trên');
    expect(text).toContain('knowledge/so-tttt-hai-duong.md: 4 câu hỏi');
    expect((await check(['so-tttt-hai-duong'])).code).toBe(0);
    expect((await check(['hong'])).code).toBe(1);
  });

  test('a phrasing that points at words nobody published fails with file and line', async () => {
    const after = await change((text) => text.replace('=> Nghị quyết của HĐND tỉnh', '=> Nghị quyết của Hội đồng'));
    const line = after.slice(0, after.indexOf('=> Nghị quyết của Hội đồng')).split('\n').length;
    const { code, text } = await check();
    expect(code).toBe(1);
    expect(text).toContain(`so-tttt-hai-duong.md:${line}: `);
    expect(text).toContain('Nghị quyết của Hội đồng');
  });

  test('a question that both has an answer and has none fails with file and line', async () => {
    const after = await change((text) =>
      text
        .replace('unanswered:\n', 'unanswered:\n  - sở đang làm theo ý ai; theo bộ nào?\n')
        .replace('Sở làm theo ý ai, theo bộ nào?', 'Sở đang làm theo ý ai, theo bộ nào?'),
    );
    const line = after.slice(0, after.indexOf('sở đang làm theo ý ai; theo bộ nào?')).split('\n').length;
    const { code, text } = await check();
    expect(code).toBe(1);
    expect(text).toContain(`so-tttt-hai-duong.md:${line}: `);
    expect(text).toContain('unanswered');
  });

  test('a source or a record that cannot be read is told with its file, and the others are still proved', async () => {
    const id = 'so-tttt-hai-duong';
    const text = await readFile(join(directory, `${id}.md`), 'utf8');
    for (const name of ['a-trong', 'b-hong', 'c-tot'])
      await writeFile(
        join(directory, `${name}.md`),
        text.replace(`id: ${id}`, `id: ${name}`).replace(/source: .*/u, `source: sources/${name}.txt`),
      );
    const source = await readFile(join(directory, `sources/${id}.txt`), 'utf8');
    await writeFile(join(directory, 'sources/a-trong.txt'), '');
    await writeFile(join(directory, 'sources/b-hong.txt'), source);
    await writeFile(join(directory, 'sources/b-hong.proof.json'), '{}');
    await writeFile(join(directory, 'sources/c-tot.txt'), source);
    const checked = await check();
    expect(checked.code).toBe(1);
    expect(checked.text).toMatch(/knowledge\/a-trong\.md:\d+: .*a-trong\.txt.*trống/u);
    expect(checked.text).toMatch(/knowledge\/b-hong\.md:\d+: .*--record/u);
    expect(checked.text).toContain('knowledge/c-tot.md: 4 câu hỏi');
    expect(checked.text).toContain('Có 2 chỗ');
    expect((await check(['b-hong', '--record'])).code).toBe(0);
    expect((await check(['b-hong'])).code).toBe(0);
  });

  test('an unknown id fails', async () => {
    expect((await check(['khong-co'])).code).toBe(1);
    expect((await check(['so-tttt-hai-duong'])).code).toBe(0);
  });
});
