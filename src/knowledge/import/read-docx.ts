import { Buffer } from 'node:buffer';
import { readHtml } from './read-html.ts';
import { type ReadSource, SourceError } from './read-source.ts';

/** Reads a Word file (`.docx`): its paragraphs with their headings, bold and italics. */
export async function readDocx(bytes: Uint8Array): Promise<ReadSource> {
  const { default: mammoth } = await import('mammoth');
  let html: string;
  try {
    // Pictures would come as megabytes of base64; nothing here looks at them.
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
    html = (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage })).value;
  } catch {
    throw new SourceError('Không mở được tệp Word này; hãy lưu lại dạng .docx (tệp .doc cũ không đọc được).');
  }
  if (html.trim() === '') throw new SourceError('Tệp Word này không có chữ nào.');
  const page = await readHtml(html, undefined);
  const whole = page.candidates.find((candidate) => candidate.name === 'cả trang') ?? page.candidates[0];
  return { ...page, candidates: whole ? [whole] : [] };
}
