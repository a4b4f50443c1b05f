import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeReceivedOpen, decodeSentOpen } from '../../src/protocol/open-codec.js';
import { decodeSession } from '../../src/protocol/session-codec.js';
import { decodeBackup } from '../../src/protocol/recovery.js';
import { fromBase32 } from '../../src/wire/base32.js';
import { fromBase64url } from '../../src/wire/base64url.js';
import { toText } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { readAcceptClear, readMessageClear } from '../../src/wire/session-fields.js';
import { readHeader } from '../../src/wire/frame.js';
import { readOpenClear, readPreClear } from '../../src/wire/open-fields.js';
import { isObject, parseJson } from '../../src/wire/guards.js';
import { unpad } from '../../src/wire/unpad.js';
import { decodePayloads } from '../../src/wire/payload/payload-decode.js';
import { isCardStatement } from '../../src/wire/statements/card.js';
import {
  isAccessStatement,
  isCertificateStatement,
  isRosterStatement,
} from '../../src/wire/statements/team.js';
import { readRun } from '../protocol/support/inputs.js';
import { seeded } from '../support/chance.js';

const ctx = { crypto: globalThis.crypto, now: () => 1_767_225_600_000 };
const { golden } = readRun(1);
assert.ok(isObject(golden));
/** Well-formed bytes to begin with: noise alone hardly gets past the first field. */
const seeds = Object.values(golden).map(text => fromBase64url(String(text)) ?? new Uint8Array());

/** Bytes near to well-formed ones: altered, cut, doubled, spliced. */
function* mutations(count: number): Generator<Bytes> {
  const noise = seeded(7);
  for (let index = 0; index < count; index++) {
    const bytes = Uint8Array.from(seeds[noise(seeds.length)] ?? []);
    for (let change = noise(8); change >= 0; change--) bytes[noise(bytes.length)] = noise(256);
    const cut = noise(3) === 0 ? bytes.slice(0, noise(bytes.length)) : bytes;
    yield noise(5) === 0 ? Uint8Array.of(...cut, ...bytes.slice(noise(bytes.length))) : cut;
  }
}

const decoders: Readonly<Record<string, (bytes: Bytes) => unknown>> = {
  readHeader,
  readOpenClear,
  readPreClear,
  readAcceptClear,
  readMessageClear,
  decodePayloads,
  unpad,
  decodeSentOpen,
  decodeReceivedOpen,
  decodeBackup,
  fromBase32: bytes => fromBase32(toText(bytes) ?? ''),
  fromBase64url: bytes => fromBase64url(toText(bytes) ?? ''),
  parseJson: bytes => parseJson(toText(bytes) ?? ''),
};

describe('a decoder', () => {
  for (const [name, decode] of Object.entries(decoders)) {
    it(`${name} answers, whatever the bytes, and changes none`, () => {
      for (const bytes of mutations(1_500)) {
        const before = Uint8Array.from(bytes);
        assert.doesNotThrow(() => decode(bytes));
        assert.deepEqual(bytes, before);
      }
    });
  }

  it('decodeSession answers, whatever the bytes', async () => {
    for (const bytes of mutations(1_500)) await decodeSession(ctx, bytes);
  });

  it('of statements answers, whatever the JSON', () => {
    const noise = seeded(11);
    const leaves: readonly unknown[] = [0, -1, 1.5, '', 'x', null, true, [], {}, [[1, 2]], { kty: 'EC' }];
    const keys = ['v', 'business', 'seq', 'inbox', 'revoked', 'hours', 'devices', 'boxes', 'week', 'role'];
    for (let index = 0; index < 3_000; index++) {
      const value = Object.fromEntries(
        keys.slice(0, noise(keys.length + 1)).map(key => [key, leaves[noise(leaves.length)]]),
      );
      for (const guard of [isCardStatement, isCertificateStatement, isRosterStatement, isAccessStatement]) {
        assert.equal(guard(value), guard === isAccessStatement && isAccess(value));
      }
    }
  });
});

/** None of the noise is a whole statement. */
function isAccess(value: object): boolean {
  return Object.keys(value).sort().join() === 'devices,seq,v';
}
