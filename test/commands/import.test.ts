import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCheck } from '../../src/commands/check.ts';
import { runImport } from '../../src/commands/import.ts';
import { fetchPage } from '../../src/knowledge/import/fetch-page.ts';
import { isPrivateAddress } from '../../src/knowledge/import/private-address.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import {
  type AnnotatedArticle,
  htmlPage,
  plainText,
  readAnnotatedArticles,
} from '../knowledge/import/annotated-article.ts';
import { tinyDocx } from '../knowledge/import/tiny-docx.ts';

const RAW = 'knowledge/sources/so-tttt-hai-duong.txt';
const articleNamed = (start: string) =>
  readAnnotatedArticles().find((article) => article.name.startsWith(start)) as AnnotatedArticle;

let root: string;
let directory: string;
let server: Server | undefined;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'import-'));
  directory = join(root, 'knowledge');
  await mkdir(directory);
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await rm(root, { recursive: true });
});

async function run(args: readonly string[], options: { stdin?: string; answer?: (question: string) => string } = {}) {
  const output: string[] = [];
  const errors: string[] = [];
  const asked: string[] = [];
  const { answer } = options;
  const code = await runImport({
    directory,
    args,
    stdin: (async function* () {
      if (options.stdin !== undefined) yield options.stdin;
    })(),
    write: (line) => output.push(line),
    writeError: (line) => errors.push(line),
    ask:
      answer &&
      (async (question) => {
        asked.push(question);
        return answer(question);
      }),
  });
  return { code, output: output.join('\n'), errors: errors.join('\n'), asked };
}

