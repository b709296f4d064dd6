import type { Language } from '../../core/message.ts';
import type { TelegramUser } from './update.ts';

/** The frame's language for `user`: English for an English client, Vietnamese for everybody else, as in the menus. */
export function languageOf(user: TelegramUser | undefined): Language {
  return /^en\b/iu.test(user?.language_code ?? '') ? 'en' : 'vi';
}
