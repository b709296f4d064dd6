import { createZaloBotChannel, type ZaloBotOptions } from '../../../src/channels/zalo-bot/channel.ts';
import { type Engine, openEngine } from '../../support/engine.ts';
import { type FakeZaloBot, type FakeZaloBotOptions, startFakeZaloBot } from '../../support/fake-zalo-bot.ts';

export const SECRET = 'a-secret-of-the-bot';

/** The channel on the real engine, against the fake platform. */
export interface OpenZaloBot {
  readonly fake: FakeZaloBot;
  readonly engine: Engine;
  /** Somebody writes; resolves when the platform has handed the update over. */
  push(update: unknown): Promise<number | undefined>;
  /** Texts sent so far, once nothing waits any more. */
  settled(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openZaloBot(
  mode: 'polling' | 'webhook',
  options: Partial<ZaloBotOptions> = {},
  fakeOptions: FakeZaloBotOptions = {},
): Promise<OpenZaloBot> {
  const fake = await startFakeZaloBot({ holdFactor: 0.02, ...fakeOptions });
  const engine = await openEngine(({ notes, clock, log, election }) =>
    createZaloBotChannel({
      token: fake.token,
      apiRoot: fake.url,
      mode,
      publicUrl: 'https://bot.example.vn',
      webhookSecret: SECRET,
      notes,
      log,
      clock,
      elect: election.whileLeader,
      ...options,
    }),
  );
  fake.routeWebhookTo(`${engine.url}/zalo-bot/webhook`);
  while (mode === 'webhook' && !fake.webhook()) await new Promise((resolve) => setTimeout(resolve, 2));
  return {
    fake,
    engine,
    async push(update) {
      const status = await fake.push(update);
      // A poll hands the next update over only when the one before is stored, and is empty again after that.
      if (mode === 'polling') await handedOver(fake);
      return status;
    },
    async settled() {
      await engine.settle();
      return fake.messages.map(({ text }) => text);
    },
    async close() {
      await engine.close();
      await fake.close();
    },
  };
}

async function handedOver(fake: FakeZaloBot): Promise<void> {
  const polls = (): number => fake.calls.filter(({ method }) => method === 'getUpdates').length;
  while (fake.waiting() > 0) await new Promise((resolve) => setTimeout(resolve, 2));
  const before = polls();
  while (polls() === before) await new Promise((resolve) => setTimeout(resolve, 2));
}
