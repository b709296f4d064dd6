import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';
import { isPrivateAddress } from './private-address.ts';
import { SourceError } from './read-source.ts';

/** A page as it was fetched. */
export interface FetchedPage {
  readonly html: Uint8Array;
  /** The address after redirects. */
  readonly url: string;
  readonly kind: 'html' | 'txt';
}

/** Limits of a fetch; a test shortens the time. */
export interface FetchOptions {
  /** Lets addresses of this machine and of private networks through, and plain http. */
  readonly allowsPrivate: boolean;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 6_000_000;
const MOST_REDIRECTS = 5;
/** A host or a step of a path that asks who is there; an article whose name speaks of it (`cach-dang-nhap-…`) is none. */
const LOGIN = /(?:^|[/.])(?:log-?in|sign-?in|dang-?nhap|sso|auth|oauth2?|captcha)(?:[/.]|$)/iu;

/**
 * Fetches a page over https with limits on time, size and redirects. Addresses of this machine and of private networks
 * are refused where the connection is made, so that no name can be turned to them in between.
 */
export async function fetchPage(address: string, options: FetchOptions): Promise<FetchedPage> {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const signal = AbortSignal.timeout(timeoutMs);
  const dispatcher = new Agent({
    connect: { timeout: timeoutMs, ...(options.allowsPrivate ? {} : { lookup: publicLookup }) },
  });
  let url = parseUrl(address, options);
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const response = await request(url, {
        dispatcher,
        signal,
        headers: {
          accept: 'text/html,application/xhtml+xml,text/plain',
          'accept-encoding': 'gzip, deflate, br',
          'user-agent': 'Mozilla/5.0 (compatible; interview-import)',
        },
      });
      const next = response.headers.location;
      if (response.statusCode >= 300 && response.statusCode < 400 && typeof next === 'string') {
        discard(response);
        if (!URL.canParse(next, url.href))
          throw new SourceError(`Trang ${url.host} chuyển hướng tới một địa chỉ hỏng.`);
        url = parseUrl(new URL(next, url).href, options);
        if (asksForLogin(url) && !asksForLogin(new URL(address))) {
          throw new SourceError(
            `Trang đòi đăng nhập (chuyển sang ${url.host}${url.pathname}); hãy mở bài trong trình duyệt, lưu thành tệp .html rồi nhập tệp ấy.`,
          );
        }
        continue;
      }
      return await readResponse(response, url);
    }
    throw new SourceError(
      `Địa chỉ chuyển hướng quá ${MOST_REDIRECTS} lần; hãy dùng địa chỉ cuối cùng mà trình duyệt hiện ra.`,
    );
  } catch (error) {
    throw asSourceError(error, url, timeoutMs);
  } finally {
    await dispatcher.destroy();
  }
}

async function readResponse(response: Dispatcher.ResponseData, url: URL): Promise<FetchedPage> {
  if (response.statusCode !== 200) {
    discard(response);
    const reason =
      response.statusCode === 404
        ? 'không có trang này'
        : response.statusCode === 401 || response.statusCode === 403
          ? 'trang không cho xem'
          : 'máy chủ báo lỗi';
    throw new SourceError(
      `Không lấy được bài: ${reason} (mã ${response.statusCode}); hãy kiểm tra địa chỉ, hoặc lưu bài thành tệp rồi nhập tệp ấy.`,
    );
  }
  const type = String(response.headers['content-type'] ?? 'text/html').toLowerCase();
  if (!/^(?:text\/html|application\/xhtml\+xml|text\/plain)/u.test(type)) {
    discard(response);
    throw new SourceError(`Địa chỉ này không phải trang báo (${type.split(';')[0]}); hãy dùng địa chỉ của bài viết.`);
  }
  const tooLarge = () =>
    new SourceError(
      `Trang lớn hơn ${MOST_BYTES / 1e6} MB nên không nhận; hãy lưu riêng phần bài viết thành tệp .txt rồi nhập.`,
    );
  if (Number(response.headers['content-length'] ?? 0) > MOST_BYTES) {
    discard(response);
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) throw tooLarge();
    chunks.push(chunk as Buffer);
  }
  const bytes = decompress(Buffer.concat(chunks), String(response.headers['content-encoding'] ?? 'identity'));
  return { html: toUtf8(bytes, type), url: url.href, kind: type.startsWith('text/plain') ? 'txt' : 'html' };
}

