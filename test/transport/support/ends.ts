import { proveAdmission } from '../../../src/protocol/admission.js';
import { businessBytes, peerId } from '../../../src/protocol/ids.js';
import { generateSigningKey, importSigningKey } from '../../../src/protocol/keys.js';
import type { SigningKey } from '../../../src/protocol/keys.js';
import { BestLink } from '../../../src/transport/best.js';
import type { LoadDirect } from '../../../src/transport/direct.js';
import type { NodeLinkOptions } from '../../../src/transport/node-link.js';
import { RelayTransport } from '../../../src/transport/relay.js';
import type { Arrival, Transport, TransportState } from '../../../src/transport/transport.js';
import { fromBase64url, toBase64url } from '../../../src/wire/base64url.js';
import { concat } from '../../../src/wire/bytes.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { encodeHeader, readHeader } from '../../../src/wire/frame.js';
import type { BusinessId, PeerId } from '../../../src/wire/ids.js';
import type { Challenge, Proof } from '../../../src/wire/node-messages.js';
import type { End, Pair } from '../transport.suite.js';
import type { CarrierRun } from './run.js';

const ctx = { crypto: globalThis.crypto, now: Date.now };

interface Person {
  readonly id: PeerId;
  readonly key: SigningKey;
}

/** A customer with a key of her own. */
export async function visitor(): Promise<Person> {
  const key = await generateSigningKey(ctx, { extractable: true });
  return { key, id: await peerId(ctx, 'v', key.publicKey) };
}

/** The device that the business lists. */
export async function device(run: CarrierRun): Promise<Person> {
  const key = await importSigningKey(ctx, fromBase64url(run.device) ?? new Uint8Array());
  if (!key) throw new Error('the run holds no key');
  return { key, id: await peerId(ctx, 'a', key.publicKey) };
}

/** What arrives and how the connection stands, each to be waited for. */
class Post {
  readonly #from: PeerId;
  readonly #arrivals: Arrival[] = [];
  #wake: () => void = () => undefined;

  /** @param from whose frames count: what an earlier test left in the mailbox does not */
  constructor(from: PeerId) {
    this.#from = from;
  }

  readonly onFrame = (arrival: Arrival): void => {
    if (readHeader(arrival.frame)?.from !== this.#from) return;
    this.#arrivals.push(arrival);
    this.#wake();
  };

  readonly changed = (): void => {
    this.#wake();
  };

  /** Whether the node took the proof: before that, it delivers nothing. */
  isAdmitted = false;

  admitted(): void {
    this.isAdmitted = true;
    this.#wake();
  }

  async arrival(): Promise<Arrival> {
    await this.until(() => this.#arrivals.length > 0);
    return this.#arrivals.shift() as Arrival;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
  }
}

/** Two people at one node and how they are joined. */
export class Ends {
  readonly #run: CarrierRun;
  readonly #left: Person;
  readonly #right: Person;
  #count = 0;

  constructor(run: CarrierRun, left: Person, right: Person) {
    this.#run = run;
    this.#left = left;
    this.#right = right;
  }

  static async meet(run: CarrierRun): Promise<Ends> {
    return new Ends(run, await visitor(), await device(run));
  }

  /** Both over the node. */
  async relay(): Promise<Pair> {
    const [left, right] = [new Post(this.#right.id), new Post(this.#left.id)];
    const links = {
      left: new RelayTransport(this.#options(this.#left, left)),
      right: new RelayTransport(this.#options(this.#right, right)),
    };
    const reopen = (): Promise<void> => admitted([links.left, left], [links.right, right]);
    await reopen();
    return this.#pair(left, right, links, reopen);
  }

  /** Both over a channel of their own, whatever the node still carries beside it. */
  async best(loadDirect: LoadDirect, wish: 'auto' | 'direct'): Promise<Pair> {
    const [left, right] = [new Post(this.#right.id), new Post(this.#left.id)];
    const make = (self: Person, post: Post): BestLink =>
      new BestLink(
        { ...this.#options(self, post), id: self.id, onRoute: post.changed },
        { wish, makeRelay: options => new RelayTransport(options), loadDirect },
      );
    const links = { left: make(this.#left, left), right: make(this.#right, right) };
    const reopen = async (): Promise<void> => {
      await admitted([links.left, left], [links.right, right]);
      const [ours, theirs] = await Promise.all([links.left.fingerprint(), links.right.fingerprint()]);
      if (ours === undefined || theirs === undefined) throw new Error('this place has no WebRTC');
      await links.right.bind(this.#left.id, ours, 'await');
      await links.left.bind(this.#right.id, theirs, 'dial');
      await left.until(() => links.left.routeTo(this.#right.id) === 'direct');
      await right.until(() => links.right.routeTo(this.#left.id) === 'direct');
    };
    await reopen();
    return this.#pair(left, right, links, reopen);
  }

  #pair(
    left: Post,
    right: Post,
    links: Readonly<Record<'left' | 'right', Pick<Transport, 'send' | 'close'>>>,
    reopen: () => Promise<void>,
  ): Pair {
    return {
      left: this.#end(this.#left, this.#right, left, links.left),
      right: this.#end(this.#right, this.#left, right, links.right),
      reopen,
      dispose() {
        links.left.close();
        links.right.close();
      },
    };
  }

  #end(self: Person, other: Person, post: Post, link: Pick<Transport, 'send' | 'close'>): End {
    return {
      send: (frame, options) => link.send(frame, options),
      arrival: () => post.arrival(),
      frame: size => this.#frame(self, other, size),
      close() {
        link.close();
      },
    };
  }

  #frame(self: Person, other: Person, size: number): Bytes {
    const business = businessBytes(this.#run.business as BusinessId);
    const header = encodeHeader({ kind: 'message', business, from: self.id, to: other.id });
    const body = new Uint8Array(size - header.length);
    new DataView(body.buffer).setUint32(0, ++this.#count);
    return concat(header, body);
  }

  #options(self: Person, post: Post): NodeLinkOptions {
    const { node } = this.#run;
    const business = this.#run.business as BusinessId;
    return {
      node,
      business,
      cardSeq: () => 0,
      prove: challenge => prove(self, node, business, challenge),
      onFrame: post.onFrame,
      onState: (_state: TransportState) => {
        post.changed();
      },
      onNews: ({ type }) => {
        if (type === 'admitted') post.admitted();
      },
    };
  }
}

/** Opens what is closed, and waits until the node took each proof: before that, it delivers nothing. */
async function admitted(
  ...ends: readonly (readonly [link: Pick<Transport, 'state' | 'connect'>, post: Post])[]
): Promise<void> {
  for (const [link, post] of ends) {
    if (link.state === 'open') continue;
    post.isAdmitted = false;
    link.connect();
    await post.until(() => post.isAdmitted);
  }
}

async function prove(
  { key, id }: Person,
  origin: string,
  business: BusinessId,
  challenge: Challenge,
): Promise<Proof> {
  const nonce = fromBase64url(challenge.nonce) ?? new Uint8Array();
  const proof = await proveAdmission(ctx, key, { origin, business, id, nonce });
  return {
    type: 'proof',
    id,
    key: toBase64url(proof.key),
    signature: toBase64url(proof.signature),
    ...(id.startsWith('a') ? { team: { log: challenge.log, after: 0 }, available: true } : {}),
  };
}
