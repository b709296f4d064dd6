import type { Route, RouteResponse } from '../../http/route.ts';

/**
 * The file `/zalo_verifier<code>.html` and the tag on the front page, by either of which Zalo checks that the domain is
 * ours. Nothing without a code.
 */
export function createVerifierRoutes(code: string | undefined): readonly Route[] {
  if (code === undefined) return [];
  if (!/^[\w-]+$/u.test(code)) {
    throw new RangeError(`expected a verifier code of letters, digits, _ and -, got ${code.length} other characters`);
  }
  const page: RouteResponse = {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: [
      '<!doctype html>',
      '<html lang="vi"><head><meta charset="utf-8">',
      `<meta name="zalo-platform-site-verification" content="${code}">`,
      `<meta property="zalo-platform-site-verification" content="${code}">`,
      '<title>Zalo</title></head><body></body></html>',
      '',
    ].join('\n'),
  };
  const handle = async (): Promise<RouteResponse> => page;
  return [
    { method: 'GET', path: `/zalo_verifier${code}.html`, handle },
    { method: 'GET', path: '/', handle },
  ];
}
