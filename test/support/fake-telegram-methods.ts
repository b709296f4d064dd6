import { MarkupError, type ParsedText, parseTelegramHtml } from './fake-telegram-html.ts';
import { type FakeButton, type FakeState, Refusal, type SentMessage } from './fake-telegram-state.ts';

type Payload = Readonly<Record<string, unknown>>;
type Method = (state: FakeState, payload: Payload) => unknown;

const MESSAGE_LIMIT = 4096;
const SCOPES = [
  ...['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'],
  ...['chat', 'chat_administrators', 'chat_member'],
];

/** The methods of the Bot API that the fake knows, each as strict as the documentation; `getUpdates` is the server's. */
export const METHODS: Readonly<Record<string, Method>> = {
  getMe: (state) => state.me,
  sendMessage,
  editMessageText,
  editMessageReplyMarkup,
  sendChatAction: (state, payload) => {
    openChat(state, payload);
    return true;
  },
  answerCallbackQuery(state, payload) {
    const text = optionalText(payload, 'text');
    if ([...(text ?? '')].length > 200) throw bad('MESSAGE_TOO_LONG');
    if (!state.presses.delete(requiredText(payload, 'callback_query_id'))) throw tooOld();
    return true;
  },
  answerInlineQuery(state, payload) {
    const results = payload.results;
    if (!Array.isArray(results)) throw bad("can't parse inline query results");
    if (results.length > 50) throw bad('RESULTS_TOO_MUCH');
    const ids = new Set(results.map((result) => checkResult(result as Payload)));
    if (ids.size !== results.length) throw bad('RESULT_ID_DUPLICATE');
    if (Buffer.byteLength(optionalText(payload, 'next_offset') ?? '') > 64) throw bad('NEXT_OFFSET_INVALID');
    const cacheTime = payload.cache_time;
    if (cacheTime !== undefined && !(Number.isInteger(cacheTime) && Number(cacheTime) >= 0)) throw bad('CACHE_TIME');
    const button = payload.button as Payload | undefined;
    if (button) {
      requiredText(button, 'text');
      const start = optionalText(button, 'start_parameter');
      if (start !== undefined && !/^[\w-]{1,64}$/u.test(start)) throw bad('START_PARAM_INVALID');
    }
    if (!state.inlineQueries.delete(requiredText(payload, 'inline_query_id'))) throw tooOld();
    return true;
  },
  answerGuestQuery(state, payload) {
    checkResult(payload.result as Payload);
    if (!state.guestQueries.delete(requiredText(payload, 'guest_query_id'))) throw tooOld();
    return { inline_message_id: 'guest' };
  },
  setMyCommands(state, payload) {
    const commands = payload.commands;
    if (!Array.isArray(commands) || commands.length > 100) throw bad('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of commands as Payload[]) {
      if (!/^[a-z0-9_]{1,32}$/u.test(String(command))) throw bad('BOT_COMMAND_INVALID');
      if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
        throw bad('BOT_COMMAND_DESCRIPTION_INVALID');
      }
    }
    const scope = (payload.scope as Payload | undefined)?.type ?? 'default';
    if (!SCOPES.includes(String(scope))) throw bad("can't parse BotCommandScope");
    state.commands.set(`${scope}/${languageCode(payload)}`, commands);
    return true;
  },
  setMyName: (state, payload) => setProfile(state, payload, 'name', 64),
  setMyDescription: (state, payload) => setProfile(state, payload, 'description', 512),
  setMyShortDescription: (state, payload) => setProfile(state, payload, 'short_description', 120),
  setWebhook(state, payload) {
    const url = requiredText(payload, 'url');
    if (!url.startsWith('https://')) throw bad('bad webhook: An HTTPS URL must be provided for webhook');
    const secret = optionalText(payload, 'secret_token') ?? '';
    if (!/^[\w-]{0,256}$/u.test(secret)) throw bad('secret token contains unallowed characters');
    const connections = payload.max_connections ?? 40;
    if (!(Number(connections) >= 1 && Number(connections) <= 100)) throw bad('bad webhook: max_connections');
    state.webhook = { url, secret, allowed: payload.allowed_updates as readonly string[] | undefined };
    return true;
  },
  deleteWebhook(state) {
    state.webhook = undefined;
    return true;
  },
  getWebhookInfo: (state) => ({ url: state.webhook?.url ?? '', pending_update_count: 0 }),
  getChatMember(state, payload) {
    const chat = openChat(state, payload);
    const user = Number(payload.user_id);
    return { status: chat.administrators.has(user) ? 'administrator' : 'member', user: { id: user, is_bot: false } };
  },
};

function sendMessage(state: FakeState, payload: Payload): unknown {
  const chat = openChat(state, payload);
  if (chat.refusal) throw new Refusal(chat.refusal.status, chat.refusal.description);
  const thread = payload.message_thread_id;
  if (thread !== undefined && !chat.topics.has(Number(thread))) throw bad('message thread not found');
  const parsed = parseText(payload);
  const keyboard = keyboardOf(payload);
  const reply = payload.reply_parameters as Payload | undefined;
  let replyTo: number | undefined;
  if (reply) {
    const id = Number(reply.message_id);
    if (chat.messages.has(id)) replyTo = id;
    else if (reply.allow_sending_without_reply !== true) throw bad('message to be replied not found');
  }
  const id = chat.nextMessageId++;
  chat.messages.add(id);
  const sent: SentMessage = {
    chat: chat.id,
    id,
    replyTo,
    thread: thread === undefined ? undefined : Number(thread),
    ...parsed,
    keyboard,
    edits: 0,
  };
  state.sent.push(sent);
  return messageOf(state, sent);
}

