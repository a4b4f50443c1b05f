import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { concat, fromText } from '../../../src/wire/bytes.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { field } from '../../../src/wire/codec.js';
import type { MessageId, PeerId } from '../../../src/wire/ids.js';
import { maxPayloadBytes } from '../../../src/wire/padding.js';
import { decodePayloads } from '../../../src/wire/payload/payload-decode.js';
import { encodePayloads, maxPayloads } from '../../../src/wire/payload/payload.js';
import type { Payload } from '../../../src/wire/payload/payload.js';
import { seeded } from '../../support/chance.js';

const id = 'a'.repeat(26) as MessageId;
const device = `a${'b'.repeat(26)}` as PeerId;
const content = { id, seq: 1, at: 1_790_000_000_000 };
const words = 'Grüße 👋 "quoted" \u2028 \ud800';

const every: readonly Payload[] = [
  { type: 'text', ...content, text: words },
  { type: 'text', ...content, text: 'a'.repeat(16_384) },
  {
    type: 'context',
    ...content,
    context: { title: 'Shop', page: 'https://shop.example/p', facts: [{ name: 'a', value: '' }] },
  },
  { type: 'context', ...content, context: { title: '', page: '', facts: [] } },
  { type: 'end', ...content },
  { type: 'rating', ...content, stars: 5 },
  { type: 'rating', ...content, stars: 1, text: 'slow' },
  { type: 'product', ...content, title: 'Lamp', page: '/lamp' },
  { type: 'product', ...content, title: 'Lamp', page: 'http://shop.example', price: '9 €' },
  { type: 'file', ...content, name: 'a.png', mime: 'image/png', size: 3, chunks: 1, key: 'A'.repeat(43) },
  { type: 'file-end', file: id, outcome: 'cancelled' },
  { type: 'receipt', delivered: [id], read: [] },
  { type: 'typing', on: false },
  { type: 'transfer', device, number: 2 ** 40, claim: 0xffff_ffff },
  { type: 'transfer', device, number: 1, claim: 1, name: 'Bea' },
  { type: 'resend', from: 1, to: 1_000 },
  { type: 'rtc' },
  { type: 'rtc', fingerprint: '0f'.repeat(32) },
  { type: 'call', call: id, action: 'ring', video: true },
  { type: 'identity', token: 'e30.e30.' },
];

/** Values that a hostile or broken peer could send. */
const refused: readonly object[] = [
  { type: 'text', ...content, text: '' },
  { type: 'text', ...content, text: 'ä'.repeat(8_193) },
  { type: 'text', ...content, text: 1 },
  { type: 'text', ...content },
  { type: 'text', ...content, id: 'short', text: 'a' },
  { type: 'text', ...content, id: 1, text: 'a' },
  { type: 'text', ...content, seq: 0, text: 'a' },
  { type: 'text', ...content, seq: 1.5, text: 'a' },
  { type: 'text', ...content, at: -1, text: 'a' },
  { type: 'text', ...content, at: 8_640_000_000_000_001, text: 'a' },
  { type: 'context', ...content, context: null },
  { type: 'context', ...content, context: { title: 'a'.repeat(301), page: '', facts: [] } },
  { type: 'context', ...content, context: { title: '', page: 'javascript:alert(1)', facts: [] } },
  { type: 'context', ...content, context: { title: '', page: '', facts: [{ name: 'a' }] } },
  { type: 'context', ...content, context: { title: '', page: '', facts: [{ name: 1, value: '' }] } },
  { type: 'context', ...content, context: { title: '', page: '', facts: [{ name: '', value: 1 }] } },
  { type: 'context', ...content, context: { title: '', page: '', facts: ['a'] } },
  {
    type: 'context',
    ...content,
    context: { title: '', page: '', facts: Array(21).fill({ name: '', value: '' }) },
  },
  { type: 'context', ...content, context: { title: '', page: '', facts: [], more: 1 } },
  { type: 'rating', ...content, stars: 0 },
  { type: 'rating', ...content, stars: 6 },
  { type: 'rating', ...content, stars: 3, text: null },
  { type: 'product', ...content, title: 'a', page: ' javascript:alert(1)' },
  { type: 'product', ...content, title: 'a', page: 'java\nscript:alert(1)' },
  { type: 'file', ...content, name: 'a', mime: '', size: -1, chunks: 1, key: 'A'.repeat(43) },
  { type: 'file', ...content, name: 'a', mime: '', size: 1, chunks: 2 ** 32, key: 'A'.repeat(43) },
  { type: 'file', ...content, name: 'a', mime: '', size: 1, chunks: 1, key: 'A'.repeat(42) },
  { type: 'file-end', file: id, outcome: 'lost' },
  { type: 'receipt', delivered: Array(501).fill(id), read: [] },
  { type: 'receipt', delivered: [id], read: ['x'] },
  { type: 'receipt', delivered: {}, read: [] },
  { type: 'typing', on: 1 },
  { type: 'transfer', device: `v${'b'.repeat(26)}`, number: 1, claim: 1 },
  { type: 'transfer', device: 1, number: 1, claim: 1 },
  { type: 'transfer', device, number: 1, claim: 2 ** 32 },
  { type: 'resend', from: 2, to: 1 },
  { type: 'resend', from: 1, to: 1_001 },
  { type: 'resend', from: 0, to: 1 },
  { type: 'rtc', fingerprint: '0F'.repeat(32) },
  { type: 'rtc', fingerprint: 1 },
  { type: 'call', call: id, action: 'listen-in', video: true },
  { type: 'identity', token: 'a'.repeat(4_097) },
];

