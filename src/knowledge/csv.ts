/** Words that a spreadsheet takes for a formula; an apostrophe of the words' own before them is told apart by one more. */
const FORMULA = /^'*[=+\-@\t\r]/u;

/** Writes one row as a spreadsheet reads it; a cell that would be taken for a formula gets an apostrophe before it. */
export function writeCsvRow(cells: readonly string[]): string {
  return cells
    .map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",;\n\r\t]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

/**
 * Reads rows of cells, whatever the spreadsheet parted them with: comma, semicolon or tab; BOM and quotes come off.
 * Empty rows are there too, so that a row's index tells where the spreadsheet shows it.
 */
export function readCsv(text: string): readonly (readonly string[])[] {
  const plain = text.replace(/^\uFEFF/u, '').replace(/^sep=.\r?\n/iu, '');
  const delimiter = delimiterOf(plain);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    row.push(cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);
    cell = '';
  };
  for (let at = 0; at < plain.length; at += 1) {
    const letter = plain[at] as string;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (plain[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === delimiter) endCell();
    else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && plain[at + 1] === '\n') at += 1;
      endCell();
      rows.push(row);
      row = [];
    } else cell += letter;
  }
  if (cell !== '' || row.length > 0) {
    endCell();
    rows.push(row);
  }
  return rows;
}

function delimiterOf(text: string): string {
  const header = (text.split(/[\r\n]/u, 1)[0] ?? '').replace(/"[^"]*"/gu, '');
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.sort((one, other) => other.count - one.count)[0]?.delimiter ?? ',';
}
