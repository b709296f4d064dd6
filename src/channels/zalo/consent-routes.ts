import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { describeFault, type Log } from '../../core/log.ts';
import type { Notes } from '../../core/store.ts';
import type { Route, RouteRequest, RouteResponse } from '../../http/route.ts';
import type { Access } from './access.ts';
import type { GrantResult, OAuth } from './client/oauth.ts';
import type { OpenApi } from './client/open-api.ts';
import { createConsentSigner, STATE_MS } from './consent.ts';
import { pastePage, plainPage, redirectTo } from './pages.ts';

export interface ConsentOptions {
  readonly appSecret: string;
  readonly oaId: string;
  readonly publicUrl: string | undefined;
  /** Where the notes of this account begin. */
  readonly prefix: string;
  readonly oauth: Pick<OAuth, 'consentUrl' | 'exchange'>;
  readonly api: Pick<OpenApi, 'account'>;
  readonly access: Pick<Access, 'install' | 'needsConsent'>;
  readonly notes: Notes;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
}

/** The two addresses of a consent, and the link for the person who reads the log. */
export interface ConsentRoutes {
  readonly routes: readonly Route[];
  /** Opens the consent while the grant still works, and the page for pasting a code; good for a day. */
  operatorLink(): string;
}

const CALLBACK_PATH = '/zalo/oauth/callback';

/**
 * `/zalo/oauth/start` sends an administrator to Zalo's consent, `/zalo/oauth/callback` stores what came of it.
 *
 * Strangers can do nothing with them. The start is open only while the bot has no working grant; at other times it
 * takes the key from the log. The callback takes a state of ours, once, or that key; the pair is stored only when Zalo
 * says that its token belongs to the configured account, for which only its administrators can consent.
 */
export function createConsentRoutes(options: ConsentOptions): ConsentRoutes {
  const { oaId, publicUrl, prefix, oauth, api, access, notes, log, clock } = options;
  const signer = createConsentSigner(options.appSecret, oaId, clock.now);

  const start = async ({ query }: RouteRequest): Promise<RouteResponse> => {
    const hasKey = signer.isKey(query.key ?? '');
    if (hasKey && query.way === 'paste') return pastePage(CALLBACK_PATH, query.key ?? '', signer.console);
    if (publicUrl === undefined) {
      return plainPage(
        503,
        'Chưa đặt PUBLIC_URL, nên Zalo không biết quay lại địa chỉ nào. Đặt PUBLIC_URL rồi chạy lại.',
      );
    }
    if (!hasKey && !(await access.needsConsent())) {
      return plainPage(
        403,
        'Bot đang có quyền gửi tin. Muốn cấp quyền lại, mở liên kết có khoá ghi trong nhật ký lúc bot khởi động.',
      );
    }
    const { state, challenge } = signer.issueState();
    return redirectTo(oauth.consentUrl(publicUrl + CALLBACK_PATH, challenge, state));
  };

  /** The verifier that goes with the code, or why the code is not even tried. */
  const admit = async (query: RouteRequest['query']): Promise<{ verifier: string | undefined } | RouteResponse> => {
    if (query.oa_id && query.oa_id !== oaId) return wrongAccount(oaId);
    if (signer.isKey(query.key ?? '')) return { verifier: query.code_verifier || undefined };
    const state = signer.readState(query.state ?? '');
    if (!state) {
      return plainPage(
        403,
        'Liên kết đã hết hạn hoặc không do bot này tạo ra. Mở lại /zalo/oauth/start; nếu đã có mã (code), dán mã ở trang có khoá ghi trong nhật ký.',
      );
    }
    const key = `${prefix}state/${createHash('sha256').update(state.nonce).digest('hex').slice(0, 32)}`;
    if (await notes.add(key, true, clock.now() + STATE_MS)) return { verifier: state.verifier };
    return plainPage(403, 'Liên kết này đã được dùng. Mở lại /zalo/oauth/start.');
  };

  const finish = async ({ query }: RouteRequest): Promise<RouteResponse> => {
    const code = query.code;
    if (!code)
      return plainPage(
        400,
        'Zalo không gửi mã (code): có thể người quản trị chưa bấm đồng ý. Mở lại /zalo/oauth/start.',
      );
    const admitted = await admit(query);
    if ('status' in admitted) return admitted;
    const grant = await oauth.exchange(code, admitted.verifier);
    if (grant.kind === 'failed') {
      log.warn({ reason: grant.reason }, 'zalo consent failed');
      return plainPage(
        502,
        'Chưa đổi được mã với Zalo (mạng hoặc Zalo đang lỗi). Mở lại /zalo/oauth/start sau ít phút.',
      );
    }
    if (grant.kind === 'refused') {
      log.warn({ code: grant.code }, 'zalo consent refused');
      return plainPage(
        502,
        `Zalo từ chối mã này (mã lỗi ${grant.code}). Kiểm tra ZALO_APP_ID, ZALO_APP_SECRET và địa chỉ callback đã khai báo, rồi mở lại /zalo/oauth/start.`,
      );
    }
    return store(grant);
  };

  const store = async (grant: Extract<GrantResult, { kind: 'granted' }>): Promise<RouteResponse> => {
    const account = await api.account(grant.accessToken);
    if (account.kind === 'done' && account.data.id !== '' && account.data.id !== oaId) return wrongAccount(oaId);
    if (account.kind !== 'done' && !isMissingCall(account)) {
      log.warn({ account: account.kind }, 'zalo consent not stored: account unknown');
      return plainPage(
        502,
        'Chưa xác nhận được quyền này thuộc OA nào, nên chưa lưu. Mở lại /zalo/oauth/start sau ít phút.',
      );
    }
    await access.install(grant);
    log.info({ account: account.kind }, 'zalo consent stored');
    return plainPage(200, 'Đã kết nối. Bot gửi tin được rồi; bạn có thể đóng trang này.');
  };

  const guard =
    (handle: Route['handle']): Route['handle'] =>
    async (request) => {
      try {
        return await handle(request);
      } catch (fault) {
        log.error({ fault: describeFault(fault) }, 'zalo consent not stored');
        return plainPage(503, 'Chưa lưu được (cơ sở dữ liệu đang lỗi). Mở lại /zalo/oauth/start sau ít phút.');
      }
    };

  return {
    routes: [
      { method: 'GET', path: '/zalo/oauth/start', handle: guard(start) },
      { method: 'GET', path: CALLBACK_PATH, handle: guard(finish) },
    ],
    operatorLink: () => `${publicUrl ?? ''}/zalo/oauth/start?key=${signer.issueKey()}`,
  };
}

/** The API answers every call that it knows with status 200: 404 means that this call no longer exists. */
function isMissingCall(account: { readonly kind: string; readonly reason?: string }): boolean {
  return account.kind === 'failed' && account.reason?.startsWith('status 404') === true;
}

function wrongAccount(oaId: string): RouteResponse {
  return plainPage(403, `Quyền vừa cấp thuộc một OA khác. Đăng nhập đúng OA ${oaId} rồi mở lại /zalo/oauth/start.`);
}
