import { cutQuestion, type Request } from '../core/message.ts';

/** A message that begins with a command word. */
export interface Command {
  /** Without its mark and without `@name`, lower case, accents kept as typed. */
  readonly name: string;
  /** The account that it was addressed to (`/hoi@ten_bot`), lower case. */
  readonly addressee: string | undefined;
  readonly argument: string;
}

/** Reads `/name@addressee argument` or `#name argument`; undefined when the text is not a command. */
export function readCommand(text: string): Command | undefined {
  const match = /^\s*[/#]([\p{L}\d_]{1,32})(?:@([\p{L}\d_]{1,64}))?(?=\s|$)\s*/u.exec(text);
  if (!match) return undefined;
  return {
    name: (match[1] as string).toLowerCase(),
    addressee: match[2]?.toLowerCase(),
    argument: text.slice(match[0].length).trim(),
  };
}

/**
 * What a command asks for, the same on every channel. Undefined for an unknown command, and for `/hoi` without a
 * question, which only the channel can complete (from the message it replies to).
 */
export function requestOfCommand(command: Command): Request | undefined {
  switch (command.name) {
    case 'start':
    case 'batdau':
      return { kind: 'welcome' };
    case 'help':
    case 'trogiup':
      return { kind: 'help' };
    case 'hoi':
    case 'ask':
      return command.argument === '' ? undefined : { kind: 'question', text: cutQuestion(command.argument) };
    case 'cauhoi':
      return { kind: 'questions', interview: undefined };
    case 'nguon':
      return { kind: 'about' };
    case 'kiemtra':
      return command.argument === '' ? { kind: 'help' } : { kind: 'citation', code: command.argument.slice(0, 64) };
    case 'riengtu':
    case 'privacy':
      return { kind: 'privacy' };
    case 'xoadulieu':
      return { kind: 'forget' };
    default:
      return undefined;
  }
}
