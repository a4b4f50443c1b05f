import assert from 'node:assert/strict';
import { nextOrdinal } from '../../src/protocol/context.js';
import type { Context } from '../../src/protocol/context.js';
import { SecureChatError } from '../../src/errors.js';
import { businessBytes, businessId, conversationId, messageId, peerId } from '../../src/protocol/ids.js';
import { diffieHellman, generateEcBytes, importEcBytes } from '../../src/protocol/ec-bytes.js';
import {
  exportBoxKey,
  exportSigningKey,
  generateBoxKey,
  generateSigningKey,
  importBoxKey,
  importDhKey,
  importSigningKey,
  importVerifyKey,
  sign,
} from '../../src/protocol/keys.js';
import { verify } from '../../src/protocol/verify.js';
import { label } from '../../src/protocol/label.js';
import {
  decapsulate,
  encapsulate,
  isKemPublicKey,
  kemPublicKey,
  nobleKem,
  webCryptoKem,
} from '../../src/protocol/ml-kem.js';
import { fromText } from '../../src/wire/bytes.js';
import type { BusinessId } from '../../src/wire/ids.js';
import { isId128 } from '../../src/wire/id128.js';
import { isBusinessId, isPeerId } from '../../src/wire/ids.js';
import type { Runner } from './support/runner.js';
import { unhex } from './support/snapshot.js';
import { makeClock } from './support/world.js';

