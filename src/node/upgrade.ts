import { STATUS_CODES } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { clientAddress } from './address.js';
import type { Counters } from './counters.js';
import type { Limits } from './limits.js';
import type { Origins } from './origins.js';
import type { SocketGate } from './socket-gate.js';

/** What an upgrade is judged by. */
export interface UpgradeWorld {
  readonly limits: Limits;
  readonly origins: Origins;
  readonly gate: SocketGate;
  readonly counters: Counters;
  readonly proxyHops: number;
  readonly isDraining: () => boolean;
}

/** A request that asks for a WebSocket. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly url: URL;
}

/** Opens WebSockets, after the checks that `/relay` and `/peerjs` have in common. */
export class Upgrader {
  readonly #world: UpgradeWorld;
  readonly #server: WebSocketServer;
  readonly #subprotocol: string | undefined;

  constructor(world: UpgradeWorld, maxPayload: number, subprotocol?: string) {
    this.#world = world;
    this.#subprotocol = subprotocol;
    // Compression costs memory for each socket, and sealed frames do not get smaller.
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload,
      handleProtocols: () => subprotocol ?? false,
    });
  }

  /** Opens the socket, or answers why not; `origin` is the own origin that it was opened to. */
  upgrade(upgrade: UpgradeRequest, onOpen: (socket: WebSocket, origin: string) => void): void {
    const { request, socket, head } = upgrade;
    const { gate, origins, counters, proxyHops, isDraining } = this.#world;
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
    const origin = origins.of(request);
    const isOffered =
      this.#subprotocol === undefined || offered.some(name => name.trim() === this.#subprotocol);
    if (isDraining()) {
      this.#refuse(socket, 503, 5);
    } else if (!isOffered) this.#refuse(socket, 400);
    else if (origin === undefined) this.#refuse(socket, 421);
    else {
      const address = clientAddress(request, proxyHops);
      const waitSeconds = gate.enter(address);
      if (waitSeconds > 0) {
        this.#refuse(socket, 503, waitSeconds);
        return;
      }
      leaveAtEnd(gate, address, socket);
      this.#server.handleUpgrade(request, socket, head, webSocket => {
        counters.add('upgrades');
        onOpen(webSocket, origin);
      });
    }
  }

  #refuse(socket: Duplex, status: number, retrySeconds?: number): void {
    this.#world.counters.add('upgrades_refused');
    refuseUpgrade(socket, status, retrySeconds);
  }
}

/**
 * Counts a socket out when its connection ends, whether or not it became a WebSocket. A function of its own, since a
 * listener made inside the upgrade would keep the request and its headers in memory for as long as the socket lives.
 */
function leaveAtEnd(gate: SocketGate, address: string | undefined, socket: Duplex): void {
  socket.once('close', () => {
    gate.leave(address);
  });
}

/** Answers an upgrade with a plain HTTP status. */
export function refuseUpgrade(socket: Duplex, status: number, retrySeconds?: number): void {
  const retry = retrySeconds === undefined ? '' : `Retry-After: ${String(retrySeconds)}\r\n`;
  const reason = STATUS_CODES[status] ?? '';
  socket.end(
    `HTTP/1.1 ${String(status)} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n${retry}\r\n`,
    () => {
      socket.destroy();
    },
  );
}
