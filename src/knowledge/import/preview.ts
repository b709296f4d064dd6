import type { ImportedArticle } from './import-article.ts';

const ENDS_LENGTH = 50;
const LEFT_OUT_LENGTH = 70;
const MOST_AFTER = 8;

/** The import as an editor reads it in the terminal: facts with their origin, turns, what was left out and why, doubts. */
export function writePreview(imported: ImportedArticle): readonly string[] {
  const { about, found, doubts, verdict } = imported;
  const fact = (name: string, sourced: { readonly value: string; readonly from: string } | undefined) =>
    `  ${name.padEnd(12)} ${sourced ? `${sourced.value}  (từ ${sourced.from})` : '(chưa rõ)'}`;
  const speaker = about.speaker && {
    value: [[about.speaker.value.honorific, about.speaker.value.name].join(' ').trim(), about.speaker.value.title]
      .filter((part) => part !== '')
      .join(', '),
    from: about.speaker.from,
  };
  const lines = [
    'THÔNG TIN',
    fact('Tên bài', about.title),
    fact('Báo', about.outlet),
    fact('Ngày đăng', about.published),
    fact('Người hỏi', about.interviewer),
    fact('Người đáp', speaker),
    `  ${'Vì sao nhận'.padEnd(12)} ${verdict.reasons.join('; ')}`,
    '',
    `${found.turns.length} LƯỢT HỎI ĐÁP`,
  ];
  for (const [index, turn] of found.turns.entries()) {
    const own = about.speakers[index];
    const who =
      own && own.name !== about.speaker?.value.name && own.name !== '' ? ` [${own.honorific} ${own.name}]` : '';
    lines.push(`  ${index + 1}. ${turn.question.text}`);
    if (turn.because.length > 0) lines.push(`     vì: ${turn.because.join(', ')}`);
    const text = turn.answer.map((piece) => piece.text).join(' ');
    lines.push(`    ${who} ${turn.answer.length} đoạn: ${endsOf(text)}`);
  }
  for (const [where, name] of [
    ['before', 'Trước câu đầu'],
    ['inside', 'Giữa bài'],
    ['after', 'Sau câu cuối'],
  ] as const) {
    const left = found.leftOut.filter((one) => one.where === where);
    if (left.length === 0) continue;
    lines.push('', `BỎ RA – ${name} (${left.length})`);
    const shown = where === 'after' ? left.slice(0, MOST_AFTER) : left;
    for (const one of shown) {
      const because = one.because.length > 0 ? `  (vì: ${one.because.join(', ')})` : '';
      lines.push(`  ${cut(one.text, LEFT_OUT_LENGTH)}${because}`);
    }
    if (left.length > shown.length) lines.push(`  … và ${left.length - shown.length} dòng nữa`);
  }
  if (doubts.length > 0)
    lines.push('', `CẦN XEM LẠI (${doubts.length})`, ...doubts.map((doubt, index) => `  ${index + 1}. ${doubt}`));
  return lines;
}

function endsOf(text: string): string {
  return text.length <= 2 * ENDS_LENGTH + 5
    ? text
    : `${cut(text, ENDS_LENGTH)} … ${text.slice(-ENDS_LENGTH).trimStart()}`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).trimEnd()}…`;
}
