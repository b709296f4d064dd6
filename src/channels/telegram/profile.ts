import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Language } from '../../core/message.ts';
import type { Notes } from '../../core/store.ts';
import { type CommandName, textsOf } from '../texts/texts.ts';
import type { Api } from './api.ts';
import { type ApiFailure, reasonOf } from './api-failure.ts';
import { persist } from './persist.ts';

/** One thing to be said about the bot. */
interface Announcement {
  readonly method: string;
  readonly payload: object;
}

/** Vietnamese is what everybody gets whose language has no texts of its own. */
const LANGUAGES: readonly { readonly code: string | undefined; readonly language: Language }[] = [
  { code: undefined, language: 'vi' },
  { code: 'en', language: 'en' },
];

const IN_PRIVATE: readonly CommandName[] = [
  ...(['hoi', 'cauhoi', 'nguon', 'kiemtra', 'help', 'riengtu', 'xoadulieu', 'start'] as const),
];
const IN_GROUPS: readonly CommandName[] = ['hoi', 'cauhoi', 'nguon', 'kiemtra', 'help'];

const SCOPES: readonly { readonly type: string; readonly commands: readonly CommandName[] }[] = [
  { type: 'default', commands: IN_PRIVATE },
  { type: 'all_private_chats', commands: IN_PRIVATE },
  { type: 'all_group_chats', commands: IN_GROUPS },
  { type: 'all_chat_administrators', commands: [...IN_GROUPS, 'tudong'] },
];

export interface ProfileOptions {
  readonly api: Api;
  readonly bot: number;
  readonly notes: Notes;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Sets command menus, name and descriptions in both languages. What was set before and has not changed since is left
 * alone: Telegram limits how often a name may be set, and the owner may have changed it by hand.
 */
export async function announce({ api, bot, notes, clock, log, signal }: ProfileOptions): Promise<void> {
  for (const { method, payload } of announcements()) {
    const { language_code: code = '', scope = { type: '' } } = payload as Partial<Record<'language_code', string>> & {
      readonly scope?: { readonly type: string };
    };
    const key = `profile/telegram/${bot}/${[method, scope.type, code].join('/')}`;
    const digest = createHash('sha256').update(JSON.stringify(payload)).digest('base64url');
    if ((await notes.get(key)) === digest) continue;
    let tries = 0;
    const isHopeless = (fault: ApiFailure): boolean => {
      tries += 1;
      const isRefused = fault.status !== undefined && fault.status < 500 && fault.status !== 429;
      return isRefused || tries >= MAX_TRIES || (fault.retryAfterMs ?? 0) > LONGEST_WAIT_MS;
    };
    try {
      const done = await persist(() => api.call(method, payload, { signal }), { clock, log, signal, isHopeless });
      if (done === undefined) return;
      await notes.set(key, digest, undefined);
    } catch (fault) {
      log.warn({ method, reason: reasonOf(fault) }, 'telegram menu or profile could not be set');
    }
  }
}

/** What cannot be set after so many tries waits for the next start. */
const MAX_TRIES = 8;

/** Setting a name too often costs hours: not worth holding up the rest for. */
const LONGEST_WAIT_MS = 10 * 60_000;

function announcements(): readonly Announcement[] {
  return LANGUAGES.flatMap(({ code, language }) => {
    const { commands, profile } = textsOf(language);
    return [
      ...SCOPES.map(({ type, commands: names }) => ({
        method: 'setMyCommands',
        payload: {
          commands: names.map((command) => ({ command, description: commands[command] })),
          scope: { type },
          language_code: code,
        },
      })),
      {
        method: 'setMyShortDescription',
        payload: { short_description: profile.shortDescription, language_code: code },
      },
      { method: 'setMyDescription', payload: { description: profile.description, language_code: code } },
      { method: 'setMyName', payload: { name: profile.name, language_code: code } },
    ];
  });
}
