import type { Turn } from './interview.ts';
import { splitSentences } from './sentences.ts';

/** What a phrasing asks for: everything, or one sentence. */
export type PhrasingTarget =
  | { readonly kind: 'whole' }
  | { readonly kind: 'sentence'; readonly paragraph: number; readonly sentence: number };

/** One line of `also`, read. */
export interface Phrasing {
  /** How people ask. */
  readonly text: string;
  readonly target: PhrasingTarget | undefined;
  /** Words after `=>` that stand nowhere in the answer; undefined when there are none such. */
  readonly lostAim: string | undefined;
}

/** Reads `how people ask => published words of the sentence that answers`; `*` there means the whole answer. */
export function readPhrasing(line: string, turn: Turn): Phrasing {
  const [text = '', aim] = line.split(/\s*=>\s*/u);
  if (aim === undefined || aim === '') return { text, target: undefined, lostAim: undefined };
  if (aim === '*') return { text, target: { kind: 'whole' }, lostAim: undefined };
  const wanted = aim.normalize('NFC');
  for (const [paragraph, published] of turn.paragraphs.entries()) {
    for (const [sentence, range] of splitSentences(published).entries()) {
      if (published.slice(range.start, range.end).normalize('NFC').includes(wanted)) {
        return { text, target: { kind: 'sentence', paragraph, sentence }, lostAim: undefined };
      }
    }
  }
  return { text, target: undefined, lostAim: aim };
}

/** One question however it is spelled: letter case, marks of punctuation and spaces do not tell two apart. */
export function plainQuestion(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
