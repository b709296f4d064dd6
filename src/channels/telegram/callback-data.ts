import { hash, timingSafeEqual } from 'node:crypto';

/** What a button asks for. */
export type Press =
  /** The whole answer of the turn with `key`. */
  | { readonly kind: 'turn'; readonly key: string; readonly isInPlace: boolean }
  /** The words that a citation code names. */
  | { readonly kind: 'passage'; readonly code: string; readonly isInPlace: boolean }
  /** The list of all questions. */
  | { readonly kind: 'questions'; readonly isInPlace: boolean }
  /** Whether the quote with `code` answered the question of the person `asker`. */
  | { readonly kind: 'vote'; readonly isUp: boolean; readonly code: string; readonly asker: string };

/** Writes and reads the data of buttons. */
export interface CallbackData {
  /** At most 64 bytes, bound to `chat`. */
  write(press: Press, chat: number): string;
  /** Undefined for data that this bot did not put under a message of `chat`: forged, from elsewhere, or of an older form. */
  parse(data: string, chat: number): Press | undefined;
}

/** The first character of all data; another form of the data gets another one, so that old buttons stay harmless. */
const VERSION = '1';

/** 48 bits: nobody guesses them through a chat client. */
const SEAL_LENGTH = 8;

/**
 * Makes the codec; `token` keys the seal, since only the bot's own servers know it. A keyed digest of which three
 * quarters are thrown away needs no HMAC, which costs ten times as much for each button.
 */
export function createCallbackData(token: string): CallbackData {
  const key = hash('sha256', `callback data ${token}`);
  const sealOf = (body: string, chat: number): string =>
    hash('sha256', `${key} ${chat} ${body}`, 'base64url').slice(0, SEAL_LENGTH);

  return {
    write(press, chat) {
      const body = VERSION + bodyOf(press);
      return `${body}.${sealOf(body, chat)}`;
    },
    parse(data, chat) {
      const [, body, seal] = /^(1[\w-]{1,48})\.([\w-]{8})$/u.exec(data) ?? [];
      if (body === undefined || seal === undefined) return undefined;
      if (!timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(body, chat)))) return undefined;
      return pressOf(body.slice(VERSION.length));
    },
  };
}

function bodyOf(press: Press): string {
  switch (press.kind) {
    case 'turn':
      return `${press.isInPlace ? 'T' : 't'}${press.key}`;
    case 'passage':
      return `${press.isInPlace ? 'P' : 'p'}${press.code.replaceAll('-', '')}`;
    case 'questions':
      return press.isInPlace ? 'Q' : 'q';
    case 'vote':
      return `${press.isUp ? 'u' : 'd'}${press.code.replaceAll('-', '')}${press.asker}`;
  }
}

function pressOf(body: string): Press | undefined {
  const rest = body.slice(1);
  switch (body[0]) {
    case 'T':
    case 't':
      return { kind: 'turn', key: rest, isInPlace: body[0] === 'T' };
    case 'P':
    case 'p':
      return { kind: 'passage', code: withDashes(rest), isInPlace: body[0] === 'P' };
    case 'Q':
    case 'q':
      return { kind: 'questions', isInPlace: body[0] === 'Q' };
    case 'u':
    case 'd':
      return { kind: 'vote', isUp: body[0] === 'u', code: withDashes(rest.slice(0, 9)), asker: rest.slice(9) };
    default:
      return undefined;
  }
}

/** A citation code as it is written. */
function withDashes(code: string): string {
  return code.replace(/(?<=^.{3}|^.{6})/gu, '-');
}
