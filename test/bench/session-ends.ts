/** Two ends of a session and the work of one message between them: the same in Node and in a browser. */
import type { Context } from '../../src/protocol/context.js';
import { messageId } from '../../src/protocol/ids.js';
import { openMessage, sealMessage } from '../../src/protocol/session.js';
import type { Session } from '../../src/protocol/session.js';
import type { Bytes } from '../../src/wire/bytes.js';

/** One end, which moves on with each frame. */
export class End {
  readonly #ctx: Context;
  #session: Session;

  constructor(ctx: Context, session: Session) {
    this.#ctx = ctx;
    this.#session = session;
  }

  /** Seals a text. */
  async seal(text: string): Promise<Bytes> {
    const payload = { type: 'text', id: messageId(this.#ctx), seq: 1, at: 1, text } as const;
    const { session, frame } = await sealMessage(this.#ctx, this.#session, [payload]);
    this.#session = session;
    return frame;
  }

  /** Opens a frame; a benchmark of frames that do not open would say nothing. */
  async open(frame: Uint8Array): Promise<void> {
    const opened = await openMessage(this.#ctx, this.#session, frame);
    if (!opened.ok) throw new Error(`a frame did not open: ${opened.reason}`);
    this.#session = opened.session;
  }
}

/** A text of about 1 KB. */
export const words = 'An oak shelf of 120 cm, oiled. '.repeat(33);

/** Messages sealed and opened in a second, one after the other. */
export async function sealOpenRate(from: End, to: End, count: number): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < count; index++) await to.open(await from.seal(words));
  return (count / (performance.now() - start)) * 1_000;
}

/** The floor: AES-256-GCM over the same bytes by WebCrypto, one key for all. */
export async function aesRate({ crypto }: Context, count: number): Promise<number> {
  const bytes = new TextEncoder().encode(words);
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const start = performance.now();
  for (let index = 0; index < count; index++) {
    const algorithm = { name: 'AES-GCM', iv: crypto.getRandomValues(new Uint8Array(12)) };
    await crypto.subtle.decrypt(algorithm, key, await crypto.subtle.encrypt(algorithm, key, bytes));
  }
  return (count / (performance.now() - start)) * 1_000;
}
