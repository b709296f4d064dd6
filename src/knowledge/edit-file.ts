import { type Document, parseDocument } from 'yaml';

/** A knowledge file opened for editing: the front matter as a document that keeps comments, the body as lines. */
export interface OpenFile {
  readonly front: Document;
  readonly body: readonly string[];
  /** How its lines end, so that an edit changes no other line. */
  readonly lineEnd: '\n' | '\r\n';
}

/** Opens the text of a well-formed knowledge file. */
export function openFile(text: string): OpenFile {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end === -1) throw new RangeError('expected a knowledge file with front matter, got none');
  return {
    front: parseDocument(lines.slice(1, end).join('\n'), { schema: 'failsafe' }),
    body: lines.slice(end + 1),
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** The text of an edited file. */
export function closeFile(file: OpenFile): string {
  const front = file.front.toString({ lineWidth: 0 });
  const text = `---\n${front.endsWith('\n') ? front : `${front}\n`}---\n${file.body.join('\n').replace(/\n*$/u, '\n')}`;
  return text.replaceAll('\n', file.lineEnd);
}

/** Takes the question of turn `index` for a paragraph of the answer before it. */
export function mergeTurn(file: OpenFile, index: number): OpenFile {
  let seen = -1;
  const body = file.body.map((line) => {
    const heading = /^##[ \t]+(.*)$/u.exec(line);
    if (heading) seen += 1;
    return heading && seen === index ? (heading[1] ?? '') : line;
  });
  file.front.deleteIn(['turns', index]);
  return { ...file, body };
}
