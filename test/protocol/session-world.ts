/** What the suites of sessions share: a runner, a clock that can be moved, two ends of a session, and chance with a seed. */
import assert from 'node:assert/strict';
import { generateEcBytes } from '../../src/protocol/ec-bytes.js';
import type { Context } from '../../src/protocol/context.js';
import { random } from '../../src/protocol/context.js';
import { messageId } from '../../src/protocol/ids.js';
import { openMessage, sealMessage, startAsDevice, startAsVisitor } from '../../src/protocol/session.js';
import type { Session } from '../../src/protocol/session.js';
import type { Bytes } from '../../src/wire/bytes.js';
import type { PeerId } from '../../src/wire/ids.js';
import type { ReceivedPayload, TextPayload } from '../../src/wire/payload/payload.js';

/** What suites run on: `node:test`, or a browser's runner. */
export interface Runner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void> | void): void;
}

/** The two ends of a session. */
export interface Ends {
  visitor: Session;
  device: Session;
}

export const vera = `v${'a'.repeat(26)}` as PeerId;
export const amir = `a${'b'.repeat(26)}` as PeerId;

/** A context whose clock is moved by hand. */
export function withClock(ctx: Context): { ctx: Context; pass: (ms: number) => void } {
  let now = 1_790_000_000_000;
  return {
    ctx: { crypto: ctx.crypto, now: () => now },
    pass(ms) {
      now += ms;
    },
  };
}

/** Both ends of a fresh session; the visitor's bundle key cannot leave WebCrypto. */
export async function startEnds(ctx: Context): Promise<Ends> {
  const ecdh = { name: 'ECDH', namedCurve: 'P-256' };
  const bundleKey = await ctx.crypto.subtle.generateKey(ecdh, false, ['deriveBits']);
  assert.ok('privateKey' in bundleKey);
  const visitorE = new Uint8Array(await ctx.crypto.subtle.exportKey('raw', bundleKey.publicKey));
  const ratchet = await generateEcBytes(ctx);
  const agreed = {
    sid: random(ctx, 16),
    business: random(ctx, 20),
    transcriptHash: random(ctx, 32),
    root: random(ctx, 32),
  };
  const device = await startAsDevice(ctx, { ...agreed, self: amir, peer: vera, visitorE, ratchet });
  const visitor = await startAsVisitor(ctx, {
    ...agreed,
    self: vera,
    peer: amir,
    bundleKey,
    deviceRatchet: ratchet.publicKey,
  });
  assert.ok(device && visitor);
  return { visitor, device };
}

/** A text payload. */
export function text(ctx: Context, words: string): TextPayload {
  return { type: 'text', id: messageId(ctx), seq: 1, at: 1, text: words };
}

/** Seals words at one end, which moves on; answers the frame. */
export async function say(ctx: Context, ends: Ends, who: keyof Ends, words: string): Promise<Bytes> {
  const { session, frame } = await sealMessage(ctx, ends[who], [text(ctx, words)]);
  ends[who] = session;
  return frame;
}

/** Opens a frame at one end, which moves on; answers the words. */
export async function hear(ctx: Context, ends: Ends, who: keyof Ends, frame: Uint8Array): Promise<string> {
  const opened = await openMessage(ctx, ends[who], frame);
  assert.ok(opened.ok, 'the frame opens');
  ends[who] = opened.session;
  return words(opened.payloads);
}

/** The words of one text payload. */
export function words(payloads: readonly ReceivedPayload[]): string {
  const [only] = payloads;
  assert.ok(payloads.length === 1 && only?.type === 'text');
  return only.text;
}

/** Bytes with one of them changed in some bits. */
export function flipped(bytes: Uint8Array, index: number, mask = 1): Bytes {
  return Uint8Array.from(bytes, (byte, at) => (at === index ? byte ^ mask : byte));
}
