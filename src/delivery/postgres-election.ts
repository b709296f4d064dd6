import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { describeFault, type Log } from '../core/log.ts';
import type { Election } from './store.ts';

/** How often the others ask for the lead, and the leader proves to itself that its connection lives. */
const ASK_MS = 1_000;

/** Makes the database drop a leader's connection within seconds when its machine is gone. */
const KEEP_ALIVE = `SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3`;

/** Elects by an advisory lock: whoever's connection holds it leads, and the lock ends with the connection. */
export function createPostgresElection(connect: () => Client, log: Log): Election {
  /** Leads once if the lock is free; tells whether `run` ended by itself. */
  const leadOnce = async (
    name: string,
    signal: AbortSignal,
    run: (leading: AbortSignal) => Promise<void>,
  ): Promise<boolean> => {
    const lost = new AbortController();
    const client = connect();
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    try {
      await client.connect();
      await client.query(KEEP_ALIVE);
      while (!(await ask(client, name))) {
        await sleep(ASK_MS, undefined, { signal });
      }
      const leading = AbortSignal.any([signal, lost.signal]);
      const isOver = new AbortController();
      void prove(client, AbortSignal.any([leading, isOver.signal])).catch(() => lost.abort());
      try {
        await run(leading);
      } finally {
        isOver.abort();
      }
      return !lost.signal.aborted;
    } finally {
      await client.end().catch(() => {});
    }
  };

  return {
    async whileLeader(name, signal, run) {
      while (!signal.aborted) {
        let runFault: { readonly cause: unknown } | undefined;
        const guarded = (leading: AbortSignal): Promise<void> =>
          run(leading).catch((cause) => {
            runFault = { cause };
          });
        try {
          const isOver = await leadOnce(name, signal, guarded);
          if (runFault) throw runFault.cause;
          if (isOver) return;
        } catch (fault) {
          if (runFault) throw runFault.cause;
          if (signal.aborted) return;
          log.warn({ fault: describeFault(fault) }, 'the election cannot reach the database');
          await sleep(ASK_MS, undefined, { signal }).catch(() => {});
        }
      }
    },
  };
}

async function ask(client: Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ is_leader: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended('bot/' || $1, 0)) AS is_leader",
    [name],
  );
  return rows[0]?.is_leader ?? false;
}

/** Rejects when the connection no longer answers, or when `signal` is aborted. */
async function prove(client: Client, signal: AbortSignal): Promise<never> {
  for (;;) {
    await sleep(ASK_MS, undefined, { signal });
    await client.query('SELECT 1');
  }
}
