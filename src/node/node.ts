import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SecureChatError } from '../errors.js';
import { Businesses } from './businesses.js';
import { Counters } from './counters.js';
import { Assets } from './http/assets.js';
import { answerRequest, requestUrl } from './http/site.js';
import { withLimits } from './limits.js';
import type { Limits } from './limits.js';
import { errorFact, silentLog } from './log.js';
import type { Log } from './log.js';
import { Origins } from './origins.js';
import { Signalling } from './peerjs/signalling.js';
import { Relay } from './relay/relay.js';
import { SocketGate } from './socket-gate.js';
import { databaseFile, openDatabase } from './store/sqlite/database.js';
import { lockFolder } from './store/folder-lock.js';
import { SqliteMailbox } from './store/sqlite/mailbox.js';
import { SqliteRegister } from './store/sqlite/register.js';
import { Tickets } from './tickets.js';
import { turnCredentials } from './turn.js';
import type { TurnOptions } from './turn.js';
import { refuseUpgrade } from './upgrade.js';

/** How a node runs; all but the folder has a default. */
export interface NodeOptions {
  /** Folder of the database; made where it is not there. */
  readonly data: string;
  readonly host?: string;
  /** 0: any free port. */
  readonly port?: number;
  /** The origin under which browsers reach the node, where a proxy stands before it. */
  readonly publicUrl?: string | undefined;
  readonly turn?: TurnOptions | undefined;
  /** Port of `/metrics` on the loopback; none: no metrics. */
  readonly metricsPort?: number | undefined;
  /** Number of own proxies that write `X-Forwarded-For`. */
  readonly proxyHops?: number;
  /** Largest size of the database in MiB. */
  readonly maxDatabaseMib?: number | undefined;
  /** Folder of the built widget. */
  readonly assets?: string;
  readonly limits?: Partial<Limits>;
  /** How often a silent socket is asked for a sign of life, in milliseconds; the second silence ends it. */
  readonly aliveMs?: number;
  readonly log?: Log;
  readonly now?: () => number;
}

/** A node that runs. */
export interface RunningNode {
  /** Where browsers reach it. */
  readonly origin: string;
  readonly port: number;
  /** Where `/metrics` is, if anywhere. */
  readonly metricsOrigin: string | undefined;
  /** Whether the widget's files were found. */
  readonly isBuilt: boolean;
  /** Stops: not ready, no new sockets, everybody told to come back, everything on disk. */
  close(): Promise<void>;
}

const distFolder = fileURLToPath(new URL('../../dist', import.meta.url));
const sweepMs = 3_600_000;

/** Starts a node; fulfilled when it listens. */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { data, host = '127.0.0.1', now = Date.now, log = silentLog, proxyHops = 0 } = options;
  const limits = withLimits(options.limits);
  using resources = new DisposableStack();
  resources.use(lockFolder(data));
  const database = resources.adopt(
    openDatabase(join(data, databaseFile), { maxMib: options.maxDatabaseMib }),
    opened => {
      opened.close();
    },
  );
  const counters = new Counters();
  const mailbox = new SqliteMailbox(database, now, error => {
    counters.add('commit_failures');
    log('commit-failed', { error: errorFact(error) });
  });
  const register = new SqliteRegister(database);
  const ctx = { crypto: globalThis.crypto, now };
  const businesses = new Businesses(ctx, register);
  const assets = new Assets(options.assets ?? distFolder, join(data, 'widget'));

  const server = createServer({ requestTimeout: limits.handshakeMs, headersTimeout: limits.handshakeMs });
  const port = await listen(server, options.port ?? 9000, host, 'HOST and PORT');
  resources.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  const origins = new Origins(options.publicUrl, host, port);
  const gate = new SocketGate(limits, now);
  const tickets = new Tickets(now);
  let isDraining = false;
  const upgrades = { limits, origins, gate, counters, proxyHops, isDraining: () => isDraining };
  const { turn } = options;
  const aliveMs = options.aliveMs ?? 30_000;
  const world = { businesses, limits, counters, log, now };
  const signalling = new Signalling({ ...world, tickets }, upgrades, aliveMs);
  const relay = new Relay(
    {
      ...world,
      ctx,
      mailbox,
      pass: (business, id) => ({
        ticket: tickets.issue(business, id),
        ...(turn === undefined ? {} : { turn: turnCredentials(turn, now()) }),
      }),
    },
    upgrades,
    aliveMs,
  );

  const site = { ...world, register, origins, assets, isDraining: () => isDraining };
  server.on('request', (request, response) => {
    answerRequest(site, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    // From here on the socket is ours: without a listener one reset would end the process.
    socket.on('error', () => undefined);
    const url = requestUrl(request, limits.urlBytes);
    if (url === undefined) refuseUpgrade(socket, 414);
    else if (url.pathname === '/relay') relay.upgrade({ request, socket, head, url });
    else if (url.pathname === '/peerjs') signalling.upgrade({ request, socket, head, url });
    else refuseUpgrade(socket, 404);
  });
  const metrics = await startMetrics(options.metricsPort, () =>
    counters.toText({ sockets: gate.sockets, memory_bytes: process.memoryUsage.rss() }),
  );
  const expire = (): void => {
    for (const { id, record } of businesses.all()) {
      const before = Math.floor(now() / 1000) - record.facts.retentionDays * 86_400;
      // A failed commit is counted and logged by the mailbox; the next sweep tries again.
      mailbox.expire(id, before).catch(() => undefined);
    }
  };
  expire();
  const sweep = setInterval(expire, sweepMs).unref();

  const held = resources.move();
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    isDraining = true;
    clearInterval(sweep);
    metrics?.server.close();
    metrics?.server.closeAllConnections();
    await Promise.all([relay.drain(), signalling.drain()]);
    mailbox.flush();
    held.dispose();
  };
  return {
    origin: origins.primary,
    port,
    metricsOrigin: metrics && `http://127.0.0.1:${String(metrics.port)}`,
    isBuilt: assets.isBuilt,
    close: () => (closing ??= close()),
  };
}

async function startMetrics(
  port: number | undefined,
  read: () => string,
): Promise<{ server: Server; port: number } | undefined> {
  if (port === undefined) return undefined;
  const server = createServer((request, response) => {
    const isMetrics = request.url === '/metrics';
    response.writeHead(isMetrics ? 200 : 404, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(isMetrics ? read() : '');
  });
  // Always the loopback: numbers say how much a business has to do.
  return { server, port: await listen(server, port, '127.0.0.1', 'METRICS_PORT') };
}

async function listen(server: Server, port: number, host: string, set: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', cause => {
      const isTaken = 'code' in cause && cause.code === 'EADDRINUSE';
      const code = isTaken ? 'port-in-use' : 'option-invalid';
      const reason = `cannot listen on ${host} port ${String(port)} (${errorFact(cause)}): check ${set}`;
      reject(new SecureChatError(code, reason, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
