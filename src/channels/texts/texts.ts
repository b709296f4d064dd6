import type { Interview, PlacedTurn, Standing } from '../../core/interview.ts';
import type { Language } from '../../core/message.ts';
import { english } from './en.ts';
import { vietnamese } from './vi.ts';

/** Every sentence of the bot's own in one language: the frame around the quotes, never a quote. */
export interface Texts {
  /** Stands where published words were left out. */
  readonly omission: string;
  readonly whole: string;
  readonly questions: string;
  readonly restOfAnswer: string;
  /** The line above a numbered menu: how to go on, or, where the reply itself offers questions, that and how to pick one. */
  readonly menus: Readonly<Record<MenuWay, { readonly next: string; readonly offers: string }>>;
  readonly offersLead: string;
  readonly othersLead: string;
  readonly alongsideLead: string;
  readonly choicesLead: string;
  readonly unknown: string;
  readonly courtesy: Readonly<Record<'greeting' | 'thanks' | 'goodbye', string>>;
  readonly help: string;
  readonly aboutLead: string;
  readonly automatic: string;
  readonly privacy: string;
  readonly forgotten: string;
  readonly unsupported: string;
  readonly slowDown: string;
  readonly failed: string;
  readonly citationFound: string;
  question(question: string): string;
  /** Honorific, name, title, outlet and date of the words that are quoted. */
  attribution(placed: PlacedTurn): string;
  code(code: string): string;
  leanedOn(question: string): string;
  welcome(interviews: readonly Interview[]): string;
  /** One interview in the list of sources. */
  source(interview: Interview): string;
  questionsLead(shown: number, total: number): string;
  andMore(count: number): string;
  citationMissing(code: string, interviews: readonly Interview[]): string;
  /** What a reader must be told of words whose standing is not `current`; empty when it is. */
  standing(standing: Standing): string;
  /** Names the words that stand in the place of those that are no longer quoted. */
  replacement(placed: PlacedTurn): string;
  unprompted(isOn: boolean): string;
  /** Said to somebody who tried to change a group's setting. */
  readonly administratorsOnly: string;
  /** Added when a setting was switched on that the platform does not let the bot obey. */
  readonly cannotReadGroup: string;
  /** What a pressed button is answered with for a moment: at most 200 characters. */
  readonly presses: Readonly<Record<'thanks' | 'votedBefore' | 'notYours' | 'gone' | 'failed', string>>;
  /** On a button that leads from somewhere else to a chat with the bot. */
  readonly openChat: string;
  /** On a button above a search that found nothing. */
  readonly nothingFound: string;
  /** What each command does, for a platform's menu: at most 256 characters. */
  readonly commands: Readonly<Record<CommandName, string>>;
  /** How the bot presents itself; at most 64, 512 and 120 characters. */
  readonly profile: Readonly<Record<'name' | 'description' | 'shortDescription', string>>;
}

/**
 * How a number picks from a menu: typed alone, with `#` before it in a group where only addressed messages are read, or
 * as a reply to the bot's message in a group where that reaches it.
 */
export type MenuWay = 'typed' | 'marked' | 'reply';

/** The commands that a platform's menu may list. */
export type CommandName =
  | 'start'
  | 'help'
  | 'hoi'
  | 'cauhoi'
  | 'nguon'
  | 'kiemtra'
  | 'riengtu'
  | 'xoadulieu'
  | 'tudong';

/** The texts of `language`. */
export function textsOf(language: Language): Texts {
  return language === 'en' ? english : vietnamese;
}
