import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('a message that leaves a rejected promise behind is set aside alone, and the process lives', async () => {
  const script = new URL('left-behind.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  expect(JSON.parse(stdout)).toEqual({
    out: ['at once: failed', 'fine: fine', 'good: good', 'in a callback: failed'],
    dead: ['at once', 'in a callback'],
  });
});
