import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createTerminalChannel } from '../../../src/channels/terminal/channel.ts';
import { type ChannelHarness, describeChannelContract } from '../../support/channel-contract.ts';
import { openEngine } from '../../support/engine.ts';

interface TerminalHarness extends ChannelHarness {
  /** All that was written, prompts too. */
  readonly screen: () => string;
  readonly hasEnded: () => boolean;
  end(): void;
}

async function openTerminal(isInteractive = false): Promise<TerminalHarness> {
  const input = new PassThrough();
  const written: string[] = [];
  const output = new PassThrough();
  output.setEncoding('utf8').on('data', (text: string) => written.push(text));
  let hasEnded = false;
  const engine = await openEngine(({ clock }) => ({
    channel: createTerminalChannel({
      input,
      output,
      isInteractive,
      language: 'vi',
      now: clock.now,
      onEnd: () => {
        hasEnded = true;
      },
    }),
    routes: [],
  }));
  const texts = () => written.map((text) => text.trim()).filter((text) => text !== '' && text !== '›');
  const seen = new Set<string>();
  let asked = 0;
  const unsupported = async (): Promise<never> => {
    throw new Error('a terminal has no such thing');
  };
  return {
    async say(text, options) {
      if (options?.id !== undefined && seen.has(options.id)) return;
      if (options?.id !== undefined) seen.add(options.id);
      asked += 1;
      input.write(`${text}\n`);
    },
    sayInGroup: unsupported,
    deliver: unsupported,
    deliverForged: unsupported,
    deliverHuge: unsupported,
    breakNextAnswer: engine.breakNextAnswer,
    async replies(count) {
      while (texts().length < count) await delay(2);
      await engine.settle();
      return texts();
    },
    async settled() {
      while (texts().length < asked) await delay(2);
      await engine.settle();
      return texts();
    },
    close: engine.close,
    screen: () => written.join(''),
    hasEnded: () => hasEnded,
    end: () => input.end(),
  };
}

describeChannelContract('terminal', openTerminal, { hasGroups: false, hasEvents: false, hasWebhook: false });

describe('the terminal', () => {
  test('answers every line of a piped input, in order, before it ends', async () => {
    const terminal = await openTerminal();
    await terminal.say('xin chào');
    await terminal.say('/nguon');
    await terminal.say('đặc sản thắng cố');
    terminal.end();
    while (!terminal.hasEnded()) await delay(2);
    const replies = await terminal.settled();
    expect(replies.map((reply) => reply.slice(0, 12))).toEqual(['Chào bạn! Bạ', 'Đây là bot t', 'Các bài phỏn']);
    await terminal.close();
  });

  test('shows a person a prompt again after each reply', async () => {
    const terminal = await openTerminal(true);
    await terminal.say('xin chào');
    await terminal.replies(1);
    expect(terminal.screen()).toMatch(/^› \nChào bạn![\s\S]*\n\n› $/u);
    await terminal.close();
  });
});
