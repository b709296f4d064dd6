import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { createTerminalChannel } from '../../src/channels/terminal/channel.ts';
import { openTelegram } from '../channels/telegram/harness.ts';
import { openZalo } from '../channels/zalo/open-zalo.ts';
import { openZaloBot } from '../channels/zalo-bot/open-zalo-bot.ts';
import { openEngine } from '../support/engine.ts';
import { ASKER, groupMessage, textMessage } from '../support/fake-telegram-updates.ts';
import { zaloGroupEvent, zaloTextEvent } from '../support/fake-zalo.ts';
import { botTextUpdate } from '../support/fake-zalo-bot.ts';
import { drawScene, GROUP_SCRIPT, type Line, PRIVATE_SCRIPT, type Scene } from './scene.ts';

/** `npm run transcript`: the same conversation on every channel, spoken with the real program and the fake platforms. */
for (const perform of [
  playTerminal,
  playTelegram,
  playTelegramGroup,
  playZalo,
  playZaloGroup,
  playZaloBot,
  playZaloBotGroup,
]) {
  process.stdout.write(drawScene(await perform()));
}
process.exit();

async function playTerminal(): Promise<Scene> {
  const input = new PassThrough();
  const output = new PassThrough();
  const written: string[] = [];
  output.setEncoding('utf8').on('data', (text: string) => written.push(text.trim()));
  const engine = await openEngine(({ clock }) => ({
    channel: createTerminalChannel({ input, output, isInteractive: false, language: 'vi', now: clock.now, onEnd() {} }),
    routes: [],
  }));
  const lines = await converse(PRIVATE_SCRIPT, async (text, count) => {
    input.write(`${text}\n`);
    while (written.length <= count) await delay(2);
    await engine.settle();
    return written.slice(count).map((reply) => bot(reply));
  });
  await engine.close();
  return { title: 'Terminal', lines };
}

async function playTelegram(): Promise<Scene> {
  const { fake, settle, close } = await openTelegram();
  const lines = await converse(PRIVATE_SCRIPT, async (text, count) => {
    const last = fake.sent.at(-1);
    const pressed = text === '1' ? last?.keyboard.flat()[0] : undefined;
    if (pressed?.callback_data && last) {
      const message = fake.messageOf(last);
      await fake.deliver({
        callback_query: { id: 'press', from: ASKER, message, data: pressed.callback_data, chat_instance: '1' },
      });
      await fake.until(() => last.edits > 0 || fake.sent.length > count);
    } else await fake.deliver({ message: textMessage(text) });
    await settle();
    const shown = fake.sent.length > count ? fake.sent.slice(count) : fake.sent.slice(-1);
    return shown.map((sent) =>
      bot(
        sent.text,
        sent.keyboard.flat().map((button) => button.text),
      ),
    );
  });
  await close();
  return { title: 'Telegram, chat riêng (ở “1” người hỏi bấm nút đầu tiên)', lines };
}

async function playTelegramGroup(): Promise<Scene> {
  const { fake, settle, close } = await openTelegram();
  const lines: Line[] = [];
  for (const { text, isAddressed } of GROUP_SCRIPT) {
    const said = isAddressed ? `/hoi ${text}` : text;
    const count = fake.sent.length;
    await fake.deliver({ message: groupMessage(said) });
    await settle();
    lines.push(
      person(said),
      ...fake.sent.slice(count).map((sent) =>
        bot(
          sent.text,
          sent.keyboard.flat().map((button) => button.text),
        ),
      ),
    );
  }
  await close();
  return { title: 'Telegram, trong nhóm', lines };
}

async function playZalo(): Promise<Scene> {
  const { fake, post, settled, close } = await openZalo();
  const lines = await converse(PRIVATE_SCRIPT, async (text, count) => {
    await post(zaloTextEvent(fake.account, text));
    await settled();
    return fake.messages.slice(count).map((message) =>
      bot(
        message.text,
        message.buttons.map(({ title }) => title),
      ),
    );
  });
  await close();
  return { title: 'Zalo Official Account, chat riêng', lines };
}

async function playZaloGroup(): Promise<Scene> {
  const { fake, post, settled, close } = await openZalo();
  const lines: Line[] = [];
  for (const { text, isAddressed } of GROUP_SCRIPT) {
    const said = isAddressed ? `#hoi ${text}` : text;
    const count = fake.messages.length;
    await post(zaloGroupEvent(fake.account, said));
    await settled();
    lines.push(
      person(said),
      ...fake.messages.slice(count).map((message) =>
        bot(
          message.text,
          message.buttons.map(({ title }) => title),
        ),
      ),
    );
  }
  await close();
  return { title: 'Zalo Official Account, trong nhóm', lines };
}

async function playZaloBot(): Promise<Scene> {
  const { push, settled, close } = await openZaloBot('polling');
  const lines = await converse(PRIVATE_SCRIPT, async (text, count) => {
    await push(botTextUpdate(text));
    return (await settled()).slice(count).map((reply) => bot(reply));
  });
  await close();
  return { title: 'Zalo Bot, chat riêng', lines };
}

async function playZaloBotGroup(): Promise<Scene> {
  const { fake, push, settled, close } = await openZaloBot('polling');
  const lines: Line[] = [];
  for (const { text, isAddressed } of GROUP_SCRIPT) {
    const said = isAddressed ? `@${fake.identity.display_name} ${text}` : text;
    const count = fake.messages.length;
    await push(botTextUpdate(said, { group: 'to-dan-pho' }));
    lines.push(person(said), ...(await settled()).slice(count).map((reply) => bot(reply)));
  }
  await close();
  return { title: 'Zalo Bot, trong nhóm', lines };
}

/** Says each line of `script`; `say` gets how many replies there were before it and gives those that it brought. */
async function converse(
  script: readonly string[],
  say: (text: string, count: number) => Promise<readonly Line[]>,
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  let count = 0;
  for (const text of script) {
    const replies = await say(text, count);
    count += replies.length;
    lines.push(person(text), ...replies);
  }
  return lines;
}

function person(text: string): Line {
  return { who: 'person', text, buttons: [] };
}

function bot(text: string, buttons: readonly string[] = []): Line {
  return { who: 'bot', text, buttons };
}
