import { SecureChatError } from '../errors.js';
import type { ErrorCode } from '../errors.js';
import type { Bytes } from '../wire/bytes.js';
import { maxFrameBytes, relaySubprotocol } from '../wire/limits.js';
import { closeCode } from '../wire/node-messages.js';
import type { Challenge, ClientMessage, Publish } from '../wire/node-messages.js';
import { decodeNodeFrame, encodeClientFrame } from '../wire/relay-frame.js';
import type { NodeFrame } from '../wire/relay-frame.js';
import { Backoff } from './backoff.js';
import { Progress } from './progress.js';
import { readNodeMessage } from './node-message-guard.js';
import type { NodeLink, NodeLinkOptions } from './node-link.js';
import type { Arrival, TransportState } from './transport.js';

/** Silence after which the node is asked for a sign of life, and how long it has to answer, in milliseconds. */
const silenceMs = 20_000;
const answerMs = 8_000;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: SecureChatError) => void;
}

/** Ciphertext over one WebSocket to the business's own node: the path that is always there (NODE "Admission"). */
export class RelayTransport implements NodeLink {
  readonly #options: NodeLinkOptions;
  readonly #backoff = new Backoff();
  readonly #waiting = new Map<number, Waiting>();
  #state: TransportState = 'closed';
  #socket: WebSocket | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #life: ReturnType<typeof setTimeout> | undefined;
  #next = 1;
  #refusal: SecureChatError | undefined;
  #progress = { own: new Progress(), team: new Progress() };

  constructor(options: NodeLinkOptions) {
    this.#options = options;
  }

  get state(): TransportState {
    return this.#state;
  }

  connect(): void {
    if (this.#socket) return;
    clearTimeout(this.#retry);
    if (typeof WebSocket === 'undefined') {
      this.#setState('closed', new SecureChatError('browser-too-old'));
      return;
    }
    const { node, business, cardSeq } = this.#options;
    this.#refusal = undefined;
    this.#setState('connecting');
    const url = new URL('/relay', node);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('b', business);
    url.searchParams.set('card', String(cardSeq()));
    const socket = new WebSocket(url, relaySubprotocol);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#progress = { own: new Progress(), team: new Progress() };
    this.#watch(socket);
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (this.#socket === socket) this.#onMessage(socket, event.data);
    });
    socket.addEventListener('close', event => {
      if (this.#socket === socket) this.#onClose(event.code);
    });
  }

  send(frame: Bytes, { durable }: { readonly durable: boolean }): Promise<void> {
    if (frame.length > maxFrameBytes) return Promise.reject(new SecureChatError('frame-too-large'));
    const socket = this.#socket;
    if (this.#state !== 'open' || !socket) return Promise.reject(new SecureChatError('node-unreachable'));
    if (!durable) {
      socket.send(encodeClientFrame({ kind: 'transient', frame }));
      return Promise.resolve();
    }
    return this.#numbered(n => {
      socket.send(encodeClientFrame({ kind: 'durable', n, frame }));
    });
  }

  publish(publication: Omit<Publish, 'type' | 'n'>): Promise<void> {
    if (this.#state !== 'open') return Promise.reject(new SecureChatError('node-unreachable'));
    return this.#numbered(n => {
      this.say({ type: 'publish', n, ...publication });
    });
  }

  say(message: ClientMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#drop(new SecureChatError('node-unreachable'));
    socket?.close(1000);
    this.#setState('closed');
  }

