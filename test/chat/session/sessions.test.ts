import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Sessions } from '../../../src/chat/session/sessions.js';
import { Vault } from '../../../src/chat/store/vault.js';
import type { Context } from '../../../src/protocol/context.js';
import { messageId } from '../../../src/protocol/ids.js';
import type { Session } from '../../../src/protocol/session.js';
import { MemoryRows, MemoryStore } from '../../../src/storage/memory-store.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { readMessageClear } from '../../../src/wire/session-fields.js';
import type { ConversationId } from '../../../src/wire/ids.js';
import type { TextPayload } from '../../../src/wire/payload/payload.js';
import { startEnds } from '../../protocol/session-world.js';

/** What WebCrypto was asked for since `clear`: by the name of the call and its algorithm or format. */
class Counter {
  readonly ctx: Context;
  readonly #calls: string[] = [];

  constructor() {
    const { subtle } = globalThis.crypto;
    const counting = new Proxy(subtle, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => {
          const [first] = args;
          const what = typeof first === 'object' && first && 'name' in first ? first.name : first;
          this.#calls.push(`${String(name)} ${String(what)}`);
          return (member as (...args: unknown[]) => unknown).apply(target, args);
        };
      },
    });
    const getRandomValues = globalThis.crypto.getRandomValues.bind(globalThis.crypto);
    this.ctx = { crypto: { subtle: counting, getRandomValues } as Crypto, now: Date.now };
  }

  clear(): void {
    this.#calls.length = 0;
  }

  count(call: string): number {
    return this.#calls.filter(one => one === call).length;
  }
}

/** One tab of one side: tabs of a side share rows and key. */
class Tab {
  readonly sessions: Sessions;
  readonly vault: Vault;
  readonly #ctx: Context;

  constructor(ctx: Context, rows: MemoryRows, key: CryptoKey) {
    this.#ctx = ctx;
    this.vault = new Vault(ctx, new MemoryStore(rows), key);
    this.sessions = new Sessions(ctx);
  }

  async start(session: Session): Promise<string> {
    const batch = this.vault.batch();
    const about = { conversation: 'c' as ConversationId, peer: session.peer, name: '', number: 1, claim: 1 };
    const sid = await this.sessions.start(batch, session, about);
    await batch.commit(undefined);
    return sid;
  }

  async seal(sid: string, { isCommitted = true } = {}): Promise<Bytes> {
    const batch = this.vault.batch();
    const payload: TextPayload = { type: 'text', id: messageId(this.#ctx), seq: 1, at: 1, text: 'words' };
    const frame = await this.sessions.seal(batch, sid, [payload]);
    if (isCommitted) await batch.commit(undefined);
    return frame;
  }

  async open(frame: Bytes): Promise<boolean> {
    const batch = this.vault.batch();
    const { ok } = await this.sessions.open(batch, frame);
    await batch.commit(undefined);
    return ok;
  }
}

const counterOf = (frame: Bytes): number | undefined => readMessageClear(frame)?.n;

describe('sessions in a store', () => {
  let counter: Counter;
  let vera: Tab;
  let second: Tab;
  let amir: Tab;
  let sid: string;

  beforeEach(async () => {
    counter = new Counter();
    const { ctx } = counter;
    const key = await ctx.crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const [hers, his] = [new MemoryRows(), new MemoryRows()];
    [vera, second] = [new Tab(ctx, hers, key), new Tab(ctx, hers, key)];
    amir = new Tab(ctx, his, key);
    const ends = await startEnds(ctx);
    sid = await vera.start(ends.visitor);
    await amir.start(ends.device);
  });

  it('try no secret on a state that this side made itself', async () => {
    counter.clear();
    const frames = [await vera.seal(sid), await vera.seal(sid)];
    assert.equal(counter.count('deriveBits ECDH'), 0);
    for (const frame of frames) assert.ok(await amir.open(frame));
    // One turn at Amir's: his old key and his new one, each with hers.
    assert.equal(counter.count('deriveBits ECDH'), 2);
    assert.equal(counter.count('importKey jwk'), 0);
  });

  it('check a state that comes from the disk', async () => {
    await vera.seal(sid);
    counter.clear();
    await second.seal(sid);
    assert.equal(counter.count('deriveBits ECDH'), 1);
  });

  it('stay where they were when a turn was not committed', async () => {
    const lost = await vera.seal(sid, { isCommitted: false });
    const sent = await vera.seal(sid);
    assert.equal(counterOf(lost), counterOf(sent));
    assert.ok(await amir.open(sent));
    assert.equal(await amir.open(sent), false);
  });

  it('go on from what another tab committed', async () => {
    const counters = [];
    for (const tab of [vera, second, second, vera, second, vera]) {
      const frame = await tab.seal(sid);
      counters.push(counterOf(frame));
      assert.ok(await amir.open(frame));
    }
    assert.deepEqual(counters, [0, 1, 2, 3, 4, 5]);
    const answer = await amir.seal(sid);
    assert.ok(await second.open(answer));
    assert.equal(await vera.open(answer), false);
    assert.ok(await amir.open(await vera.seal(sid)));
  });
});