/** Keys and ids (PROTOCOL 1, 2). */
export function keysSuite({ describe, it }: Runner, base: Context): void {
  const ctx = makeClock(base.crypto);

  describe('a signing key', () => {
    it('signs under a name: the same bytes under another name are not signed', async () => {
      const key = await generateSigningKey(ctx, { extractable: false });
      const signed = await sign(ctx, key, 'pre', fromText('words'));
      assert.equal(signed.length, 64);
      assert.ok(await verify(ctx, key.publicKey, 'pre', fromText('words'), signed));
      assert.ok(!(await verify(ctx, key.publicKey, 'open', fromText('words'), signed)));
      assert.ok(!(await verify(ctx, key.publicKey, 'pre', fromText('word'), signed)));
    });

    it('verifies no signature of another length, and none by bytes that are no key', async () => {
      const key = await generateSigningKey(ctx, { extractable: false });
      const signed = await sign(ctx, key, 'pre', fromText('words'));
      for (const length of [0, 63]) {
        assert.ok(
          !(await verify(ctx, key.publicKey, 'pre', fromText('words'), signed.slice(0, length))),
          `${length}`,
        );
      }
      assert.ok(!(await verify(ctx, new Uint8Array(65), 'pre', fromText('words'), signed)));
    });

    it('comes back from bytes, closed unless asked, and from no other bytes', async () => {
      const key = await generateSigningKey(ctx, { extractable: true });
      const bytes = await exportSigningKey(ctx, key);
      const again = await importSigningKey(ctx, bytes);
      assert.ok(again);
      assert.equal(again.key.extractable, false);
      const signed = await sign(ctx, again, 'pre', fromText('words'));
      assert.ok(await verify(ctx, key.publicKey, 'pre', fromText('words'), signed));
      assert.ok((await importSigningKey(ctx, bytes, { extractable: true }))?.key.extractable);
      for (const odd of [bytes.slice(1), bytes.slice(0, -1), Uint8Array.of(...bytes, 0), new Uint8Array()]) {
        assert.equal(await importSigningKey(ctx, odd), undefined);
      }
      const newer = Uint8Array.from(bytes);
      newer[0] = 2;
      assert.equal(await importSigningKey(ctx, newer), undefined);
      const offCurve = Uint8Array.from(bytes).fill(1, 2, 66);
      assert.equal(await importSigningKey(ctx, offCurve), undefined);
      await importSigningKey(ctx, Uint8Array.from(bytes).fill(255, 66, 98));
    });

    it('that must not leave does not leave', async () => {
      const key = await generateSigningKey(ctx, { extractable: false });
      await assert.rejects(exportSigningKey(ctx, key));
    });

    it('says so where the browser gives no scalar', async () => {
      const key = await generateSigningKey(ctx, { extractable: true });
      const subtle = { exportKey: async () => Promise.resolve({}) };
      const odd = { ...ctx, crypto: { subtle } as unknown as Crypto };
      await assert.rejects(exportSigningKey(odd, key), SecureChatError);
    });
  });

  describe('a box key', () => {
    it('comes back from bytes, closed unless asked, and from no other bytes', async () => {
      const key = await generateBoxKey(ctx, { extractable: true });
      const bytes = await exportBoxKey(ctx, key);
      const again = await importBoxKey(ctx, bytes);
      assert.ok(again);
      assert.deepEqual(again.publicKey, key.publicKey);
      assert.deepEqual(again.seed, key.seed);
      assert.equal(again.ec.privateKey.extractable, false);
      assert.ok((await importBoxKey(ctx, bytes, { extractable: true }))?.ec.privateKey.extractable);
      for (const odd of [bytes.slice(1), bytes.slice(0, -1), Uint8Array.of(...bytes, 0)]) {
        assert.equal(await importBoxKey(ctx, odd), undefined);
      }
      const offCurve = Uint8Array.from(bytes).fill(1, 2, 66);
      assert.equal(await importBoxKey(ctx, offCurve), undefined);
      // Whether a scalar above the order imports, providers differ on; none may throw.
      const badScalar = Uint8Array.from(bytes).fill(255, 66, 98);
      await importBoxKey(ctx, badScalar);
    });
  });

  describe('an EC public key', () => {
    it('is 65 bytes that begin with 4 and lie on the curve, whatever the provider would take', async () => {
      const { publicKey } = await generateEcBytes(ctx);
      assert.ok(await importDhKey(ctx, publicKey));
      assert.ok(await importVerifyKey(ctx, publicKey));
      const y = publicKey[64] ?? 0;
      const compressed = Uint8Array.of(2 + (y & 1), ...publicKey.slice(1, 33));
      const hybrid = Uint8Array.of(6 + (y & 1), ...publicKey.slice(1));
      const offCurve = Uint8Array.from(publicKey);
      offCurve[64] = y ^ 1;
      const long = Uint8Array.of(...publicKey, 0);
      // The point with x = 0, and the same one with x written as the prime: a second name for one key, so a second id.
      assert.ok(await importDhKey(ctx, unhex(`04${'00'.repeat(32)}${pointAtZero}`)));
      const wide = unhex(`04${prime}${pointAtZero}`);
      const wideY = unhex(`04${'00'.repeat(32)}${'ff'.repeat(32)}`);
      const odd = [
        compressed,
        hybrid,
        wide,
        wideY,
        offCurve,
        long,
        new Uint8Array(),
        Uint8Array.of(0),
        new Uint8Array(65),
      ];
      for (const bytes of odd) {
        assert.equal(await importDhKey(ctx, bytes), undefined);
        assert.equal(await importVerifyKey(ctx, bytes), undefined);
        const own = await importEcBytes(ctx, await generateEcBytes(ctx));
        assert.equal(await diffieHellman(ctx, own, bytes), undefined);
      }
    });

    it('agrees both ways', async () => {
      const [left, right] = [await generateEcBytes(ctx), await generateEcBytes(ctx)];
      assert.deepEqual(
        await diffieHellman(ctx, await importEcBytes(ctx, left), right.publicKey),
        await diffieHellman(ctx, await importEcBytes(ctx, right), left.publicKey),
      );
    });
  });

  describe('ML-KEM', () => {
    it('carries a secret to the holder of the seed, and another one in an altered ciphertext', async () => {
      const seed = ctx.crypto.getRandomValues(new Uint8Array(64));
      const publicKey = await kemPublicKey(ctx, seed);
      assert.ok(isKemPublicKey(publicKey));
      const { ciphertext, secret } = await encapsulate(ctx, publicKey);
      assert.equal(ciphertext.length, 1_088);
      assert.deepEqual(await decapsulate(ctx, seed, ciphertext), secret);
      ciphertext[0] = (ciphertext[0] ?? 0) ^ 1;
      assert.notDeepEqual(await decapsulate(ctx, seed, ciphertext), secret);
    });

    it('is the same in the library as in the one this engine uses, both ways', async () => {
      const noble = await nobleKem(ctx);
      const seed = ctx.crypto.getRandomValues(new Uint8Array(64));
      const publicKey = await kemPublicKey(ctx, seed);
      assert.deepEqual(await noble.publicKey(seed), publicKey);
      const there = await noble.encapsulate(publicKey);
      assert.deepEqual(await decapsulate(ctx, seed, there.ciphertext), there.secret);
      const back = await encapsulate(ctx, publicKey);
      assert.deepEqual(await noble.decapsulate(seed, back.ciphertext), back.secret);
      // Implicit rejection is part of the standard: both must reject to the same secret.
      back.ciphertext[7] = (back.ciphertext[7] ?? 0) ^ 1;
      const rejected = await noble.decapsulate(seed, back.ciphertext);
      assert.deepEqual(await decapsulate(ctx, seed, back.ciphertext), rejected);
    });

    it('falls to the library where the browser has only some of the names', async () => {
      const { crypto } = base;
      const half = {
        subtle: { importKey: async () => Promise.resolve({}) },
        getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
      } as unknown as Crypto;
      const seed = crypto.getRandomValues(new Uint8Array(64));
      assert.deepEqual(await kemPublicKey({ ...ctx, crypto: half }, seed), await kemPublicKey(ctx, seed));
    });

    it('falls to the library where the browser answers wrong secrets', async () => {
      const { crypto } = base;
      const native = webCryptoKem(ctx);
      const wrong = {
        getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
        subtle: {
          importKey: async () => Promise.resolve({}),
          getPublicKey: async () => Promise.resolve({}),
          exportKey: async () => Promise.resolve(new ArrayBuffer(1_184)),
          encapsulateBits: async () =>
            Promise.resolve({ ciphertext: new ArrayBuffer(1_088), sharedKey: new ArrayBuffer(32) }),
          decapsulateBits: async () => Promise.resolve(Uint8Array.of(...new Uint8Array(31), 1).buffer),
        },
      } as unknown as Crypto;
      const seed = crypto.getRandomValues(new Uint8Array(64));
      assert.deepEqual(await kemPublicKey({ ...ctx, crypto: wrong }, seed), await kemPublicKey(ctx, seed));
      assert.ok(native);
    });

    it('has public keys of 1,184 bytes whose coefficients are below the modulus', async () => {
      const good = await kemPublicKey(ctx, ctx.crypto.getRandomValues(new Uint8Array(64)));
      assert.ok(!isKemPublicKey(good.slice(1)));
      // 3,329 in the even place, then in the odd one.
      const even = Uint8Array.from(good);
      even.set([0x01, 0x0d | ((even[1] ?? 0) & 0xf0)]);
      const odd = Uint8Array.from(good);
      odd.set([((odd[1] ?? 0) & 0x0f) | 0x10, 0xd0], 1);
      assert.ok(!isKemPublicKey(even));
      assert.ok(!isKemPublicKey(odd));
    });
  });

  describe('an id', () => {
    it('has its form and its length', async () => {
      const { publicKey } = await generateSigningKey(ctx, { extractable: false });
      const business = await businessId(ctx, publicKey);
      assert.ok(isBusinessId(business.text));
      assert.deepEqual(businessBytes(business.text), business.bytes);
      assert.ok(isPeerId(await peerId(ctx, 'v', publicKey)));
      assert.ok(isPeerId(await peerId(ctx, 'a', publicKey)));
      assert.ok(isId128(await conversationId(ctx, business.bytes, publicKey)));
      assert.ok(isId128(messageId(ctx)));
    });

    it('differs between keys, and between what it names', async () => {
      const [one, two] = [new Uint8Array(65).fill(1), new Uint8Array(65).fill(2)];
      const ids = [
        await peerId(ctx, 'v', one),
        await peerId(ctx, 'v', two),
        (await businessId(ctx, one)).text,
        await conversationId(ctx, new Uint8Array(20), one),
        await conversationId(ctx, new Uint8Array(20).fill(1), one),
      ];
      assert.equal(new Set(ids.map(id => id.slice(-20))).size, ids.length);
    });

    it('is what it was: pages and stores hold it for years', async () => {
      const key = new Uint8Array(65).fill(7);
      const business = await businessId(ctx, key);
      assert.deepEqual(
        [business.text, await peerId(ctx, 'v', key), await conversationId(ctx, business.bytes, key)],
        knownIds,
      );
    });

    it('of a business that is none throws', () => {
      assert.throws(() => businessBytes('sc1-0' as BusinessId), SecureChatError);
    });
  });

  describe('a number that only rises', () => {
    it('is the time, or one above the last: a restored backup goes on above what it forgot', () => {
      const now = ctx.seconds();
      assert.equal(nextOrdinal(ctx, 0), now);
      assert.equal(nextOrdinal(ctx, now), now + 1);
      assert.equal(nextOrdinal(ctx, now + 50), now + 51);
    });
  });

  describe('a label', () => {
    it('ends in a zero, so that none is the beginning of another', () => {
      assert.deepEqual(label('pre'), fromText('secure-chat/1 pre\0'));
    });
  });
}

const prime = 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff';
const pointAtZero = '66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4';

/** Made once by another program from PROTOCOL 2. */
const knownIds = [
  'sc1-u3ilvzoam5piy4z532bzg7vqkukxnuzw',
  'voiawefepsgseqykrjuo3qemzeq',
  'ksdnu5o5okhgchdfaqbmex7alu',
];
