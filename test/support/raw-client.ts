import { once } from 'node:events';
import { WebSocket } from 'ws';
import { proveAdmission } from '../../src/protocol/admission.js';
import { fromBase64url, toBase64url } from '../../src/wire/base64url.js';
import { concat } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { encodeHeader } from '../../src/wire/frame.js';
import type { FrameKind } from '../../src/wire/frame.js';
import type { BusinessId, PeerId } from '../../src/wire/ids.js';
import { relaySubprotocol } from '../../src/wire/limits.js';
import type { Admitted, Challenge, ClientMessage, NodeMessage, Proof } from '../../src/wire/node-messages.js';
import { decodeNodeFrame, encodeClientFrame } from '../../src/wire/relay-frame.js';
import type { NodeFrame } from '../../src/wire/relay-frame.js';
import { ctx } from './shop.js';
import type { Peer } from './shop.js';

/** How a test opens a socket. */
export interface RawOptions {
  readonly card?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Anything that arrives at a client, in order. */
export type Arrival = NodeMessage | NodeFrame | { readonly type: 'closed'; readonly code: number };

type Arrived = { readonly type: string } | { readonly kind: string };

/** A client of `/relay` without any manners: it sends what it is told. */
export class RawClient {
  readonly socket: WebSocket;
  readonly origin: string;
  readonly business: BusinessId;
  readonly #arrivals: Arrival[] = [];
  #wake: () => void = () => undefined;

  constructor(origin: string, business: BusinessId, options: RawOptions = {}) {
    this.origin = origin;
    this.business = business;
    const url = `${origin.replace('http', 'ws')}/relay?b=${business}&card=${String(options.card ?? 0)}`;
    this.socket = new WebSocket(url, relaySubprotocol, { headers: { ...options.headers } });
    this.socket.on('message', (data, isBinary) => {
      if (!Buffer.isBuffer(data)) return;
      const frame = isBinary ? decodeNodeFrame(new Uint8Array(data)) : undefined;
      this.#arrive(frame ?? (JSON.parse(data.toString()) as NodeMessage));
    });
    this.socket.on('close', code => {
      this.#arrive({ type: 'closed', code });
    });
    this.socket.on('error', () => undefined);
  }

  /** Connects and proves an id. */
  static async admitted(
    origin: string,
    business: BusinessId,
    peer: Peer,
    proof: Partial<Proof> = {},
    options?: RawOptions,
  ): Promise<{ client: RawClient; admitted: Admitted; challenge: Challenge }> {
    const client = new RawClient(origin, business, options);
    const challenge = await client.challenge();
    await client.prove(peer, challenge, proof);
    return { client, challenge, admitted: await client.next(isType('admitted')) };
  }

  async challenge(): Promise<Challenge> {
    return this.next(isType('challenge'));
  }

  async prove({ id, key }: Peer, challenge: Challenge, changes: Partial<Proof> = {}): Promise<void> {
    const nonce = fromBase64url(challenge.nonce) ?? new Uint8Array();
    const { origin, business } = this;
    const proof = await proveAdmission(ctx, key, { origin, business, id, nonce });
    const signature = toBase64url(proof.signature);
    this.say({ type: 'proof', id, key: toBase64url(proof.key), signature, ...changes });
  }

  say(message: ClientMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  durable(n: number, frame: Bytes): void {
    this.socket.send(encodeClientFrame({ kind: 'durable', n, frame }));
  }

  transient(frame: Bytes): void {
    this.socket.send(encodeClientFrame({ kind: 'transient', frame }));
  }

  /** The next arrival of a kind; what came before it and is of another kind is passed over and kept. */
  async next<Kind extends Arrival>(is: (arrival: Arrived) => arrival is Kind): Promise<Kind> {
    for (;;) {
      const index = this.#arrivals.findIndex(arrival => is(arrival));
      const [found] = index < 0 ? [] : this.#arrivals.splice(index, 1);
      if (found !== undefined && is(found)) return found;
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
  }

  /** What arrived and was not asked for yet. */
  get arrivals(): readonly Arrival[] {
    return this.#arrivals;
  }

  /** Close code of the node. */
  async closed(): Promise<number> {
    return (await this.next(isType('closed'))).code;
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  #arrive(arrival: Arrival): void {
    this.#arrivals.push(arrival);
    this.#wake();
  }
}

/** Guard for a text frame of a type. */
export function isType<Type extends (Arrival & { type: string })['type']>(type: Type) {
  return (arrival: Arrived): arrival is Extract<Arrival, { readonly type: Type }> =>
    'type' in arrival && arrival.type === type;
}

/** Guard for a stored frame of a queue. */
export function isRow(queue: 'own' | 'team') {
  return (arrival: Arrived): arrival is Extract<NodeFrame, { readonly position: number }> =>
    'kind' in arrival && arrival.kind === queue;
}

/** Guard for a transient frame. */
export function isTransient(arrival: Arrived): arrival is Extract<NodeFrame, { readonly kind: 'transient' }> {
  return 'kind' in arrival && arrival.kind === 'transient';
}

/** A frame with a real header and a body that nobody opens. */
export function frameOf(
  kind: FrameKind,
  business: Bytes,
  from: PeerId,
  to: PeerId | undefined,
  body: Uint8Array = new Uint8Array(200),
): Bytes {
  return concat(encodeHeader({ kind, business, from, to }), body);
}
