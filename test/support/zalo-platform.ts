import { type FakeFault, postZaloEvent, startFakeZalo, zaloTextEvent } from './fake-zalo.ts';
import { numberIn, questionOf } from './numbered-question.ts';
import type { Platform, PlatformFaults, PlatformOptions } from './platform.ts';
import { postUntilTaken } from './post-until-taken.ts';
import { zaloSettings } from './zalo-settings.ts';

/** Starts Zalo as a platform of numbered messages. */
export async function startZaloPlatform(options: PlatformOptions): Promise<Platform> {
  const { ports, silentMs = 0, faultyMs = 0, faultShares } = options;
  let beganAtMs = Number.POSITIVE_INFINITY;
  const fault = (): FakeFault | undefined => {
    const sinceMs = Date.now() - beganAtMs;
    if (sinceMs < 0) return undefined;
    if (sinceMs < silentMs) return { kind: 'silence' };
    return sinceMs < faultyMs ? drawZaloFault(faultShares) : undefined;
  };
  const zalo = await startFakeZalo({
    keeps: false,
    onMessage({ text }) {
      const number = numberIn(text);
      if (number !== undefined) options.onAnswer(number);
    },
    faultFor: (path) => (path.includes('/message/') ? fault() : undefined),
    ...(options.zaloLatencyMs ? { latencyMs: options.zaloLatencyMs } : {}),
  });
  const refused: Record<number, number> = {};
  const closing = new AbortController();
  const { signal } = closing;
  return {
    settings: zaloSettings(zalo),
    refused,
    get faultyUntilMs() {
      return beganAtMs + Math.max(silentMs, faultyMs);
    },
    begin: () => {
      beganAtMs = Date.now();
    },
    handOver(number, person) {
      const event = zaloTextEvent(zalo.account, questionOf(number), { id: `m${number}`, from: String(person) });
      return postUntilTaken({ ports, number, refused, signal }, (port) =>
        postZaloEvent(`http://127.0.0.1:${port}/zalo/webhook`, event, zalo.account),
      );
    },
    close() {
      closing.abort();
      return zalo.close();
    },
  };
}

function drawZaloFault(shares: PlatformFaults['faultShares']): FakeFault | undefined {
  if (!shares) return undefined;
  const drawn = Math.random();
  if (drawn < shares.tooMany) return { kind: 'status', status: 429, headers: { 'retry-after': '1' } };
  if (drawn < shares.tooMany + shares.broken) return { kind: 'status', status: 500 };
  return drawn < shares.tooMany + shares.broken + shares.reset ? { kind: 'reset' } : undefined;
}
