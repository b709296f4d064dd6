import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ASKER, GROUP, groupMessage, textMessage } from '../../support/fake-telegram-updates.ts';
import { openTelegram, type TelegramSetup } from './harness.ts';

const QUESTION = 'Khó khăn của sở là gì?';
const ANSWER = 'số lượng biên chế không tăng';
const OTHER = { id: 5002, is_bot: false, first_name: 'Minh', language_code: 'vi' };

let setup: TelegramSetup;
beforeEach(async () => {
  setup = await openTelegram();
});
afterEach(() => setup.close());

/** Delivers a message to the group; gives what the bot wrote because of it. */
async function inGroup(text: string, fields: Readonly<Record<string, unknown>> = {}): Promise<readonly string[]> {
  const before = setup.fake.sent.length;
  await setup.fake.deliver({ message: groupMessage(text, fields) });
  await setup.settle();
  return setup.fake.sent.slice(before).map(({ text: sent }) => sent);
}

/** Something that the bot itself wrote in the group. */
async function ownMessage(): Promise<object> {
  await inGroup('/nguon');
  const sent = setup.fake.sent.at(-1);
  if (!sent) throw new Error('expected a message of the bot, got none');
  return setup.fake.messageOf(sent);
}

describe('a group', () => {
  test('gets no reply to a question in the middle of thirty messages of which none addresses the bot', async () => {
    for (let number = 1; number <= 30; number += 1) {
      const text = number === 15 ? QUESTION : `Tin số ${number}: chiều nay họp lúc ${number} giờ nhé`;
      await setup.fake.deliver({ message: groupMessage(text, { from: number % 2 === 0 ? ASKER : OTHER }) });
    }
    await setup.settle();
    expect(setup.fake.sent).toHaveLength(0);
  });

  const MENTIONED = { offset: 0, length: 7, type: 'text_mention', user: { id: 123456789, is_bot: true } };
  test.each([
    ['/hoi', `/hoi ${QUESTION}`, {}],
    ['/hoi in capitals with the bot’s name', `/HOI@Tra_Loi_Bot ${QUESTION}`, {}],
    ['/hỏi as a Vietnamese keyboard makes it', `/hỏi ${QUESTION}`, {}],
    ['its name first', `@tra_loi_bot ${QUESTION}`, {}],
    ['its name in the middle', `Cho hỏi @TRA_LOI_BOT, khó khăn của sở là gì?`, {}],
    ['a mention by its profile', `Trả lời ${QUESTION}`, { entities: [MENTIONED] }],
  ] as const)('gets exactly one reply when it addresses the bot by %s', async (_how, text, fields) => {
    const replies = await inGroup(text, fields);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain(ANSWER);
  });

  test('gets exactly one reply to a reply to the bot’s message', async () => {
    const replies = await inGroup(QUESTION, { reply_to_message: await ownMessage() });
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain(ANSWER);
  });

  test('/hoi as a reply to somebody’s message answers that message', async () => {
    const asked = groupMessage(QUESTION, { from: OTHER });
    await setup.fake.deliver({ message: asked });
    const replies = await inGroup('/hoi', { reply_to_message: asked });
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain(ANSWER);
    expect(setup.fake.sent[0]?.replyTo).toBe(asked.message_id);
  });

  test('/hoi answers only the part of a message that was picked as a quotation', async () => {
    const asked = groupMessage(`Chiều nay trời mưa to quá. ${QUESTION}`, { from: OTHER });
    const quote = { text: QUESTION, position: 27 };
    expect((await inGroup('/hoi', { reply_to_message: asked, quote }))[0]).toContain(ANSWER);
  });

  test('the bot’s name alone asks for help', async () => {
    expect((await inGroup('@tra_loi_bot'))[0]).toContain('Bạn nhắn câu hỏi bằng lời của mình');
  });

  test.each([
    ['a command for another bot', '/hoi@bot_khac Khó khăn của sở là gì?', {}],
    ['an unknown command', '/banggia', {}],
    ['another bot', `@tra_loi_bot ${QUESTION}`, { from: { ...OTHER, is_bot: true } }],
    ['what was sent through the bot', QUESTION, { via_bot: { id: 123456789, is_bot: true } }],
    ['a name that only begins like the bot’s', `@tra_loi_bot_khac ${QUESTION}`, {}],
    ['an address that holds its name', `Gửi tới hop@tra_loi_bot nhé: ${QUESTION}`, { entities: [] }],
    ['a channel’s post that was forwarded by itself', `@tra_loi_bot ${QUESTION}`, { is_automatic_forward: true }],
    ['a sticker', '', { text: undefined, sticker: { file_id: 'x' } }],
    ['somebody who joined', '', { text: undefined, new_chat_members: [OTHER] }],
  ])('gets no reply to %s', async (_what, text, fields) => {
    expect(await inGroup(text, fields)).toEqual([]);
  });

  test('a reply in a topic whose opening the bot wrote is not addressed to it', async () => {
    const opening = { ...groupMessage('', { text: undefined }), from: setup.fake.state.me, forum_topic_created: {} };
    expect(await inGroup(QUESTION, { reply_to_message: opening })).toEqual([]);
  });

  test('an anonymous administrator is answered', async () => {
    const from = { id: 1087968824, is_bot: true, username: 'GroupAnonymousBot' };
    const replies = await inGroup(`@tra_loi_bot ${QUESTION}`, { from, sender_chat: GROUP });
    expect(replies).toHaveLength(1);
    // A chat cannot press buttons, so it is not asked to vote.
    expect(setup.fake.sent[0]?.keyboard.flat().map(({ text }) => text)).not.toContain('👍');
  });

  test('is answered in the topic in which it asked, and in General without a topic', async () => {
    await inGroup(`@tra_loi_bot ${QUESTION}`, { is_topic_message: true, message_thread_id: 42 });
    expect(setup.fake.sent[0]?.thread).toBe(42);
    // In General, and in threads of replies, an id comes that sendMessage would refuse.
    await inGroup(`@tra_loi_bot ${QUESTION}`, { message_thread_id: 77 });
    expect(setup.fake.sent[1]?.thread).toBeUndefined();
  });

  test('a topic that was deleted meanwhile does not lose the answer', async () => {
    const asked = groupMessage(`@tra_loi_bot ${QUESTION}`, { is_topic_message: true, message_thread_id: 42 });
    setup.fake.fail({
      method: 'sendMessage',
      fault: { kind: 'error', status: 400, description: 'Bad Request: message thread not found' },
    });
    await setup.fake.deliver({ message: asked });
    await setup.settle();
    expect(setup.fake.sent.map(({ thread }) => thread)).toEqual([undefined]);
  });

  test('that became a supergroup gets its answer there', async () => {
    const old = { id: -4001, type: 'group', title: 'Nhóm cũ' };
    setup.fake.chat(old.id, 'group').migratedTo = GROUP.id;
    setup.fake.chat(GROUP.id, 'supergroup');
    await setup.fake.deliver({ message: groupMessage(`@tra_loi_bot ${QUESTION}`, { chat: old }) });
    await setup.settle();
    expect(setup.fake.sent.map(({ chat }) => chat)).toEqual([GROUP.id]);
  });

  test.each([
    [403, 'Forbidden: bot was kicked from the supergroup chat'],
    [400, 'Bad Request: not enough rights to send text messages to the chat'],
    [400, 'Bad Request: TOPIC_CLOSED'],
  ])('that refuses the bot (%d %s) is not asked again', async (status, description) => {
    setup.fake.chat(GROUP.id, 'supergroup').refusal = { status, description };
    await inGroup(`@tra_loi_bot ${QUESTION}`);
    expect(setup.fake.callsOf('sendMessage')).toHaveLength(1);
  });

  test('an edit that adds the bot’s name is answered once; one after ten minutes is not', async () => {
    const first = groupMessage(QUESTION);
    await setup.fake.deliver({ message: first });
    const edited = { ...first, ...entitiesOf(`@tra_loi_bot ${QUESTION}`), edit_date: (first.date as number) + 30 };
    await setup.fake.deliver({ edited_message: edited });
    await setup.fake.deliver({ edited_message: { ...edited, edit_date: (first.date as number) + 60 } });
    await setup.settle();
    expect(setup.fake.sent).toHaveLength(1);
    const late = { ...groupMessage(`@tra_loi_bot ${QUESTION}`), edit_date: (first.date as number) + 3_600 };
    await setup.fake.deliver({ edited_message: late });
    await setup.settle();
    expect(setup.fake.sent).toHaveLength(1);
  });
});

test('an edited question of a private chat is not answered a second time', async () => {
  const first = textMessage(QUESTION);
  await setup.fake.deliver({ message: first });
  await setup.fake.deliver({ edited_message: { ...first, text: `${QUESTION}?`, edit_date: first.date } });
  await setup.settle();
  expect(setup.fake.sent).toHaveLength(1);
});

function entitiesOf(text: string): Record<string, unknown> {
  const { entities } = textMessage(text);
  return { text, entities };
}
