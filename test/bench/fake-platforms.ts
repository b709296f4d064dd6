import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Both platforms' APIs on one port, as cheap as they can be, so that the bench measures the bots and not the fake. */
export interface FakePlatforms {
  readonly url: string;
  /** Called with the chat or user id of every message that a bot sent. */
  onSent: (recipient: string) => void;
  /** Hands updates to whoever polls. */
  queue(update: object): void;
  close(): Promise<void>;
}

const BOT = { id: 1, is_bot: true, first_name: 'Bot', username: 'bench_bot', can_join_groups: true };

/** Starts them on a free port of 127.0.0.1. */
export async function startFakePlatforms(): Promise<FakePlatforms> {
  let updates: { update_id: number }[] = [];
  let poll: { response: ServerResponse; timer: NodeJS.Timeout } | undefined;
  let sent = 0;

  const answer = (response: ServerResponse, body: unknown): void => {
    const text = JSON.stringify(body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  };
  const answerPoll = (): void => {
    if (!poll) return;
    clearTimeout(poll.timer);
    answer(poll.response, { ok: true, result: updates.slice(0, 100) });
    poll = undefined;
  };
  const call = (path: string, body: string, response: ServerResponse): void => {
    if (path.endsWith('/message/cs')) {
      sent += 1;
      answer(response, { error: 0, message: 'Success', data: { message_id: `${sent}`, user_id: '1' } });
      platforms.onSent(/"user_id":"(\d+)"/u.exec(body)?.[1] ?? '');
    } else if (path.endsWith('/sendMessage')) {
      sent += 1;
      const chat = Number(/"chat_id":"?(\d+)/u.exec(body)?.[1]);
      answer(response, {
        ok: true,
        result: { message_id: sent, date: 1, chat: { id: chat, type: 'private' }, text: 'x' },
      });
      platforms.onSent(String(chat));
    } else if (path.endsWith('/getUpdates')) {
      const offset = Number(/"offset":(\d+)/u.exec(body)?.[1] ?? 0);
      updates = updates.filter(({ update_id: id }) => id >= offset);
      poll = { response, timer: setTimeout(answerPoll, 5_000) };
      if (updates.length > 0) answerPoll();
    } else if (path.endsWith('/getoa')) answer(response, { error: 0, data: { oa_id: '2', name: 'OA' } });
    else answer(response, { ok: true, result: path.endsWith('/getMe') ? BOT : true });
  };

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => call((request.url ?? '').split('?')[0] ?? '', body, response));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const platforms: FakePlatforms = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onSent() {},
    queue(update) {
      updates.push(update as { update_id: number });
      answerPoll();
    },
    async close() {
      if (poll) clearTimeout(poll.timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return platforms;
}
