import { type ChannelHarness, describeChannelContract } from '../../support/channel-contract.ts';
import { zaloGroupEvent, zaloHeaders, zaloTextEvent } from '../../support/fake-zalo.ts';
import { joinParts } from '../../support/join-parts.ts';
import { openZalo } from './open-zalo.ts';

async function openHarness(): Promise<ChannelHarness> {
  const zalo = await openZalo();
  const { fake, engine } = zalo;
  const { account } = fake;
  const hand = async (event: object): Promise<void> => {
    const status = await zalo.post(event);
    if (status !== 200) throw new Error(`expected the event to be taken, got status ${status}`);
  };
  const deliverBody = async (body: string, headers: Record<string, string>): Promise<number> => {
    const response = await fetch(`${engine.url}/zalo/webhook`, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  };
  return {
    say: (text, options) => hand(zaloTextEvent(account, text, options)),
    sayInGroup: (text, { isAddressed, ...options }) =>
      hand(zaloGroupEvent(account, isAddressed ? `[@${account.oaId}] ${text}` : text, options)),
    async deliver(what) {
      const text = zaloTextEvent(account, 'Khó khăn của sở là gì?');
      switch (what) {
        case 'own message':
          return hand({ ...text, event_name: 'oa_send_text', sender: { id: account.oaId }, recipient: { id: '5' } });
        case 'other bot':
          return hand({ ...text, sender: { id: account.oaId } });
        case 'sticker':
          return hand({ ...zaloTextEvent(account, ''), event_name: 'user_send_sticker' });
        case 'unknown event':
          return hand({ ...text, event_name: 'user_sang_a_song' });
      }
    },
    deliverForged() {
      const body = JSON.stringify(zaloTextEvent(account, 'Khó khăn của sở là gì?'));
      return deliverBody(body, zaloHeaders(body, { ...account, oaSecretKey: 'guessed' }));
    },
    deliverHuge() {
      const body = JSON.stringify(zaloTextEvent(account, 'a'.repeat(1_100_000)));
      return deliverBody(body, zaloHeaders(body, account));
    },
    breakNextAnswer: engine.breakNextAnswer,
    async replies(count) {
      await fake.waitFor(count);
      return joinParts(await zalo.settled());
    },
    settled: async () => joinParts(await zalo.settled()),
    close: zalo.close,
  };
}

describeChannelContract('the Zalo official account', openHarness);
