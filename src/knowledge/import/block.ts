/** A paragraph, heading or other stretch of an article that a reader sees as one; offsets are UTF-16 units of the article's text. */
export interface Block {
  /** What a reader sees: NFC, white space evened out, nothing at the ends. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How (nearly) all of it is set off from its surroundings. */
  readonly emphasis: 'none' | 'bold' | 'italic';
  /** 1–6 for headings, 0 for everything else. */
  readonly headingLevel: number;
  /** Marked up as something beside the running text: a caption, a pull quote. */
  readonly isAside: boolean;
  /** Share of its letters that stand inside links, 0–1. */
  readonly linkShare: number;
  /** Offsets in the article's text where a paragraph may have ended, though the layout does not tell. */
  readonly softBreaks: readonly number[];
}

/** An article taken apart, whatever it came as. */
export interface Article {
  /** The text that offsets count in, and in which every published word must be found again. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Makes a block of plain text. */
export function plainBlock(text: string, start: number, end: number, softBreaks: readonly number[] = []): Block {
  return {
    text: visible(text),
    start,
    end,
    emphasis: 'none',
    headingLevel: 0,
    isAside: false,
    linkShare: 0,
    softBreaks,
  };
}

/** What a reader sees of `text`: composed letters, single spaces, no zero-width characters, no leftover `&nbsp;`. */
export function visible(text: string): string {
  return text
    .replace(/&nbsp;|&#160;/giu, ' ')
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
