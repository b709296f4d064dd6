import type { Library } from '../../src/core/interview.ts';
import { GENERAL, type General } from '../../src/search/general.ts';
import { createLibraryIndex } from '../../src/search/library-index.ts';
import { rankTurns } from '../../src/search/rank.ts';
import { TUNING, type Tuning } from '../../src/search/tuning.ts';
import type { OwnQuestions } from './own-questions.ts';
import { typeAs } from './variants.ts';
import type { Xquad } from './xquad.ts';
import { measureXquad, XQUAD_VARIANTS } from './xquad-table.ts';

/** One idea, and the settings without it. */
interface Idea {
  readonly name: string;
  readonly tuning?: Partial<Tuning>;
  readonly ranking?: Partial<Tuning['ranking']>;
  readonly general?: Partial<General>;
}

const NO_PHRASES = (kinds: readonly string[]): Partial<General> => ({
  phrases: new Map(
    [...GENERAL.phrases].map(
      ([first, list]) => [first, list.filter(({ role }) => !kinds.includes(role.kind))] as const,
    ),
  ),
});

const IDEAS: readonly Idea[] = [
  { name: 'nothing (everything on)' },
  { name: 'exact forms beside folded ones', tuning: { wrongAccents: 1, wrongGuess: 1, toneSlip: 1 } },
  { name: 'guessing left-out accents', tuning: { restores: false } },
  { name: 'pairs of neighbours', ranking: { pairs: 0, pairDensity: 0 } },
  { name: 'best sentence and window', ranking: { sentence: 0, window: 0 } },
  { name: 'names and numbers', ranking: { names: 0 } },
  { name: 'kind of thing asked for', ranking: { kind: 0 } },
  { name: 'the rest of the interview', ranking: { interview: 0 } },
  { name: 'rarity to a power below 1', tuning: { wordRarityPower: 1, pairRarityPower: 1 } },
  { name: 'grammar words weighed down', tuning: { grammarShare: 1, askingShare: 1, grammarPairShare: 1 } },
  { name: 'chat spelling', general: { chat: new Map() } },
  { name: 'repair', tuning: { repairs: false } },
  { name: 'words of several syllables', tuning: { partOfWord: 1 }, general: NO_PHRASES(['word', 'decisive']) },
  { name: 'general synonyms', tuning: { synonym: 0 } },
  { name: 'the closest known phrasing', tuning: { phrasing: 0 } },
  { name: 'how known questions are worded', tuning: { wording: 0 } },
  { name: 'both', tuning: { phrasing: 0, wording: 0 } },
];

/** Prints what is lost when each idea alone is left out: recall at 1 on XQuAD, right turn first on the own dev half. */
export function printAblation(
  print: (line: string) => void,
  library: Library,
  own: OwnQuestions,
  xquad: Xquad | undefined,
): void {
  print(
    `\nAblation: without … | ${XQUAD_VARIANTS.map((variant) => `XQuAD ${variant}`).join(' | ')} | ${XQUAD_VARIANTS.map((variant) => `own dev ${variant}`).join(' | ')}`,
  );
  print(`---${'|---'.repeat(2 * XQUAD_VARIANTS.length)}`);
  for (const idea of IDEAS) {
    const tuning = { ...TUNING, ...idea.tuning, ranking: { ...TUNING.ranking, ...idea.ranking } };
    const general = { ...GENERAL, ...idea.general };
    const public_ = xquad && createLibraryIndex(xquad.library, general, tuning);
    const mine = createLibraryIndex(library, general, tuning);
    const answerable = own.answerable.filter(({ after }) => after === undefined);
    const cells = [
      ...XQUAD_VARIANTS.map((variant) =>
        public_ && xquad
          ? ((100 * measureXquad(public_, xquad.questions, variant).first) / xquad.questions.length).toFixed(1)
          : '–',
      ),
      ...XQUAD_VARIANTS.map((variant) => {
        const right = answerable.filter(({ text, turns }) => {
          const best = rankTurns(typeAs(variant, text), mine).ranked[0];
          return best !== undefined && turns.includes(mine.turns[best.turn]?.turn.id ?? '');
        }).length;
        return ((100 * right) / answerable.length).toFixed(1);
      }),
    ];
    print(`${idea.name} | ${cells.join(' | ')}`);
  }
}
