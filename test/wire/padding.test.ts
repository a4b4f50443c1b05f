import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxPaddedBytes } from '../../src/wire/limits.js';
import { maxPayloadBytes, pad, paddedLength } from '../../src/wire/padding.js';
import { unpad } from '../../src/wire/unpad.js';

describe('padding', () => {
  it('gives every length a class of at least 256, at most an eighth above it, and never less', () => {
    let last = 0;
    const classes = new Set<number>();
    for (let length = 0; length <= maxPayloadBytes; length++) {
      const padded = paddedLength(length);
      assert.ok(padded > length && padded >= 256 && padded >= last && padded <= maxPaddedBytes, `${length}`);
      assert.ok(padded === 256 || padded <= (length + 1) * 1.125, `${length} becomes ${padded}`);
      last = padded;
      classes.add(padded);
    }
    assert.ok(classes.size < 150, `${classes.size} classes`);
    assert.equal(last, maxPaddedBytes);
  });

  it('follows Padmé', () => {
    // Of L: E = floor(log2 L), S = floor(log2 E) + 1, and the last E - S bits are rounded up.
    for (const length of [255, 256, 300, 999, 1_000, 4_095, 4_096, 9_999, 50_000]) {
      const marked = length + 1;
      const exponent = Math.floor(Math.log2(marked));
      const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
      assert.equal(paddedLength(length), Math.ceil(marked / step) * step);
    }
  });

  it('comes off again, whatever the bytes end with', () => {
    for (const tail of [[], [0], [0x80], [0x80, 0], [0, 0x80, 0x80]]) {
      const bytes = Uint8Array.from([1, 2, 3, ...tail]);
      const padded = pad(bytes);
      assert.ok(padded);
      assert.equal(padded.length, 256);
      assert.deepEqual(unpad(padded), bytes);
    }
    assert.deepEqual(unpad(pad(new Uint8Array()) ?? Uint8Array.of(0)), new Uint8Array());
  });

  it('is not made for more than a frame carries, and not taken off without its marker', () => {
    assert.ok(pad(new Uint8Array(maxPayloadBytes)));
    assert.equal(pad(new Uint8Array(maxPayloadBytes + 1)), undefined);
    assert.equal(unpad(new Uint8Array()), undefined);
    assert.equal(unpad(new Uint8Array(256)), undefined);
    assert.equal(unpad(Uint8Array.of(1, 0)), undefined);
    const large = new Uint8Array(maxPaddedBytes + 1);
    large[0] = 0x80;
    assert.equal(unpad(large), undefined);
    assert.ok(unpad(large.subarray(0, maxPaddedBytes)));
  });
});