function area(...values: readonly object[]): Bytes {
  return encodePayloads(values as readonly Payload[]);
}

function raw(json: Uint8Array, attached: Uint8Array = new Uint8Array(0)): Bytes {
  return concat(field(json), field(attached));
}

describe('payloads', () => {
  it('come back as they went, every type of them', () => {
    assert.deepEqual(decodePayloads(encodePayloads(every)), every);
    assert.deepEqual(decodePayloads(new Uint8Array(0)), []);
  });

  it('lose fields that this version does not know, inherited names among them', () => {
    const text = `{"type":"typing","on":true,"__proto__":{"a":1},"constructor":1,"later":[1]}`;
    const [typing] = decodePayloads(raw(fromText(text))) ?? [];
    assert.deepEqual(typing, { type: 'typing', on: true });
    assert.equal(Object.getPrototypeOf(typing), Object.prototype);
  });

  it('are unreadable where a field is refused, and the next one is read all the same', () => {
    for (const value of refused) {
      const [first, second, ...more] = decodePayloads(area(value, { type: 'typing', on: true })) ?? [];
      assert.equal(first?.type, 'unreadable', JSON.stringify(value).slice(0, 100));
      assert.deepEqual(second, { type: 'typing', on: true });
      assert.equal(more.length, 0);
    }
  });

  it('keep their place where they cannot be read, so that nobody asks for it for ever', () => {
    const bytes = area({ type: 'text', ...content, text: '' });
    assert.deepEqual(decodePayloads(bytes), [{ type: 'unreadable', ...content, bytes }]);
    const partly = area({ type: 'text', id: 1, seq: 2, at: 'now', text: '' });
    assert.deepEqual(decodePayloads(partly), [{ type: 'unreadable', seq: 2, bytes: partly }]);
  });

  it('of types to come are kept as they are, with their place', () => {
    const types = ['hologram', 'newer', 'unreadable', 'constructor', '__proto__', 'toString', ''];
    for (const type of types) {
      const bytes = raw(fromText(JSON.stringify({ type, ...content })), Uint8Array.of(1, 2));
      assert.deepEqual(decodePayloads(bytes), [{ type: 'newer', ...content, bytes }]);
    }
    const bare = area({ type: 'hologram' });
    assert.deepEqual(decodePayloads(bare), [{ type: 'newer', bytes: bare }]);
  });

  it('are unreadable where they are no object with a type', () => {
    const texts = ['', '1', 'null', '[]', '{}', '{"type":1}', '{', '\ufeff{"type":"typing","on":true}'];
    for (const json of [...texts.map(fromText), Uint8Array.of(0xff)]) {
      const bytes = raw(json);
      assert.deepEqual(decodePayloads(bytes), [{ type: 'unreadable', bytes }]);
    }
  });

  it('are unreadable, no more, with 30,000 nested brackets', () => {
    for (const json of ['['.repeat(30_000), `{"type":${'['.repeat(20_000)}${']'.repeat(20_000)}}`]) {
      const bytes = raw(fromText(json));
      assert.deepEqual(decodePayloads(bytes), [{ type: 'unreadable', bytes }]);
    }
  });

  it('of known types have no bytes beside their JSON', () => {
    const bytes = raw(fromText('{"type":"typing","on":true}'), Uint8Array.of(1));
    assert.deepEqual(decodePayloads(bytes), [{ type: 'unreadable', bytes }]);
  });

  it('cannot be cut out of an area that ends early, is too large or holds too many', () => {
    const bytes = encodePayloads(every.slice(-3));
    for (let cut = 1; cut < 10; cut++) assert.equal(decodePayloads(bytes.subarray(0, -cut)), undefined);
    assert.equal(decodePayloads(raw(new Uint8Array(maxPayloadBytes))), undefined);
    assert.equal(decodePayloads(new Uint8Array(8 * (maxPayloads + 1))), undefined);
    assert.equal(decodePayloads(new Uint8Array(8 * maxPayloads))?.length, maxPayloads);
    const typing: Payload = { type: 'typing', on: true };
    assert.throws(() => encodePayloads(Array<Payload>(maxPayloads + 1).fill(typing)), {
      code: 'frame-too-large',
    });
  });

  it('never make the decoder throw', () => {
    const chance = seeded(5);
    const bytes = encodePayloads(every.filter(({ type }) => type !== 'text'));
    for (let round = 0; round < 3_000; round++) {
      const changed = Uint8Array.from(bytes);
      for (let times = chance(6); times >= 0; times--) changed[chance(bytes.length)] = chance(256);
      const start = chance(2) === 0 ? 0 : chance(bytes.length);
      for (const payload of decodePayloads(changed.subarray(start)) ?? []) {
        assert.ok('bytes' in payload || every.some(({ type }) => type === payload.type));
      }
    }
  });
});
