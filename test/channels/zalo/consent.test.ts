import { afterEach, describe, expect, test } from 'vitest';
import { createZaloChannel } from '../../../src/channels/zalo/channel.ts';
import { createConsentSigner } from '../../../src/channels/zalo/consent.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Log } from '../../../src/core/log.ts';
import { zaloTextEvent } from '../../support/fake-zalo.ts';
import { type OpenZalo, openZalo } from './open-zalo.ts';

const PUBLIC_URL = 'https://bot.example.vn';

let zalo: OpenZalo;
afterEach(() => zalo.close());

/** Opens an address of the bot as a browser would, wherever the public address leads. */
async function visit(address: string): Promise<{ status: number; location: string; page: string }> {
  const response = await fetch(address.replace(PUBLIC_URL, zalo.engine.url), { redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location') ?? '', page: await response.text() };
}

/** A consent from its start to the page at the end. */
async function consent(oaId?: string): Promise<{ status: number; page: string; back: string }> {
  const { location } = await visit('/zalo/oauth/start'.replace(/^/u, PUBLIC_URL));
  const back = await zalo.fake.consent(location, oaId === undefined ? {} : { oaId });
  return { ...(await visit(back)), back };
}

describe('consent', () => {
  test('gives a bot without any token its first one, and what was asked meanwhile is answered', async () => {
    zalo = await openZalo({ firstPair: undefined });
    await zalo.post(zaloTextEvent(zalo.fake.account, 'Khó khăn của sở là gì?'));
    await expect.poll(() => zalo.engine.channel.health().isReady).toBe(false);
    expect(zalo.engine.channel.health().problems.join()).toContain(`${PUBLIC_URL}/zalo/oauth/start`);
    expect(zalo.fake.messages).toHaveLength(0);
    expect(await consent()).toMatchObject({ status: 200 });
    expect(zalo.engine.channel.health()).toEqual({ isReady: true, problems: [] });
    const [message] = await zalo.fake.waitFor(1);
    expect(message?.text).toContain('số lượng biên chế không tăng');
  });

  test('revives a bot whose refresh token died, without a restart', async () => {
    zalo = await openZalo({}, { lifetimeSeconds: 1 });
    zalo.fake.killRefreshTokens();
    zalo.fake.failNext('/cs', { kind: 'error', code: -220 });
    await zalo.post(zaloTextEvent(zalo.fake.account, 'Khó khăn của sở là gì?'));
    await expect.poll(() => zalo.engine.channel.health().isReady).toBe(false);
    expect((await consent()).status).toBe(200);
    await zalo.fake.waitFor(1);
    expect(zalo.engine.channel.health().isReady).toBe(true);
  });

  test('is asked for at the start when the pair in the settings is dead, before anybody writes', async () => {
    zalo = await openZalo({ firstPair: { accessToken: 'expired', refreshToken: 'used' } });
    await expect.poll(() => zalo.engine.channel.health().isReady).toBe(false);
    expect((await consent()).status).toBe(200);
    expect(zalo.engine.channel.health()).toEqual({ isReady: true, problems: [] });
  });

  test('sends the administrator to Zalo with an S256 challenge and a state, to come back to the public address', async () => {
    zalo = await openZalo({ firstPair: undefined });
    const { status, location } = await visit(`${PUBLIC_URL}/zalo/oauth/start`);
    expect(status).toBe(302);
    const url = new URL(location);
    expect(`${url.origin}${url.pathname}`).toBe(`${zalo.fake.url}/v4/oa/permission`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      app_id: zalo.fake.account.appId,
      redirect_uri: `${PUBLIC_URL}/zalo/oauth/callback`,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/u),
      state: expect.stringMatching(/^.{20,}$/u),
    });
  });

  test('is closed to strangers while the bot works, and open to whoever has the key from the log', async () => {
    zalo = await openZalo();
    expect((await visit(`${PUBLIC_URL}/zalo/oauth/start`)).status).toBe(403);
    const { appSecret, oaId } = zalo.fake.account;
    const key = createConsentSigner(appSecret, oaId, Date.now).issueKey();
    const forged = createConsentSigner('guessed', oaId, Date.now).issueKey();
    // The engine's clock runs fast, so that a key of the wall clock's day still has most of it before it.
    expect((await visit(`${PUBLIC_URL}/zalo/oauth/start?key=${key}`)).status).toBe(302);
    expect((await visit(`${PUBLIC_URL}/zalo/oauth/start?key=${forged}`)).status).toBe(403);
  });

  test('of another official account is not stored, whatever the address claims', async () => {
    zalo = await openZalo({ firstPair: undefined });
    expect((await consent('999')).status).toBe(403);
    const { location } = await visit(`${PUBLIC_URL}/zalo/oauth/start`);
    const back = new URL(await zalo.fake.consent(location, { oaId: '999' }));
    back.searchParams.set('oa_id', zalo.fake.account.oaId);
    expect((await visit(back.href)).status).toBe(403);
    expect(zalo.engine.channel.health().isReady).toBe(false);
  });

  test('whose account cannot be confirmed is not stored', async () => {
    zalo = await openZalo({ firstPair: undefined });
    zalo.fake.failNext('getoa', { kind: 'error', code: -212 });
    expect((await consent()).status).toBe(502);
    expect(zalo.engine.channel.health().isReady).toBe(false);
  });

  test('cannot be finished twice, nor with a state that is not ours or too old', async () => {
    zalo = await openZalo({ firstPair: undefined });
    const { back } = await consent();
    expect((await visit(back)).status).toBe(403);
    const { appSecret, oaId } = zalo.fake.account;
    const old = createConsentSigner(appSecret, oaId, () => Date.now() - 3_600_000).issueState().state;
    const foreign = createConsentSigner('guessed', oaId, Date.now).issueState().state;
    for (const state of ['', 'x', 'a.b.c', `a.1.${'é'.repeat(43)}`, old, foreign]) {
      const address = `${PUBLIC_URL}/zalo/oauth/callback?code=c&state=${state}`;
      expect((await visit(address)).status).toBe(403);
    }
    expect(zalo.fake.grants()).toEqual({ granted: 1, refused: 0 });
  });

  test('that Zalo refuses says what to check', async () => {
    zalo = await openZalo({ firstPair: undefined });
    const { location } = await visit(`${PUBLIC_URL}/zalo/oauth/start`);
    const state = new URL(location).searchParams.get('state');
    const { status, page } = await visit(`${PUBLIC_URL}/zalo/oauth/callback?code=invented&state=${state}`);
    expect(status).toBe(502);
    expect(page).toContain('ZALO_APP_SECRET');
    expect((await visit(`${PUBLIC_URL}/zalo/oauth/callback`)).status).toBe(400);
  });

  test('by a pasted code works with the key, with and without a challenge', async () => {
    zalo = await openZalo({ firstPair: undefined });
    const { appSecret, oaId, appId } = zalo.fake.account;
    const signer = createConsentSigner(appSecret, oaId, Date.now);
    const key = signer.issueKey();
    const { status, page } = await visit(`${PUBLIC_URL}/zalo/oauth/start?way=paste&key=${key}`);
    expect(status).toBe(200);
    expect(page).toContain(signer.console.challenge);
    const consoleLink = `${zalo.fake.url}/v4/oa/permission?app_id=${appId}&redirect_uri=${PUBLIC_URL}/zalo/oauth/callback`;
    const challenged = await zalo.fake.consent(`${consoleLink}&code_challenge=${signer.console.challenge}`);
    const bare = await zalo.fake.consent(consoleLink);
    expect((await visit(challenged)).status).toBe(403);
    const verifier = `&code_verifier=${signer.console.verifier}`;
    expect((await visit(`${challenged}&key=${key}${verifier}`)).status).toBe(200);
    expect((await visit(`${bare}&key=${key}`)).status).toBe(200);
    expect(zalo.fake.grants()).toEqual({ granted: 2, refused: 0 });
  });

  test('needs the public address, and says so', async () => {
    zalo = await openZalo({ firstPair: undefined, publicUrl: undefined });
    const { status, page } = await visit(`${PUBLIC_URL}/zalo/oauth/start`);
    expect(status).toBe(503);
    expect(page).toContain('PUBLIC_URL');
  });

  test('prints its link for the operator once the channel starts', async () => {
    const lines: string[] = [];
    const log: Log = {
      debug() {},
      warn() {},
      error() {},
      info: (fields, event) => void lines.push(`${event} ${fields.open}`),
    };
    zalo = await openZalo({ log });
    expect(lines.join('\n')).toMatch(/https:\/\/bot\.example\.vn\/zalo\/oauth\/start\?key=\S{20,}/u);
  });
});

describe('the proof of the domain', () => {
  test('is a file and a tag on the front page', async () => {
    zalo = await openZalo({ verifierCode: 'AbC-12_3' });
    for (const path of ['/zalo_verifierAbC-12_3.html', '/']) {
      const { status, page } = await visit(PUBLIC_URL + path);
      expect(status).toBe(200);
      expect(page).toContain('<meta name="zalo-platform-site-verification" content="AbC-12_3">');
    }
    expect((await visit(`${PUBLIC_URL}/zalo_verifierother.html`)).status).toBe(404);
  });

  test('is nothing that could be more than a code', async () => {
    zalo = await openZalo();
    const create = () =>
      createZaloChannel({
        ...zalo.fake.account,
        acceptsAppSecretSignature: false,
        hasButtons: true,
        firstPair: undefined,
        verifierCode: '"><script>',
        apiRoot: zalo.fake.url,
        oauthRoot: zalo.fake.url,
        publicUrl: undefined,
        tokens: undefined as never,
        notes: undefined as never,
        log: { debug() {}, info() {}, warn() {}, error() {} },
        clock: systemClock,
      });
    expect(create).toThrow(RangeError);
  });
});
