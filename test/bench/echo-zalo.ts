import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { Pool } from 'undici';

/**
 * The yardstick: the least that a Zalo bot can be and still lose nothing. node:http, the signature, one row made durable
 * before the 200 (writes of one turn share a sync), undici, the row marked; it sends back what it got.
 */
const {
  ZALO_APP_ID = '',
  ZALO_OA_SECRET_KEY = '',
  ZALO_ACCESS_TOKEN = '',
  ZALO_API_ROOT = '',
  PORT,
  DATABASE_PATH = '',
} = process.env;

const db = new DatabaseSync(DATABASE_PATH);
db.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE inbox (id TEXT PRIMARY KEY, body TEXT, done INTEGER)',
);
const insert = db.prepare('INSERT INTO inbox VALUES (?, ?, 0) ON CONFLICT DO NOTHING');
const mark = db.prepare('UPDATE inbox SET done = 1, body = NULL WHERE id = ?');
let queue: { write: () => void; resolve: () => void }[] = [];
const durable = (write: () => void): Promise<void> =>
  new Promise((resolve) => {
    if (queue.length === 0) setImmediate(flush);
    queue.push({ write, resolve });
  });
const flush = (): void => {
  const batch = queue;
  queue = [];
  db.exec('BEGIN IMMEDIATE');
  for (const { write } of batch) write();
  db.exec('COMMIT');
  for (const { resolve } of batch) resolve();
};

const pool = new Pool(ZALO_API_ROOT, { connections: 64 });
const send = async (id: string, user: string, text: string): Promise<void> => {
  const { body } = await pool.request({
    path: '/v3.0/oa/message/cs',
    method: 'POST',
    headers: { 'content-type': 'application/json', access_token: ZALO_ACCESS_TOKEN },
    body: JSON.stringify({ recipient: { user_id: user }, message: { text } }),
  });
  await body.json();
  await durable(() => void mark.run(id));
};

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const raw = Buffer.concat(chunks).toString('utf8');
    const event = JSON.parse(raw);
    const mac = createHash('sha256')
      .update(ZALO_APP_ID + raw + event.timestamp + ZALO_OA_SECRET_KEY)
      .digest('hex');
    const given = String(request.headers['x-zevent-signature']).slice('mac='.length);
    if (given.length !== mac.length || !timingSafeEqual(Buffer.from(given), Buffer.from(mac))) {
      response.writeHead(403).end();
      return;
    }
    const { msg_id: id, text } = event.message;
    await durable(() => void insert.run(id, raw));
    response.writeHead(200).end();
    await send(id, event.sender.id, text);
  });
}).listen(Number(PORT), '127.0.0.1', () => console.log('"msg":"ready"'));
process.once('SIGTERM', () => process.exit(0));
