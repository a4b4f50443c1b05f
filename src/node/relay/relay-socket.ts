import type { WebSocket } from 'ws';
import type { ErrorCode } from '../../errors.js';
import type { Bytes } from '../../wire/bytes.js';
import { closeCode } from '../../wire/node-messages.js';
import type { NodeMessage } from '../../wire/node-messages.js';
import { encodeNodeFrame } from '../../wire/relay-frame.js';
import { errorField } from '../log.js';
import type { Queue } from '../store/mailbox-store.js';
import type { Sink } from './queue-reader.js';
import type { RelayWorld } from './relay-world.js';

/** What the node sends to one client: no more of it waits in memory than the limits allow. */
export class RelaySocket implements Sink {
  readonly #socket: WebSocket;
  readonly #world: Pick<RelayWorld, 'limits' | 'log' | 'counters'>;
  readonly #onEnd: () => void;

  /** `onEnd` hears at once when either side closes, and may hear it twice. */
  constructor(socket: WebSocket, world: Pick<RelayWorld, 'limits' | 'log' | 'counters'>, onEnd: () => void) {
    this.#socket = socket;
    this.#world = world;
    this.#onEnd = onEnd;
    socket.on('close', onEnd);
  }

  /** Whether anything that is sent can still arrive. */
  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  get hasRoom(): boolean {
    return this.#socket.bufferedAmount < this.#world.limits.bufferedBytes;
  }

  send(message: NodeMessage): void {
    this.sendText(JSON.stringify(message));
  }

  /** Sends a text that is JSON already; a reader too slow for these few is closed. */
  sendText(text: string): void {
    if (this.hasRoom) this.#socket.send(text);
    else this.close(closeCode.tryLater, 'reader-slow');
  }

  sendEncoded(bytes: Uint8Array): void {
    this.#socket.send(bytes);
  }

  /** Sends a frame that may be lost, where the reader keeps up. */
  sendTransient(bytes: Uint8Array): void {
    if (this.hasRoom) this.#socket.send(bytes);
  }

  async sendRow(queue: Queue['queue'], position: number, frame: Bytes): Promise<boolean> {
    const bytes = encodeNodeFrame({ kind: queue, position, frame });
    if (this.hasRoom) this.#socket.send(bytes);
    else
      await new Promise<void>(resolve => {
        // Called when the system has accepted it, or when the socket is gone.
        this.#socket.send(bytes, () => {
          resolve();
        });
      });
    return this.isOpen;
  }

  fail(error: unknown): void {
    this.#world.log('store-failed', { error: errorField(error) });
    this.close(closeCode.tryLater, 'storage-failed');
  }

  /** Says why, then closes. */
  refuse(code: ErrorCode): void {
    this.send({ type: 'refused', code });
    this.close(closeCodeOf(code), code);
  }

  close(code: number, reason: string): void {
    if (code === closeCode.malformed) this.#world.counters.add('frames_malformed');
    this.#socket.close(code, reason);
    this.#onEnd();
  }
}

function closeCodeOf(code: ErrorCode): number {
  if (code === 'business-unknown') return closeCode.businessUnknown;
  if (code === 'origin-refused') return closeCode.originRefused;
  return code === 'frame-too-large' ? closeCode.malformed : closeCode.admissionRefused;
}
