import { createTelegramChannel, type TelegramOptions } from '../../../src/channels/telegram/channel.ts';
import { type Engine, type EngineParts, openEngine } from '../../support/engine.ts';
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from '../../support/fake-telegram.ts';

/** The secret that webhook deliveries carry in tests. */
export const SECRET = 'secret-for-tests_0123456789';

/** A Telegram channel on the real engine, against a fake Bot API. */
export interface TelegramSetup {
  readonly fake: FakeTelegram;
  readonly engine: Engine;
  readonly parts: EngineParts;
  /** Waits until the bot has confirmed all updates, answered all of them and fallen silent. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface SetupOptions {
  readonly mode?: 'polling' | 'webhook';
  readonly fake?: FakeTelegramOptions;
  /** A fake that stands already and goes on standing. */
  readonly on?: FakeTelegram;
  readonly channel?: Partial<TelegramOptions>;
  /** Called before the channel starts. */
  readonly before?: (fake: FakeTelegram) => void;
}

/** Starts both; in webhook mode resolves when the webhook is registered. */
export async function openTelegram(options: SetupOptions = {}): Promise<TelegramSetup> {
  const mode = options.mode ?? 'polling';
  const fake = options.on ?? (await startFakeTelegram(options.fake));
  options.before?.(fake);
  let parts: EngineParts | undefined;
  const engine = await openEngine((given) => {
    parts = given;
    return createTelegramChannel({
      token: fake.token,
      apiRoot: fake.apiRoot,
      mode,
      publicUrl: mode === 'webhook' ? 'https://bot.example.vn' : undefined,
      webhookSecret: mode === 'webhook' ? SECRET : undefined,
      ...given,
      elect: given.election.whileLeader,
      // The engine's clock runs fast: the end may take seconds of the wall's.
      timing: { stopLimitMs: 250_000 },
      ...options.channel,
    });
  });
  fake.redirectWebhook(engine.url);
  if (mode === 'webhook') await fake.until(() => fake.state.webhook !== undefined);
  return {
    fake,
    engine,
    parts: parts as EngineParts,
    async settle() {
      await fake.until(() => fake.pending() === 0);
      await engine.settle();
    },
    async close() {
      await engine.close();
      if (!options.on) await fake.close();
    },
  };
}
