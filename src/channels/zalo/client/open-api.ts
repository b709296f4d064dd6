import { createHmac } from 'node:crypto';
import { type Call, type CallResult, createCall, retryAfterMs } from '../../call.ts';
import { type Fields, fieldsOf } from '../../loose-json.ts';
import { type ApiFault, apiFaultOf } from './api-fault.ts';

/** What a call to the open API came to. */
export type ApiResult<Data> =
  | { readonly kind: 'done'; readonly data: Data }
  | { readonly kind: 'error'; readonly code: number; readonly fault: ApiFault; readonly afterMs: number | undefined }
  /** No answer, or none that the API gives: whether it was carried out is unknown. */
  | { readonly kind: 'failed'; readonly reason: string };

/** To whom a message goes. */
export type Recipient = { readonly userId: string } | { readonly groupId: string };

/** A button under a text: pressing it makes the person send `payload` as a message, without showing it. */
export interface QueryButton {
  /** At most {@link MAX_TITLE_LENGTH} UTF-16 units. */
  readonly title: string;
  /** At most 1,000 UTF-16 units. */
  readonly payload: string;
}

/** A message as the open API takes it. */
export interface OutgoingText {
  /** Plain text, NFC, 1 to {@link MAX_TEXT_LENGTH} UTF-16 units. */
  readonly text: string;
  /** The message it answers; only where the recipient is a user. */
  readonly quoteId: string | undefined;
  /** At most {@link MAX_BUTTONS}. */
  readonly buttons: readonly QueryButton[];
}

/** Longer texts are refused, not cut. */
export const MAX_TEXT_LENGTH = 2_000;
export const MAX_BUTTONS = 5;
export const MAX_TITLE_LENGTH = 100;

const TIMEOUT_MS = 10_000;

/** The part of Zalo's open API for official accounts that a quoting bot needs. */
export interface OpenApi {
  /** Sends to a user (`v3.0/oa/message/cs`) or a group (`v3.0/oa/group/message`); gives the id of the message. */
  send(accessToken: string, recipient: Recipient, message: OutgoingText): Promise<ApiResult<{ messageId: string }>>;
  /** Which account the token belongs to, and what it is called. */
  account(accessToken: string): Promise<ApiResult<{ id: string; name: string }>>;
}

export interface OpenApiOptions {
  /** e.g. `https://openapi.zalo.me`. */
  readonly root: string;
  /** Signs every access token (`appsecret_proof`), which apps may demand. */
  readonly appSecret: string;
  /** Limit of one call; default 10 s. */
  readonly timeoutMs?: number;
}

/** Every error of this API comes with status 200 and a number that is not zero; ids are strings of digits. */
export function createOpenApi(options: OpenApiOptions): OpenApi {
  const call: Call = createCall(options.root, options.timeoutMs ?? TIMEOUT_MS);
  const headersFor = createHeaders(options.appSecret);
  return {
    async send(accessToken, recipient, message) {
      const isUser = 'userId' in recipient;
      const result = await call({
        method: 'POST',
        path: isUser ? '/v3.0/oa/message/cs' : '/v3.0/oa/group/message',
        headers: headersFor(accessToken),
        body: JSON.stringify({
          recipient: isUser ? { user_id: recipient.userId } : { group_id: recipient.groupId },
          message: bodyOf(message),
        }),
      });
      return read(result, (data) => ({ messageId: String(data.message_id ?? '') }));
    },
    async account(accessToken) {
      const result = await call({
        method: 'GET',
        path: '/v2.0/oa/getoa',
        headers: headersFor(accessToken),
        body: undefined,
      });
      return read(result, (data) => ({ id: String(data.oa_id ?? ''), name: String(data.name ?? '') }));
    },
  };
}

/** Buttons stand in a template without a type beside the text: the shape that v3 accounts were seen to take. */
function bodyOf(message: OutgoingText): object {
  return {
    text: message.text,
    ...(message.quoteId === undefined ? {} : { quote_message_id: message.quoteId }),
    ...(message.buttons.length === 0
      ? {}
      : {
          attachment: {
            type: 'template',
            payload: { buttons: message.buttons.map((button) => ({ ...button, type: 'oa.query.hide' })) },
          },
        }),
  };
}

function createHeaders(appSecret: string): (accessToken: string) => Record<string, string> {
  let last: { readonly accessToken: string; readonly headers: Record<string, string> } | undefined;
  return (accessToken) => {
    if (last?.accessToken !== accessToken) {
      const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');
      const headers = { access_token: accessToken, appsecret_proof: proof, 'content-type': 'application/json' };
      last = { accessToken, headers };
    }
    return last.headers;
  };
}

function read<Data>(result: CallResult, pick: (data: Fields) => Data): ApiResult<Data> {
  if (result.kind === 'failed') return result;
  const afterMs = retryAfterMs(result.headers);
  if (result.status === 429) return { kind: 'error', code: 429, fault: 'rate', afterMs };
  if (result.status === 404) return { kind: 'failed', reason: 'status 404: there is no such call' };
  const answer = fieldsOf(result.body);
  const code = answer.error;
  if (typeof code !== 'number') {
    if (result.status === 401) return { kind: 'error', code: 401, fault: 'token', afterMs };
    return { kind: 'failed', reason: `status ${result.status} without the API's answer` };
  }
  if (code !== 0) return { kind: 'error', code, fault: apiFaultOf(code), afterMs };
  if (result.status >= 300) return { kind: 'failed', reason: `status ${result.status}` };
  return { kind: 'done', data: pick(fieldsOf(answer.data)) };
}
