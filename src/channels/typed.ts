import { cutQuestion, MAX_QUESTION_LENGTH, type Request } from '../core/message.ts';
import { readCommand, requestOfCommand } from './commands.ts';

/** How much of a text is looked at before it is cut to a question: decomposed letters take up to three units each. */
const MAX_TYPED_LENGTH = 4 * MAX_QUESTION_LENGTH;

/**
 * What typed text asks for on channels where commands are nothing but text: `#hoi …`, `#1` for a line of the last menu,
 * accents or not (`#hỏi`), and anything else as a question. `unknown` is a command that nobody knows.
 */
export function requestOfTyped(typed: string): Request | 'unknown' {
  const text = typed.slice(0, MAX_TYPED_LENGTH).normalize('NFC').trim();
  if (text === '') return { kind: 'help' };
  const number = /^[/#](\d{1,2})$/u.exec(text)?.[1];
  if (number) return { kind: 'question', text: number };
  const command = readCommand(text);
  if (!command) return { kind: 'question', text: cutQuestion(text) };
  const name = foldLetters(command.name);
  const request = requestOfCommand({ ...command, name });
  if (request) return request;
  if (name === 'hoi' || name === 'ask') return { kind: 'help' };
  return command.argument === '' ? 'unknown' : { kind: 'question', text: cutQuestion(text.replace(/^[/#]/u, '')) };
}

/** Whether `text` begins with a command that is known, or with `#` and the number of a menu's line. */
export function isKnownCommand(text: string): boolean {
  const trimmed = text.slice(0, MAX_TYPED_LENGTH).normalize('NFC').trim();
  if (/^[/#]\d{1,2}$/u.test(trimmed)) return true;
  const command = readCommand(trimmed);
  if (!command) return false;
  const name = foldLetters(command.name);
  return name === 'hoi' || name === 'ask' || requestOfCommand({ ...command, name }) !== undefined;
}

/** Text beside a picture counts as a question from so many words on; a single one only names the picture. */
const MIN_QUESTION_WORDS = 2;

/** Whether the text beside a picture or a link asks nothing: no more than a word, addresses of the web left out. */
export function isCaptionOnly(text: string): boolean {
  const words = text.replace(/https?:\/\/\S+/gu, ' ').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.length < MIN_QUESTION_WORDS;
}

/** Lower case, without accents, đ as d; one letter for each letter of text in NFC. */
export function foldLetters(text: string): string {
  return Array.from(
    text.normalize('NFC'),
    (letter) => letter.normalize('NFD')[0]?.toLowerCase().replace('đ', 'd') ?? '',
  ).join('');
}