const written = async () => (await readdir(directory, { recursive: true })).sort();

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('import of a file', () => {
  test('writes a draft, its source and the record of its proof, which the check proves again', async () => {
    const { code, output } = await run(['--id', 'bai-moi', RAW]);
    expect(code).toBe(0);
    expect(output).toContain('4 LƯỢT HỎI ĐÁP');
    expect(output).toContain('CPI tháng 2');
    expect(await written()).toEqual(['bai-moi.md', 'sources', 'sources/bai-moi.proof.json', 'sources/bai-moi.txt']);
    expect(await readFile(join(directory, 'sources/bai-moi.txt'))).toEqual(await readFile(RAW));
    const lines: string[] = [];
    expect(await runCheck({ directory, args: [], write: (line) => lines.push(line) })).toBe(0);
    expect(lines.join()).toContain('bản nháp');
  });

  test('the body is the body of the reviewed knowledge file, byte for byte', async () => {
    await run(['--id', 'bai-moi', RAW]);
    const bodyOf = (text: string) => text.slice(text.indexOf('\n## '));
    expect(bodyOf(await readFile(join(directory, 'bai-moi.md'), 'utf8'))).toBe(
      bodyOf(await readFile('knowledge/so-tttt-hai-duong.md', 'utf8')),
    );
  });

  test('a draft is not served', async () => {
    await run(['--id', 'bai-moi', RAW]);
    await expect(loadLibrary(directory)).rejects.toThrow(/bản nháp/u);
  });

  test('overwrites nothing unless it is told to', async () => {
    await run(['--id', 'bai-moi', RAW]);
    await writeFile(join(directory, 'bai-moi.md'), 'của tôi');
    const again = await run(['--id', 'bai-moi', RAW]);
    expect(again.code).toBe(1);
    expect(again.errors).toContain('--replace');
    expect(await readFile(join(directory, 'bai-moi.md'), 'utf8')).toBe('của tôi');
    expect((await run(['--id', 'bai-moi', '--replace', RAW])).code).toBe(0);
    expect(await readFile(join(directory, 'bai-moi.md'), 'utf8')).toContain('Nguyễn Cao Thắng');
  });

  test('--json prints the interview as one JSON object and writes nothing', async () => {
    const { code, output } = await run(['--json', RAW]);
    expect(code).toBe(0);
    const parsed = JSON.parse(output);
    expect(parsed.title).toContain('Hải Dương');
    expect(parsed.speaker.name).toBe('Nguyễn Cao Thắng');
    expect(parsed.turns).toHaveLength(4);
    expect(parsed.turns[3].answer).toHaveLength(3);
    expect(parsed.turns[0].speaker.honorific).toBe('Ông');
    expect(parsed.leftOut.length).toBeGreaterThan(20);
    expect(parsed.doubts).toEqual([]);
    expect(await written()).toEqual([]);
  });

  test('a pasted article is read from standard input', async () => {
    const { code, output } = await run(['--json', '-'], { stdin: plainText(articleNamed('02')) });
    expect(code).toBe(0);
    expect(JSON.parse(output).turns).toHaveLength(4);
  });

  test.each([
    [
      'md',
      (article: AnnotatedArticle) =>
        article.paragraphs
          .map(({ role, prefix, words }) => (role === 'q' ? `**${prefix}${words}**` : prefix + words))
          .join('\n\n'),
    ],
    ['html', (article: AnnotatedArticle) => htmlPage(article, 'bold')],
    [
      'docx',
      (article: AnnotatedArticle) =>
        tinyDocx(article.paragraphs.map(({ role, prefix, words }) => ({ text: prefix + words, isBold: role === 'q' }))),
    ],
  ] as const)('a .%s is read, kept as it came, and proved', async (extension, write) => {
    const article = articleNamed('11');
    const path = join(root, `bai.${extension}`);
    await writeFile(path, write(article));
    const { code, errors } = await run(['--id', 'bai', path]);
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(await readFile(join(directory, `sources/bai.${extension}`))).toEqual(await readFile(path));
    const text = await readFile(join(directory, 'bai.md'), 'utf8');
    for (const turn of article.turns) expect(text).toContain(`## ${turn.question}\n\n${turn.answer.join('\n\n')}\n`);
    expect(await runCheck({ directory, args: [], write: () => {} })).toBe(0);
  });

  test('what is no interview is refused with the reason, and nothing is written', async () => {
    const path = join(root, 'tin.txt');
    await writeFile(path, plainText(articleNamed('91')));
    const { code, errors } = await run([path]);
    expect(code).toBe(1);
    expect(errors).toContain('không phải bài phỏng vấn');
    expect(errors).toContain('--as faq');
    const json = await run(['--json', path]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.output)).toMatchObject({ turns: [], refused: expect.stringContaining('không phải') });
    expect(await written()).toEqual([]);
    expect((await run(['--as', 'faq', '--id', 'hoi-dap', path])).code).toBe(0);
    expect(await written()).toContain('hoi-dap.md');
  });

  test.each([
    ['an empty file', 'trong.txt', '', 'trống'],
    ['only white space', 'trang.txt', ' \n\n\t', 'trống'],
    ['a picture named as text', 'anh.txt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00, 0x01]), 'UTF-8'],
    ['binary zeros', 'nhi-phan.txt', Buffer.alloc(100), 'nhị phân'],
    ['a Word file that is none', 'hong.docx', 'không phải zip', 'Word'],
    ['a Word file that unpacks to more than memory holds', 'bom.docx', bombDocx(), '900 MB'],
    ['an unknown extension', 'bai.pdf', 'x', '.docx'],
    ['markup nested without end', 'sau.html', '<div>'.repeat(200_000), 'lồng'],
    ['markup nested a thousand deep', 'kha-sau.html', `${'<div>'.repeat(1_500)}<p>xin chào</p>`, 'không phải'],
    [
      'a page of 5 MB',
      'to.html',
      `<p>${'Đoạn văn dài không có câu hỏi nào. '.repeat(20)}</p>`.repeat(5_200),
      'không phải một bài phỏng vấn',
    ],
  ])('%s gives a clear message and writes nothing', async (_what, name, content, says) => {
    const path = join(root, name);
    await writeFile(path, content);
    const { code, errors } = await run([path]);
    expect(code).toBe(1);
    expect(errors).toContain(says);
    expect(await written()).toEqual([]);
  });

  test('a folder that cannot be written to is told, and stays as it was', async () => {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'sources'), 'một tệp đứng chỗ của thư mục');
    const { code, errors } = await run([RAW]);
    expect(code).toBe(1);
    expect(errors).toMatch(/Không ghi được .*sources/u);
    expect(await readdir(directory)).toEqual(['sources']);
  });

  test('a pipe or a device is no file', async () => {
    await symlink('/dev/zero', join(root, 'vo-tan.txt'));
    expect((await run([join(root, 'vo-tan.txt')])).errors).toContain('không phải một tệp');
  });

  test('a missing file and a misspelt option are told', async () => {
    expect((await run([join(root, 'khong-co.txt')])).errors).toContain('ENOENT');
    expect((await run(['--jsno', RAW])).errors).toContain('Cách dùng');
    expect((await run([])).errors).toContain('Cách dùng');
    expect((await run(['bao.vn/bai.html'])).errors).toContain('thêm https://');
    expect((await run(['--id', '../bai', RAW])).errors).toContain('không phải “../bai”');
    expect((await run(['--as', 'gi', RAW])).errors).toContain('faq');
  });
});

