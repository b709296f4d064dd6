import { createZaloChannel, type ZaloOptions } from '../../../src/channels/zalo/channel.ts';
import type { Notes } from '../../../src/core/store.ts';
import { type Engine, openEngine } from '../../support/engine.ts';
import { type FakeZalo, type FakeZaloOptions, postZaloEvent, startFakeZalo } from '../../support/fake-zalo.ts';

/** The channel on the real engine, against the fake platform. */
export interface OpenZalo {
  readonly fake: FakeZalo;
  readonly engine: Engine;
  readonly notes: Notes;
  /** Posts a signed event to the channel's webhook; gives the status. */
  post(event: unknown): Promise<number>;
  /** Texts sent so far, once nothing waits any more. */
  settled(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Opens it with a working first pair; `options` replace what the channel is given. */
export async function openZalo(
  options: Partial<ZaloOptions> = {},
  fakeOptions: FakeZaloOptions = {},
): Promise<OpenZalo> {
  const fake = await startFakeZalo(fakeOptions);
  const firstPair = 'firstPair' in options ? options.firstPair : fake.grantPair();
  const opened = Promise.withResolvers<Notes>();
  const engine = await openEngine(({ tokens, notes, clock, log }) => {
    opened.resolve(notes);
    return createZaloChannel({
      ...fake.account,
      acceptsAppSecretSignature: false,
      verifierCode: undefined,
      hasButtons: true,
      apiRoot: fake.url,
      oauthRoot: fake.url,
      publicUrl: 'https://bot.example.vn',
      tokens,
      notes,
      log,
      clock,
      ...options,
      firstPair,
    });
  });
  return {
    fake,
    engine,
    notes: await opened.promise,
    post: (event) => postZaloEvent(`${engine.url}/zalo/webhook`, event, fake.account),
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
