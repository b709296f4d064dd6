import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { numberIn } from './numbered-question.ts';

/** What a store holds of a numbered stream, read past the program. */
export interface StoredMessages {
  /** Rows of all states: messages that are safe, or were answered. */
  readonly stored: number;
  /** The numbers of the messages that wait: not answered, or not yet marked as answered. */
  readonly waiting: readonly number[];
}

/** Reads what the store at `databaseUrl` holds, whether or not a program runs on it. */
export async function readStoredMessages(databaseUrl: string): Promise<StoredMessages> {
  const { stored, bodies } = databaseUrl.startsWith('file:')
    ? readSqlite(databaseUrl.slice('file:'.length))
    : await readPostgres(databaseUrl);
  const waiting = bodies.map((body) => {
    const number = numberIn(body);
    if (number === undefined) throw new Error(`expected a numbered question in every waiting row, got ${body}`);
    return number;
  });
  return { stored, waiting };
}

interface Rows {
  readonly stored: number;
  readonly bodies: readonly string[];
}

function readSqlite(path: string): Rows {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const { stored } = db.prepare('SELECT count(*) AS stored FROM message').get() as { stored: number };
    const waiting = db.prepare('SELECT body FROM message WHERE state = 0').all() as { body: string }[];
    return { stored, bodies: waiting.map(({ body }) => body) };
  } finally {
    db.close();
  }
}

async function readPostgres(databaseUrl: string): Promise<Rows> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const all = await client.query<{ stored: string }>('SELECT count(*) AS stored FROM bot_message');
    const waiting = await client.query<{ body: string }>('SELECT body FROM bot_message WHERE state = 0');
    return { stored: Number(all.rows[0]?.stored), bodies: waiting.rows.map(({ body }) => body) };
  } finally {
    await client.end();
  }
}
