import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeTelegram, startFakeTelegram } from './support/fake-telegram.ts';
import { textMessage } from './support/fake-telegram-updates.ts';
import { type FakeZalo, postZaloEvent, startFakeZalo, zaloTextEvent } from './support/fake-zalo.ts';
import { type Program, removeFolder, runProgram, temporaryFolder } from './support/program.ts';
import { zaloSettings } from './support/zalo-settings.ts';

let folder: string;
let telegram: FakeTelegram;
let zalo: FakeZalo;
const programs: Program[] = [];

beforeEach(async () => {
  folder = temporaryFolder();
  telegram = await startFakeTelegram({ holdLimitMs: 1_000 });
  zalo = await startFakeZalo();
});

afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL');
    await program.ended();
  }
  await telegram.close();
  await zalo.close();
  removeFolder(folder);
});

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, input?: string): Program {
  const program = runProgram(args, { DATABASE_URL: `file:${join(folder, 'bot.sqlite')}`, PORT: '0', ...env }, input);
  programs.push(program);
  return program;
}

function bothChannels(): Record<string, string> {
  return { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot, ...zaloSettings(zalo) };
}

describe('npm start', () => {
  test('gives the same quote, attribution and code for the same question on Telegram and on Zalo', async () => {
    const program = run(['start'], bothChannels());
    const { port } = await program.logged('listening');
    await program.logged('ready');
    const questions = ['Trung tâm báo chí đặt ở đâu?', 'so co thieu bien che khong', 'ngầm hóa cáp viễn thông'];
    for (const [index, question] of questions.entries()) {
      await telegram.deliver({ message: textMessage(question) });
      const webhook = `http://127.0.0.1:${port}/zalo/webhook`;
      expect(await postZaloEvent(webhook, zaloTextEvent(zalo.account, question), zalo.account)).toBe(200);
      await zalo.waitFor(index + 1);
      await telegram.until(() => telegram.sent.length > index);
      const answer = JSON.parse(await outputOf(run(['ask', '--json', question])));
      expect(answer.kind).toBe('answer');
      for (const words of [...answer.quote, answer.code, 'Nguyễn Cao Thắng', 'Báo Pháp luật Việt Nam']) {
        expect(zalo.messages[index]?.text).toContain(words);
        expect(telegram.sent[index]?.text).toContain(words);
      }
    }
  });

  test('health tells that it is ready and which knowledge it serves, and SIGTERM ends it cleanly', async () => {
    const program = run(['start'], bothChannels());
    const { port } = await program.logged('listening');
    await program.logged('ready');
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ isReady: true, problems: [] });
    program.kill('SIGTERM');
    expect(await program.ended()).toBe(0);
  });

  test('a changed interview is served without a restart, a broken one is refused and shown as a warning', async () => {
    const knowledge = join(folder, 'knowledge');
    cpSync(new URL('../knowledge/', import.meta.url), knowledge, { recursive: true });
    const file = join(knowledge, 'so-tttt-hai-duong.md');
    const program = run(['start'], { ...bothChannels(), KNOWLEDGE_DIR: knowledge });
    const { port } = await program.logged('listening');
    await program.logged('ready');
    const readyUrl = `http://127.0.0.1:${port}/health/ready`;
    const before = (await (await fetch(readyUrl)).json()) as { knowledge: string };
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('outlet: Báo Pháp luật Việt Nam', 'outlet: Báo Mới'));
    await program.logged('knowledge changed');
    const after = (await (await fetch(readyUrl)).json()) as { knowledge: string };
    expect(after.knowledge).not.toBe(before.knowledge);
    writeFileSync(file, text.replace('## Xin ông', '# Xin ông'));
    await program.logged('knowledge change refused');
    const response = await fetch(readyUrl);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      isReady: true,
      knowledge: after.knowledge,
      problems: [expect.stringContaining('so-tttt-hai-duong.md')],
    });
    await telegram.deliver({ message: textMessage('Trung tâm báo chí đặt ở đâu?') });
    await telegram.until(() => telegram.sent.length > 0);
    expect(telegram.sent[0]?.text).toContain('Báo Mới');
  });

  test('counts what it received and answered', async () => {
    const program = run(['start'], bothChannels());
    const { port } = await program.logged('listening');
    await program.logged('ready');
    await telegram.deliver({ message: textMessage('Tiêu Chiến') });
    await telegram.until(() => telegram.sent.length > 0);
    const page = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await expect.poll(page).toMatch(/bot_messages_finished_total\{channel="telegram",kind="unknown"\} 1/u);
    expect(await page()).toContain('bot_messages_received_total{channel="telegram"} 1');
  });

  test('nothing of a message and no secret reaches the log at the default level', async () => {
    const env = bothChannels();
    const program = run(['start'], env);
    await program.logged('ready');
    await telegram.deliver({ message: textMessage('Câu hỏi riêng tư 0912345678 về biên chế') });
    await telegram.until(() => telegram.sent.length > 0);
    program.kill('SIGTERM');
    await program.ended();
    const { stdout, stderr } = program.output();
    expect(stdout + stderr).not.toMatch(/riêng tư|0912345678/u);
    for (const secret of [telegram.token, zalo.account.appSecret, env.ZALO_ACCESS_TOKEN]) {
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  test('a terminal whose input ends at once ends cleanly', async () => {
    const program = run(['start'], {}, '');
    expect(await program.ended()).toBe(0);
    expect(program.output().stderr).toBe('');
  });

  test('without any token it is a chat on the terminal', async () => {
    const program = run(['start'], {}, 'khó khăn của sở là gì?\n1\nđặc sản thắng cố\n');
    expect(await program.ended()).toBe(0);
    const { stdout } = program.output();
    expect(stdout).toContain('số lượng biên chế không tăng');
    expect(stdout).toContain('Trong suốt quá trình xây dựng và phát triển');
    expect(stdout).toContain('không có câu trả lời');
  });
});

describe('a start that cannot succeed ends with one clear message and exit code 1', () => {
  async function failureOf(program: Program): Promise<string> {
    expect(await program.ended()).toBe(1);
    const { stderr } = program.output();
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/u);
    return stderr;
  }

  test('settings that are wrong', async () => {
    const message = await failureOf(run(['start'], { PORT: 'abc', TELEGRAM_MODE: 'pull' }));
    expect(message).toMatch(/TELEGRAM_MODE[\s\S]*PORT/u);
  });

  test('a token that Telegram refuses', async () => {
    const token = '987654321:AAWrongTokenForTestsOnly_012345678';
    const message = await failureOf(run(['start'], { ...bothChannels(), TELEGRAM_BOT_TOKEN: token }));
    expect(message).toContain('TELEGRAM_BOT_TOKEN');
    expect(message).not.toContain(token);
  });

  test('an occupied port', async () => {
    const occupier = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => occupier.once('listening', resolve));
    const { port } = occupier.address() as AddressInfo;
    const message = await failureOf(run(['start'], { ...bothChannels(), PORT: String(port) }));
    expect(message).toContain(`127.0.0.1:${port}`);
    occupier.close();
  });

  test('a broken knowledge file', async () => {
    const knowledge = join(folder, 'knowledge');
    mkdirSync(knowledge);
    writeFileSync(join(knowledge, 'hong.md'), '---\nid: hong\n---\n');
    const message = await failureOf(run(['start'], { KNOWLEDGE_DIR: knowledge }));
    expect(message).toContain('hong.md');
  });

  test('a database that cannot be read', async () => {
    writeFileSync(join(folder, 'bot.sqlite'), 'this is not a database, it only has its name'.repeat(100));
    const message = await failureOf(run(['start']));
    expect(message).toContain('bot.sqlite');
  });

  test('a command that there is not', async () => {
    expect(await failureOf(run(['strat']))).toContain('strat');
  });
});

