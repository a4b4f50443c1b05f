import { randomBytes } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { toBase64url } from '../../wire/base64url.js';
import type { Bytes } from '../../wire/bytes.js';
import { maxFrameBytes } from '../../wire/limits.js';
import { closeCode } from '../../wire/node-messages.js';
import type { Proof } from '../../wire/node-messages.js';
import { decodeClientFrame } from '../../wire/decode-client-frame.js';
import type { ClientFrame } from '../../wire/relay-frame.js';
import { Allowance } from './allowance.js';
import { admit } from './admission.js';
import { readClientMessage } from './client-messages.js';
import type { Client } from './dispatch.js';
import { Member } from './member.js';
import { handleMessage } from './message-handlers.js';
import { RelaySocket } from './relay-socket.js';
import type { RelayWorld } from './relay-world.js';
import type { SessionStart } from './session-start.js';
import { receiveFrame } from './submissions.js';

/** What a client sent. */
type Item = { readonly bytes: Uint8Array } | { readonly text: string };

/** One socket on `/relay`: challenge, proof, then frames in both directions. */
export class RelaySession {
  readonly #out: RelaySocket;
  readonly #world: RelayWorld;
  readonly #start: SessionStart;
  readonly #nonce: Bytes = Uint8Array.from(randomBytes(32));
  readonly #allowance: Allowance;
  readonly #deadline: NodeJS.Timeout;
  #state: 'challenged' | 'proving' | 'admitted' | 'closed' = 'challenged';
  /** What came while the proof was checked. */
  #waiting: Item[] = [];
  #client: Client | undefined;
  /** The end of an order to forget, and of the frames behind it. */
  #forgetting: Promise<void> | undefined;

  constructor(socket: WebSocket, world: RelayWorld, start: SessionStart) {
    this.#out = new RelaySocket(socket, world, () => {
      this.#end();
    });
    this.#world = world;
    this.#start = start;
    this.#allowance = new Allowance(world.limits, world.now);
    this.#deadline = setTimeout(() => {
      this.#out.close(closeCode.malformed, 'proof-late');
    }, world.limits.handshakeMs);
    socket.on('message', (data, isBinary) => {
      this.#receive(data, isBinary);
    });
    this.#challenge();
  }

  #challenge(): void {
    const { business, room, cardSeq } = this.#start;
    const { card, record } = business;
    this.#out.send({
      type: 'challenge',
      nonce: toBase64url(this.#nonce),
      time: Math.floor(this.#world.now() / 1000),
      log: this.#world.mailbox.log,
      ...(record.summary.seq > cardSeq ? { card } : {}),
      teamOnline: room.isTeamOnline,
    });
  }

  #receive(data: RawData, isBinary: boolean): void {
    // With the default binary type a message is one buffer, which is nobody else's: `ws` reads into fresh memory.
    if (this.#state === 'closed' || !Buffer.isBuffer(data)) return;
    if (isBinary && data.length > maxFrameBytes + 5) {
      this.#out.refuse('frame-too-large');
      return;
    }
    const item = isBinary
      ? { bytes: new Uint8Array(data.buffer, data.byteOffset, data.length) }
      : { text: data.toString('utf8') };
    if (this.#client !== undefined) this.#handle(item, this.#client);
    else if (this.#state === 'challenged' && 'text' in item) this.#receiveProof(item.text);
    else if (this.#waiting.push(item) > this.#world.limits.pipelinedFrames)
      this.#out.close(closeCode.tooOften, 'too-often');
  }

  #receiveProof(text: string): void {
    const read = readClientMessage(text);
    if (read.kind === 'unknown') return;
    if (read.kind === 'malformed' || read.message.type !== 'proof') {
      this.#out.close(closeCode.malformed, 'proof-malformed');
      return;
    }
    this.#state = 'proving';
    this.#prove(read.message).catch((error: unknown) => {
      this.#out.fail(error);
    });
  }

  async #prove(proof: Proof): Promise<void> {
    const admission = await admit(this.#world, this.#start, this.#nonce, proof);
    if (this.#state !== 'proving') return;
    const { counters } = this.#world;
    if (!admission.ok) {
      counters.add('admissions_refused');
      this.#out.refuse(admission.code);
      return;
    }
    clearTimeout(this.#deadline);
    counters.add('admissions');
    this.#state = 'admitted';
    const { business, room } = this.#start;
    const { id, available = false } = proof;
    const { teamCursor } = admission;
    const member = new Member(this.#world, this.#out, { business, id, isAvailable: available, teamCursor });
    const client = { world: this.#world, room, member };
    this.#client = client;
    this.#out.send(admission.admitted);
    // A reader that was too slow even for this is gone: it must not become a ghost in the room.
    if (!this.#out.isOpen) return;
    room.enter(member);
    member.readQueues();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const item of waiting) this.#handle(item, client);
  }

  #handle(item: Item, client: Client): void {
    if (this.#state !== 'admitted') return;
    if ('text' in item) this.#handleText(item.text, client);
    else this.#handleFrame(item.bytes, client);
  }

  #handleFrame(bytes: Uint8Array, client: Client): void {
    const frame = decodeClientFrame(bytes);
    if (frame === undefined) {
      this.#out.close(closeCode.malformed, 'frame-malformed');
      return;
    }
    const waitMs = this.#allowance.consumeFrame();
    if (this.#allowance.isAbused) this.#out.close(closeCode.tooOften, 'too-often');
    else if (waitMs > 0) this.#refuseFrame(frame, waitMs);
    else if (this.#forgetting === undefined) this.#follow(receiveFrame(client, frame));
    else this.#follow(this.#forgetting.then(() => receiveFrame(client, frame)));
  }

  #follow(forgetting: Promise<void> | undefined): void {
    this.#forgetting = forgetting;
    forgetting
      ?.catch((error: unknown) => {
        this.#out.fail(error);
      })
      .finally(() => {
        if (this.#forgetting === forgetting) this.#forgetting = undefined;
      });
  }

  /** Names a second at least: a client that comes back for each single frame would only be refused again. */
  #refuseFrame(frame: ClientFrame, waitMs: number): void {
    const retryMs = Math.max(waitMs, 1_000);
    if (frame.kind === 'durable') this.#out.send({ type: 'refused', n: frame.n, code: 'too-often', retryMs });
  }

  #handleText(text: string, client: Client): void {
    const read = readClientMessage(text);
    if (!this.#allowance.consumeText()) this.#out.close(closeCode.tooOften, 'too-often');
    else if (read.kind === 'malformed') this.#out.close(closeCode.malformed, 'message-malformed');
    else if (read.kind === 'known') handleMessage(client, read.message);
  }

  #end(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    clearTimeout(this.#deadline);
    this.#waiting = [];
    if (this.#client !== undefined) this.#start.room.leave(this.#client.member);
  }
}
