import { type FakeTelegram, type Fault, startFakeTelegram } from './fake-telegram.ts';
import { textMessage } from './fake-telegram-updates.ts';
import { numberIn, questionOf } from './numbered-question.ts';
import type { Platform, PlatformFaults, PlatformOptions, Way } from './platform.ts';
import { postUntilTaken } from './post-until-taken.ts';

const SECRET = 'secret_of_the_webhook_0123456789';

/** Starts Telegram as a platform of numbered messages, which it posts to a webhook or gives to a poll. */
export async function startTelegramPlatform(options: PlatformOptions): Promise<Platform> {
  const { way, ports, silentMs = 0, faultyMs = 0, faultShares } = options;
  let beganAtMs = Number.POSITIVE_INFINITY;
  const telegram = await startFakeTelegram({
    isRecording: false,
    holdLimitMs: 1_000,
    onCall(method, payload) {
      const number = method === 'sendMessage' ? numberIn(String(payload.text)) : undefined;
      if (number !== undefined) options.onAnswer(number);
    },
  });
  const timers: NodeJS.Timeout[] = [];
  const refused: Record<number, number> = {};
  const closing = new AbortController();
  const { signal } = closing;
  return {
    settings: telegramSettings(way, telegram),
    refused,
    get faultyUntilMs() {
      return beganAtMs + Math.max(silentMs, faultyMs);
    },
    begin() {
      beganAtMs = Date.now();
      const until = (ms: number, run: () => void): void => void timers.push(setTimeout(run, ms));
      if (silentMs > 0) {
        telegram.fail({ method: 'sendMessage', fault: { kind: 'silence' }, times: Number.POSITIVE_INFINITY });
        until(silentMs, telegram.heal);
      }
      if (faultyMs > silentMs) {
        until(silentMs, () => failTelegram(telegram, faultShares));
        until(faultyMs, telegram.heal);
      }
    },
    handOver(number, person) {
      telegram.chat(person, 'private');
      const message = textMessage(questionOf(number), {
        from: { id: person, is_bot: false, first_name: 'Lan', language_code: 'vi' },
        chat: { id: person, type: 'private', first_name: 'Lan' },
      });
      if (way === 'telegram-polling') return telegram.deliver({ message });
      return postUntilTaken({ ports, number, refused, signal }, (port) =>
        postUpdate(`http://127.0.0.1:${port}/telegram/webhook`, { update_id: number + 1, message }),
      );
    },
    async close() {
      closing.abort();
      for (const timer of timers) clearTimeout(timer);
      await telegram.close();
    },
  };
}

/** The rules are tried in turn, each on what the ones before it let pass. */
function failTelegram(telegram: FakeTelegram, shares: PlatformFaults['faultShares']): void {
  if (!shares) return;
  const method = 'sendMessage';
  const times = Number.POSITIVE_INFINITY;
  const { tooMany, broken, reset } = shares;
  const busy: Fault = { kind: 'error', status: 429, description: 'Too Many Requests: retry after 1', retryAfter: 1 };
  telegram.fail({ method, times, share: tooMany, fault: busy });
  const internal: Fault = { kind: 'error', status: 500, description: 'Internal Server Error' };
  telegram.fail({ method, times, share: broken / (1 - tooMany), fault: internal });
  telegram.fail({ method, times, share: reset / (1 - tooMany - broken), fault: { kind: 'reset' } });
}

function telegramSettings(way: Way, telegram: FakeTelegram): Record<string, string> {
  return {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_MODE: way === 'telegram-polling' ? 'polling' : 'webhook',
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    PUBLIC_URL: 'https://bot.example',
  };
}

async function postUpdate(url: string, update: object): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update) });
  await response.arrayBuffer();
  return response.status;
}
