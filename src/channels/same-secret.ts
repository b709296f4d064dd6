import { timingSafeEqual } from 'node:crypto';

/** Whether what somebody sent is the secret, told in constant time but for the length, which is no secret. */
export function isSameSecret(given: string, secret: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(secret);
  return one.length === other.length && timingSafeEqual(one, other);
}
