import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { concat, fromText } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import {
  encodeAcceptClear,
  encodeMessageClear,
  readAcceptClear,
  readMessageClear,
} from '../../src/wire/session-fields.js';
import { encodeHeader, readHeader, readRoute } from '../../src/wire/frame.js';
import { encodeOpenClear, encodePreClear, readOpenClear, readPreClear } from '../../src/wire/open-fields.js';
import type { FrameHeader, FrameKind } from '../../src/wire/frame.js';
import type { PeerId } from '../../src/wire/ids.js';
import { maxFrameBytes } from '../../src/wire/limits.js';

const visitor = `v${'b'.repeat(26)}` as PeerId;
const device = `a${'c'.repeat(26)}` as PeerId;
const business = new Uint8Array(20).fill(9);
const body = fromText('body');

function header(kind: FrameKind, from: PeerId, to: PeerId | undefined): FrameHeader {
  return { kind, business, from, to };
}

/** The ways a frame may go. */
const ways = [
  header('open', visitor, undefined),
  header('pre', visitor, undefined),
  header('accept', device, visitor),
  header('message', device, visitor),
  header('message', visitor, device),
  header('forget', visitor, undefined),
];

describe('a frame header', () => {
  it('comes back with the rest of the frame', () => {
    for (const way of ways) {
      const headerBytes = encodeHeader(way);
      assert.equal(headerBytes.length, 76);
      assert.deepEqual(readHeader(concat(headerBytes, body)), { ...way, headerBytes, body });
    }
  });

  it('is read alone without the rest', () => {
    for (const way of ways) assert.deepEqual(readRoute(concat(encodeHeader(way), body)), way);
  });

  it('goes no other way than visitor to team, device to visitor, or between the two', () => {
    const kinds: FrameKind[] = ['open', 'pre', 'accept', 'message', 'forget'];
    for (const kind of kinds) {
      for (const from of [visitor, device]) {
        for (const to of [undefined, visitor, device]) {
          const isWay = ways.some(way => way.kind === kind && way.from === from && way.to === to);
          const read = readHeader(concat(encodeHeader(header(kind, from, to)), body));
          assert.equal(read !== undefined, isWay, `${kind} ${from} ${String(to)}`);
        }
      }
    }
  });

  it('of another version or kind, with odd ids, cut short or too large is refused', () => {
    const good = concat(encodeHeader(header('message', device, visitor)), body);
    assert.ok(readHeader(good));
    for (let length = 0; length < 76; length++) assert.equal(readHeader(good.slice(0, length)), undefined);
    for (const [index, value] of [
      [0, 0],
      [0, 2],
      [1, 0],
      [1, 6],
      [22, 0x78],
      [30, 0x31],
      [49, 0],
      [60, 0xff],
    ] as const) {
      const odd = Uint8Array.from(good);
      odd[index] = value;
      assert.equal(readHeader(odd), undefined, `${index}`);
    }
    // A character of two bytes, inside an id and across the border of two.
    for (const index of [30, 48, 60]) {
      const shifted = Uint8Array.from(good);
      shifted.set(fromText('é'), index);
      assert.equal(readHeader(shifted), undefined, `${index}`);
    }
    assert.ok(readHeader(concat(good, new Uint8Array(maxFrameBytes - good.length))));
    assert.equal(readHeader(concat(good, new Uint8Array(maxFrameBytes - good.length + 1))), undefined);
  });
});

describe('clear fields', () => {
  const [openId, sid, salt] = [1, 2, 3].map(value => new Uint8Array(16).fill(value));
  assert.ok(openId && sid && salt);
  const ratchet = new Uint8Array(65).fill(4);
  const open = { epoch: 7, cardSeq: 1_767_225_600 };
  const pre = { openId, n: 5, salt };
  const accept = { openId, sid };
  const message = { sid, ratchet, previous: 6, n: 7, salt };
  const cases: readonly [FrameHeader, Bytes, object, (frame: Bytes) => object | undefined][] = [
    [header('open', visitor, undefined), encodeOpenClear(open), open, readOpenClear],
    [header('pre', visitor, undefined), encodePreClear(pre), pre, readPreClear],
    [header('accept', device, visitor), encodeAcceptClear(accept), accept, readAcceptClear],
    [header('message', device, visitor), encodeMessageClear(message), message, readMessageClear],
  ];

  it('come back with what was authenticated and what is sealed', () => {
    for (const [way, clear, fields, read] of cases) {
      const headerBytes = encodeHeader(way);
      const aad = concat(headerBytes, clear);
      assert.deepEqual(read(concat(aad, body)), { ...way, ...fields, headerBytes, aad, sealed: body });
      assert.ok(read(aad));
    }
  });

  it('cut short, or of another kind, are refused', () => {
    for (const [way, clear, , read] of cases) {
      const aad = concat(encodeHeader(way), clear);
      for (let length = 0; length < aad.length; length++) {
        assert.equal(read(aad.slice(0, length)), undefined, `${way.kind} ${length}`);
      }
      for (const [other, otherClear] of cases) {
        if (other.kind !== way.kind)
          assert.equal(read(concat(encodeHeader(other), otherClear, body)), undefined);
      }
    }
  });

  it('hold no seq that a number cannot', () => {
    const bytes = concat(
      encodeHeader(header('open', visitor, undefined)),
      new Uint8Array(12).fill(255),
      body,
    );
    assert.equal(readOpenClear(bytes), undefined);
  });
});
