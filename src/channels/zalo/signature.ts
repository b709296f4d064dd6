import { hash, timingSafeEqual } from 'node:crypto';

/** With what Zalo may have signed. Documents disagree, so each of these is a way that counts. */
export interface SignatureKeys {
  /** The app's id, and the account's for the documents that name it instead. */
  readonly ids: readonly string[];
  /** The official account's secret key; the app's secret too where that was asked for. */
  readonly secrets: readonly string[];
}

/** A timestamp field of the body; other fields of that name may stand in front of it. */
const TIMESTAMP = /"timestamp"\s*:\s*"?(\d{1,20})/gu;
const MAX_TIMESTAMPS = 4;

/**
 * Whether `header` (`X-ZEvent-Signature: mac=<64 hex>`) signs `body`: SHA-256 of id, raw body, the body's own timestamp
 * and secret, one after the other (no HMAC). Works on the raw bytes before anything is parsed; compares in constant time.
 */
export function isSigned(header: string | undefined, body: Buffer, keys: SignatureKeys): boolean {
  const hex = /^\s*(?:mac\s*=\s*)?([0-9a-f]{64})\s*$/iu.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  const timestamps = timestampsOf(body);
  for (const id of keys.ids) {
    for (const timestamp of timestamps) {
      for (const secret of keys.secrets) {
        const signed = Buffer.concat([Buffer.from(id), body, Buffer.from(timestamp + secret)]);
        if (timingSafeEqual(hash('sha256', signed, 'buffer'), given)) return true;
      }
    }
  }
  return false;
}

/** Inside a JSON string quotation marks are escaped, so that no message text can look like the field. */
function timestampsOf(body: Buffer): readonly string[] {
  const found = new Set<string>();
  for (const match of body.toString('latin1').matchAll(TIMESTAMP)) {
    found.add(match[1] as string);
    if (found.size === MAX_TIMESTAMPS) break;
  }
  return found.size > 0 ? [...found] : [''];
}
