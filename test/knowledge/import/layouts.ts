/** Ways in which the same article reaches an editor's clipboard. */
export const LAYOUTS: Readonly<Record<string, (text: string) => string>> = {
  'as published': (text) => text,
  'without blank lines': (text) => text.replaceAll('\n\n', '\n'),
  'wrapped at 72 columns': wrap,
  'in NFD with BOM, CRLF and no-break spaces': (text) =>
    `\uFEFF${text.normalize('NFD').replaceAll('\n', '\r\n').replaceAll(': ', ':\u00a0')}`,
  'with legacy &nbsp; entities': (text) => text.replaceAll('. ', '.&nbsp; '),
};

/** Everything on one line. */
export function onOneLine(text: string): string {
  return text.replace(/\n+/gu, ' ');
}

/** Wrapped at a fixed width, paragraphs parted by blank lines. */
export function wrap(text: string): string {
  return text.split('\n').map(wrapParagraph).join('\n');
}

function wrapParagraph(paragraph: string): string {
  const WIDTH = 72;
  const lines = [''];
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1) as string;
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
