import type { FakeZalo } from './fake-zalo.ts';

/** What the program has to know of a fake Zalo, with a pair of tokens that works. */
export function zaloSettings(zalo: FakeZalo): Record<string, string> {
  const { accessToken, refreshToken } = zalo.grantPair();
  return {
    ZALO_APP_ID: zalo.account.appId,
    ZALO_APP_SECRET: zalo.account.appSecret,
    ZALO_OA_ID: zalo.account.oaId,
    ZALO_OA_SECRET_KEY: zalo.account.oaSecretKey,
    ZALO_ACCESS_TOKEN: accessToken,
    ZALO_REFRESH_TOKEN: refreshToken,
    ZALO_API_ROOT: zalo.url,
    ZALO_OAUTH_ROOT: zalo.url,
  };
}
