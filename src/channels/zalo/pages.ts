import type { RouteResponse } from '../../http/route.ts';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
};

/** A page of one sentence for the person who connects the account. */
export function plainPage(status: number, sentence: string): RouteResponse {
  return page(status, `<p>${escapeHtml(sentence)}</p>`);
}

/** A page on which a code from Zalo's console is pasted; shows the challenge that belongs into the console. */
export function pastePage(
  action: string,
  key: string,
  pkce: { readonly verifier: string; readonly challenge: string },
): RouteResponse {
  return page(
    200,
    [
      '<p>Nếu cấp quyền bằng liên kết trong trang quản lý của Zalo: khai báo Code challenge dưới đây ở đó, mở liên kết, bấm đồng ý, rồi dán mã (phần <code>code=…</code> của địa chỉ quay về) vào ô bên dưới trong vòng 10 phút.</p>',
      `<p>Code challenge: <code>${escapeHtml(pkce.challenge)}</code></p>`,
      `<form method="get" action="${escapeHtml(action)}">`,
      `<input type="hidden" name="key" value="${escapeHtml(key)}">`,
      '<p><label>Mã (code): <input name="code" required size="60" autocomplete="off"></label></p>',
      `<p><label>Code verifier (xoá trống nếu không khai báo challenge): <input name="code_verifier" size="50" autocomplete="off" value="${escapeHtml(pkce.verifier)}"></label></p>`,
      '<p><button>Kết nối</button></p>',
      '</form>',
    ].join('\n'),
  );
}

export function redirectTo(url: string): RouteResponse {
  return { status: 302, headers: { location: url, 'cache-control': 'no-store' }, body: '' };
}

function page(status: number, content: string): RouteResponse {
  const body = `<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kết nối Zalo OA</title></head>\n<body>\n${content}\n</body></html>\n`;
  return { status, headers: HEADERS, body };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (letter) => `&#${letter.charCodeAt(0)};`);
}
