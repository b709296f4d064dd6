import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { carry } from '../support/carry.ts';
import type { Way } from '../support/platform.ts';

// Smaller than the figures that `npm run soak` proves, so that the suite stays quick.
const STREAM = { messages: 300, conversations: 60, perSecond: 250, patienceMs: 15_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bot-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the program killed in the middle, on SQLite', () => {
  test.each<Way>(['zalo-webhook', 'telegram-polling'])(
    'loses no message that came by %s, keeps their order, and repeats only what was just going out',
    { timeout: 60_000 },
    async (way) => {
      const databaseUrl = `file:${join(folder, 'bot.sqlite')}`;
      const carried = await carry({ ...STREAM, way, databaseUrl, kills: 2 });
      expect(carried).toMatchObject({ lost: 0, outOfOrder: 0, kills: 2, unexplainedRepeats: 0 });
      expect(carried.oldestRepeatMs).toBeLessThan(500);
    },
  );

  test('asked to stop under load it ends in time, loses nothing and repeats nothing', { timeout: 60_000 }, async () => {
    const databaseUrl = `file:${join(folder, 'bot.sqlite')}`;
    const carried = await carry({ ...STREAM, way: 'telegram-webhook', databaseUrl, kills: 1, killedBy: 'SIGTERM' });
    expect(carried).toMatchObject({ lost: 0, repeated: 0, inFlight: 0, outOfOrder: 0, kills: 1 });
    expect(carried.slowestEndMs).toBeLessThan(10_000);
  });
});