describe('npm run ask', () => {
  test('--json gives one object a line, in order, for a thousand lines', async () => {
    const known = [
      'khó khăn của sở là gì?',
      'xin chào',
      '',
      'Tiêu Chiến',
      'ai trả lời vậy',
      '{"a":1}',
      'x'.repeat(5_000),
    ];
    const questions = Array.from({ length: 1_000 }, (_, index) => known[index % known.length] as string);
    const stdout = await outputOf(run(['ask', '--json'], {}, `${questions.join('\n')}\n`));
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map((answer) => answer.question)).toEqual(questions);
    const published = readFileSync(new URL('../knowledge/so-tttt-hai-duong.md', import.meta.url), 'utf8');
    for (const answer of answers) {
      expect(['answer', 'choices', 'unknown', 'courtesy', 'help', 'about']).toContain(answer.kind);
      if (answer.kind !== 'answer') continue;
      expect(answer).toMatchObject({ interview: 'so-tttt-hai-duong', turn: 2, turnId: 'thuan-loi-kho-khan' });
      for (const words of answer.quote) expect(published).toContain(words);
      expect(answer.confidence).toBeGreaterThan(0);
    }
  });

  test('prints the reply as a person reads it', async () => {
    const stdout = await outputOf(run(['ask', 'khó', 'khăn', 'của', 'sở?']));
    expect(stdout).toMatch(/^Hỏi: Để đạt được[\s\S]*Mã trích dẫn: [0-9A-Z-]{11}\n/u);
  });

  test('without a question it says what it needs', async () => {
    const program = run(['ask']);
    expect(await program.ended()).toBe(1);
    expect(program.output().stderr).toContain('Cần một câu hỏi');
  });
});

async function outputOf(program: Program): Promise<string> {
  const code = await program.ended();
  const { stdout, stderr } = program.output();
  if (code !== 0) throw new Error(`expected exit code 0, got ${code}: ${stderr}`);
  return stdout;
}
