import { GENERAL } from '../../src/search/general.ts';
import { createLibraryIndex } from '../../src/search/library-index.ts';
import { rankTurns } from '../../src/search/rank.ts';
import { typeAs } from './variants.ts';
import { isDevArticle, loadXquad } from './xquad.ts';

const x = await loadXquad('/work/shared/data/xquad.vi.json');
const idx = createLibraryIndex(x.library, GENERAL);
const key = (t: any) => t.interview.id + '/' + t.turn.id;
const v = (process.argv[2] ?? 'plain') as any;
const show = Number(process.argv[3] ?? 20);
let same = 0,
  n = 0;
for (const q of x.questions) {
  if (!isDevArticle(q.article)) continue;
  const want = q.article + '/' + q.turn;
  const t = typeAs(v, q.text);
  const { question, ranked } = rankTurns(t, idx);
  const r = ranked.findIndex((r) => key(idx.turns[r.turn]) === want);
  if (r === 0) continue;
  if (process.argv[4]) {
    const o = rankTurns(typeAs(process.argv[4] as any, q.text), idx).ranked;
    if (key(idx.turns[o[0].turn]) !== want) continue;
  }
  n++;
  const top = idx.turns[ranked[0].turn];
  const isSame = top.interview.id === q.article;
  if (isSame) same++;
  if (n <= show) {
    const A = ranked[0].paragraphs[0],
      B = ranked[r]?.paragraphs[0];
    console.log(`\n${t}\n   rank ${r + 1} ${isSame ? 'same' : 'OTHER ' + top.interview.title + ' for ' + q.article}`);
    console.log(
      '  ',
      question.words
        .map(
          (w, i) =>
            `${w.word}${question.alternatives
              .filter((a) => a.how === 'repair' && a.start === i)
              .map((a) => '>' + idx.index.vocabulary.spell(a.folded[0]))
              .join('')}:${question.weights[i].toFixed(1)}/${A.found[i].toFixed(1)}/${B?.found[i].toFixed(1)}`,
        )
        .join(' '),
    );
    for (const [nm, m] of [
      ['top', A],
      ['want', B],
    ] as const)
      if (m) {
        const src = idx.sources[m.passage] as any;
        const par = idx.turns[src.turn].turn.paragraphs[0];
        console.log(
          '   ' + nm,
          m.score.toFixed(2),
          Object.entries(m.features)
            .map(([k, f]) => k.slice(0, 7) + ' ' + f.toFixed(2))
            .join(' '),
          '\n      ',
          par.slice(src.sentences[m.windowStart].start, src.sentences[m.windowEnd].end).slice(0, 260),
        );
      }
  }
}
console.log(n, 'misses, same article', same);
