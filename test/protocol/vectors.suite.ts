import assert from 'node:assert/strict';
import { openAead } from '../../src/protocol/open-aead.js';
import { sealAead } from '../../src/protocol/aead.js';
import type { Context } from '../../src/protocol/context.js';
import { hkdf, hmac, macKey } from '../../src/protocol/kdf.js';
import { diffieHellman, importEcBytes } from '../../src/protocol/ec-bytes.js';
import { importDhKey, verifyBytes } from '../../src/protocol/keys.js';
import { decapsulate, isKemPublicKey, kemPublicKey, nobleKem } from '../../src/protocol/ml-kem.js';
import { concat } from '../../src/wire/bytes.js';
import { equal } from '../../src/wire/equal.js';
import { isObject } from '../../src/wire/guards.js';
import type { JsonObject } from '../../src/wire/guards.js';
import { publicPoint } from './support/p256.js';
import type { Runner } from './support/runner.js';
import { unhex } from './support/snapshot.js';

/** The files this suite reads, by name; one that is absent is left out, and the runner says so. */
export const vectorFiles = [
  'aes_gcm_test.json',
  'ecdh_secp256r1_ecpoint_test.json',
  'ecdsa_secp256r1_sha256_p1363_test.json',
  'hkdf_sha256_test.json',
  'hmac_sha256_test.json',
  'mlkem_768_encaps_test.json',
  'mlkem_768_test.json',
] as const;

export type Vectors = Readonly<Partial<Record<(typeof vectorFiles)[number], unknown>>>;

interface Case {
  readonly group: JsonObject;
  readonly test: JsonObject;
  readonly isValid: boolean;
  readonly name: string;
}

function casesOf(file: unknown): readonly Case[] {
  assert.ok(isObject(file) && Array.isArray(file['testGroups']));
  const cases: Case[] = [];
  for (const group of file['testGroups'] as readonly unknown[]) {
    assert.ok(isObject(group) && Array.isArray(group['tests']));
    for (const test of group['tests'] as readonly unknown[]) {
      assert.ok(isObject(test));
      const name = `case ${String(test['tcId'])}: ${String(test['comment'])}`;
      cases.push({ group, test, isValid: test['result'] === 'valid', name });
    }
  }
  assert.ok(cases.length > 0);
  return cases;
}

function bytesOf(object: JsonObject, name: string): Uint8Array<ArrayBuffer> {
  const text = object[name];
  assert.ok(typeof text === 'string', name);
  return unhex(text);
}

/** A scalar as 32 bytes: the vectors write it as a number, with or without a leading zero. */
function scalarOf(object: JsonObject, name: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(object, name);
  const scalar = new Uint8Array(32);
  const digits = bytes.slice(-32);
  scalar.set(digits, 32 - digits.length);
  return scalar;
}

/** Project Wycheproof through the functions that the protocol uses (PROTOCOL 15). */
export function vectorsSuite({ describe, it }: Runner, ctx: Context, vectors: Vectors): void {
  const each = (
    file: (typeof vectorFiles)[number],
    title: string,
    check: (one: Case) => Promise<void>,
  ): void => {
    const content = vectors[file];
    if (content === undefined) return;
    it(title, async () => {
      for (const one of casesOf(content)) await check(one);
    });
  };

  describe('Wycheproof', () => {
    each(
      'aes_gcm_test.json',
      'AES-GCM opens what is right and nothing else',
      async ({ test, isValid, name }) => {
        const key = concat(bytesOf(test, 'key'), bytesOf(test, 'iv'));
        const aad = bytesOf(test, 'aad');
        const sealed = concat(bytesOf(test, 'ct'), bytesOf(test, 'tag'));
        const opened = await openAead(ctx, key, aad, sealed);
        assert.deepEqual(opened, isValid ? bytesOf(test, 'msg') : undefined, name);
        if (isValid) assert.deepEqual(await sealAead(ctx, key, aad, bytesOf(test, 'msg')), sealed, name);
      },
    );

    each(
      'ecdh_secp256r1_ecpoint_test.json',
      'ECDH agrees on points of the curve in the one form',
      async one => {
        const { test, isValid, name } = one;
        const publicKey = bytesOf(test, 'public');
        const secret = scalarOf(test, 'private');
        const own = await importEcBytes(ctx, { publicKey: publicPoint(secret), secret });
        const shared = await diffieHellman(ctx, own, publicKey);
        assert.deepEqual(shared, isValid ? bytesOf(test, 'shared') : undefined, name);
        // What a curve library may accept, such as a compressed point, the protocol does not.
        assert.equal((await importDhKey(ctx, publicKey)) !== undefined, isValid, name);
      },
    );

    each(
      'ecdsa_secp256r1_sha256_p1363_test.json',
      'ECDSA verifies what is right and nothing else',
      async one => {
        const { group, test, isValid, name } = one;
        const key = group['publicKey'];
        assert.ok(isObject(key));
        const verified = await verifyBytes(
          ctx,
          bytesOf(key, 'uncompressed'),
          bytesOf(test, 'msg'),
          bytesOf(test, 'sig'),
        );
        assert.equal(verified, isValid, name);
      },
    );

    each('hkdf_sha256_test.json', 'HKDF derives', async ({ test, isValid, name }) => {
      const length = test['size'];
      assert.ok(typeof length === 'number');
      const [ikm, salt, info] = [bytesOf(test, 'ikm'), bytesOf(test, 'salt'), bytesOf(test, 'info')];
      // The invalid ones only ask for more than HKDF gives; the protocol asks for 64 bytes at most.
      if (!isValid) {
        assert.ok(length > 255 * 32, name);
        return;
      }
      assert.deepEqual(await hkdf(ctx, { ikm, salt, info, length }), bytesOf(test, 'okm'), name);
    });

    each('hmac_sha256_test.json', 'HMAC authenticates', async ({ test, isValid, name }) => {
      const tag = bytesOf(test, 'tag');
      const mac = await hmac(ctx, await macKey(ctx, bytesOf(test, 'key')), bytesOf(test, 'msg'));
      assert.equal(equal(mac.slice(0, tag.length), tag), isValid, name);
    });

    each('mlkem_768_encaps_test.json', 'ML-KEM encapsulates to keys below the modulus', async one => {
      const { test, isValid, name } = one;
      const publicKey = bytesOf(test, 'ek');
      assert.equal(isKemPublicKey(publicKey), isValid, name);
      if (!isValid) return;
      const message = bytesOf(test, 'm');
      const getRandomValues = (bytes: Uint8Array): Uint8Array => {
        bytes.set(message);
        return bytes;
      };
      // Only the library takes its randomness from us; the browser's own is held to it by the differential test.
      const fixed = { ...ctx, crypto: { getRandomValues } as unknown as Crypto };
      const { ciphertext, secret } = await (await nobleKem(fixed)).encapsulate(publicKey);
      assert.deepEqual([ciphertext, secret], [bytesOf(test, 'c'), bytesOf(test, 'K')], name);
    });

    each('mlkem_768_test.json', 'ML-KEM decapsulates from the seed', async ({ test, isValid, name }) => {
      const seed = bytesOf(test, 'seed');
      const ciphertext = bytesOf(test, 'c');
      if (isValid) {
        assert.deepEqual(await kemPublicKey(ctx, seed), bytesOf(test, 'ek'), name);
        assert.deepEqual(await decapsulate(ctx, seed, ciphertext), bytesOf(test, 'K'), name);
      } else await assert.rejects(decapsulate(ctx, seed, ciphertext));
    });
  });
}
