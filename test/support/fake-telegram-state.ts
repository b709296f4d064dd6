import type { ParsedEntity } from './fake-telegram-html.ts';

/** A chat as the fake keeps it; tests change it to make the platform refuse things. */
export interface FakeChat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup' | 'channel';
  /** Ids of messages that can be replied to. */
  readonly messages: Set<number>;
  /** Topics that can be written to. */
  readonly topics: Set<number>;
  readonly administrators: Set<number>;
  /** What `sendMessage` to this chat is refused with. */
  refusal: { readonly status: number; readonly description: string } | undefined;
  migratedTo: number | undefined;
  nextMessageId: number;
}

/** A message that the bot sent, as it stands after edits. */
export interface SentMessage {
  readonly chat: number;
  readonly id: number;
  /** The message that it replies to, if that still existed. */
  readonly replyTo: number | undefined;
  readonly thread: number | undefined;
  /** What people read. */
  text: string;
  entities: readonly ParsedEntity[];
  keyboard: readonly (readonly FakeButton[])[];
  edits: number;
}

export interface FakeButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

/** One call that arrived, with what was answered. */
export interface FakeCall {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly atMs: number;
  status: number;
}

/** All that the fake platform knows. */
export interface FakeState {
  readonly me: { readonly id: number; readonly username: string } & Readonly<Record<string, unknown>>;
  readonly chats: Map<number, FakeChat>;
  readonly sent: SentMessage[];
  /** Callback queries that were delivered and not answered yet. */
  readonly presses: Set<string>;
  readonly inlineQueries: Set<string>;
  readonly guestQueries: Set<string>;
  readonly commands: Map<string, readonly { readonly command: string; readonly description: string }[]>;
  /** Name and descriptions by method and language. */
  readonly profile: Map<string, string>;
  webhook:
    | { readonly url: string; readonly secret: string; readonly allowed: readonly string[] | undefined }
    | undefined;
  allowedUpdates: readonly string[] | undefined;
}

/** What a method is refused with. */
export class Refusal extends Error {
  readonly status: number;
  readonly parameters: Readonly<Record<string, number>> | undefined;

  constructor(status: number, description: string, parameters?: Readonly<Record<string, number>>) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}

/** Finds the chat, or makes it known. */
export function chatOf(state: FakeState, id: number, type?: FakeChat['type']): FakeChat {
  const known = state.chats.get(id);
  if (known) return known;
  const chat: FakeChat = {
    id,
    type: type ?? (id > 0 ? 'private' : 'supergroup'),
    messages: new Set(),
    topics: new Set(),
    administrators: new Set(),
    refusal: undefined,
    migratedTo: undefined,
    nextMessageId: 1,
  };
  state.chats.set(id, chat);
  return chat;
}
