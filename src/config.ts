import type { LevelWithSilent } from 'pino';
import { ExplainedError } from './core/explained-error.ts';
import { createSettingReader, type Environment, type SettingReader } from './setting-reader.ts';

/** Every setting, checked. Made once at start by {@link readConfig}; nothing else looks at the environment. */
export interface Config {
  readonly telegram: TelegramSettings | undefined;
  readonly zalo: ZaloSettings | undefined;
  readonly zaloBot: ZaloBotSettings | undefined;
  /** The https address under which the platforms reach this server, without a trailing slash. */
  readonly publicUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly knowledgeDirectory: string;
  readonly logLevel: LevelWithSilent;
  readonly delivery: DeliverySettings;
}

export interface TelegramSettings {
  readonly token: string;
  readonly apiRoot: string;
  readonly mode: 'polling' | 'webhook';
  readonly webhookSecret: string | undefined;
}

export interface ZaloSettings {
  readonly appId: string;
  readonly appSecret: string;
  readonly oaId: string;
  readonly oaSecretKey: string;
  readonly firstPair: { readonly accessToken: string; readonly refreshToken: string } | undefined;
  /** Whether a webhook signed with the app secret is accepted as well. */
  readonly acceptsAppSecretSignature: boolean;
  /** Code of the file and tag that prove the domain to Zalo. */
  readonly verifierCode: string | undefined;
  /** Whether buttons are tried; else there are only numbered menus. */
  readonly hasButtons: boolean;
  readonly apiRoot: string;
  readonly oauthRoot: string;
}

export interface ZaloBotSettings {
  readonly token: string;
  readonly apiRoot: string;
  readonly mode: 'polling' | 'webhook';
  readonly webhookSecret: string | undefined;
}

export interface DeliverySettings {
  /** A message older than this is dropped unanswered. */
  readonly maxMessageAgeMs: number;
  /** Messages waiting at most; beyond it the platforms are asked to come again. */
  readonly inboxLimit: number;
  /** How long rows of answered messages (no text) and dead letters are kept. */
  readonly retentionMs: number;
  /** Messages one person may send in a minute before being asked to slow down. */
  readonly personPerMinute: number;
  /** Messages one group may send in a minute. */
  readonly groupPerMinute: number;
}

/** All that is wrong with the settings, in one message; nothing has been started. */
export class ConfigError extends ExplainedError {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      [
        `Cấu hình chưa đúng (${problems.length} chỗ). Sửa trong tệp .env rồi chạy lại; mẫu có giải thích: .env.example`,
        ...problems.map((problem) => `  - ${problem}`),
      ].join('\n'),
    );
    this.problems = problems;
  }
}

/**
 * Reads the settings; an empty value counts as missing. Throws one {@link ConfigError} that lists every problem, also a
 * folder that was set and that `isDirectory` says is none.
 */
