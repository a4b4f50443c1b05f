import type { PeerLink, PeerLinkOptions } from '../../src/transport/peer-link.js';
import type { Arrival, TransportState } from '../../src/transport/transport.js';
import { toBase64url } from '../../src/wire/base64url.js';
import type { Bytes } from '../../src/wire/bytes.js';

/** The link of a desk whose node is the test itself: what it sends is kept here, what comes is handed in. */
export class LinkDouble implements PeerLink {
  readonly sent: Bytes[] = [];
  state: TransportState = 'closed';
  readonly #options: PeerLinkOptions;
  #position = 0;

  constructor(options: PeerLinkOptions) {
    this.#options = options;
  }

  connect(): void {
    void this.#connect();
  }

  async #connect(): Promise<void> {
    const nonce = toBase64url(crypto.getRandomValues(new Uint8Array(32)));
    const time = Math.floor(Date.now() / 1000);
    await this.#options.prove({ type: 'challenge', nonce, time, log: 'log', teamOnline: false });
    this.state = 'open';
    this.#options.onState('open', undefined);
  }

  /** A frame comes in; settles once it was handled and that is committed. */
  arrive(frame: Bytes, queue: 'own' | 'team'): Promise<void> {
    return new Promise(settled => {
      const position = ++this.#position;
      const arrival: Arrival = {
        frame,
        queue,
        route: 'relay',
        position,
        cursor: () => position,
        acknowledge: settled,
      };
      this.#options.onFrame(arrival);
    });
  }

  send(frame: Bytes): Promise<void> {
    this.sent.push(frame);
    return Promise.resolve();
  }

  publish(): Promise<void> {
    return Promise.resolve();
  }

  say(): void {
    // Nobody listens.
  }

  routeTo(): 'relay' | 'none' {
    return this.state === 'open' ? 'relay' : 'none';
  }

  fingerprint(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  bind(): Promise<void> {
    return Promise.resolve();
  }

  unbind(): void {
    // Nothing was bound.
  }

  close(): void {
    this.state = 'closed';
  }
}