function decompress(bytes: Buffer, encoding: string): Buffer {
  const limit = { maxOutputLength: MOST_BYTES };
  const unreadable = (how: string) =>
    new SourceError(`Nội dung trang gửi về bị hỏng (${how}); hãy thử lại, hoặc lưu bài thành tệp rồi nhập tệp ấy.`);
  try {
    switch (encoding.toLowerCase()) {
      case 'identity':
        return bytes;
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, limit);
      case 'br':
        return brotliDecompressSync(bytes, limit);
      case 'deflate':
        return inflateSync(bytes, limit);
      default:
        throw unreadable(`nén kiểu ${encoding}`);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw error instanceof SourceError || code === 'ERR_BUFFER_TOO_LARGE' ? error : unreadable(String(code));
  }
}

/** Leaves the rest of a response unread, however long it would go on. */
function discard(response: Dispatcher.ResponseData): void {
  response.body.on('error', () => {}).destroy();
}

function asksForLogin(url: URL): boolean {
  return LOGIN.test(`${url.hostname}${url.pathname}`);
}

/** The page in UTF-8, whatever its header or its meta tag says it is written in. */
function toUtf8(bytes: Buffer, type: string): Uint8Array {
  const declared =
    /charset=["']?([\w-]+)/u.exec(type)?.[1] ??
    /<meta[^>]+charset=["']?([\w-]+)/iu.exec(bytes.subarray(0, 4_096).toString('latin1'))?.[1];
  if (!declared || /^utf-?8$/iu.test(declared)) return bytes;
  try {
    return Buffer.from(new TextDecoder(declared).decode(bytes), 'utf8');
  } catch {
    return bytes;
  }
}

function parseUrl(address: string, options: FetchOptions): URL {
  if (!URL.canParse(address))
    throw new SourceError(`“${address}” không phải địa chỉ trang; địa chỉ bắt đầu bằng https://.`);
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && options.allowsPrivate)) {
    throw new SourceError(`Chỉ nhận địa chỉ https://, không phải “${url.protocol}//”; hãy thử đổi thành https://.`);
  }
  if (url.username !== '' || url.password !== '')
    throw new SourceError('Địa chỉ không được chứa tên đăng nhập hay mật khẩu; hãy bỏ phần trước dấu @.');
  const host = url.hostname.replace(/^\[|\]$|\.$/gu, '');
  if (
    !options.allowsPrivate &&
    (isIP(host) !== 0 ? isPrivateAddress(host) : /(?:^|\.)localhost$|\.(?:local|internal)$/iu.test(host))
  ) {
    throw privateAddressError(host);
  }
  return url;
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const found = addresses.find(({ address }) => isPrivateAddress(address));
    const first = addresses[0];
    if (found || !first) return callback(privateAddressError(hostname), '', 0);
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

function privateAddressError(host: string): SourceError {
  return new SourceError(
    `Địa chỉ “${host}” thuộc máy này hoặc mạng nội bộ nên không lấy; nếu thật sự cần, thêm --allow-private.`,
  );
}

function asSourceError(error: unknown, url: URL, timeoutMs: number): SourceError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof SourceError) return cause;
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError' || /timeout/iu.test(cause.name)) {
      return new SourceError(
        `Trang ${url.host} không trả lời xong trong ${Math.round(timeoutMs / 1000)} giây; hãy thử lại, hoặc lưu bài thành tệp rồi nhập tệp ấy.`,
      );
    }
  }
  const code = (error as { code?: string }).code ?? (error instanceof Error ? error.message : String(error));
  if (code === 'ERR_BUFFER_TOO_LARGE')
    return new SourceError(
      `Trang lớn hơn ${MOST_BYTES / 1e6} MB nên không nhận; hãy lưu riêng phần bài viết thành tệp .txt rồi nhập.`,
    );
  if (/CERT|SIGNATURE|ALTNAME|ISSUER/u.test(code))
    return new SourceError(
      `Chứng thư https của ${url.host} không hợp lệ (${code}) nên không lấy; hãy mở bài trong trình duyệt, lưu thành tệp .html rồi nhập tệp ấy.`,
    );
  return new SourceError(`Không kết nối được tới ${url.host} (${code}); hãy kiểm tra địa chỉ và mạng.`);
}
