/** Where a reply goes; kept in the inbox as a message's `address`, so it is plain JSON. */
export interface Address {
  readonly chat: number;
  /** The message to reply to; undefined when there is none. */
  readonly message: number | undefined;
  /** The topic, for chats that have topics; General counts as none. */
  readonly thread: number | undefined;
}

/** Reads back what was stored as a message's address. */
export function parseAddress(stored: unknown): Address {
  const { chat, message, thread } = (stored ?? {}) as Partial<Record<keyof Address, unknown>>;
  if (typeof chat !== 'number') throw new TypeError(`expected a Telegram address with a chat, got ${typeof chat}`);
  return {
    chat,
    message: typeof message === 'number' ? message : undefined,
    thread: typeof thread === 'number' ? thread : undefined,
  };
}

/** The conversation that a chat, or a topic of it, is. */
export function conversationOf({ chat, thread }: Pick<Address, 'chat' | 'thread'>): string {
  return thread === undefined ? String(chat) : `${chat}/${thread}`;
}