/** A Word file whose directory says that its text is 900 MB. */
function bombDocx(): Buffer {
  const bytes = tinyDocx([{ text: 'PV: Bao giờ xong?', isBold: true }]);
  bytes.writeUInt32LE(900_000_000, bytes.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
  return bytes;
}

describe('import of an address', () => {
  const page = htmlPage(articleNamed('01'), 'bold');

  test('takes title, outlet, date and address from the page', async () => {
    const address = await serve((_request, response) =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page),
    );
    const { code, output } = await run(['--json', '--allow-private', `${address}/bai`]);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      outlet: 'Báo Thử Nghiệm',
      published: '2023-03-14',
      url: `${address}/bai`,
      turns: { length: 3 },
    });
  });

  test('the check proves a file against the live page too', async () => {
    let body = page;
    const address = await serve((request, response) =>
      request.url === '/cu'
        ? response.writeHead(301, { location: '/bai' }).end()
        : response.setHeader('content-type', 'text/html').end(body),
    );
    await run(['--allow-private', '--id', 'bai', `${address}/bai`]);
    const online = async () => {
      const lines: string[] = [];
      const code = await runCheck({
        directory,
        args: ['--online', '--allow-private'],
        write: (line) => lines.push(line),
      });
      return { code, text: lines.join('\n') };
    };
    expect(await online()).toMatchObject({ code: 0, text: expect.stringContaining('khớp với trang') });
    body = page.replace('hai chuyến sà lan', 'ba chuyến sà lan');
    expect(await online()).toMatchObject({ code: 1, text: expect.stringContaining('ba chuyến') });
    body = page.replaceAll('<p', '<div class="moi"').replaceAll('</p>', '</div>').replaceAll('strong>', 'b>');
    expect(await online()).toMatchObject({ code: 0 });
    body = '<form>Tên đăng nhập <input> Mật khẩu <input type="password"></form>';
    expect(await online()).toMatchObject({ code: 1, text: expect.stringMatching(/không còn chữ nào.*đăng nhập/u) });
    const path = join(directory, 'bai.md');
    body = page;
    await writeFile(path, (await readFile(path, 'utf8')).replace('/bai\n', '/cu\n'));
    expect(await online()).toMatchObject({ code: 0, text: expect.stringContaining(`chuyển tới ${address}/bai;`) });
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace('status: draft', 'status: withdrawn\nwithdrawn:\n  date: 2024-01-02'),
    );
    const edited = await readFile(path, 'utf8');
    await writeFile(path, edited.replace(/\ndoubts:\n(?: .*\n)+/u, '\n').replaceAll('(chưa rõ)', 'Ông'));
    expect(await online()).toMatchObject({ code: 0, text: expect.stringContaining('đã rút lại') });
  });

  test.each([
    ['404', (response: import('node:http').ServerResponse) => response.writeHead(404).end(), '404'],
    [
      'a login',
      (response: import('node:http').ServerResponse) =>
        response.writeHead(302, { location: '/dang-nhap?ve=/bai' }).end(),
      'đăng nhập',
    ],
    [
      'a login on another host',
      (response: import('node:http').ServerResponse) =>
        response.writeHead(302, { location: 'http://login.localhost/?ve=/bai' }).end(),
      'đăng nhập',
    ],
    [
      'a refusal whose body never ends',
      (response: import('node:http').ServerResponse) => response.writeHead(404).write('x'),
      '404',
    ],
    [
      'a redirect whose body never ends, to nowhere',
      (response: import('node:http').ServerResponse) => response.writeHead(302, { location: 'http://' }).write('x'),
      'hỏng',
    ],
    [
      'a redirect to a file',
      (response: import('node:http').ServerResponse) =>
        response.writeHead(302, { location: 'file:///etc/hosts' }).end(),
      'https://',
    ],
    [
      'a bomb',
      (response: import('node:http').ServerResponse) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(50_000_000, 'x'))),
      '6 MB',
    ],
    [
      'compressed words cut short',
      (response: import('node:http').ServerResponse) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
          .end(gzipSync(page).subarray(0, 200)),
      'bị hỏng',
    ],
    [
      'words compressed in a way that was not asked for',
      (response: import('node:http').ServerResponse) =>
        response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'zstd' }).end(page),
      'zstd',
    ],
    [
      'a circle of redirects',
      (response: import('node:http').ServerResponse) => response.writeHead(301, { location: '/bai' }).end(),
      'chuyển hướng',
    ],
    [
      'a picture',
      (response: import('node:http').ServerResponse) => response.setHeader('content-type', 'image/png').end('x'),
      'image/png',
    ],
    [
      '50 MB announced',
      (response: import('node:http').ServerResponse) =>
        response.writeHead(200, { 'content-type': 'text/html', 'content-length': '50000000' }).write('x'),
      'MB',
    ],
    [
      '50 MB unannounced',
      (response: import('node:http').ServerResponse) => {
        response.setHeader('content-type', 'text/html');
        const pump = () => {
          while (response.write('x'.repeat(100_000)));
          response.once('drain', pump);
        };
        pump();
      },
      'MB',
    ],
  ])('%s: a clear message, nothing written', async (_what, answer, says) => {
    const address = await serve((_request, response) => void answer(response));
    const { code, errors } = await run(['--allow-private', `${address}/bai`]);
    expect(code).toBe(1);
    expect(errors).toContain(says);
    expect(await written()).toEqual([]);
  });

  test('a redirect to an author’s page or an article on logging in is no login', async () => {
    const address = await serve((request, response) =>
      request.url === '/bai'
        ? response.writeHead(302, { location: '/author/cach-dang-nhap-vneid.html' }).end()
        : response.setHeader('content-type', 'text/html').end(page),
    );
    expect((await fetchPage(`${address}/bai`, { allowsPrivate: true })).url).toContain('/author/');
  });

  test('a page that never ends is given up within the time limit', async () => {
    const address = await serve((_request, response) =>
      response.setHeader('content-type', 'text/html').write('<p>chờ'),
    );
    await expect(fetchPage(`${address}/bai`, { allowsPrivate: true, timeoutMs: 200 })).rejects.toThrow(
      /không trả lời xong/u,
    );
  });

  test('this machine and private networks are refused, also behind a name or a redirect', async () => {
    const address = await serve((_request, response) => response.end(page));
    for (const url of [
      address.replace('http:', 'https:'),
      'https://localhost/bai',
      'https://[::1]/bai',
      'https://10.0.0.1/',
      'https://169.254.169.254/latest',
      'https://[::ffff:127.0.0.1]/',
      'https://2130706433/',
      'https://0x7f000001/',
      'https://0177.0.0.1/',
      'https://127.1/',
      'https://①②⑦.0.0.1/',
      'https://localhost./bai',
      'https://[::127.0.0.1]/',
      'https://[fe80::1]/',
    ]) {
      const { code, errors } = await run([url]);
      expect(code).toBe(1);
      expect(errors).toContain('nội bộ');
    }
    expect((await run(['http://example.com/bai'])).errors).toContain('https://');
    expect((await run(['https://ten:mat-khau@example.com/'])).errors).toContain('mật khẩu');
  });

  test.each([
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.1.1', true],
    ['100.64.0.1', true],
    ['8.8.8.8', false],
    ['::1', true],
    ['fe80::1', true],
    ['fd00::1', true],
    ['::ffff:10.0.0.1', true],
    ['::ffff:a00:1', true],
    ['::7f00:1', true],
    ['::ffff:0:7f00:1', true],
    ['64:ff9b::7f00:1', true],
    ['2002:7f00:1::', true],
    ['2001:0:1::', true],
    ['2606:4700::1', false],
    ['2001:ee0:1::1', false],
  ])('%s is private: %s', (address, isPrivate) => {
    expect(isPrivateAddress(address)).toBe(isPrivate);
  });
});

