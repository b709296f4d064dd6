import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Json, Notes, TokenPair, Tokens } from '../core/store.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { createPostgresElection } from './postgres-election.ts';
import { createPostgresInbox, INBOX_TABLES } from './postgres-inbox.ts';
import { LEASE_TABLES, startLease } from './postgres-lease.ts';
import { saveStubbornly } from './save-stubbornly.ts';
import { newerError, type Store, StoreError, type StoreOptions } from './store.ts';

/** Each entry brings the tables one version further; never edited once released, only added to. */
const MIGRATIONS = [
  `${INBOX_TABLES}
   ${LEASE_TABLES}
   CREATE TABLE bot_note (key text COLLATE "C" PRIMARY KEY, value text NOT NULL, expires_at bigint);
   CREATE TABLE bot_token (account text PRIMARY KEY, pair text);`,
];

/** How long the database may take to accept a connection, and to answer a statement. */
const CONNECT_MS = 5_000;
const STATEMENT_MS = 10_000;

/** How long a process waits for another one that renews the same token. */
const RENEWAL_MS = 60_000;

/** Connections a process holds at most, besides the two for notifications and the election. */
const CONNECTIONS = 6;

/** Opens the PostgreSQL store at `databaseUrl`; its tables begin with `bot_` and stand in the first schema of the path. */
export async function openPostgresStore(databaseUrl: string, options: StoreOptions): Promise<Store> {
  const processName = `bot-${randomUUID()}`;
  const connection = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    keepAlive: true,
    application_name: processName,
  };
  const pool = new pg.Pool({ ...connection, max: CONNECTIONS });
  const connect = (): pg.Client => new pg.Client(connection);
  // A connection that breaks while idle is replaced by the pool; what was asked on it rejects by itself.
  pool.on('error', () => {});
  try {
    await migrate(pool);
    const lease = await startLease(pool, connect, processName, options.log);
    return {
      ...createPostgresInbox(pool, lease, options),
      notes: createNotes(pool, options.now),
      tokens: createTokens(pool),
      election: createPostgresElection(connect, options.log),
      async close() {
        await lease.end().catch(() => {});
        await pool.end();
      },
    };
  } catch (fault) {
    await pool.end();
    throw fault instanceof StoreError ? fault : openingError(databaseUrl, fault);
  }
}

async function migrate(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('bot/migrate', 0))");
    await client.query('CREATE TABLE IF NOT EXISTS bot_version (version integer NOT NULL)');
    const { rows } = await client.query<{ version: number }>('SELECT version FROM bot_version');
    const version = rows[0]?.version ?? 0;
    if (version > MIGRATIONS.length) throw newerError(version, MIGRATIONS.length);
    if (version === MIGRATIONS.length) return;
    for (const migration of MIGRATIONS.slice(version)) await client.query(migration);
    await client.query('DELETE FROM bot_version');
    await client.query('INSERT INTO bot_version VALUES ($1)', [MIGRATIONS.length]);
  });
}

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let fault: unknown;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (thrown) {
    fault = thrown;
    throw thrown;
  } finally {
    // A connection that failed is not given back: closing it also ends its transaction.
    client.release(fault !== undefined);
  }
}

function openingError(databaseUrl: string, fault: unknown): StoreError {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  const host = URL.canParse(databaseUrl) ? new URL(databaseUrl).host : '';
  return new StoreError(
    `Không dùng được cơ sở dữ liệu PostgreSQL tại "${host}" (${code} ${fault instanceof Error ? fault.message : ''}). ` +
      'Hãy kiểm tra máy chủ đang chạy, tên, mật khẩu, và quyền tạo bảng, hoặc đổi DATABASE_URL. ' +
      '(Expected a PostgreSQL server that lets this user create tables; check that it runs, name, password and rights, or change DATABASE_URL.)',
  );
}

function createNotes(pool: pg.Pool, now: () => number): Notes {
  return {
    async get(key) {
      const { rows } = await pool.query<{ value: string }>(
        'SELECT value FROM bot_note WHERE key = $1 AND (expires_at IS NULL OR expires_at > $2)',
        [key, now()],
      );
      return rows[0] && (JSON.parse(rows[0].value) as Json);
    },
    async set(key, value, expiresAtMs) {
      await pool.query(
        `INSERT INTO bot_note VALUES ($1, $2, $3)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
        [key, JSON.stringify(value), expiresAtMs],
      );
    },
    async add(key, value, expiresAtMs) {
      const { rowCount } = await pool.query(
        `INSERT INTO bot_note AS note VALUES ($1, $2, $3)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
         WHERE note.expires_at <= $4`,
        [key, JSON.stringify(value), expiresAtMs, now()],
      );
      return rowCount === 1;
    },
    async deleteByPrefix(prefix) {
      await pool.query('DELETE FROM bot_note WHERE starts_with(key, $1)', [prefix]);
    },
  };
}

function createTokens(pool: pg.Pool): Tokens {
  const oneAtATime = createOneAtATime();
  const load = async (account: string): Promise<TokenPair | undefined> => {
    const { rows } = await pool.query<{ pair: string | null }>('SELECT pair FROM bot_token WHERE account = $1', [
      account,
    ]);
    return rows[0]?.pair ? (JSON.parse(rows[0].pair) as TokenPair) : undefined;
  };
  const save = async (account: string, pair: TokenPair): Promise<void> => {
    await pool.query('INSERT INTO bot_token VALUES ($1, $2) ON CONFLICT (account) DO UPDATE SET pair = excluded.pair', [
      account,
      JSON.stringify(pair),
    ]);
  };
  return {
    load,
    save,
    renew: (account, renew) =>
      oneAtATime(async () => {
        let renewed: TokenPair | undefined;
        try {
          return await inTransaction(pool, async (client) => {
            await client.query('INSERT INTO bot_token VALUES ($1, NULL) ON CONFLICT DO NOTHING', [account]);
            const lockRow: pg.QueryConfig & { query_timeout: number } = {
              text: 'SELECT pair FROM bot_token WHERE account = $1 FOR UPDATE',
              values: [account],
              query_timeout: RENEWAL_MS,
            };
            const { rows } = await client.query<{ pair: string | null }>(lockRow);
            const current = rows[0]?.pair ? (JSON.parse(rows[0].pair) as TokenPair) : undefined;
            renewed = await renew(current);
            await client.query('UPDATE bot_token SET pair = $2 WHERE account = $1', [account, JSON.stringify(renewed)]);
            return renewed;
          });
        } catch (fault) {
          if (!renewed) throw fault;
          const pair = renewed;
          await saveStubbornly(() => save(account, pair));
          return pair;
        }
      }),
  };
}
