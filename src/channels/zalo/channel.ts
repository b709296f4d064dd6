import type { Clock } from '../../core/clock.ts';
import { conversationPrefix } from '../../core/context.ts';
import { describeFault, type Log } from '../../core/log.ts';
import type { Notes, Tokens } from '../../core/store.ts';
import type { Route } from '../../http/route.ts';
import type { Channel, Receive } from '../channel.ts';
import { createAccess } from './access.ts';
import { createOAuth } from './client/oauth.ts';
import { createOpenApi } from './client/open-api.ts';
import { createConsentRoutes } from './consent-routes.ts';
import { createZaloHealth } from './health.ts';
import { type IncomingOptions, readIncoming } from './incoming.ts';
import { createManners } from './manners.ts';
import { createSender } from './send.ts';
import { createVerifierRoutes } from './verifier.ts';
import { createWebhook, type WebhookOutcome } from './webhook.ts';
import { writeZalo } from './write.ts';

export interface ZaloOptions {
  readonly appId: string;
  readonly appSecret: string;
  readonly oaId: string;
  /** Signs webhooks. */
  readonly oaSecretKey: string;
  /** Whether webhooks signed with the app's secret are taken as well. */
  readonly acceptsAppSecretSignature: boolean;
  readonly firstPair: { readonly accessToken: string; readonly refreshToken: string } | undefined;
  /** Code of the file and tag that prove the domain. */
  readonly verifierCode: string | undefined;
  readonly apiRoot: string;
  readonly oauthRoot: string;
  /** Without a trailing slash; consent by link needs it. */
  readonly publicUrl: string | undefined;
  readonly tokens: Tokens;
  readonly notes: Notes;
  readonly log: Log;
  readonly clock: Clock;
  /** Told what came of each request to the webhook, to count it. */
  readonly onWebhook?: (outcome: WebhookOutcome) => void;
  /** Whether buttons are tried before numbered menus; default yes. What an account refuses is found out by itself. */
  readonly hasButtons: boolean;
  /** Limit of one call to the open API; default 10 s. */
  readonly sendTimeoutMs?: number;
}

/** A channel with the addresses that the HTTP server must answer for it. */
export interface ZaloParts {
  readonly channel: Channel;
  readonly routes: readonly Route[];
  /** Seconds since the access token was granted; undefined while there is none. */
  tokenAgeSeconds(): number | undefined;
}

/** How often the age of the access token is looked at. */
const TOKEN_LOOK_MS = 60_000;
/** How long a message of ours in a group is known, so that an answer to it addresses us. */
const SENT_MS = 24 * 3_600_000;

/** The Zalo official account: webhook in, open API v3.0 out. */
export function createZaloChannel(options: ZaloOptions): ZaloParts {
  const { appId, appSecret, oaId, oaSecretKey, publicUrl, notes, log, clock } = options;
  const api = createOpenApi({ root: options.apiRoot, appSecret, timeoutMs: options.sendTimeoutMs ?? 10_000 });
  const oauth = createOAuth({ root: options.oauthRoot, appId, appSecret });
  const health = createZaloHealth({ oaId, publicUrl });
  const access = createAccess({
    account: `zalo/${oaId}`,
    tokens: options.tokens,
    oauth,
    firstPair: options.firstPair,
    clock,
    log,
    onConsentNeeded: (reason) => log.error({ reason, open: consentAddress(publicUrl) }, 'zalo consent needed'),
  });
  const prefix = `channel/zalo/${oaId}/`;
  const consent = createConsentRoutes({ appSecret, oaId, publicUrl, prefix, oauth, api, access, notes, log, clock });
  const sentKey = (conversation: string, messageId: string): string =>
    `${conversationPrefix({ channel: 'zalo', conversation })}sent/${messageId}`;

  let receive: Receive | undefined;
  let cancelLook = (): void => {};
  let names: readonly string[] = [];

  const incoming: IncomingOptions = {
    oaId,
    notes,
    now: clock.now,
    names: () => names,
    isOurs: async (groupId, messageId) => (await notes.get(sentKey(groupId, messageId))) !== undefined,
  };
  const webhook = createWebhook({
    keys: {
      ids: [appId, oaId],
      secrets: options.acceptsAppSecretSignature ? [oaSecretKey, appSecret] : [oaSecretKey],
    },
    log,
    receive: () => receive,
    read: (event) => readIncoming(event, incoming),
    onOutcome: (outcome, accountId) => {
      health.heard(outcome, accountId);
      options.onWebhook?.(outcome);
    },
  });
  const send = createSender({
    api,
    access,
    manners: createManners({ prefix, notes, clock, hasButtons: options.hasButtons }),
    clock,
    log,
    onFault: health.sent,
    onSent: async ({ isGroup, conversation }, messageId) => {
      if (!isGroup || messageId === '') return;
      await notes.set(sentKey(conversation, messageId), true, clock.now() + SENT_MS).catch((fault: unknown) => {
        log.warn({ fault: describeFault(fault) }, 'zalo message id not noted');
      });
    },
  });

  /**
   * Learns what the account is called, which members of groups type, and on the way whether the token works, so that a
   * dead grant shows at the start and not with the first question.
   */
  const learnAccount = async (): Promise<void> => {
    const held = await access.token();
    if (held.kind !== 'token') return;
    const account = await api.account(held.accessToken);
    if (account.kind === 'error' && account.fault === 'token') await access.replace(held.accessToken);
    if (account.kind !== 'done') return;
    if (account.data.id !== '') health.belongs(account.data.id);
    if (account.data.name !== '') names = [account.data.name];
  };

  const look = async (): Promise<void> => {
    cancelLook();
    await access.token();
    if (names.length === 0) await learnAccount();
    if (receive) cancelLook = clock.after(TOKEN_LOOK_MS, () => void look());
  };

  const channel: Channel = {
    name: 'zalo',
    async start(deliver) {
      receive = deliver;
      const open = consent.operatorLink();
      log.info({ open, pasteCode: `${open}&way=paste` }, 'zalo consent can be renewed here within a day');
      void look();
    },
    write: writeZalo,
    send,
    async stop() {
      receive = undefined;
      cancelLook();
    },
    health: () => health.report(access.problem()),
  };
  return {
    channel,
    routes: [webhook, ...consent.routes, ...createVerifierRoutes(options.verifierCode)],
    tokenAgeSeconds() {
      const ageMs = access.ageMs();
      return ageMs === undefined ? undefined : ageMs / 1_000;
    },
  };
}

function consentAddress(publicUrl: string | undefined): string {
  return `${publicUrl ?? 'PUBLIC_URL'}/zalo/oauth/start`;
}
