import { GENERAL } from '../../src/search/general.ts';
import { createLibraryIndex } from '../../src/search/library-index.ts';
import { rankTurns } from '../../src/search/rank.ts';
import { FEATURES } from '../../src/search/score.ts';
import { TUNING } from '../../src/search/tuning.ts';
import { typeAs } from './variants.ts';
import { isDevArticle, loadXquad } from './xquad.ts';

const x = await loadXquad('/work/shared/data/xquad.vi.json');
const idx = createLibraryIndex(x.library, GENERAL);
const key = (t: any) => t.interview.id + '/' + t.turn.id;
const V = ['plain', 'no accents', 'typos', 'chat', 'chat, no accents'] as const;
type Ex = { v: number; dev: boolean; X: Float64Array[]; y: number };
const exs: Ex[] = [];
const t0 = performance.now();
V.forEach((v, vi) => {
  for (const q of x.questions) {
    const want = q.article + '/' + q.turn;
    const { ranked } = rankTurns(typeAs(v, q.text), idx);
    const top = ranked.slice(0, 40);
    exs.push({
      v: vi,
      dev: isDevArticle(q.article),
      X: top.map((r) => Float64Array.from(FEATURES, (f) => r.paragraphs[0]!.features[f])),
      y: top.findIndex((r) => key(idx.turns[r.turn]) === want),
    });
  }
});
console.log('extract', performance.now() - t0);
const D = FEATURES.length;
function acc(w: Float64Array, dev: boolean | undefined) {
  const ok = V.map(() => 0),
    n = V.map(() => 0);
  for (const e of exs) {
    if (dev !== undefined && e.dev !== dev) continue;
    n[e.v]++;
    if (e.y < 0) continue;
    let bi = 0,
      bs = -1e9;
    e.X.forEach((f, i) => {
      let s = 0;
      for (let d = 0; d < D; d++) s += w[d]! * f[d]!;
      if (s > bs) {
        bs = s;
        bi = i;
      }
    });
    if (bi === e.y) ok[e.v]++;
  }
  return ok.map((o, i) => ((100 * o) / n[i]).toFixed(1)).join(' ');
}
let off = new Set<string>();
function train(dev: boolean, l2: number, iters = 300, filter = (e: Ex) => true) {
  const w = Float64Array.from(FEATURES, (f) => TUNING.ranking[f] * 8);
  const g2 = new Float64Array(D).fill(1e-8);
  const data = exs.filter((e) => e.dev === dev && e.y >= 0 && filter(e));
  for (let it = 0; it < iters; it++) {
    const g = new Float64Array(D);
    for (const e of data) {
      const s = e.X.map((f) => {
        let t = 0;
        for (let d = 0; d < D; d++) t += w[d]! * f[d]!;
        return t;
      });
      const m = Math.max(...s);
      let z = 0;
      const p = s.map((v) => {
        const q = Math.exp(v - m);
        z += q;
        return q;
      });
      for (let i = 0; i < p.length; i++) {
        const c = p[i] / z - (i === e.y ? 1 : 0);
        for (let d = 0; d < D; d++) g[d] += c * e.X[i]![d]!;
      }
    }
    for (let d = 0; d < D; d++) {
      if (off.has(FEATURES[d]!)) {
        w[d] = 0;
        continue;
      }
      const gg = g[d] / data.length + l2 * w[d]!;
      g2[d] = 0.95 * g2[d] + 0.05 * gg * gg;
      w[d] -= ((0.3 * gg) / Math.sqrt(g2[d] + 1e-8)) * Math.min(1, 20 / (it + 1));
    }
  }
  return w;
}

const accl = new Set([1, 4]);
function cv(filter: (e: Ex) => boolean) {
  const all = exs;
  const ok = V.map(() => 0),
    n = V.map(() => 0);
  const ws: Float64Array[] = [];
  for (const dev of [true, false]) {
    const w = train(dev, 1e-4, 200, filter);
    ws.push(w);
    for (const e of all) {
      if (e.dev === dev || !filter(e)) continue;
      n[e.v]++;
      if (e.y < 0) continue;
      let bi = 0,
        bs = -1e9;
      e.X.forEach((f, i) => {
        let s = 0;
        for (let d = 0; d < D; d++) s += w[d]! * f[d]!;
        if (s > bs) {
          bs = s;
          bi = i;
        }
      });
      if (bi === e.y) ok[e.v]++;
    }
  }
  return { r: ok.map((o, i) => (n[i] ? ((100 * o) / n[i]).toFixed(1) : '-')).join(' '), ws };
}
const c = cv(() => true);
console.log(process.env.P ?? '', 'CV', c.r);
if (process.argv.includes('--split')) {
  const a = cv((e) => accl.has(e.v)),
    b = cv((e) => !accl.has(e.v));
  console.log('CV separately accentless', a.r, '| accented', b.r);
}
if (process.argv.includes('--w'))
  c.ws.forEach((w) => console.log(FEATURES.map((f, d) => `${f}: ${(w[d]).toFixed(2)}`).join(', ')));

if (process.argv.includes('--sets'))
  for (const set of [
    'coverage square rarest',
    'runs proximity sentenceProximity',
    'runs proximity sentenceProximity coverage square rarest',
    'runs proximity sentenceProximity coverage square rarest pairs',
    'runs proximity sentenceProximity coverage square rarest window',
    'runs proximity sentenceProximity coverage square rarest interview',
    'runs proximity sentenceProximity coverage square rarest kind',
    'runs proximity sentenceProximity coverage square rarest sentence',
  ]) {
    off = new Set(set.split(' '));
    console.log('without', set, cv(() => true).r);
  }
