import type { Clock } from '../../core/clock.ts';
import type { Notes } from '../../core/store.ts';
import type { OutgoingText } from './client/open-api.ts';
import type { ZaloExtra } from './write.ts';

/** What this account was seen to take: buttons, and quotes beside them. */
export interface Manners {
  /** The forms in which to try a part, best first; the last one is plain text. */
  formsOf(text: string, buttoned: ZaloExtra['buttoned'], quoteId: string | undefined): Promise<readonly OutgoingText[]>;
  /** Remembers that the forms in `refused` were not taken where `taken` was. */
  learn(refused: readonly OutgoingText[], taken: OutgoingText): Promise<void>;
}

export interface MannersOptions {
  /** Where the notes of this account begin, with a slash at the end. */
  readonly prefix: string;
  readonly notes: Notes;
  readonly clock: Pick<Clock, 'now'>;
  /** Whether buttons are tried at all. */
  readonly hasButtons: boolean;
}

/** How long refused buttons are not tried again. */
const BUTTONS_MS = 24 * 3_600_000;
/** A refused quote may be the fault of the quoted message, so that this is forgotten sooner. */
const QUOTE_MS = 3_600_000;
/** How long what the notes say is believed before they are asked again. */
const REREAD_MS = 5 * 60_000;

/** Keeps in the notes what an account refused, so that every process knows and no restart forgets. */
export function createManners({ prefix, notes, clock, hasButtons }: MannersOptions): Manners {
  const noButtons = createMemory(`${prefix}no-buttons`, BUTTONS_MS, notes, clock);
  const noQuoteWithButtons = createMemory(`${prefix}no-quote-with-buttons`, QUOTE_MS, notes, clock);
  return {
    async formsOf(text, buttoned, quoteId) {
      const plain = { text, buttons: [] };
      const forms: OutgoingText[] = [];
      if (hasButtons && buttoned && !(await noButtons.has())) {
        if (quoteId !== undefined && !(await noQuoteWithButtons.has())) forms.push({ ...buttoned, quoteId });
        forms.push({ ...buttoned, quoteId: undefined });
      }
      if (quoteId !== undefined) forms.push({ ...plain, quoteId });
      return [...forms, { ...plain, quoteId: undefined }];
    },
    async learn(refused, taken) {
      const refusedButtons = refused.filter((form) => form.buttons.length > 0);
      if (taken.buttons.length > 0) await noQuoteWithButtons.set();
      else if (refusedButtons.length > 0) await noButtons.set();
    },
  };
}

function createMemory(key: string, lastsMs: number, notes: Notes, clock: Pick<Clock, 'now'>) {
  let value = false;
  let validUntilMs = Number.NEGATIVE_INFINITY;
  return {
    async has(): Promise<boolean> {
      if (clock.now() >= validUntilMs) {
        value = (await notes.get(key).catch(() => undefined)) === true;
        validUntilMs = clock.now() + REREAD_MS;
      }
      return value;
    },
    async set(): Promise<void> {
      value = true;
      validUntilMs = clock.now() + REREAD_MS;
      await notes.set(key, true, clock.now() + lastsMs).catch(() => undefined);
    },
  };
}
