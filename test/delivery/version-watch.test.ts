import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/core/log.ts';
import { openStore } from '../../src/delivery/store.ts';
import { COMPARE_MS, createVersionWatch } from '../../src/delivery/version-watch.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { START_MS } from './set-up.ts';

test('a process alone never finds another: neither after its words changed nor after a start with other words', async () => {
  const clock = createManualClock(START_MS);
  const { notes, close } = await openStore('file::memory:', { log: silentLog, now: clock.now, maxWaiting: 1 });
  onTestFinished(close);
  let version = 'aaaaaaaaaa';
  const create = () => createVersionWatch({ notes, version: () => version, clock, log: silentLog });
  const first = create();
  first.start();
  await clock.advance(2 * COMPARE_MS);
  version = 'bbbbbbbbbb';
  await clock.advance(2 * COMPARE_MS);
  expect(first.problem()).toBeUndefined();
  await first.stop();
  version = 'cccccccccc';
  const second = create();
  second.start();
  await clock.advance(2 * COMPARE_MS);
  expect(second.problem()).toBeUndefined();
  await second.stop();
});

test('processes that serve different words say so, and no longer once they serve the same', async () => {
  const clock = createManualClock(START_MS);
  const { notes, close } = await openStore('file::memory:', { log: silentLog, now: clock.now, maxWaiting: 1 });
  const versions = ['aaaaaaaaaa', 'aaaaaaaaaa', 'aaaaaaaaaa'];
  const watches = versions.map((_, index) =>
    createVersionWatch({ notes, version: () => versions[index] ?? '', clock, log: silentLog }),
  );
  onTestFinished(async () => {
    for (const watch of watches) watch.stop();
    await close();
  });
  const problems = () => watches.map((watch) => watch.problem() !== undefined);
  for (const watch of watches) {
    watch.start();
    await clock.advance(1_000);
  }
  await clock.advance(3 * COMPARE_MS);
  expect(problems()).toEqual([false, false, false]);
  versions[1] = 'bbbbbbbbbb';
  await clock.advance(2 * COMPARE_MS);
  expect(problems()).toEqual([false, true, true]);
  expect(watches[2]?.problem()).toContain('bbbbbbbb');
  versions[1] = 'aaaaaaaaaa';
  await clock.advance(5 * COMPARE_MS);
  expect(problems()).toEqual([false, false, false]);
});
