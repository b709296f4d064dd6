/** Text with white space evened out, and for each of its UTF-16 units the place in the original that it came from. */
export interface PlainText {
  readonly text: string;
  /** `offsets[i]` is where unit `i` of `text` begins in the original; one more entry marks the end. */
  readonly offsets: readonly number[];
}

const CLUSTER = /&nbsp;|&#160;|[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/giu;
const SPACE = /^[\s\u00a0\u2028\u2029]+$/u;
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/gu;

/**
 * Evens out what no reader sees: runs of white space (and `&nbsp;` left in old texts) become one space, zero-width characters and soft hyphens go,
 * letters take their composed form (NFC). Everything else stays as published.
 */
export function readPlain(original: string): PlainText {
  let text = '';
  // Asking the text itself would copy it as often as there are spaces.
  let endsWithSpace = true;
  const offsets: number[] = [];
  for (const match of original.matchAll(CLUSTER)) {
    const cluster = match[0].replace(INVISIBLE, '');
    if (cluster === '') continue;
    const plain =
      SPACE.test(cluster) || (cluster.length > 4 && cluster.startsWith('&')) ? ' ' : cluster.normalize('NFC');
    if (plain === ' ' && endsWithSpace) continue;
    endsWithSpace = plain === ' ';
    for (let unit = 0; unit < plain.length; unit += 1) offsets.push(match.index);
    text += plain;
  }
  if (endsWithSpace && text !== '') {
    text = text.slice(0, -1);
    offsets.pop();
  }
  offsets.push(original.length);
  return { text, offsets };
}