function editMessageText(state: FakeState, payload: Payload): unknown {
  if (payload.inline_message_id !== undefined) {
    parseText(payload);
    keyboardOf(payload);
    return true;
  }
  const sent = sentMessage(state, payload);
  const parsed = parseText(payload);
  const keyboard = keyboardOf(payload);
  const isSame =
    JSON.stringify([sent.text, sent.entities, sent.keyboard]) ===
    JSON.stringify([parsed.text, parsed.entities, keyboard]);
  if (isSame) throw notModified();
  Object.assign(sent, parsed, { keyboard, edits: sent.edits + 1 });
  return messageOf(state, sent);
}

function editMessageReplyMarkup(state: FakeState, payload: Payload): unknown {
  if (payload.inline_message_id !== undefined) return true;
  const sent = sentMessage(state, payload);
  const keyboard = keyboardOf(payload);
  if (JSON.stringify(sent.keyboard) === JSON.stringify(keyboard)) throw notModified();
  Object.assign(sent, { keyboard, edits: sent.edits + 1 });
  return messageOf(state, sent);
}

/** A message of the bot in the form in which updates carry it. */
export function messageOf(state: FakeState, sent: SentMessage): object {
  const type = state.chats.get(sent.chat)?.type ?? 'private';
  return {
    message_id: sent.id,
    from: { id: state.me.id, is_bot: true, first_name: 'Bot', username: state.me.username },
    chat: { id: sent.chat, type },
    date: Math.floor(Date.now() / 1000),
    text: sent.text,
    entities: sent.entities,
    ...(sent.thread === undefined ? {} : { message_thread_id: sent.thread, is_topic_message: true }),
    ...(sent.keyboard.length > 0 ? { reply_markup: { inline_keyboard: sent.keyboard } } : {}),
  };
}

function openChat(state: FakeState, payload: Payload) {
  const chat = state.chats.get(Number(payload.chat_id));
  if (!chat) throw bad('chat not found');
  if (chat.migratedTo !== undefined) {
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: chat.migratedTo,
    });
  }
  return chat;
}

function sentMessage(state: FakeState, payload: Payload): SentMessage {
  const chat = openChat(state, payload);
  const sent = state.sent.find(({ chat: at, id }) => at === chat.id && id === Number(payload.message_id));
  if (!sent) throw bad('message to edit not found');
  return sent;
}

function parseText(payload: Payload, name = 'text'): ParsedText {
  const raw = payload[name];
  if (typeof raw !== 'string') throw bad('message text is empty');
  const mode = payload.parse_mode;
  if (mode !== undefined && mode !== 'HTML') throw bad(`unsupported parse_mode ${String(mode)}`);
  let parsed: ParsedText;
  try {
    parsed = mode === 'HTML' ? parseTelegramHtml(raw) : { text: raw, entities: [] };
  } catch (fault) {
    if (fault instanceof MarkupError) throw bad(fault.message);
    throw fault;
  }
  if (parsed.text.trim() === '') throw bad('message text is empty');
  if (!parsed.text.isWellFormed()) throw bad('strings must be encoded in UTF-8');
  if (parsed.text.length > MESSAGE_LIMIT) throw bad('message is too long');
  return parsed;
}

function keyboardOf(payload: Payload): readonly (readonly FakeButton[])[] {
  const markup = payload.reply_markup as Payload | undefined;
  if (!markup) return [];
  const rows = markup.inline_keyboard;
  if (!Array.isArray(rows)) throw bad("can't parse inline keyboard");
  const buttons = rows.flat() as FakeButton[];
  if (buttons.length > 100) throw bad('REPLY_MARKUP_TOO_LONG');
  for (const { text, callback_data: data, url } of buttons) {
    if (typeof text !== 'string' || text.trim() === '') throw bad("can't parse inline keyboard button: text is empty");
    if ((data === undefined) === (url === undefined)) throw bad('BUTTON_TYPE_INVALID');
    if (data !== undefined && (data === '' || Buffer.byteLength(data) > 64)) throw bad('BUTTON_DATA_INVALID');
    if (url !== undefined && !/^(https?|tg):\/\//u.test(url)) throw bad('BUTTON_URL_INVALID');
  }
  return rows;
}

/** Checks an inline result, gives its id. */
function checkResult(result: Payload | undefined): string {
  if (result?.type !== 'article') throw bad("can't parse inline query result");
  const id = requiredText(result, 'id');
  if (Buffer.byteLength(id) > 64) throw bad('RESULT_ID_INVALID');
  requiredText(result, 'title');
  parseText((result.input_message_content ?? {}) as Payload, 'message_text');
  keyboardOf(result);
  return id;
}

function setProfile(state: FakeState, payload: Payload, name: string, limit: number): true {
  const value = optionalText(payload, name) ?? '';
  if (value.length > limit) throw bad(`${name} is too long`);
  state.profile.set(`${name}/${languageCode(payload)}`, value);
  return true;
}

function languageCode(payload: Payload): string {
  const code = optionalText(payload, 'language_code') ?? '';
  if (!/^([a-z]{2})?$/u.test(code)) throw bad('LANG_CODE_INVALID');
  return code;
}

function requiredText(payload: Payload, name: string): string {
  const value = payload[name];
  if (typeof value !== 'string' || value === '') throw bad(`parameter ${name} is required`);
  return value;
}

function optionalText(payload: Payload, name: string): string | undefined {
  const value = payload[name];
  if (value !== undefined && typeof value !== 'string') throw bad(`parameter ${name} must be a string`);
  return value;
}

function bad(description: string): Refusal {
  return new Refusal(400, `Bad Request: ${description}`);
}

function tooOld(): Refusal {
  return bad('query is too old and response timeout expired or query ID is invalid');
}

function notModified(): Refusal {
  return bad(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );
}
