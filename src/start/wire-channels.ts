import type { Logger } from 'pino';
import type { Channel } from '../channels/channel.ts';
import type { Config } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import type { ChannelName } from '../core/message.ts';
import type { Respond, Served } from '../core/respond.ts';
import type { Store } from '../delivery/store.ts';
import type { Route } from '../http/route.ts';

/** A channel with the addresses that the HTTP server answers for it. */
export interface Wired {
  readonly channel: Channel;
  readonly routes: readonly Route[];
  /** Seconds since the channel's access token was granted, where it has one that ages. */
  tokenAgeSeconds?(): number | undefined;
}

/** What channels are wired to. */
export interface Wires {
  readonly config: Config;
  readonly store: Store;
  readonly respond: Respond;
  readonly served: () => Served;
  readonly log: Logger;
  /** Counts what came of a request to a channel's webhook. */
  readonly onWebhook: (channel: ChannelName, outcome: string) => void;
  /** Ends the program: the terminal's input is over. */
  readonly onEnd: () => void;
}

/** Whether no platform has its token: then the terminal is the only channel. */
export function isTerminalOnly({ telegram, zalo, zaloBot }: Config): boolean {
  return !telegram && !zalo && !zaloBot;
}

/** Makes the channels that have a token, else the terminal; a platform's code is loaded only when it is on. */
export async function wireChannels(wires: Wires): Promise<readonly Wired[]> {
  if (isTerminalOnly(wires.config)) return [await wireTerminal(wires)];
  const { config, store, respond, served, log, onWebhook } = wires;
  const { notes, tokens } = store;
  const { publicUrl } = config;
  const clock = systemClock;
  const elect = store.election.whileLeader;
  const wired: Wired[] = [];
  if (config.telegram) {
    const { createTelegramChannel } = await import('../channels/telegram/channel.ts');
    wired.push(createTelegramChannel({ ...config.telegram, publicUrl, notes, served, respond, log, clock, elect }));
  }
  if (config.zalo) {
    const { createZaloChannel } = await import('../channels/zalo/channel.ts');
    const onOutcome = (outcome: string): void => onWebhook('zalo', outcome);
    wired.push(createZaloChannel({ ...config.zalo, publicUrl, tokens, notes, log, clock, onWebhook: onOutcome }));
  }
  if (config.zaloBot) {
    const { createZaloBotChannel } = await import('../channels/zalo-bot/channel.ts');
    wired.push(createZaloBotChannel({ ...config.zaloBot, publicUrl, notes, log, clock, elect }));
  }
  return wired;
}

const GREETING = `Chưa có mã Telegram hay Zalo trong tệp .env, nên bạn trò chuyện thử ngay tại đây.
Gõ câu hỏi rồi nhấn Enter (có dấu hay không dấu đều được); Ctrl-C để thoát.

`;

async function wireTerminal({ onEnd }: Wires): Promise<Wired> {
  const { createTerminalChannel } = await import('../channels/terminal/channel.ts');
  const { stdin: input, stdout: output } = process;
  const isInteractive = input.isTTY === true;
  if (isInteractive) output.write(GREETING);
  const channel = createTerminalChannel({
    input,
    output,
    isInteractive,
    language: 'vi',
    now: systemClock.now,
    onEnd,
  });
  return { channel, routes: [] };
}
