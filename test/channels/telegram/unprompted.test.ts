import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ASKER, GROUP, groupMessage } from '../../support/fake-telegram-updates.ts';
import { openTelegram, type TelegramSetup } from './harness.ts';

/** A question that is one of the turn's known phrasings word for word: as sure as can be. */
const SURE = 'Bao giờ tỉnh triển khai mạng 5G?';
const ADMINISTRATOR = { id: 5009, is_bot: false, first_name: 'Hà', language_code: 'vi' };

let setup: TelegramSetup;
beforeEach(async () => {
  setup = await openTelegram();
  setup.fake.chat(GROUP.id, 'supergroup').administrators.add(ADMINISTRATOR.id);
});
afterEach(() => setup.close());

async function inGroup(text: string, fields: Readonly<Record<string, unknown>> = {}): Promise<readonly string[]> {
  const before = setup.fake.sent.length;
  await setup.fake.deliver({ message: groupMessage(text, fields) });
  await setup.settle();
  return setup.fake.sent.slice(before).map(({ text: sent }) => sent);
}

async function setting(text: string, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const before = setup.fake.sent.length;
  await setup.fake.deliver({ message: groupMessage(text, { from: ADMINISTRATOR, ...fields }) });
  await setup.fake.until(() => setup.fake.sent.length > before);
  return setup.fake.sent.at(-1)?.text ?? '';
}

describe('unprompted answers', () => {
  test('are off until an administrator turns them on, and off again', async () => {
    expect(await inGroup(SURE)).toHaveLength(0);
    expect(await setting('/tudong')).toContain('Đã bật');
    expect(await inGroup(SURE)).toHaveLength(1);
    expect(await setting('/tudong tat')).toContain('Đã tắt');
    await inGroup('Phương châm hành động của sở là gì?');
    expect(setup.fake.sent).toHaveLength(3);
  });

  test('cannot be turned on by anybody else', async () => {
    expect(await setting('/tudong', { from: ASKER })).toContain('Chỉ quản trị viên');
    expect(await inGroup(SURE)).toHaveLength(0);
  });

  test('can be turned on by an anonymous administrator, who is not looked up', async () => {
    const from = { id: 1087968824, is_bot: true, username: 'GroupAnonymousBot' };
    expect(await setting('/tudong', { from, sender_chat: GROUP })).toContain('Đã bật');
  });

  test('say what hides the group’s messages when privacy mode does, and nothing of it when the bot may read them', async () => {
    expect(await setting('/tudong')).toContain('/setprivacy');
    setup.fake.chat(GROUP.id).administrators.add(setup.fake.state.me.id);
    expect(await setting('/tudong')).not.toContain('/setprivacy');
  });

  test('are not given for talk and for questions that are not sure', async () => {
    await setting('/tudong');
    for (const text of ['Trưa nay ăn gì nhỉ?', 'mạng nhà em chậm quá', 'chào cả nhà', 'ok']) await inGroup(text);
    expect(setup.fake.sent).toHaveLength(1);
  });

  test('are not given twice for the same turn, but a question to the bot is always answered', async () => {
    await setting('/tudong');
    expect(await inGroup(SURE)).toHaveLength(1);
    expect(await inGroup(SURE)).toHaveLength(0);
    expect(await inGroup(`@tra_loi_bot ${SURE}`)).toHaveLength(1);
  });

  test('are not given for what the group was answered just before', async () => {
    await setting('/tudong');
    expect(await inGroup(`@tra_loi_bot ${SURE}`)).toHaveLength(1);
    expect(await inGroup(SURE)).toHaveLength(0);
  });

  test('stay on when the group becomes a supergroup', async () => {
    const old = { id: -4001, type: 'group', title: 'Nhóm cũ' };
    setup.fake.chat(old.id, 'group').administrators.add(ADMINISTRATOR.id);
    await setting('/tudong', { chat: old });
    await setup.fake.deliver({
      message: groupMessage('', { chat: old, text: undefined, migrate_to_chat_id: GROUP.id }),
    });
    expect(await inGroup(SURE)).toHaveLength(1);
  });

  test('are forgotten when the bot is removed from the group', async () => {
    await setting('/tudong');
    const membership = { chat: GROUP, from: ADMINISTRATOR, date: 1, new_chat_member: { status: 'kicked' } };
    await setup.fake.deliver({ my_chat_member: membership });
    expect(await inGroup(SURE)).toHaveLength(0);
  });
});

test('who blocks the bot has all that is kept about them deleted', async () => {
  const key = `person/telegram/${ASKER.id}/vote/x`;
  await setup.parts.notes.set(key, true, undefined);
  await setup.fake.deliver({
    my_chat_member: {
      chat: { id: ASKER.id, type: 'private' },
      from: ASKER,
      date: 1,
      new_chat_member: { status: 'kicked' },
    },
  });
  expect(await setup.parts.notes.get(key)).toBeUndefined();
});
