import { randomBytes } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { ErrorCode } from '../../errors.js';
import { toBase64url } from '../../wire/base64url.js';
import type { Bytes } from '../../wire/bytes.js';
import type { PeerId } from '../../wire/ids.js';
import { maxFrameBytes } from '../../wire/limits.js';
import { closeCode } from '../../wire/node-messages.js';
import type { Handled, NodeMessage, Proof } from '../../wire/node-messages.js';
import { decodeClientFrame, encodeNodeFrame } from '../../wire/relay-frame.js';
import type { ClientFrame } from '../../wire/relay-frame.js';
import type { Business } from '../businesses.js';
import { errorFact } from '../log.js';
import type { Queue } from '../store/mailbox-store.js';
import { TokenBucket } from '../token-bucket.js';
import { admit } from './admission.js';
import { readClientMessage } from './client-messages.js';
import { QueueReader } from './queue-reader.js';
import type { Sink } from './queue-reader.js';
import type { RelayWorld } from './relay-world.js';
import type { Room } from './room.js';
import { takeDurable, takePublication, takeTransient } from './submissions.js';

/** What was known when the socket opened. */
export interface SessionStart {
  readonly business: Business;
  readonly room: Room;
  /** The node's own origin that the socket was opened to. */
  readonly origin: string;
  /** Highest `seq` of the card that the client knows. */
  readonly cardSeq: number;
}

type Waiting = { readonly bytes: Bytes } | { readonly text: string };

/** One socket on `/relay`: challenge, proof, then frames in both directions. */
export class RelaySession implements Sink {
  readonly room: Room;
  readonly world: RelayWorld;
  readonly nonce: Bytes = Uint8Array.from(randomBytes(32));
  readonly origin: string;
  readonly #socket: WebSocket;
  readonly #frames: TokenBucket;
  readonly #texts: TokenBucket;
  #business: Business;
  #state: 'challenged' | 'proving' | 'admitted' | 'closed' = 'challenged';
  #id: PeerId | undefined;
  #isAvailable = false;
  #isAlive = true;
  #strikes = 0;
  #waiting: Waiting[] = [];
  #deadline: NodeJS.Timeout | undefined;
  #own: QueueReader | undefined;
  #team: QueueReader | undefined;

