import type { DataConnection, Peer } from 'peerjs';
import { SecureChatError } from '../errors.js';
import type { ErrorCode } from '../errors.js';
import type { Bytes } from '../wire/bytes.js';
import { readHeader } from '../wire/frame.js';
import type { PeerId } from '../wire/ids.js';
import { channelLabel } from '../wire/channel-frame.js';
import { Channel } from './channel.js';
import type { Direct, DirectOptions, DirectRole } from './direct.js';
import { PeerJsSignalling } from './peerjs-signalling.js';
import type { Signal } from './peerjs-signal.js';
import { holdsCertificate } from './remote-certificate.js';
import { rtcCertificate } from './rtc-certificate.js';
import type { RtcCertificate } from './rtc-certificate.js';
import { isBoundSdp } from './sdp-binding.js';

/** How long a dialled channel may take to open, in ms. */
const dialMs = 15_000;
/** Signalling is left so long after a dialled channel opened, or failed to: late candidates may still find a better path. */
const lingerMs = 4_000;

/** A peer whose certificate the session announced. */
interface Bound {
  readonly fingerprint: string;
  readonly role: DirectRole;
  channel: Channel | undefined;
  /** A connection under way. */
  trying: DataConnection | undefined;
  patience: ReturnType<typeof setTimeout> | undefined;
}

/** The carrier under the page's certificate; `undefined` where this browser has no WebRTC. */
export async function openDirect(
  options: DirectOptions,
  findCertificate: () => Promise<RtcCertificate | undefined> = rtcCertificate,
): Promise<Direct | undefined> {
  const certificate = await findCertificate();
  return certificate && new PeerJsDirect(options, certificate);
}

