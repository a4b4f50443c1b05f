import { SecureChatError } from '../errors.js';
import type { Bytes } from '../wire/bytes.js';
import { decodeChannelFrame, encodeChannelFrame } from '../wire/channel-frame.js';
import type { ChannelFrame } from '../wire/channel-frame.js';
import { maxFrameBytes } from '../wire/limits.js';

/** Silence after which the peer is asked for a sign of life, how long it has to answer, and to handle a frame, in ms. */
const silenceMs = 5_000;
const answerMs = 4_000;
const handledMs = 12_000;

/** Bytes handed to the browser before we wait for it: enough to keep a fast path busy, little enough to stay in memory. */
const highWaterBytes = 4 * 1024 * 1024;
const lowWaterBytes = 1024 * 1024;

/**
 * Frames that may wait to be handled: a browser takes in whatever comes, so a hostile peer would fill the memory of
 * whoever answers her. An honest one has far fewer under way.
 */
const maxUnhandled = 256;

/** The data channel, as far as it is used here. */
export type DataChannel = Pick<
  RTCDataChannel,
  | 'readyState'
  | 'bufferedAmount'
  | 'bufferedAmountLowThreshold'
  | 'send'
  | 'close'
  | 'addEventListener'
  | 'binaryType'
>;

export interface ChannelEvents {
  /** `handled` is called once the frame was handled and that is committed. */
  readonly onFrame: (frame: Bytes, handled: () => void) => void;
  /** The channel ended, by either side or because the path is dead; what was not answered for failed before. */
  readonly onClose: () => void;
  /** The peer sent more than is handled, and the channel ended for that. */
  readonly onFlood: () => void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: SecureChatError) => void;
  readonly patience: ReturnType<typeof setTimeout>;
}

/** End-to-end frames over one open data channel: answers, backpressure and a heartbeat, as PeerJS has none of its own. */
export class Channel {
  readonly #channel: DataChannel;
  readonly #events: ChannelEvents;
  readonly #waiting = new Map<number, Waiting>();
  #queue: Bytes[] = [];
  #life: ReturnType<typeof setTimeout> | undefined;
  #isOpen = true;
  #unhandled = 0;
  #next = 1;

  /** @param channel an open channel whose peer was verified */
  constructor(channel: DataChannel, events: ChannelEvents) {
    this.#channel = channel;
    this.#events = events;
    channel.binaryType = 'arraybuffer';
    channel.bufferedAmountLowThreshold = lowWaterBytes;
    channel.addEventListener('message', event => {
      this.receive(event.data);
    });
    channel.addEventListener('bufferedamountlow', () => {
      this.#drain();
    });
    channel.addEventListener('close', () => {
      this.close();
    });
    this.#listen();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Sends a frame; a durable one resolves when the peer handled it. Fails with `frame-too-large` or `peer-unreachable`. */
  send(frame: Bytes, { durable }: { readonly durable: boolean }): Promise<void> {
    if (frame.length > maxFrameBytes) return Promise.reject(new SecureChatError('frame-too-large'));
    if (!this.#isOpen) return Promise.reject(new SecureChatError('peer-unreachable'));
    if (!durable) {
      // May be lost, and is worth nothing later: never queued behind a full buffer.
      if (this.#queue.length === 0) this.#put({ kind: 'transient', frame });
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const n = this.#next++;
      const patience = setTimeout(() => {
        // The peer lives but did not commit: another way may do better, and it drops what it has twice.
        this.#waiting.delete(n);
        reject(new SecureChatError('peer-unreachable'));
      }, handledMs);
      this.#waiting.set(n, { resolve, reject, patience });
      this.#put({ kind: 'durable', n, frame });
    });
  }

  /** Takes a message of the channel: also one that came before this object was made. */
  receive(data: unknown): void {
    if (!this.#isOpen || !(data instanceof ArrayBuffer)) return;
    this.#listen();
    const message = decodeChannelFrame(new Uint8Array(data));
    switch (message?.kind) {
      case 'durable': {
        const { n } = message;
        this.#receive(message.frame, () => {
          this.#put({ kind: 'handled', n });
        });
        return;
      }
      case 'transient':
        this.#receive(message.frame, () => undefined);
        return;
      case 'handled': {
        const waiting = this.#waiting.get(message.n);
        this.#waiting.delete(message.n);
        clearTimeout(waiting?.patience);
        waiting?.resolve();
        return;
      }
      case 'ping':
        // What is under way already says the same: a peer that asks and does not read piles nothing up here.
        if (this.#channel.bufferedAmount === 0) this.#put({ kind: 'pong' });
        return;
      case 'pong':
      case undefined:
        return;
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    clearTimeout(this.#life);
    this.#queue = [];
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject, patience } of waiting) {
      clearTimeout(patience);
      reject(new SecureChatError('peer-unreachable'));
    }
    this.#channel.close();
    this.#events.onClose();
  }

  #receive(frame: Bytes, answer: () => void): void {
    if (this.#unhandled >= maxUnhandled) {
      this.close();
      this.#events.onFlood();
      return;
    }
    this.#unhandled++;
    this.#events.onFrame(frame, () => {
      this.#unhandled--;
      answer();
    });
  }

  #put(message: ChannelFrame): void {
    if (!this.#isOpen) return;
    this.#queue.push(encodeChannelFrame(message));
    this.#drain();
  }

  #drain(): void {
    while (this.#isOpen && this.#channel.bufferedAmount < highWaterBytes) {
      const next = this.#queue.shift();
      if (!next) return;
      try {
        this.#channel.send(next);
      } catch {
        // The channel closes or the browser's buffer is spent: either way this path is over.
        this.close();
      }
    }
  }

  /** Something was heard: the next question is due after a silence. */
  #listen(): void {
    clearTimeout(this.#life);
    this.#life = setTimeout(() => {
      this.#put({ kind: 'ping' });
      this.#expect(this.#channel.bufferedAmount);
    }, silenceMs);
  }

  /** Whatever leaves the buffer was acknowledged by the peer's browser: a slow path with much to carry is not a dead one. */
  #expect(bufferedBytes: number): void {
    this.#life = setTimeout(() => {
      const { bufferedAmount } = this.#channel;
      if (bufferedAmount < bufferedBytes) this.#expect(bufferedAmount);
      else this.close();
    }, answerMs);
  }
}
