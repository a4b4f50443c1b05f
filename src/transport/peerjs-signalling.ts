import { Peer } from 'peerjs';
import { SecureChatError } from '../errors.js';
import { readSignal } from './peerjs-signal.js';
import type { Signal } from './peerjs-signal.js';
import type { DirectOptions } from './direct.js';
import { iceServers } from './ice-servers.js';

/** How long signalling may take to open, in ms. */
const openMs = 8_000;
/** PeerJS's own heartbeat to the node, in ms. */
const pingMs = 20_000;

export interface SignallingOptions extends Pick<DirectOptions, 'node' | 'business' | 'id' | 'ticket'> {
  readonly certificate: RTCCertificate;
  /** Whether PeerJS may see a message of another peer: it applies descriptions before it tells anybody. */
  readonly admits: (signal: Exclude<Signal, { type: 'server' }>, peer: Peer) => boolean;
  /** Called once for each new PeerJS, before anything comes in. */
  readonly onPeer: (peer: Peer) => void;
}

/** Stock PeerJS and its socket to the node: opened with a fresh ticket whenever somebody is to be dialled or to dial. */
export class PeerJsSignalling {
  readonly #options: SignallingOptions;
  #peer: Peer | undefined;
  #opening: Promise<Peer> | undefined;
  #isClosed = false;

  constructor(options: SignallingOptions) {
    this.#options = options;
  }

  /** PeerJS with an open socket. Fails with `node-unreachable`. */
  open(): Promise<Peer> {
    if (this.#peer?.open) return Promise.resolve(this.#peer);
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Closes the socket; channels stay. */
  leave(): void {
    this.#peer?.disconnect();
  }

  /** Closes the socket and every channel. */
  close(): void {
    this.#isClosed = true;
    this.#peer?.destroy();
  }

  async #open(): Promise<Peer> {
    const { ticket: token, turn } = await this.#options.ticket();
    if (this.#isClosed) throw new SecureChatError('node-unreachable');
    const config: RTCConfiguration = {
      iceServers: iceServers(turn),
      certificates: [this.#options.certificate],
    };
    const known = this.#peer;
    if (known?.disconnected && !known.destroyed) {
      // Both are read at each reconnect and dial: a ticket opens one socket, TURN credentials end.
      Object.assign(known.options, { token, config });
      known.reconnect();
      await opened(known);
      return known;
    }
    const peer = this.#make(token, config);
    this.#peer = peer;
    await opened(peer);
    return peer;
  }

  #make(token: string, config: RTCConfiguration): Peer {
    const { node, business, id, onPeer } = this.#options;
    const { protocol, hostname, port } = new URL(node);
    const secure = protocol === 'https:';
    const peer = new Peer(id, {
      host: hostname,
      port: port === '' ? (secure ? 443 : 80) : Number(port),
      path: '/',
      key: business,
      secure,
      token,
      pingInterval: pingMs,
      config,
    });
    this.#guard(peer);
    onPeer(peer);
    return peer;
  }

  /** Stands between the socket and PeerJS's own listeners (NODE "The seam"). */
  #guard(peer: Peer): void {
    const { socket } = peer;
    const listeners = socket.listeners('message');
    socket.removeAllListeners('message');
    socket.on('message', (message: unknown) => {
      const signal = readSignal(message);
      if (!signal || (signal.type !== 'server' && !this.#options.admits(signal, peer))) return;
      for (const listener of listeners) listener.call(socket, message);
    });
  }
}

function opened(peer: Peer): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(patience);
      peer.off('open', onOpen);
      for (const event of ['disconnected', 'close'] as const) peer.off(event, onFailure);
    };
    const onOpen = (): void => {
      stop();
      resolve();
    };
    const onFailure = (): void => {
      stop();
      reject(new SecureChatError('node-unreachable'));
    };
    const patience = setTimeout(() => {
      peer.disconnect();
      onFailure();
    }, openMs);
    peer.on('open', onOpen);
    for (const event of ['disconnected', 'close'] as const) peer.on(event, onFailure);
  });
}
