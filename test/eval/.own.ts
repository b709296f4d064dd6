import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { textOf } from '../../src/core/quote.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { halfOf } from './split.ts';
import { typeAs, VARIANTS } from './variants.ts';

const lib = await loadLibrary('knowledge');
const m = createMatcher(lib);
const f: any = parse(readFileSync('test/eval/questions.yaml', 'utf8'));
const half = process.argv[2] ?? 'dev';
const show = process.argv[3];
const A = f.answerable
  .flatMap((g: any) => g.ask.map((q: string) => ({ ...g, q })))
  .filter((x: any) => halfOf(x.q) === half);
const U = f.unanswerable.filter((q: string) => halfOf(q) === half);
console.log(half, A.length, U.length);
for (const v of show && VARIANTS.includes(show as any) ? [show as any] : VARIANTS) {
  let turn = 0,
    top = 0,
    pass = 0,
    choice = 0,
    choiceHas = 0,
    silent = 0,
    len = 0,
    ans = 0,
    fa = 0,
    fc = 0;
  const byKind: any = {};
  for (const x of A) {
    const t = typeAs(v, x.q);
    const r = m.match(t, { lastTurn: x.after ? { interview: lib.interviews[0].id, turn: x.after } : undefined });
    const h = r.hits[0];
    const k = (byKind[x.kind] ??= [0, 0, 0]);
    k[0]++;
    if (h?.turn.id === x.turn) top++;
    if (r.intent === 'question' && r.zone === 'answer') {
      ans++;
      const qt = h.spans.map((s) => textOf(h, s)).join('\n');
      len += qt.length;
      const okT = h.turn.id === x.turn;
      const okP = okT && x.holds.every((w: string) => qt.includes(w));
      if (okT) {
        turn++;
        k[1]++;
      }
      if (okP) {
        pass++;
        k[2]++;
      }
      if (show === v && !okP)
        console.log(
          okT ? '  PASSAGE' : '  TURN',
          `[${x.kind}] ${t} | want ${x.turn} ${x.holds[0].slice(0, 25)} got ${h.turn.id} ${h.confidence.toFixed(2)} (${qt.length}) ${qt.slice(0, 60).replace(/\n/g, '/')}`,
        );
    } else if (r.zone === 'choices' && r.intent === 'question') {
      choice++;
      if (r.hits.slice(0, 3).some((h) => h.turn.id === x.turn)) choiceHas++;
      if (show === v)
        console.log('  CHOICE', `[${x.kind}] ${t} | want ${x.turn} top ${h?.turn.id} ${h?.confidence.toFixed(2)}`);
    } else {
      silent++;
      if (show === v)
        console.log(
          '  SILENT',
          `[${x.kind}] ${t} | ${r.intent} want ${x.turn} top ${h?.turn.id} ${h?.confidence.toFixed(2)}`,
        );
    }
  }
  for (const q of U) {
    const t = typeAs(v, q);
    const r = m.match(t, { lastTurn: undefined });
    if (r.zone === 'answer' && r.intent === 'question') {
      fa++;
      if (show === v) console.log('  FALSE', t, r.hits[0].turn.id, r.hits[0].confidence.toFixed(2));
    } else if (r.zone === 'choices') {
      fc++;
    }
  }
  const p = (a: number, n = A.length) => ((100 * a) / n).toFixed(1);
  console.log(
    v.padEnd(17),
    'turn',
    p(turn),
    'passage',
    p(pass),
    'top1',
    p(top),
    'choices',
    p(choice),
    `(${choiceHas})`,
    'silent',
    p(silent),
    'len',
    (len / ans).toFixed(0),
    '| false',
    p(fa, U.length),
    'choices',
    p(fc, U.length),
    v === 'plain' ? JSON.stringify(byKind) : '',
  );
}
