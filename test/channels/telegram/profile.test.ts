import { afterEach, expect, test } from 'vitest';
import { type CommandName, textsOf } from '../../../src/channels/texts/texts.ts';
import type { Json } from '../../../src/core/store.ts';
import type { FakeTelegram } from '../../support/fake-telegram.ts';
import { openTelegram, type TelegramSetup } from './harness.ts';

let setup: TelegramSetup;
const open: TelegramSetup[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function start(options: Parameters<typeof openTelegram>[0]): Promise<TelegramSetup> {
  setup = await openTelegram(options);
  open.push(setup);
  return setup;
}

/** Waits until the last of the announcements is out. */
async function announced(options: Parameters<typeof openTelegram>[0] = {}): Promise<FakeTelegram> {
  await start(options);
  await setup.fake.until(() => setup.fake.state.profile.has('name/en'));
  return setup.fake;
}

test('menus are set for each scope in Vietnamese and English; /tudong is for administrators', async () => {
  const { state } = await announced();
  expect([...state.commands.keys()].sort()).toEqual(
    ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']
      .flatMap((scope) => [`${scope}/`, `${scope}/en`])
      .sort(),
  );
  const names = (scope: string) => state.commands.get(scope)?.map(({ command }) => command);
  expect(names('all_private_chats/')).toEqual(
    expect.arrayContaining(['start', 'help', 'hoi', 'cauhoi', 'nguon', 'kiemtra', 'riengtu', 'xoadulieu']),
  );
  expect(names('all_group_chats/')).not.toContain('tudong');
  expect(names('all_chat_administrators/')).toContain('tudong');
});

test('name and descriptions are set in both languages, with the notice that the bot is automatic and quotes', async () => {
  const { state } = await announced();
  expect(state.profile.get('description/')).toContain('bot tự động');
  expect(state.profile.get('description/')).toContain('phỏng vấn');
  expect(state.profile.get('description/en')).toContain('automatic bot');
  expect(state.profile.get('short_description/')).toContain('Bot tự động');
});

test('what was set before is left alone, and only what changed is set again', async () => {
  const kept = new Map<string, Json>();
  const notes = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: Json) => void kept.set(key, value),
    add: async () => true,
    deleteByPrefix: async () => {},
  };
  await announced({ channel: { notes } });
  await setup.fake.until(() => kept.size === 14);
  kept.set([...kept.keys()].find((key) => key.endsWith('setMyDescription//en')) ?? '', 'older');
  await start({ channel: { notes } });
  await setup.fake.until(() => setup.fake.callsOf('getUpdates').length > 0);
  await setup.fake.until(() => setup.fake.state.profile.has('description/en'));
  expect(setup.fake.calls.filter(({ method }) => method.startsWith('setMy')).map(({ method }) => method)).toEqual([
    'setMyDescription',
  ]);
});

test('a flood limit of hours on the name does not hold up anything', async () => {
  const fault = { kind: 'error', status: 429, description: 'Too Many Requests', retryAfter: 80_000 } as const;
  await start({ before: (fake) => fake.fail({ method: 'setMyName', fault }) });
  await setup.fake.until(() => setup.fake.state.profile.has('name/en'));
  expect(setup.fake.state.profile.has('name/')).toBe(false);
});

test('a menu that fails for now is set later', async () => {
  const fault = { kind: 'error', status: 500, description: 'Internal Server Error' } as const;
  const fake = await announced({ before: (api) => api.fail({ method: 'setMyCommands', fault, times: 3 }) });
  expect(fake.state.commands.size).toBe(8);
});

test.each(['vi', 'en'] as const)('all texts in %s are within what Telegram permits', (language) => {
  const { commands, profile, presses } = textsOf(language);
  for (const name of Object.keys(commands) as CommandName[]) {
    expect(name).toMatch(/^[a-z0-9_]{1,32}$/u);
    expect(commands[name].length).toBeLessThanOrEqual(256);
  }
  expect(profile.name.length).toBeLessThanOrEqual(64);
  expect(profile.description.length).toBeLessThanOrEqual(512);
  expect(profile.shortDescription.length).toBeLessThanOrEqual(120);
  for (const words of Object.values(presses)) expect(words.length).toBeLessThanOrEqual(200);
});
