import { createHash } from 'node:crypto';
import { Pool } from 'undici';
import type { FakePlatforms } from './fake-platforms.ts';

/** The ways in which messages reach a bot. */
export type Way = 'telegram-webhook' | 'telegram-polling' | 'zalo-webhook';

/** Whom the bench's bots take themselves for. */
export const ZALO = {
  appId: '2',
  oaId: '3',
  appSecret: 'app-secret-of-the-bench',
  secretKey: 'oa-secret-key-of-the-bench',
};
export const TELEGRAM = {
  token: '123456789:AAbenchbenchbenchbenchbenchbench',
  secret: 'secret_of_the_bench_0123456789',
};

/** Hands messages over as a platform does. */
export interface Sender {
  /** Message `number` by `person`; resolves once it is acknowledged, or queued for whoever polls. */
  send(number: number, person: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** Makes the sender to the bot that listens at `port`, or that polls `platforms`. */
export function createSender(way: Way, platforms: FakePlatforms, port: number): Sender {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 32 });
  const post = async (path: string, headers: Record<string, string>, body: string): Promise<void> => {
    const { statusCode, body: answer } = await pool.request({
      path,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    await answer.dump();
    if (statusCode !== 200) throw new Error(`expected 200 from ${path}, got ${statusCode}`);
  };
  const update = (number: number, person: string, text: string): object => ({
    update_id: number,
    message: {
      message_id: number,
      date: Math.floor(Date.now() / 1_000),
      from: { id: Number(person), is_bot: false, first_name: 'Lan', language_code: 'vi' },
      chat: { id: Number(person), type: 'private', first_name: 'Lan' },
      text,
    },
  });
  const event = (number: number, person: string, text: string): string =>
    JSON.stringify({
      app_id: ZALO.appId,
      sender: { id: person },
      user_id_by_app: person,
      recipient: { id: ZALO.oaId },
      event_name: 'user_send_text',
      message: { text, msg_id: `m${number}` },
      timestamp: String(Date.now()),
    });
  return {
    async send(number: number, person: string, text: string): Promise<void> {
      if (way === 'telegram-polling') platforms.queue(update(number, person, text));
      else if (way === 'telegram-webhook') {
        const secret = { 'x-telegram-bot-api-secret-token': TELEGRAM.secret };
        await post('/telegram/webhook', secret, JSON.stringify(update(number, person, text)));
      } else {
        const body = event(number, person, text);
        const timestamp = /"timestamp":"(\d+)"/u.exec(body)?.[1] ?? '';
        const mac = createHash('sha256')
          .update(ZALO.appId + body + timestamp + ZALO.secretKey)
          .digest('hex');
        await post('/zalo/webhook', { 'x-zevent-signature': `mac=${mac}` }, body);
      }
    },
    close: () => pool.close(),
  };
}
