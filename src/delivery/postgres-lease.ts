import type { Client, Pool } from 'pg';
import { describeFault, type Log } from '../core/log.ts';

/** This process among those that share the database: under which name it holds messages, and whether it still does. */
export interface Lease {
  /** Changes when another process took over what this one held. */
  readonly owner: string;
  /** Whether nobody can have taken over by now. */
  isSure(): boolean;
  /** Has `listener` called when another process stored a message or died. */
  watch(listener: () => void): void;
  /** Gives everything back. */
  end(): Promise<void>;
}

/** The table of the processes that are alive. */
export const LEASE_TABLES = 'CREATE TABLE bot_worker (id text PRIMARY KEY, seen_at timestamptz NOT NULL);';

/** How often a process says that it is alive. */
const BEAT_MS = 1_000;

/** After how long a silent process is taken for dead, and one that has no connection left. */
const LEASE_MS = 5_000;
const UNCONNECTED_LEASE_MS = 2_000;

/** After how long without a beat a process no longer trusts its own lease; well before others stop trusting it. */
const SURE_MS = 3_500;

const BEAT = `
  INSERT INTO bot_worker VALUES ($1, now()) ON CONFLICT (id) DO UPDATE SET seen_at = now() RETURNING xmax = 0 AS is_new`;

/** While the database was down nobody could beat: that counts for nobody's death. */
const SEEN_AT = 'greatest(seen_at, pg_postmaster_start_time())';

/** A process that was killed leaves no connection; one that hangs, or whose machine is gone, leaves silent ones. */
const TAKE_OVER = `
  WITH dead AS (
    DELETE FROM bot_worker AS worker
    WHERE ${SEEN_AT} < now() - interval '${LEASE_MS} ms'
    OR ${SEEN_AT} < now() - interval '${UNCONNECTED_LEASE_MS} ms' AND NOT EXISTS (
      SELECT FROM pg_stat_activity WHERE application_name = split_part(worker.id, ':', 1))
    RETURNING id)
  UPDATE bot_message SET owner = NULL FROM dead WHERE state = 0 AND owner = dead.id`;

/**
 * Begins to beat as `processName`, which must be the `application_name` of all this process's connections; `connect` makes
 * the one on which notifications arrive.
 */
export async function startLease(pool: Pool, connect: () => Client, processName: string, log: Log): Promise<Lease> {
  const listeners: (() => void)[] = [];
  let losses = 0;
  let owner = `${processName}:${losses}`;
  let beatAtMs = 0;
  let isEnded = false;
  let listening: Client | undefined;

  const announce = (): void => {
    for (const listener of listeners) listener();
  };

  const beat = async (): Promise<void> => {
    const begunAtMs = performance.now();
    const { rows } = await pool.query<{ is_new: boolean }>({ name: 'beat', text: BEAT, values: [owner] });
    if (rows[0]?.is_new && beatAtMs > 0) {
      log.warn({}, 'another process took over what this one held');
      losses += 1;
      owner = `${processName}:${losses}`;
      await pool.query({ name: 'beat', text: BEAT, values: [owner] });
    }
    beatAtMs = begunAtMs;
    const { rowCount } = await pool.query({ name: 'take over', text: TAKE_OVER });
    if (!rowCount) return;
    log.warn({ messages: rowCount }, 'took over the messages of a process that died');
    announce();
  };

  const listen = async (): Promise<void> => {
    const client = connect();
    client.on('error', () => {});
    client.on('end', () => {
      if (listening === client) listening = undefined;
    });
    client.on('notification', ({ payload }) => {
      if (payload !== owner) announce();
    });
    await client.connect();
    await client.query('LISTEN bot_inbox');
    listening = client;
    announce();
  };

  let timer: NodeJS.Timeout | undefined;
  const goOn = async (): Promise<void> => {
    try {
      await beat();
      if (!listening) await listen();
    } catch (fault) {
      log.warn({ fault: describeFault(fault) }, 'the database did not answer');
    }
    if (!isEnded) timer = setTimeout(() => void goOn(), BEAT_MS);
  };
  await beat();
  await listen();
  timer = setTimeout(() => void goOn(), BEAT_MS);

  return {
    get owner() {
      return owner;
    },
    isSure: () => performance.now() - beatAtMs < SURE_MS,
    watch: (listener) => void listeners.push(listener),
    async end() {
      isEnded = true;
      clearTimeout(timer);
      await listening?.end();
      await pool.query('UPDATE bot_message SET owner = NULL WHERE state = 0 AND owner = $1', [owner]);
      await pool.query('DELETE FROM bot_worker WHERE id = $1', [owner]);
      await pool.query("SELECT pg_notify('bot_inbox', $1)", [owner]);
    },
  };
}