  constructor(socket: WebSocket, world: RelayWorld, start: SessionStart) {
    const { limits, now } = world;
    this.#socket = socket;
    this.world = world;
    this.room = start.room;
    this.origin = start.origin;
    this.#business = start.business;
    this.#frames = new TokenBucket(limits.framesPerSecond, limits.frameBurst, now());
    this.#texts = new TokenBucket(limits.textsPerSecond, limits.textBurst, now());
    this.#deadline = setTimeout(() => {
      this.close(closeCode.malformed, 'proof-late');
    }, limits.handshakeMs);
    socket.on('message', (data, isBinary) => {
      this.#isAlive = true;
      this.#take(data, isBinary);
    });
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    // `ws` closes after an error by itself; without a listener the process would end.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#end();
    });
    this.#challenge(start.cardSeq);
  }

  /** The proven id. */
  get id(): PeerId | undefined {
    return this.#id;
  }

  /** The business as it is now: its record changes while sockets are open. */
  get business(): Business {
    this.#business = this.world.businesses.find(this.#business.id) ?? this.#business;
    return this.#business;
  }

  get isAvailable(): boolean {
    return this.#isAvailable;
  }

  get hasRoom(): boolean {
    return this.#socket.bufferedAmount < this.world.limits.bufferedBytes;
  }

  send(message: NodeMessage): void {
    this.sendText(JSON.stringify(message));
  }

  /** Sends a text that is JSON already; a reader too slow for these few is closed. */
  sendText(text: string): void {
    if (!this.hasRoom) this.close(closeCode.tryLater, 'reader-slow');
    else this.#socket.send(text);
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
        this.#socket.send(bytes, () => {
          resolve();
        });
      });
    return this.#state === 'admitted';
  }

  fail(error: unknown): void {
    this.world.log('store-failed', { error: errorFact(error) });
    this.close(closeCode.tryLater, 'storage-failed');
  }

  /** Passes a frame on that was stored just now. */
  deliver(queue: Queue['queue'], position: number, encoded: Uint8Array): void {
    (queue === 'own' ? this.#own : this.#team)?.deliver(position, encoded);
  }

  /** Says why, then closes. */
  refuse(code: ErrorCode): void {
    this.send({ type: 'refused', code });
    this.close(closeCodeOf(code), code);
  }

  close(code: number, reason: string): void {
    if (this.#state === 'closed') return;
    if (code === closeCode.malformed) this.world.counters.add('frames_malformed');
    this.#socket.close(code, reason);
    this.#end();
  }

  /** Ends a socket that answered nothing since the last call, and asks the others for a sign of life. */
  checkAlive(): void {
    if (!this.#isAlive) {
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    this.#socket.ping();
  }

  #challenge(cardSeq: number): void {
    const { card, record } = this.business;
    this.send({
      type: 'challenge',
      nonce: toBase64url(this.nonce),
      time: Math.floor(this.world.now() / 1000),
      log: this.world.mailbox.log,
      ...(record.facts.seq > cardSeq ? { card } : {}),
      teamOnline: this.room.isTeamOnline,
    });
  }

  #take(data: RawData, isBinary: boolean): void {
    // With the default binary type a message is one buffer; it is copied, since `ws` may reuse the memory behind it.
    if (this.#state === 'closed' || !Buffer.isBuffer(data)) return;
    if (isBinary && data.length > maxFrameBytes + 5) {
      this.refuse('frame-too-large');
      return;
    }
    const item = isBinary ? { bytes: new Uint8Array(data) } : { text: data.toString('utf8') };
    if (this.#state === 'admitted') this.#handle(item);
    else if (this.#state === 'challenged' && 'text' in item) this.#takeProof(item.text);
    else if (this.#waiting.push(item) > this.world.limits.pipelinedFrames)
      this.close(closeCode.tooOften, 'too-often');
  }

  #takeProof(text: string): void {
    const read = readClientMessage(text);
    if (read.kind === 'unknown') return;
    if (read.kind === 'malformed' || read.message.type !== 'proof') {
      this.close(closeCode.malformed, 'proof-malformed');
      return;
    }
    this.#state = 'proving';
    this.#prove(read.message).catch((error: unknown) => {
      this.fail(error);
    });
  }

  async #prove(proof: Proof): Promise<void> {
    const admission = await admit(this, proof);
    if (this.#state !== 'proving') return;
    if (!admission.ok) {
      this.world.counters.add('admissions_refused');
      this.refuse(admission.code);
      return;
    }
    const { mailbox, counters } = this.world;
    clearTimeout(this.#deadline);
    counters.add('admissions');
    this.#state = 'admitted';
    this.#id = proof.id;
    const isDevice = proof.id.startsWith('a');
    this.#isAvailable = isDevice && proof.available === true;
    this.send(admission.admitted);
    this.room.enter(this, proof.id);
    const { id: business } = this.#business;
    this.#own = new QueueReader(mailbox, { queue: 'own', business, recipient: proof.id }, this, 0);
    void this.#own.read();
    if (isDevice) {
      this.#team = new QueueReader(mailbox, { queue: 'team', business }, this, admission.teamCursor);
      void this.#team.read();
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const item of waiting) this.#handle(item);
  }

  #handle(item: Waiting): void {
    if (this.#state !== 'admitted' || this.#id === undefined) return;
    if ('text' in item) this.#handleText(item.text, this.#id);
    else this.#handleFrame(item.bytes, this.#id);
  }

  #handleFrame(bytes: Bytes, id: PeerId): void {
    const frame = decodeClientFrame(bytes);
    if (frame === undefined) {
      this.close(closeCode.malformed, 'frame-malformed');
      return;
    }
    const retryMs = this.#frames.take(this.world.now());
    if (retryMs > 0) this.#strike(frame, retryMs);
    else if (frame.kind === 'durable') takeDurable(this, id, frame);
    else takeTransient(this, id, frame);
  }

  #strike(frame: ClientFrame, retryMs: number): void {
    this.#strikes += 1;
    if (this.#strikes > this.world.limits.strikes) this.close(closeCode.tooOften, 'too-often');
    else if (frame.kind === 'durable')
      this.send({ type: 'refused', n: frame.n, code: 'too-often', retryMs: Math.max(retryMs, 1_000) });
  }

  #handleText(text: string, id: PeerId): void {
    const read = readClientMessage(text);
    if (this.#texts.take(this.world.now()) > 0) this.close(closeCode.tooOften, 'too-often');
    else if (read.kind === 'malformed') this.close(closeCode.malformed, 'message-malformed');
    else if (read.kind === 'known') {
      const { message } = read;
      if (message.type === 'handled') this.#handled(message, id);
      else if (message.type === 'ticket')
        this.send({ type: 'ticket', ...this.world.pass(this.business.id, id) });
      else if (message.type === 'available') this.#setAvailable(message.on, id);
      else if (message.type === 'publish') takePublication(this, id, message);
      else this.close(closeCode.malformed, 'proof-twice');
    }
  }

  #handled({ queue, position }: Handled, id: PeerId): void {
    // The team's log stays: each device names its own cursor when it comes back. Of its own queue a client can only
    // have handled what this socket sent it.
    const sent = Math.min(position, this.#own?.cursor ?? 0);
    if (queue === 'own' && sent > 0) this.world.mailbox.handled(this.#business.id, id, sent);
  }

  #setAvailable(on: boolean, id: PeerId): void {
    if (!id.startsWith('a')) return;
    this.#isAvailable = on;
    this.room.updateTeam();
  }

  #end(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    clearTimeout(this.#deadline);
    this.#waiting = [];
    if (this.#id !== undefined) this.room.leave(this, this.#id);
  }
}

function closeCodeOf(code: ErrorCode): number {
  if (code === 'business-unknown') return closeCode.businessUnknown;
  if (code === 'origin-refused') return closeCode.originRefused;
  if (code === 'too-often') return closeCode.tooOften;
  return code === 'frame-too-large' ? closeCode.malformed : closeCode.admissionRefused;
}
