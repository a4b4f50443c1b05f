/**
 * The floor: a bare `ws` router. It believes everybody, checks nothing and bounds nothing; it looks up whom a frame is for
 * and passes it on. Durable frames it writes into the same table, one commit for each turn of the event loop.
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { serveParent } from './usage.js';

const durable = 1;
const transient = 2;
const own = 3;
/** Where the receiver's id stands behind the header of a frame (PROTOCOL 12). */
const toOffset = 49;
const idBytes = 27;

const [, , folder = ''] = process.argv;
const database = new DatabaseSync(join(folder, 'router.db'));
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE own (
    position INTEGER PRIMARY KEY, business INTEGER NOT NULL, recipient TEXT NOT NULL, sender TEXT NOT NULL,
    at INTEGER NOT NULL, frame BLOB NOT NULL) STRICT;
  CREATE INDEX own_by_recipient ON own (business, recipient)`);
const put = database.prepare('INSERT INTO own VALUES (?, ?, ?, ?, ?, ?)');
const drop = database.prepare('DELETE FROM own WHERE business = ? AND recipient = ? AND position <= ?');
const peers = new Map<string, WebSocket>();
let position = 0;
let writes: (() => void)[] = [];
let answers: (() => void)[] = [];

function commitLater(write: () => void, answer: () => void): void {
  if (writes.length === 0) setImmediate(commit);
  writes.push(write);
  answers.push(answer);
}

function commit(): void {
  const [written, answered] = [writes, answers];
  [writes, answers] = [[], []];
  database.exec('BEGIN IMMEDIATE');
  for (const write of written) write();
  database.exec('COMMIT');
  for (const answer of answered) answer();
}

function takeFrame(socket: WebSocket, from: string, data: Buffer): void {
  if (data[0] === transient) {
    peers.get(data.toString('latin1', 1 + toOffset, 1 + toOffset + idBytes))?.send(data);
    return;
  }
  const n = data.readUInt32BE(1);
  const to = data.toString('latin1', 5 + toOffset, 5 + toOffset + idBytes);
  const frame = data.subarray(5);
  const place = ++position;
  const head = Buffer.alloc(9);
  head[0] = own;
  head.writeBigUInt64BE(BigInt(place), 1);
  peers.get(to)?.send(Buffer.concat([head, frame]));
  const at = Math.floor(Date.now() / 1000);
  commitLater(
    () => put.run(place, 1, to, from, at, frame),
    () => {
      socket.send(`{"type":"stored","n":${String(n)}}`);
    },
  );
}

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });
sockets.on('connection', (socket, request) => {
  const id = new URL(request.url ?? '', 'ws://router').searchParams.get('id') ?? '';
  peers.set(id, socket);
  socket.on('message', (data, isBinary) => {
    if (!Buffer.isBuffer(data)) return;
    if (isBinary && (data[0] === durable || data[0] === transient)) takeFrame(socket, id, data);
    else if (!isBinary) {
      const handled = JSON.parse(data.toString()) as { readonly position: number };
      commitLater(
        () => drop.run(1, id, handled.position),
        () => undefined,
      );
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  serveParent(typeof address === 'object' ? (address?.port ?? 0) : 0, async () => {
    server.closeAllConnections();
    database.close();
  });
});
