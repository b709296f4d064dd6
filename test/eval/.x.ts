import MiniSearch from 'minisearch';
import { GENERAL } from '../../src/search/general.ts';
import { createLibraryIndex } from '../../src/search/library-index.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { rankTurns } from '../../src/search/rank.ts';
import { typeAs } from './variants.ts';
import { isDevArticle, loadXquad } from './xquad.ts';

const x = await loadXquad('/work/shared/data/xquad.vi.json');
const idx = createLibraryIndex(x.library, GENERAL);
const key = (t: any) => t.interview.id + '/' + t.turn.id;
const base = process.argv.includes('--base');
const half = process.argv.includes('--dev') ? 'dev' : process.argv.includes('--test') ? 'test' : 'all';
const qs = x.questions.filter((q) => half === 'all' || isDevArticle(q.article) === (half === 'dev'));
let ms: any;
if (base) {
  ms = new MiniSearch({ fields: ['t'] });
  idx.turns.forEach((t, i) => ms.add({ id: i, t: t.turn.paragraphs[0] }));
}
console.log(half, qs.length);
const { splitSentences } = await import('../../src/core/sentences.ts');
const { chooseSpans } = await import('../../src/search/spans.ts');
for (const v of ['plain', 'no accents', 'typos', 'chat', 'chat, no accents'] as const) {
  let ok = 0,
    ok3 = 0,
    b = 0,
    b3 = 0,
    sent = 0,
    right = 0,
    quote = 0,
    len = 0;
  const t0 = performance.now();
  const miss: string[] = [];
  for (const q of qs) {
    const t = typeAs(v, q.text);
    const want = q.article + '/' + q.turn;
    const { question, ranked } = rankTurns(t, idx);
    const r = ranked.slice(0, 3).map((r) => key(idx.turns[r.turn]));
    if (r[0] === want) ok++;
    else miss.push(t);
    if (r.includes(want)) ok3++;
    const rr = ranked.find((r) => key(idx.turns[r.turn]) === want);
    if (rr) {
      const src = idx.sources[rr.paragraphs[0].passage] as any;
      const s = rr.paragraphs[0].sentences;
      const bi = s.indexOf(Math.max(...s));
      const range = src.sentences[bi];
      if (range.start <= q.answerStart && q.answerEnd <= range.end) sent++;
      right++;
      const sp = chooseSpans(rr, question, idx).spans;
      if (r[0] === want) {
        len += sp.reduce((a, b) => a + b.end - b.start, 0);
        if (sp.some((s) => s.start <= q.answerStart && q.answerEnd <= s.end)) quote++;
      }
    }
    if (base) {
      const m = ms
        .search(t)
        .slice(0, 3)
        .map((h: any) => key(idx.turns[h.id]));
      if (m[0] === want) b++;
      if (m.includes(want)) b3++;
    }
  }
  const n = qs.length;
  const p = (a: number) => ((100 * a) / n).toFixed(1);
  console.log(
    v.padEnd(18),
    p(ok),
    p(ok3),
    'sent',
    ((100 * sent) / n).toFixed(1),
    'quote',
    p(quote),
    'len',
    (len / ok).toFixed(0),
    base ? `base ${p(b)} ${p(b3)}` : '',
    ((performance.now() - t0) / n).toFixed(2) + 'ms',
  );
  if (process.argv.includes('--miss') && v === 'plain') miss.slice(0, 40).forEach((m) => console.log('   ', m));
}