  #numbered(put: (n: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const n = this.#next++;
      this.#waiting.set(n, { resolve, reject });
      put(n);
      const socket = this.#socket;
      if (socket) this.#watch(socket);
    });
  }

  #onMessage(socket: WebSocket, data: unknown): void {
    this.#watch(socket);
    if (data instanceof ArrayBuffer) {
      const arrival = decodeNodeFrame(new Uint8Array(data));
      if (!arrival) return;
      this.#options.onFrame(
        arrival.kind === 'transient'
          ? {
              frame: arrival.frame,
              queue: 'live',
              route: 'relay',
              position: 0,
              cursor: () => 0,
              acknowledge: () => undefined,
            }
          : this.#stored(socket, arrival),
      );
      return;
    }
    const message = readNodeMessage(data);
    if (!message) return;
    switch (message.type) {
      case 'challenge':
        void this.#answer(socket, message);
        return;
      case 'stored':
        this.#waiting.get(message.n)?.resolve();
        this.#waiting.delete(message.n);
        return;
      case 'pong':
        return;
      case 'refused': {
        const error = new SecureChatError(message.code);
        if (message.n === undefined) this.#refusal = error;
        else {
          this.#waiting.get(message.n)?.reject(error);
          this.#waiting.delete(message.n);
        }
        return;
      }
      case 'admitted':
        this.#backoff.reset();
        this.#options.onNews(message);
        return;
      default:
        this.#options.onNews(message);
    }
  }

  /** `handled` covers everything up to a position: a frame that still waits holds back those behind it. */
  #stored(socket: WebSocket, { kind, position, frame }: Exclude<NodeFrame, { kind: 'transient' }>): Arrival {
    const progress = this.#progress[kind];
    progress.arrived(position);
    return {
      frame,
      queue: kind,
      route: 'relay',
      position,
      cursor: () => progress.cursor(position),
      acknowledge: () => {
        const end = progress.handled(position);
        if (end > 0 && this.#socket === socket) this.say({ type: 'handled', queue: kind, position: end });
      },
    };
  }

  async #answer(socket: WebSocket, challenge: Challenge): Promise<void> {
    try {
      const proof = await this.#options.prove(challenge);
      if (this.#socket !== socket || socket.readyState !== WebSocket.OPEN) return;
      socket.send(JSON.stringify(proof));
      // Frames may be pipelined behind the proof: the first message leaves after two round trips (NODE "Admission").
      this.#setState('open');
    } catch (cause) {
      if (this.#socket !== socket) return;
      this.#refusal =
        cause instanceof SecureChatError ? cause : new SecureChatError('card-invalid', undefined, { cause });
      socket.close(1000);
    }
  }

  #onClose(code: number): void {
    const error = this.#refusal ?? new SecureChatError(codeOfClose[code] ?? 'node-unreachable');
    this.#drop(error);
    this.#setState('connecting', error);
    // Replaced by the same identity elsewhere: coming back by itself would throw that one out, and so on for ever.
    if (error.code === 'replaced') {
      this.#setState('closed', error);
      return;
    }
    this.#retry = setTimeout(() => {
      this.connect();
    }, this.#backoff.next());
  }

  #drop(error: SecureChatError): void {
    clearTimeout(this.#life);
    this.#socket = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** A path can die without a word: then no `close` ever comes, and what was sent would wait for good. */
  #watch(socket: WebSocket): void {
    clearTimeout(this.#life);
    this.#life = setTimeout(
      () => {
        this.say({ type: 'ping' });
        this.#life = setTimeout(() => {
          if (this.#socket !== socket) return;
          socket.close();
          this.#onClose(1006);
        }, answerMs);
      },
      this.#waiting.size > 0 || this.#state !== 'open' ? answerMs : silenceMs,
    );
  }

  #setState(state: TransportState, error?: SecureChatError): void {
    if (this.#state === state && !error) return;
    this.#state = state;
    this.#options.onState(state, error);
  }
}

const codeOfClose: Readonly<Partial<Record<number, ErrorCode>>> = {
  [closeCode.replaced]: 'replaced',
  [closeCode.admissionRefused]: 'admission-refused',
  [closeCode.businessUnknown]: 'business-unknown',
  [closeCode.originRefused]: 'origin-refused',
  [closeCode.malformed]: 'frame-malformed',
  [closeCode.tooOften]: 'too-often',
};
