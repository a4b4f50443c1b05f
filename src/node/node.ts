import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Businesses } from './businesses.js';
import { Counters } from './counters.js';
import { embeddedDrivers } from './drivers.js';
import type { Drivers, OpenStores } from './drivers.js';
import { Assets } from './http/assets.js';
import { answerRequest, requestUrl } from './http/site.js';
import { closeServer, listen } from './listen.js';
import { withLimits } from './limits.js';
import type { Limits } from './limits.js';
import { errorField, silentLog } from './log.js';
import type { Log } from './log.js';
import { startMetrics } from './metrics.js';
import { Origins } from './origins.js';
import { Signalling } from './peerjs/signalling.js';
import { Relay } from './relay/relay.js';
import { SocketGate } from './socket-gate.js';
import { Tickets } from './tickets.js';
import { turnCredentials } from './turn.js';
import type { TurnOptions } from './turn.js';
import { refuseUpgrade } from './upgrade.js';

/** How a node runs; all but the folder has a default. */
export interface NodeOptions {
  /** Folder of the node's data; made where it is missing. */
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
  /** How often a socket is pinged, in milliseconds; one that was silent since the last ping is ended. */
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
  /** Stops the node: it opens no more sockets, tells everybody to come back, and has everything on disk. */
  close(): Promise<void>;
}

const distFolder = fileURLToPath(new URL('../../dist', import.meta.url));
const sweepMs = 3_600_000;

/** Starts a node; fulfilled when it listens. */
export async function startNode(
  options: NodeOptions,
  drivers: Drivers = embeddedDrivers,
): Promise<RunningNode> {
  const { data, maxDatabaseMib, now = Date.now, log = silentLog } = options;
  const counters = new Counters();
  const onFailure = (error: unknown): void => {
    counters.add('commit_failures');
    log('commit-failed', { error: errorField(error) });
  };
  const stores = await drivers.openStores({ data, maxDatabaseMib, now, onFailure });
  try {
    return await serve(options, drivers, stores, counters);
  } catch (error) {
    await stores[Symbol.asyncDispose]();
    throw error;
  }
}

async function serve(
  options: NodeOptions,
  drivers: Drivers,
  stores: OpenStores,
  counters: Counters,
): Promise<RunningNode> {
  const { data, host = '127.0.0.1', now = Date.now, log = silentLog, proxyHops = 0, turn } = options;
  const { aliveMs = 30_000 } = options;
  const { mailbox, register } = stores;
  const limits = withLimits(options.limits);
  const ctx = { crypto: globalThis.crypto, now };
  const businesses = await Businesses.open(ctx, register, error => {
    log('register-failed', { error: errorField(error) });
  });
  const assets = new Assets(options.assets ?? distFolder, join(data, 'widget'));
  const gate = new SocketGate(limits, now);
  const metrics =
    options.metricsPort === undefined
      ? undefined
      : await startMetrics(options.metricsPort, () =>
          counters.toText({ sockets: gate.sockets, memory_bytes: process.memoryUsage.rss() }),
        );

  const server = createServer({ requestTimeout: limits.handshakeMs, headersTimeout: limits.handshakeMs });
  const port = await listen(server, options.port ?? 9000, host, 'HOST and PORT').catch((error: unknown) => {
    if (metrics !== undefined) closeServer(metrics.server);
    throw error;
  });
  const origins = new Origins(options.publicUrl, host, port);
  const tickets = new Tickets(now);
  let isDraining = false;
  const upgrades = { limits, origins, gate, counters, proxyHops, isDraining: () => isDraining };
  const world = { businesses, limits, counters, log, now };
  const signalling = new Signalling(
    { ...world, tickets, directory: drivers.createDirectory() },
    upgrades,
    aliveMs,
  );
  const relay = new Relay(
    {
      ...world,
      ctx,
      mailbox,
      directory: drivers.createDirectory(),
      credentials: (business, id) => ({
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
  const expire = (): void => {
    for (const { id, record } of businesses.all()) {
      const before = Math.floor(now() / 1000) - record.summary.retentionDays * 86_400;
      // A failed commit is counted and logged by the mailbox; the next sweep tries again.
      mailbox.expire(id, before).catch(() => undefined);
    }
  };
  expire();
  const sweep = setInterval(expire, sweepMs).unref();

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    isDraining = true;
    clearInterval(sweep);
    if (metrics !== undefined) closeServer(metrics.server);
    await Promise.all([relay.drain(), signalling.drain()]);
    closeServer(server);
    await stores[Symbol.asyncDispose]();
  };
  return {
    origin: origins.primary,
    port,
    metricsOrigin: metrics?.origin,
    isBuilt: assets.isBuilt,
    close: () => (closing ??= close()),
  };
}
