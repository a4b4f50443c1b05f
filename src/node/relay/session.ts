import { randomBytes } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { ErrorCode } from '../../errors.js';
import { toBase64url } from '../../wire/base64url.js';
import type { Bytes } from '../../wire/bytes.js';
import type { PeerId } from '../../wire/ids.js';
import { maxFrameBytes } from '../../wire/limits.js';
import { closeCode } from '../../wire/node-messages.js';
import type { Handled, Proof } from '../../wire/node-messages.js';
import { decodeClientFrame } from '../../wire/relay-frame.js';
import type { ClientFrame } from '../../wire/relay-frame.js';
import type { Business } from '../businesses.js';
import type { Queue } from '../store/mailbox-store.js';
import { Allowance } from './allowance.js';
import { admit } from './admission.js';
import { readClientMessage } from './client-messages.js';
import { QueueReader } from './queue-reader.js';
import { RelaySocket } from './relay-socket.js';
import type { RelayWorld, SessionStart } from './relay-world.js';
import type { Room } from './room.js';
import { takeDurable, takePublication, takeTransient } from './submissions.js';

type Waiting = { readonly bytes: Uint8Array } | { readonly text: string };

/** One socket on `/relay`: challenge, proof, then frames in both directions. */
export class RelaySession {
  /** The way out. */
  readonly out: RelaySocket;
  readonly room: Room;
  readonly world: RelayWorld;
  readonly nonce: Bytes = Uint8Array.from(randomBytes(32));
  readonly origin: string;
  readonly #allowance: Allowance;
  readonly #deadline: NodeJS.Timeout;
  #business: Business;
  #state: 'challenged' | 'proving' | 'admitted' | 'closed' = 'challenged';
  #id: PeerId | undefined;
  #isAvailable = false;
  #waiting: Waiting[] = [];
  #own: QueueReader | undefined;
  #team: QueueReader | undefined;

  constructor(socket: WebSocket, world: RelayWorld, start: SessionStart) {
    this.out = new RelaySocket(socket, world);
    this.world = world;
    this.room = start.room;
    this.origin = start.origin;
    this.#business = start.business;
    this.#allowance = new Allowance(world.limits, world.now);
    this.#deadline = setTimeout(() => {
      this.close(closeCode.malformed, 'proof-late');
    }, world.limits.handshakeMs);
    socket.on('message', (data, isBinary) => {
      this.#take(data, isBinary);
    });
    socket.on('close', () => {
      this.#end();
    });
    this.#challenge(start.cardSeq);
  }

  /** The business as it is now: its record changes while sockets are open. */
  get business(): Business {
    this.#business = this.world.businesses.find(this.#business.id) ?? this.#business;
    return this.#business;
  }

  get isAvailable(): boolean {
    return this.#isAvailable;
  }

  /** Passes a frame on that was stored just now. */
  deliver(queue: Queue['queue'], position: number, encoded: Uint8Array): void {
    (queue === 'own' ? this.#own : this.#team)?.deliver(position, encoded);
  }

  /** Says why, then closes. */
  refuse(code: ErrorCode): void {
    this.out.refuse(code);
    this.#end();
  }

  close(code: number, reason: string): void {
    this.out.close(code, reason);
    this.#end();
  }

  #challenge(cardSeq: number): void {
    const { card, record } = this.business;
    this.out.send({
      type: 'challenge',
      nonce: toBase64url(this.nonce),
      time: Math.floor(this.world.now() / 1000),
      log: this.world.mailbox.log,
      ...(record.facts.seq > cardSeq ? { card } : {}),
      teamOnline: this.room.isTeamOnline,
    });
  }

  #take(data: RawData, isBinary: boolean): void {
    // With the default binary type a message is one buffer, which is nobody else's: `ws` reads into fresh memory.
    if (this.#state === 'closed' || !Buffer.isBuffer(data)) return;
    if (isBinary && data.length > maxFrameBytes + 5) {
      this.refuse('frame-too-large');
      return;
    }
    const item = isBinary
      ? { bytes: new Uint8Array(data.buffer, data.byteOffset, data.length) }
      : { text: data.toString('utf8') };
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
      this.out.fail(error);
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
    this.out.send(admission.admitted);
    this.room.enter(this, proof.id);
    const { id: business } = this.#business;
    this.#own = new QueueReader(mailbox, { queue: 'own', business, recipient: proof.id }, this.out, 0);
    void this.#own.read();
    if (isDevice) {
      this.#team = new QueueReader(mailbox, { queue: 'team', business }, this.out, admission.teamCursor);
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

  #handleFrame(bytes: Uint8Array, id: PeerId): void {
    const frame = decodeClientFrame(bytes);
    if (frame === undefined) {
      this.close(closeCode.malformed, 'frame-malformed');
      return;
    }
    const waitMs = this.#allowance.takeFrame();
    if (this.#allowance.isAbused) this.close(closeCode.tooOften, 'too-often');
    else if (waitMs > 0) this.#postpone(frame, waitMs);
    else if (frame.kind === 'durable') takeDurable(this, id, frame);
    else takeTransient(this, id, frame);
  }

  /** Names a second at least: a client that comes back for each single frame would only be told again. */
  #postpone(frame: ClientFrame, waitMs: number): void {
    const retryMs = Math.max(waitMs, 1_000);
    if (frame.kind === 'durable') this.out.send({ type: 'refused', n: frame.n, code: 'too-often', retryMs });
  }

  #handleText(text: string, id: PeerId): void {
    const read = readClientMessage(text);
    if (!this.#allowance.takeText()) this.close(closeCode.tooOften, 'too-often');
    else if (read.kind === 'malformed') this.close(closeCode.malformed, 'message-malformed');
    else if (read.kind === 'known') {
      const { message } = read;
      if (message.type === 'handled') this.#handled(message, id);
      else if (message.type === 'ticket')
        this.out.send({ type: 'ticket', ...this.world.pass(this.business.id, id) });
      else if (message.type === 'ping') this.out.send({ type: 'pong' });
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
