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
  readonly menuLead: string;
  /** In a group where only addressed messages are read. */
  readonly menuLeadMarked: string;
  /** In a group where a reply to the bot's message reaches it. */
  readonly menuLeadReply: string;
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
  unprompted(isOn: boolean): string;
}

/** The texts of `language`. */
export function textsOf(language: Language): Texts {
  return language === 'en' ? english : vietnamese;
}