/** Data channels by stock PeerJS through the business's own PeerServer, which can neither read nor redirect them. */
class PeerJsDirect implements Direct {
  readonly fingerprint: string;
  readonly #options: DirectOptions;
  readonly #bound = new Map<PeerId, Bound>();
  readonly #signalling: PeerJsSignalling;
  #linger: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DirectOptions, { certificate, fingerprint }: RtcCertificate) {
    this.#options = options;
    this.fingerprint = fingerprint;
    this.#signalling = new PeerJsSignalling({
      ...options,
      certificate,
      admits: (signal, peer) => this.#admits(signal, peer),
      onPeer: peer => {
        this.#onPeer(peer);
      },
    });
  }

  isOpen(peer: PeerId): boolean {
    return this.#bound.get(peer)?.channel?.isOpen === true;
  }

  async bind(peer: PeerId, fingerprint: string, role: DirectRole): Promise<void> {
    const known = this.#bound.get(peer);
    if (known?.fingerprint !== fingerprint) {
      // Another page of the same peer: what was open to the last one ends with it.
      this.unbind(peer);
      this.#bound.set(peer, {
        fingerprint,
        role,
        channel: undefined,
        trying: undefined,
        patience: undefined,
      });
    }
    const signalling = await this.#signalling.open();
    const bound = this.#bound.get(peer);
    if (role === 'await' || !bound || bound.channel?.isOpen || bound.trying) return;
    clearTimeout(this.#linger);
    this.#try(
      peer,
      bound,
      signalling.connect(peer, { serialization: 'raw', reliable: true, label: channelLabel }),
    );
  }

  unbind(peer: PeerId): void {
    const bound = this.#bound.get(peer);
    this.#bound.delete(peer);
    clearTimeout(bound?.patience);
    bound?.trying?.close();
    bound?.channel?.close();
  }

  send(peer: PeerId, frame: Bytes, options: { readonly durable: boolean }): Promise<void> {
    const channel = this.#bound.get(peer)?.channel;
    return channel ? channel.send(frame, options) : Promise.reject(new SecureChatError('peer-unreachable'));
  }

  close(): void {
    clearTimeout(this.#linger);
    for (const peer of [...this.#bound.keys()]) this.unbind(peer);
    this.#signalling.close();
  }

  #onPeer(peer: Peer): void {
    peer.on('connection', connection => {
      const bound = this.#bound.get(connection.peer as PeerId);
      if (bound?.role === 'await') this.#try(connection.peer as PeerId, bound, connection);
      else connection.close();
    });
  }

  #admits(signal: Exclude<Signal, { type: 'server' }>, peer: Peer): boolean {
    const { from } = signal;
    const bound = this.#bound.get(from);
    if (!bound) return false;
    switch (signal.type) {
      case 'EXPIRE':
        if (bound.trying) this.#fail(from, bound, 'peer-unreachable');
        return false;
      case 'CANDIDATE':
        // Candidates for no connection would pile up in PeerJS.
        return peer.getConnection(from, signal.connectionId) !== null;
      case 'OFFER':
      case 'ANSWER': {
        // An offer brought once more would close the channel that it opened; answers to nothing would pile up in PeerJS.
        const isExpected =
          signal.type === 'OFFER'
            ? bound.role === 'await' && peer.getConnection(from, signal.connectionId) === null
            : bound.role === 'dial' && bound.trying?.connectionId === signal.connectionId;
        if (!isExpected) return false;
        if (isBoundSdp(signal.sdp, bound.fingerprint, this.fingerprint)) return true;
        this.#fail(from, bound, 'route-tampered');
        return false;
      }
    }
  }

  /** Waits for a connection to open, in place of one that was tried before. */
  #try(peer: PeerId, bound: Bound, connection: DataConnection): void {
    clearTimeout(bound.patience);
    bound.trying?.close();
    bound.trying = connection;
    const isCurrent = (): boolean => bound.trying === connection && this.#bound.get(peer) === bound;
    const onFailure = (): void => {
      if (isCurrent()) this.#fail(peer, bound, 'peer-unreachable');
    };
    bound.patience = setTimeout(onFailure, dialMs);
    connection.on('error', onFailure);
    connection.on('close', onFailure);
    connection.on('open', () => {
      void this.#verify(peer, bound, connection, isCurrent);
    });
  }

  /** No frame passes before the connected certificate is the announced one; what comes meanwhile waits. */
  async #verify(
    peer: PeerId,
    bound: Bound,
    connection: DataConnection,
    isCurrent: () => boolean,
  ): Promise<void> {
    const { dataChannel } = connection;
    const early: unknown[] = [];
    const keep = (event: MessageEvent<unknown>): number => early.push(event.data);
    dataChannel.addEventListener('message', keep);
    // A connection that went away meanwhile has nothing to show.
    const holds = await holdsCertificate(connection.peerConnection, bound.fingerprint).catch(() => undefined);
    dataChannel.removeEventListener('message', keep);
    if (!isCurrent()) {
      connection.close();
      return;
    }
    if (!holds) {
      this.#fail(peer, bound, holds === false ? 'route-tampered' : 'peer-unreachable');
      return;
    }
    clearTimeout(bound.patience);
    bound.trying = undefined;
    const replaced = bound.channel;
    const channel = new Channel(dataChannel, {
      onFrame: (frame, handled) => {
        // A peer speaks for itself only on its channel.
        const header = readHeader(frame);
        if (header?.from !== peer || header.kind !== 'message') return;
        this.#options.onFrame({
          frame,
          queue: 'live',
          route: 'direct',
          position: 0,
          cursor: () => 0,
          acknowledge: handled,
        });
      },
      onClose: () => {
        connection.close();
        if (bound.channel !== channel) return;
        bound.channel = undefined;
        this.#options.onChannel(peer, false, undefined);
      },
      onFlood: () => {
        // Nothing opens to her again before she asks inside the session, behind all that waits.
        if (this.#bound.get(peer) === bound) this.unbind(peer);
      },
    });
    bound.channel = channel;
    replaced?.close();
    this.#options.onChannel(peer, true, undefined);
    for (const data of early) channel.receive(data);
    if (bound.role === 'dial') this.#leaveSignalling();
  }

  #fail(peer: PeerId, bound: Bound, code: ErrorCode): void {
    clearTimeout(bound.patience);
    const { trying } = bound;
    bound.trying = undefined;
    trying?.close();
    if (bound.role === 'dial') this.#leaveSignalling();
    if (!bound.channel) this.#options.onChannel(peer, false, new SecureChatError(code));
  }

  /** Who dials needs the node's signalling only while it dials: one socket less for each customer. */
  #leaveSignalling(): void {
    clearTimeout(this.#linger);
    this.#linger = setTimeout(() => {
      this.#signalling.leave();
    }, lingerMs);
  }
}
