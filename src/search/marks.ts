/** A tone typed wrong, and a circumflex, breve, horn or stroke typed wrong, in slips. */
const WRONG_TONE = 0.4;
const WRONG_QUALITY = 0.5;

/** The marks of an exact form: its tone as a digit, and its letters that carry a mark of their own, in order of code. */
interface Marks {
  readonly tone: string;
  readonly quality: string;
}

/** Forms repeat; taking one apart is slow beside looking it up. */
const known = new Map<string, Marks>();
const MOST_KNOWN = 20_000;

/** How far apart two exact forms are in their marks alone, in slips: 0 for the same tone and the same marked letters. */
export function markSlipsBetween(one: string, other: string): number {
  if (one === other) return 0;
  const first = marksOf(one);
  const second = marksOf(other);
  return (first.tone === second.tone ? 0 : WRONG_TONE) + (first.quality === second.quality ? 0 : WRONG_QUALITY);
}

function marksOf(exact: string): Marks {
  const there = known.get(exact);
  if (there) return there;
  const tone = /[1-5]$/u.exec(exact)?.[0] ?? '';
  const quality = [...exact]
    .filter((letter) => letter > '\u007f')
    .sort()
    .join('');
  const marks = { tone, quality };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(exact, marks);
  return marks;
}
