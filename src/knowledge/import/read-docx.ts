import { Buffer } from 'node:buffer';
import { readHtml } from './read-html.ts';
import { type ReadSource, SourceError, tooLarge } from './read-source.ts';

/** Most bytes of a Word file's texts once unpacked; pictures do not count, they are never unpacked. */
const MOST_UNPACKED_BYTES = 8_000_000;

/** Reads a Word file (`.docx`): its paragraphs with their headings, bold and italics. */
export async function readDocx(bytes: Uint8Array): Promise<ReadSource> {
  const size = unpackedBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (size > MOST_UNPACKED_BYTES) throw tooLarge(size, MOST_UNPACKED_BYTES);
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

/**
 * What the XML parts of a zip archive come to, as its central directory tells (PKWARE's APPNOTE, 4.3.12): a small file
 * may unpack to more than memory holds. 0 for what is no archive.
 */
function unpackedBytes(zip: Buffer): number {
  const ENTRY = Buffer.from('PK\u0001\u0002', 'latin1');
  const NAME_AT = 46;
  let total = 0;
  for (let at = zip.indexOf(ENTRY); at !== -1 && at + NAME_AT <= zip.length; at = zip.indexOf(ENTRY, at + NAME_AT)) {
    const name = zip.toString('latin1', at + NAME_AT, at + NAME_AT + zip.readUInt16LE(at + 28));
    if (/\.(?:xml|rels)$/iu.test(name)) total += zip.readUInt32LE(at + 24);
  }
  return total;
}