describe('review', () => {
  test('asks for what the article does not say, walks through the turns, and publishes', async () => {
    const path = join(root, 'bai.txt');
    await writeFile(path, plainText(articleNamed('08')));
    await run(['--id', 'bai', path]);
    let hasPhrased = false;
    const answer = (question: string): string => {
      if (question.includes('Báo đã đăng')) return 'Báo Gốm';
      if (question.includes('Chức danh khi')) return 'Nghệ nhân gốm';
      if (question.includes('Công bố')) return 'c';
      if (!question.includes('Người dân còn hỏi') || hasPhrased) return '';
      hasPhrased = true;
      return 'Bà học làm gốm ở đâu?';
    };
    const { code, output, asked } = await run(['--review', 'bai'], { answer });
    expect(output).toContain('Đã công bố');
    expect(code).toBe(0);
    expect(asked[0]).toContain('Báo đã đăng');
    const library = await loadLibrary(directory);
    const interview = library.interviews[0];
    expect(interview?.outlet).toBe('Báo Gốm');
    expect(interview?.speaker).toEqual({ name: 'Phùng Thị Dậu', title: 'Nghệ nhân gốm', honorific: 'Nghệ nhân' });
    expect(interview?.turns[0]?.also).toEqual(['Bà học làm gốm ở đâu?']);
    expect(await runCheck({ directory, args: [], write: () => {} })).toBe(0);
  });

  test('a question that is none goes back to the answer before it', async () => {
    await run(['--id', 'bai', RAW]);
    let merged = 0;
    const answer = (question: string): string => {
      if (question.includes('Công bố')) return 'c';
      if (!question.includes('gộp vào câu trên')) return '';
      merged += 1;
      return merged === 1 ? 'g' : '';
    };
    const { code } = await run(['--review', 'bai'], { answer });
    expect(code).toBe(0);
    const turns = (await loadLibrary(directory)).interviews[0]?.turns;
    expect(turns?.map((turn) => turn.paragraphs.length)).toEqual([8, 7, 3]);
    expect(await runCheck({ directory, args: [], write: () => {} })).toBe(0);
  });

  test('stopping half-way keeps the draft a draft', async () => {
    await run(['--id', 'bai', RAW]);
    expect((await run(['--review', 'bai'], { answer: () => 'b' })).code).toBe(1);
    await expect(loadLibrary(directory)).rejects.toThrow(/bản nháp/u);
  });

  test('every answer is kept as it is given: after Ctrl-D the review goes on where it stopped', async () => {
    const path = join(root, 'bai.txt');
    await writeFile(path, plainText(articleNamed('08')));
    await run(['--id', 'bai', path]);
    let left = 5;
    const { code, errors } = await run(['--review', 'bai'], {
      answer: (question) => {
        left -= 1;
        if (left < 0) throw new DOMException('Aborted with Ctrl+D', 'AbortError');
        if (question.startsWith('Báo đã đăng')) return 'Báo Gốm';
        if (question.startsWith('Chức danh')) return 'Nghệ nhân gốm';
        if (question.startsWith('Ngày đăng')) return '14/3/2023';
        return question.includes('Người dân còn hỏi') ? 'Học làm gốm ở đâu?' : '';
      },
    });
    expect([code, errors]).toEqual([1, expect.stringContaining('làm tiếp từ chỗ dừng')]);
    const { asked, output } = await run(['--review', 'bai'], {
      answer: (question) => (question.startsWith('Công bố') ? 'c' : ''),
    });
    expect(asked[0]).toContain('Người dân còn hỏi');
    expect(asked.filter((question) => question.includes('Báo đã đăng') || question.includes('Ngày đăng'))).toEqual([]);
    expect(output).toContain('Đã công bố');
    const interview = (await loadLibrary(directory)).interviews[0];
    expect([interview?.outlet, interview?.published]).toEqual(['Báo Gốm', '2023-03-14']);
    expect(interview?.turns[0]?.also).toEqual(['Học làm gốm ở đâu?']);
    expect((await readdir(join(directory, 'sources'))).sort()).toEqual(['bai.proof.json', 'bai.txt']);
  });

  test('a reply that is neither yes nor no is asked again, with what is taken', async () => {
    await run(['--id', 'bai', RAW]);
    const replies = ['hừm', 'có thể', '', 'b'];
    const { code, asked } = await run(['--review', 'bai'], { answer: () => replies.shift() ?? 'b' });
    expect(code).toBe(1);
    expect(asked[0]).toMatch(/^Báo đã đăng: .*Đúng không\?/su);
    expect(asked[1]).toContain('Không hiểu “hừm”. Chỉ nhận [Enter = đúng, s = sai, b = dừng]');
    expect(asked[2]).toContain('Không hiểu “có thể”');
    expect(asked[3]).toContain('Ngày đăng');
  });

  test('outlet and day are shown with where they were found, and can be corrected', async () => {
    const path = join(root, 'bai.html');
    await writeFile(path, htmlPage(articleNamed('08'), 'bold'));
    await run(['--id', 'bai', path]);
    const answer = (question: string): string => {
      if (question.startsWith('Báo đã đăng:')) return 'sai';
      if (question.startsWith('Báo đã đăng?')) return 'Báo Gốm Sứ';
      if (question.startsWith('Ngày đăng:')) return 's';
      if (question.startsWith('Ngày đăng đúng')) return '31/2/2023';
      if (question.includes('không phải một ngày')) return '2023-03-15';
      if (question.startsWith('Chức danh')) return 'Nghệ nhân gốm';
      return question.startsWith('Công bố') ? 'c' : '';
    };
    const { asked, output } = await run(['--review', 'bai'], { answer });
    expect(output).toContain('Đã công bố');
    expect(asked.join('\n')).toContain('Báo đã đăng: Báo Thử Nghiệm (lấy từ thông tin của trang)');
    expect(asked.join('\n')).toContain('Ngày đăng: 2023-03-14 (lấy từ thông tin của trang)');
    const interview = (await loadLibrary(directory)).interviews[0];
    expect([interview?.outlet, interview?.published]).toEqual(['Báo Gốm Sứ', '2023-03-15']);
  });

  test('an article that is served under another id is told with that id', async () => {
    await mkdir(join(directory, 'sources'));
    await copyFile('knowledge/so-tttt-hai-duong.md', join(directory, 'so-tttt-hai-duong.md'));
    await copyFile(RAW, join(directory, 'sources/so-tttt-hai-duong.txt'));
    const { output } = await run(['--id', 'bai-khac', RAW]);
    expect(output).toContain('Bài này đã có với id “so-tttt-hai-duong”');
    expect(await readFile(join(directory, 'bai-khac.md'), 'utf8')).toContain('đã có với id “so-tttt-hai-duong”');
  });

  test('without a terminal, without a draft, or for a published interview it says what is wrong', async () => {
    expect((await run(['--review', 'bai'])).errors).toContain('dòng lệnh');
    expect((await run(['--review', 'bai'], { answer: () => '' })).errors).toContain('Không có bản nháp');
    await mkdir(join(directory, 'sources'));
    await copyFile('knowledge/so-tttt-hai-duong.md', join(directory, 'so-tttt-hai-duong.md'));
    await copyFile(RAW, join(directory, 'sources/so-tttt-hai-duong.txt'));
    expect((await run(['--review', 'so-tttt-hai-duong'], { answer: () => '' })).errors).toContain(
      'không còn là bản nháp',
    );
  });
});
