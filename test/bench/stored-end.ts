/** One end of a session as an engine runs it: each turn is read from a store and kept there before the next. */
import { Sessions } from '../../src/chat/session/sessions.js';
import { Vault } from '../../src/chat/store/vault.js';
import type { Context } from '../../src/protocol/context.js';
import { messageId } from '../../src/protocol/ids.js';
import type { Session } from '../../src/protocol/session.js';
import { MemoryStore } from '../../src/storage/memory-store.js';
import type { Bytes } from '../../src/wire/bytes.js';
import type { ConversationId } from '../../src/wire/ids.js';

/** An end whose session is sealed at rest. */
export class StoredEnd {
  readonly #ctx: Context;
  readonly #vault: Vault;
  readonly #sessions: Sessions;
  readonly #sid: string;

  private constructor(ctx: Context, vault: Vault, sessions: Sessions, sid: string) {
    this.#ctx = ctx;
    this.#vault = vault;
    this.#sessions = sessions;
    this.#sid = sid;
  }

  static async make(ctx: Context, session: Session): Promise<StoredEnd> {
    const key = await ctx.crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const vault = new Vault(ctx, new MemoryStore(), key);
    const sessions = new Sessions(ctx);
    const batch = vault.batch();
    const conversation = 'bench' as ConversationId;
    const sid = await sessions.start(batch, session, {
      conversation,
      peer: session.peer,
      name: '',
      number: 1,
      claim: 1,
    });
    await batch.commit(undefined);
    return new StoredEnd(ctx, vault, sessions, sid);
  }

  /** Seals a text, and keeps that it did. */
  async seal(text: string): Promise<Bytes> {
    const batch = this.#vault.batch();
    const payload = { type: 'text', id: messageId(this.#ctx), seq: 1, at: 1, text } as const;
    const frame = await this.#sessions.seal(batch, this.#sid, [payload]);
    await batch.commit(undefined);
    return frame;
  }

  /** Opens a frame, and keeps that it did; answers how long the opening alone took, in ms. */
  async open(frame: Bytes): Promise<number> {
    const batch = this.#vault.batch();
    const start = performance.now();
    const opened = await this.#sessions.open(batch, frame);
    const ms = performance.now() - start;
    if (!opened.ok) throw new Error(`a frame did not open: ${opened.reason}`);
    await batch.commit(undefined);
    return ms;
  }
}

/** Median of the microseconds that opening takes where each message answers the last: the ratchet turns each time. */
export async function turnMicros(
  left: StoredEnd,
  right: StoredEnd,
  words: string,
  count: number,
): Promise<number> {
  const taken: number[] = [];
  for (let index = 0; index < count; index++) {
    const [from, to] = index % 2 === 0 ? [left, right] : [right, left];
    taken.push(await to.open(await from.seal(words)));
  }
  return (taken.sort((a, b) => a - b)[Math.floor(count / 2)] ?? NaN) * 1_000;
}
