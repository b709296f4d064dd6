import { createServer } from 'node:http';
import { Telegraf } from 'telegraf';

/** The yardstick: a telegraf bot that sends back what it got, as its README has it, by webhook or by polling. */
const {
  TELEGRAM_BOT_TOKEN = '',
  TELEGRAM_API_ROOT = '',
  TELEGRAM_MODE,
  TELEGRAM_WEBHOOK_SECRET = '',
  PORT,
} = process.env;

const bot = new Telegraf(TELEGRAM_BOT_TOKEN, { telegram: { apiRoot: TELEGRAM_API_ROOT } });
bot.on('text', (context) => context.reply(context.message.text));
bot.catch((fault) => console.error(fault));

if (TELEGRAM_MODE === 'webhook') {
  bot.botInfo = await bot.telegram.getMe();
  const handle = bot.webhookCallback('/telegram/webhook', { secretToken: TELEGRAM_WEBHOOK_SECRET });
  createServer(handle).listen(Number(PORT), '127.0.0.1', () => console.log('"msg":"ready"'));
} else {
  void bot.launch(() => console.log('"msg":"ready"'));
}
process.once('SIGTERM', () => process.exit(0));
