/**
 * The fields of Telegram's objects that are read here; everything may be missing, and whatever else comes is ignored.
 * Narrower than telegraf's types, which promise more than updates of newer Bot API versions keep.
 */
export interface TelegramUser {
  readonly id: number;
  readonly is_bot?: boolean;
  readonly username?: string;
  readonly language_code?: string;
}

export interface TelegramChat {
  readonly id: number;
  readonly type: string;
}

export interface TelegramEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly user?: TelegramUser;
}

export interface TelegramMessage {
  readonly message_id: number;
  readonly chat: TelegramChat;
  readonly date: number;
  readonly edit_date?: number;
  readonly from?: TelegramUser;
  /** The chat in whose name it was written: an anonymous administrator, a channel. */
  readonly sender_chat?: TelegramChat;
  readonly via_bot?: TelegramUser;
  readonly is_automatic_forward?: boolean;
  readonly is_topic_message?: boolean;
  readonly message_thread_id?: number;
  readonly text?: string;
  readonly entities?: readonly TelegramEntity[];
  readonly caption?: string;
  readonly caption_entities?: readonly TelegramEntity[];
  readonly reply_to_message?: TelegramMessage;
  /** The part of the replied-to message that the writer picked. */
  readonly quote?: { readonly text?: string };
  readonly forum_topic_created?: unknown;
  readonly migrate_to_chat_id?: number;
  readonly guest_query_id?: string;
  readonly reply_markup?: { readonly inline_keyboard: readonly (readonly TelegramButton[])[] };
}

export interface TelegramButton {
  readonly text: string;
  readonly callback_data: string;
}

export interface TelegramCallbackQuery {
  readonly id: string;
  readonly from: TelegramUser;
  readonly data?: string;
  /** The message under which the button stands; `date` 0 means that it is no longer accessible. */
  readonly message?: TelegramMessage;
  readonly inline_message_id?: string;
}

export interface TelegramInlineQuery {
  readonly id: string;
  readonly from: TelegramUser;
  readonly query: string;
  readonly offset?: string;
}

export interface TelegramMembership {
  readonly chat: TelegramChat;
  readonly from: TelegramUser;
  readonly new_chat_member?: { readonly status?: string };
}

/** What is known of the bot itself: `getMe`. */
export interface TelegramMe extends TelegramUser {
  readonly username: string;
  readonly can_read_all_group_messages?: boolean;
  readonly supports_inline_queries?: boolean;
  readonly supports_guest_queries?: boolean;
}

/** The kinds of updates that are asked for. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'guest_message',
  'my_chat_member',
] as const;
