import { type ChannelHarness, describeChannelContract } from '../../support/channel-contract.ts';
import { ASKER, groupMessage, textMessage } from '../../support/fake-telegram-updates.ts';
import { openTelegram, SECRET } from './harness.ts';

const IDS: Readonly<Record<string, number>> = { same: 7001, first: 7002, second: 7003 };

async function openHarness(mode: 'polling' | 'webhook'): Promise<ChannelHarness> {
  const { fake, engine, settle, close } = await openTelegram({ mode });
  const identity = (id: string | undefined) => (id === undefined ? {} : { message_id: IDS[id] });
  const texts = (): readonly string[] => fake.sent.map(({ text }) => text);
  return {
    say: (text, options) => fake.deliver({ message: textMessage(text, identity(options?.id)) }),
    sayInGroup: (text, { isAddressed, id }) =>
      fake.deliver({ message: groupMessage(isAddressed ? `@${fake.state.me.username} ${text}` : text, identity(id)) }),
    deliver(what) {
      switch (what) {
        case 'own message':
          return fake.deliver({ message: textMessage('Khó khăn của sở là gì?', { from: fake.state.me }) });
        case 'other bot':
          return fake.deliver({ message: textMessage('Khó khăn của sở là gì?', { from: { ...ASKER, is_bot: true } }) });
        case 'sticker':
          return fake.deliver({
            message: textMessage('', { text: undefined, sticker: { file_id: 'x', emoji: '👍' } }),
          });
        case 'unknown event':
          return fake.deliver({ chat_boost: { chat: { id: ASKER.id, type: 'private' }, boost: {} } });
      }
    },
    deliverForged: () =>
      fake.post(JSON.stringify({ update_id: 1, message: textMessage('Khó khăn của sở là gì?') }), {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': `${SECRET.slice(0, -1)}x`,
      }),
    deliverHuge: () => fake.post(JSON.stringify({ update_id: 1, message: textMessage('a'.repeat(2_000_000)) })),
    breakNextAnswer: engine.breakNextAnswer,
    async replies(count) {
      await fake.until(() => fake.sent.length >= count);
      await settle();
      return texts();
    },
    async settled() {
      await settle();
      return texts();
    },
    close,
  };
}

describeChannelContract('Telegram by polling', () => openHarness('polling'), {
  hasGroups: true,
  hasEvents: true,
  hasWebhook: false,
});
describeChannelContract('Telegram by webhook', () => openHarness('webhook'));
