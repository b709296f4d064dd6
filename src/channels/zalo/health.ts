import type { ChannelHealth } from '../channel.ts';
import type { ApiFault } from './client/api-fault.ts';
import type { WebhookOutcome } from './webhook.ts';

/** What was noticed lately, in words for the person who runs the bot. */
export interface ZaloHealth {
  heard(outcome: WebhookOutcome, accountId: string | undefined): void;
  /** Which account the token turned out to belong to. */
  belongs(accountId: string): void;
  sent(fault: ApiFault | undefined, code: number | undefined): void;
  /** `consentReason` is set when an administrator of the account must consent. */
  report(consentReason: string | undefined): ChannelHealth;
}

export function createZaloHealth(options: { oaId: string; publicUrl: string | undefined }): ZaloHealth {
  const consentUrl = `${options.publicUrl ?? '<PUBLIC_URL>'}/zalo/oauth/start`;
  let badSignatures = 0;
  let strangerId: string | undefined;
  let ownerId = options.oaId;
  let lastFault: { readonly fault: ApiFault; readonly code: number | undefined } | undefined;
  return {
    heard(outcome, accountId) {
      if (outcome === 'bad signature') badSignatures += 1;
      else if (outcome !== 'probe') badSignatures = Number.NEGATIVE_INFINITY;
      if (outcome === 'stored') strangerId = accountId === options.oaId ? undefined : accountId;
    },
    belongs(accountId) {
      ownerId = accountId;
    },
    sent(fault, code) {
      lastFault = fault === undefined || (fault !== 'configuration' && fault !== 'quota') ? undefined : { fault, code };
    },
    report(consentReason) {
      const problems: string[] = [];
      if (consentReason !== undefined) {
        problems.push(
          `Zalo OA: bot không còn quyền gửi tin (${consentReason}). Người quản trị OA mở ${consentUrl} trên trình duyệt và bấm đồng ý; các câu hỏi đang chờ sẽ được trả lời ngay sau đó.`,
        );
      }
      if (lastFault?.fault === 'configuration') {
        problems.push(
          `Zalo OA: Zalo từ chối vì cấu hình của OA hoặc ứng dụng (mã lỗi ${lastFault.code}). Kiểm tra OA đã xác thực, ứng dụng đang bật và còn quyền gửi tin tại developers.zalo.me.`,
        );
      }
      if (lastFault?.fault === 'quota') {
        problems.push(
          `Zalo OA: đã hết lượt gửi tin (mã lỗi ${lastFault.code}). Xem hạn mức ở trang quản lý OA; gửi lại tin hỏng bằng npm run inbox -- replay.`,
        );
      }
      if (badSignatures > 0) {
        problems.push(
          'Zalo OA: có yêu cầu gửi tới webhook nhưng chưa có chữ ký nào đúng. Nếu đó là Zalo, kiểm tra ZALO_APP_ID và ZALO_OA_SECRET_KEY (mục Webhook của ứng dụng).',
        );
      }
      if (ownerId !== options.oaId) {
        problems.push(
          `Zalo OA: quyền gửi tin đang dùng thuộc OA ${ownerId}, khác ZALO_OA_ID=${options.oaId}. Kiểm tra ZALO_OA_ID và ZALO_ACCESS_TOKEN.`,
        );
      }
      if (strangerId !== undefined) {
        problems.push(
          `Zalo OA: tin đến mang mã OA ${strangerId}, khác ZALO_OA_ID=${options.oaId}. Kiểm tra ZALO_OA_ID.`,
        );
      }
      return { isReady: consentReason === undefined && lastFault?.fault !== 'configuration', problems };
    },
  };
}
