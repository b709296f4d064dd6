/** Who answered: as the article names them at the time of publication. */
export interface Speaker {
  /** Full name as published, e.g. `Nguyễn Cao Thắng`. */
  readonly name: string;
  /** Office held when the interview was published. */
  readonly title: string;
  /** Form of address before the name, e.g. `Ông`, `Bà`, `TS.`. */
  readonly honorific: string;
}

/** One question of the interview with the answer that was given to it, word for word. */
export interface Turn {
  /** Unique inside its interview; stable across corrections. */
  readonly id: string;
  /** Position in the interview, counted from 1. */
  readonly number: number;
  /** The interviewer's question as published. */
  readonly question: string;
  /** The answer's paragraphs as published; every quote is cut from these and from nothing else. */
  readonly paragraphs: readonly string[];
  /** Other ways people ask this; editorial, never shown as the official's words. */
  readonly also: readonly string[];
  /** Who answered this turn; the interview's speaker unless the turn names another. */
  readonly speaker: Speaker;
  /** Whether it may still be quoted. */
  readonly standing: Standing;
  /** The answer's paragraphs before they were corrected, so that a code given for them still resolves; empty when not kept. */
  readonly former: readonly string[];
}

/** Whether published words may still be quoted, and if not, what a reader must be told. */
export type Standing =
  | { readonly kind: 'current' }
  | {
      readonly kind: 'corrected';
      readonly date: string;
      readonly what: string;
      readonly by: string | undefined;
    }
  | {
      readonly kind: 'withdrawn';
      readonly date: string;
      readonly reason: string | undefined;
      readonly replacement: TurnRef | undefined;
    }
  | { readonly kind: 'superseded'; readonly date: string | undefined; readonly replacement: TurnRef | undefined }
  | { readonly kind: 'expired'; readonly date: string };

/** One published article: who spoke, where it was printed, and its turns in order. */
export interface Interview {
  readonly id: string;
  readonly title: string;
  readonly outlet: string;
  readonly url: string | undefined;
  /** ISO date (`YYYY-MM-DD`, or only `YYYY-MM` / `YYYY`); left out when unknown, never guessed. */
  readonly published: string | undefined;
  /** Language of the published words, BCP 47, e.g. `vi`. */
  readonly language: string;
  readonly interviewer: string | undefined;
  readonly speaker: Speaker;
  /** Short form → full form, as the article uses them. */
  readonly glossary: Readonly<Record<string, string>>;
  /** What people ask about the same matters that no turn answers; editorial, never shown. */
  readonly unanswered: readonly string[];
  readonly turns: readonly Turn[];
}

/** Every interview that is served, and a version that changes whenever any of their words does. */
export interface Library {
  readonly interviews: readonly Interview[];
  /** Hex digest over all knowledge files; equal on every machine that serves the same words. */
  readonly version: string;
}

/** Names a turn in a way that survives a reload of the library. */
export interface TurnRef {
  readonly interview: string;
  readonly turn: string;
}

/** A turn together with the interview it stands in. */
export interface PlacedTurn {
  readonly interview: Interview;
  readonly turn: Turn;
}

/** Finds the turn that `ref` names, or nothing when the library no longer has it. */
export function findTurn(library: Library, ref: TurnRef): PlacedTurn | undefined {
  const interview = library.interviews.find((candidate) => candidate.id === ref.interview);
  const turn = interview?.turns.find((candidate) => candidate.id === ref.turn);
  return interview && turn ? { interview, turn } : undefined;
}

/** The reference that names `placed`. */
export function refOf(placed: PlacedTurn): TurnRef {
  return { interview: placed.interview.id, turn: placed.turn.id };
}

/** Whether the words of `turn` may be quoted today. */
export function isQuotable(turn: Turn): boolean {
  return turn.standing.kind === 'current' || turn.standing.kind === 'corrected';
}

/** Most replacements that are followed from one to the next; knowledge files are short of that by far. */
const MAX_REPLACEMENTS = 20;

/** The words that stand in the place of `placed` today, however often they were replaced; nothing when none may be quoted. */
export function findReplacement(library: Library, placed: PlacedTurn): PlacedTurn | undefined {
  let current: PlacedTurn | undefined = placed;
  for (let step = 0; step < MAX_REPLACEMENTS; step += 1) {
    const standing: Standing = current.turn.standing;
    const ref: TurnRef | undefined = 'replacement' in standing ? standing.replacement : undefined;
    current = ref && findTurn(library, ref);
    if (!current) return undefined;
    if (isQuotable(current.turn)) return current;
  }
  return undefined;
}
