import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSigned } from '../../../src/channels/zalo/signature.ts';
import { signZaloBody } from '../../support/fake-zalo.ts';
import { signatureVector } from '../../support/zalo-payloads.ts';

const keys = { ids: ['111', '222'], secrets: ['oa-secret'] };
const BODY = '{"app_id":"111","message":{"text":"Alo"},"timestamp":"1787209817225"}';
const GOOD = signZaloBody(BODY, { appId: '111', oaSecretKey: 'oa-secret' });

describe('the signature of a webhook', () => {
  test('is the hash that somebody else computed too', () => {
    const { appId, rawBody, timestamp, secret, mac } = signatureVector;
    const body = `${rawBody}"timestamp":"${timestamp}"`;
    const expected = createHash('sha256')
      .update(appId + body + timestamp + secret)
      .digest('hex');
    expect(
      createHash('sha256')
        .update(appId + rawBody + timestamp + secret)
        .digest('hex'),
    ).toBe(mac);
    expect(isSigned(`mac=${expected}`, Buffer.from(body), { ids: [appId], secrets: [secret] })).toBe(true);
  });

  test.each([
    ['as it comes', GOOD],
    ['with blanks around the sign', GOOD.replace('=', ' = ')],
    ['without its prefix', GOOD.slice(4)],
    ['in capitals', GOOD.toUpperCase().replace('MAC', 'mac')],
  ])('is taken %s', (_how, header) => {
    expect(isSigned(header, Buffer.from(BODY), keys)).toBe(true);
  });

  test('is taken over the account id instead of the app id', () => {
    const header = signZaloBody(BODY, { appId: '222', oaSecretKey: 'oa-secret' });
    expect(isSigned(header, Buffer.from(BODY), keys)).toBe(true);
  });

  test('by the app secret counts only where that was asked for', () => {
    const header = signZaloBody(BODY, { appId: '111', oaSecretKey: 'app-secret' });
    expect(isSigned(header, Buffer.from(BODY), keys)).toBe(false);
    expect(isSigned(header, Buffer.from(BODY), { ...keys, secrets: ['oa-secret', 'app-secret'] })).toBe(true);
  });

  test('is refused when missing, cut, of another secret, of changed bytes, or an HMAC', () => {
    const hmac = createHmac('sha256', 'oa-secret').update(`111${BODY}1787209817225`).digest('hex');
    const other = signZaloBody(BODY, { appId: '111', oaSecretKey: 'other' });
    for (const header of [undefined, '', 'mac=', GOOD.slice(0, -1), `${GOOD}0`, other, `mac=${hmac}`]) {
      expect(isSigned(header, Buffer.from(BODY), keys)).toBe(false);
    }
    expect(isSigned(GOOD, Buffer.from(BODY.replace('Alo', 'Ala')), keys)).toBe(false);
    expect(isSigned(GOOD, Buffer.from(`${BODY} `), keys)).toBe(false);
  });

  test('is found whatever people write, also what looks like a timestamp', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('"timestamp":"1"', '","timestamp":"2","', '\\"timestamp\\":3'));
    fc.assert(
      fc.property(text, fc.integer({ min: 1 }), (written, at) => {
        const body = JSON.stringify({ message: { text: written }, timestamp: String(at) });
        const mac = createHash('sha256').update(`111${body}${at}oa-secret`).digest('hex');
        return isSigned(`mac=${mac}`, Buffer.from(body), keys);
      }),
    );
  });

  test('goes by the body’s own timestamp where a nested one stands before it', () => {
    const body = '{"message":{"attachments":[{"timestamp":"5"}]},"timestamp":"1787209817225"}';
    const mac = createHash('sha256').update(`111${body}1787209817225oa-secret`).digest('hex');
    expect(isSigned(`mac=${mac}`, Buffer.from(body), keys)).toBe(true);
  });

  test('of any bytes is a plain no, never an exception', () => {
    fc.assert(fc.property(fc.string(), fc.uint8Array(), (header, body) => !isSigned(header, Buffer.from(body), keys)));
  });
});
