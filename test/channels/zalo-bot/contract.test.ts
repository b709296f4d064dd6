import { type ChannelHarness, describeChannelContract } from '../../support/channel-contract.ts';
import { botTextUpdate } from '../../support/fake-zalo-bot.ts';
import { joinParts } from '../../support/join-parts.ts';
import { openZaloBot, SECRET } from './open-zalo-bot.ts';

async function openHarness(mode: 'polling' | 'webhook'): Promise<ChannelHarness> {
  const bot = await openZaloBot(mode);
  const { fake, engine } = bot;
  const hand = async (update: object): Promise<void> => {
    const status = await bot.push(update);
    if (status !== undefined && status !== 200) throw new Error(`expected the update to be taken, got ${status}`);
  };
  const post = async (body: string, secret: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-bot-api-secret-token': secret };
    const response = await fetch(`${engine.url}/zalo-bot/webhook`, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  };
  return {
    say: (text, options) => hand(botTextUpdate(text, options)),
    sayInGroup: (text, { isAddressed, ...options }) =>
      hand(
        botTextUpdate(isAddressed ? `@${fake.identity.display_name} ${text}` : text, { group: 'zgr-1', ...options }),
      ),
    deliver(what) {
      const text = 'Khó khăn của sở là gì?';
      switch (what) {
        case 'own message':
          return hand(botTextUpdate(text, { from: fake.identity.id }));
        case 'other bot':
          return hand(botTextUpdate(text, { isBot: true }));
        case 'sticker': {
          const { result } = botTextUpdate('', { extra: { text: undefined, sticker: 's1' } }) as { result: object };
          return hand({ ok: true, result: { ...result, event_name: 'message.sticker.received' } });
        }
        case 'unknown event':
          return hand({ ok: true, result: { event_name: 'message.sung.received' } });
      }
    },
    deliverForged: () => post(JSON.stringify(botTextUpdate('Khó khăn của sở là gì?')), 'guessed-secret'),
    deliverHuge: () => post(JSON.stringify(botTextUpdate('a'.repeat(1_100_000))), SECRET),
    breakNextAnswer: engine.breakNextAnswer,
    async replies(count) {
      await fake.waitFor(count);
      return joinParts(await bot.settled());
    },
    settled: async () => joinParts(await bot.settled()),
    close: bot.close,
  };
}

describeChannelContract('the Zalo bot by webhook', () => openHarness('webhook'));
describeChannelContract('the Zalo bot by polling', () => openHarness('polling'), {
  hasGroups: true,
  hasEvents: true,
  hasWebhook: false,
});