export function readConfig(env: Environment, isDirectory: (path: string) => boolean = () => true): Config {
  const problems: string[] = [];
  const read = createSettingReader(env, problems);
  const publicUrl = read.url('PUBLIC_URL', undefined, ['https:']);
  const config: Config = {
    telegram: readTelegram(read),
    zalo: readZalo(read),
    zaloBot: readZaloBot(read),
    publicUrl,
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.integer('PORT', 3000, 0, 65_535),
    databaseUrl: read.databaseUrl('DATABASE_URL', 'file:data/bot.sqlite'),
    knowledgeDirectory: read.directory('KNOWLEDGE_DIR', 'knowledge', isDirectory),
    logLevel: read.choice('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
    delivery: {
      maxMessageAgeMs: read.integer('MESSAGE_MAX_AGE_HOURS', 24, 1, 24 * 30) * 3_600_000,
      inboxLimit: read.integer('INBOX_LIMIT', 20_000, 1, 10_000_000),
      retentionMs: read.integer('RETENTION_DAYS', 7, 2, 3_650) * 24 * 3_600_000,
      personPerMinute: read.integer('PERSON_PER_MINUTE', 20, 1, 100_000),
      groupPerMinute: read.integer('GROUP_PER_MINUTE', 60, 1, 100_000),
    },
  };
  const needsPublicUrl =
    config.telegram?.mode === 'webhook'
      ? 'TELEGRAM_MODE'
      : config.zaloBot?.mode === 'webhook'
        ? 'ZALO_BOT_MODE'
        : undefined;
  if (needsPublicUrl && !read.text('PUBLIC_URL')) {
    problems.push(
      `PUBLIC_URL: cần khi ${needsPublicUrl}=webhook, là địa chỉ https mà nền tảng gọi tới (ví dụ https://bot.example.vn), nhưng đang trống`,
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Every value of the settings that must never be shown. */
export function secretsOf({ telegram, zalo, zaloBot, databaseUrl }: Config): readonly string[] {
  const password = URL.canParse(databaseUrl) ? new URL(databaseUrl).password : '';
  return [
    telegram?.token,
    telegram?.webhookSecret,
    zalo?.appSecret,
    zalo?.oaSecretKey,
    zalo?.firstPair?.accessToken,
    zalo?.firstPair?.refreshToken,
    zaloBot?.token,
    zaloBot?.webhookSecret,
    password,
  ].filter((secret): secret is string => Boolean(secret));
}

function readTelegram(read: SettingReader): TelegramSettings | undefined {
  const token = read.matching('TELEGRAM_BOT_TOKEN', /^\d+:[\w-]{20,}$/u, 'mã do @BotFather cấp, dạng 123456789:AA…');
  const apiRoot = read.url('TELEGRAM_API_ROOT', 'https://api.telegram.org', ['https:', 'http:']);
  const mode = read.choice('TELEGRAM_MODE', ['polling', 'webhook'], 'polling');
  const webhookSecret = read.secret('TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_MODE', mode);
  return token && apiRoot ? { token, apiRoot, mode, webhookSecret } : undefined;
}

function readZalo(read: SettingReader): ZaloSettings | undefined {
  const names = ['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_ID', 'ZALO_OA_SECRET_KEY'] as const;
  const digits = 'dãy chữ số trên trang quản lý của Zalo';
  const appId = read.matching('ZALO_APP_ID', /^\d+$/u, digits);
  const appSecret = read.text('ZALO_APP_SECRET');
  const oaId = read.matching('ZALO_OA_ID', /^\d+$/u, digits);
  const oaSecretKey = read.text('ZALO_OA_SECRET_KEY');
  const accessToken = read.text('ZALO_ACCESS_TOKEN');
  const refreshToken = read.text('ZALO_REFRESH_TOKEN');
  const apiRoot = read.url('ZALO_API_ROOT', 'https://openapi.zalo.me', ['https:', 'http:']);
  const oauthRoot = read.url('ZALO_OAUTH_ROOT', 'https://oauth.zaloapp.com', ['https:', 'http:']);
  const verifierCode = read.matching(
    'ZALO_VERIFIER_CODE',
    /^[\w-]{4,128}$/u,
    'phần <mã> trong tên tệp zalo_verifier<mã>.html',
  );
  const acceptsAppSecretSignature = read.choice('ZALO_ACCEPT_APP_SECRET_SIGNATURE', ['yes', 'no'], 'no') === 'yes';
  const hasButtons = read.choice('ZALO_BUTTONS', ['yes', 'no'], 'yes') === 'yes';
  const missing = names.filter((name) => !read.text(name));
  if (missing.length > 0 && missing.length < names.length) {
    read.problem(`${missing.join(', ')}: cần đủ cả bốn ${names.join(', ')} để bật Zalo OA, nhưng đang trống`);
  }
  if (Boolean(accessToken) !== Boolean(refreshToken)) {
    read.problem('ZALO_ACCESS_TOKEN, ZALO_REFRESH_TOKEN: cần cả hai hoặc bỏ trống cả hai, nhưng mới có một');
  }
  if (!appId || !appSecret || !oaId || !oaSecretKey || !apiRoot || !oauthRoot) return undefined;
  return {
    appId,
    appSecret,
    oaId,
    oaSecretKey,
    firstPair: accessToken && refreshToken ? { accessToken, refreshToken } : undefined,
    acceptsAppSecretSignature,
    verifierCode,
    hasButtons,
    apiRoot,
    oauthRoot,
  };
}

function readZaloBot(read: SettingReader): ZaloBotSettings | undefined {
  const token = read.matching('ZALO_BOT_TOKEN', /^\d+:[\w-]+$/u, 'mã do Zalo Bot Creator cấp, dạng 123456:abc…');
  const apiRoot = read.url('ZALO_BOT_API_ROOT', 'https://bot-api.zaloplatforms.com', ['https:', 'http:']);
  const mode = read.choice('ZALO_BOT_MODE', ['polling', 'webhook'], 'polling');
  const webhookSecret = read.secret('ZALO_BOT_WEBHOOK_SECRET', 'ZALO_BOT_MODE', mode);
  return token && apiRoot ? { token, apiRoot, mode, webhookSecret } : undefined;
}
