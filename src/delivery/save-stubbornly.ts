import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 60;
const PAUSE_MS = 500;

/** Repeats `save` for half a minute: the pair that it stores has replaced one that no longer works. */
export async function saveStubbornly(save: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await save();
    } catch (fault) {
      if (attempt === ATTEMPTS) throw fault;
      await sleep(PAUSE_MS);
    }
  }
}
