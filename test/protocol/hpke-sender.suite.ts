import assert from 'node:assert/strict';
import {
  AEAD_AES_128_GCM,
  AEAD_AES_256_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_P256_HKDF_SHA256,
} from 'hpke';
import { random } from '../../src/protocol/context.js';
import type { Context } from '../../src/protocol/context.js';
import { importEcBytes } from '../../src/protocol/ec-bytes.js';
import { createHpkeSender } from '../../src/protocol/hpke-sender.js';
import type { HpkePsk } from '../../src/protocol/hpke-sender.js';
import { ecdh, importDhKey, rawPublic } from '../../src/protocol/keys.js';
import { fromText } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import type { Runner } from './support/runner.js';
import { unhex, untouched } from './support/snapshot.js';

/** How often random messages of our sender go to the library's receiver. */
const rounds = 60;

/** HPKE (RFC 9180): our sender by the vectors of the RFC, and message for message against a receiver that is not ours. */
export function hpkeSenderSuite({ describe, it }: Runner, ctx: Context): void {
  describe('HPKE', () => {
    const psk: HpkePsk = { info: unhex(rfc.info), psk: unhex(rfc.psk), pskId: unhex(rfc.pskId) };
    const vectors = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);
    const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

    // The RFC has no vector for AES-256 beside P-256 and SHA-256: this one differs from the suite by the cipher's number and its length of key.
    it('seals the values of RFC 9180, A.3.2: P-256 in PSK mode', async () => {
      const ephemeral = await pairOf(ctx, rfc.enc, rfc.skEm);
      const sender = await createHpkeSender(withPair(ctx, ephemeral), unhex(rfc.pkRm), psk, {
        id: 1,
        keyBytes: 16,
      });
      assert.deepEqual(sender.enc, unhex(rfc.enc));
      assert.deepEqual(await sender.seal(fromText('Count-0'), unhex(rfc.pt)), unhex(rfc.ciphertexts[0]));
      for (const [context, value] of rfc.exports) {
        assert.deepEqual(await sender.export(unhex(context)), unhex(value));
      }
    });

    it('opens the values of RFC 9180, A.3.2: P-256 in PSK mode', async () => {
      const recipient = await vectors.SetupRecipient(
        await pairOf(ctx, rfc.pkRm, rfc.skRm),
        unhex(rfc.enc),
        psk,
      );
      for (const [index, ct] of rfc.ciphertexts.entries()) {
        const opened = await recipient.Open(unhex(ct), fromText(`Count-${index}`));
        assert.deepEqual(Uint8Array.from(opened), unhex(rfc.pt));
      }
      for (const [context, value] of rfc.exports) {
        assert.deepEqual(Uint8Array.from(await recipient.Export(unhex(context), 32)), unhex(value));
      }
    });

    it('seals whatever the receiver of the library opens, and exports the same', async () => {
      for (let round = 0; round < rounds; round++) {
        const pair = await ctx.crypto.subtle.generateKey(ecdh, false, ['deriveBits']);
        const to = await rawPublic(ctx, pair.publicKey);
        const terms: HpkePsk = {
          info: upTo(ctx, 300),
          psk: random(ctx, 32 + (round % 33)),
          pskId: random(ctx, 1 + round * 20),
        };
        const [aad, plaintext, name] = [upTo(ctx, 300), upTo(ctx, 3_000), upTo(ctx, 60)];
        const sender = await createHpkeSender(ctx, to, terms);
        const sealed = await untouched([terms, to, aad, plaintext], async () => sender.seal(aad, plaintext));
        const recipient = await suite.SetupRecipient(pair, sender.enc, terms);
        assert.deepEqual(Uint8Array.from(await recipient.Open(sealed, aad)), plaintext);
        assert.deepEqual(Uint8Array.from(await recipient.Export(name, 32)), await sender.export(name));
        const other = await suite.SetupRecipient(pair, sender.enc, { ...terms, psk: random(ctx, 32) });
        await assert.rejects(async () => other.Open(sealed, aad));
      }
    });

    it('makes a key for each message: the same words are never the same bytes', async () => {
      const to = unhex(rfc.pkRm);
      const senders = await Promise.all([createHpkeSender(ctx, to, psk), createHpkeSender(ctx, to, psk)]);
      const [one, two] = await Promise.all(
        senders.map(async ({ enc, seal }) => [enc, await seal(fromText(''), fromText('words'))]),
      );
      assert.notDeepEqual(one?.[0], two?.[0]);
      assert.notDeepEqual(one?.[1], two?.[1]);
    });

    it('seals to no point off the curve', async () => {
      await assert.rejects(createHpkeSender(ctx, Uint8Array.of(4, ...new Uint8Array(64)), psk), {
        code: 'card-invalid',
      });
    });
  });
}

/** Up to so many random bytes; now and then none. */
function upTo(ctx: Context, length: number): Bytes {
  const [a = 0, b = 0] = random(ctx, 2);
  return random(ctx, (a * 256 + b) % (length + 1)).slice(a % 5 === 0 ? length : 0);
}

async function pairOf(ctx: Context, point: string, scalar: string): Promise<CryptoKeyPair> {
  const publicKey = await importDhKey(ctx, unhex(point));
  assert.ok(publicKey);
  const privateKey = await importEcBytes(ctx, { publicKey: unhex(point), secret: unhex(scalar) });
  return { publicKey, privateKey };
}

/** A world whose next key is known: only a vector asks for that. */
function withPair(ctx: Context, pair: CryptoKeyPair): Context {
  const subtle = new Proxy(ctx.crypto.subtle, {
    get(target, name) {
      if (name === 'generateKey') return async () => Promise.resolve(pair);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
  return { ...ctx, crypto: { subtle } as Crypto };
}

const rfc = {
  info: '4f6465206f6e2061204772656369616e2055726e',
  pkRm:
    '040d97419ae99f13007a93996648b2674e5260a8ebd2b822e84899cd52d874' +
    '46ea394ca76223b76639eccdf00e1967db10ade37db4e7db476261fcc8df97c5ffd1',
  skEm: '57427244f6cc016cddf1c19c8973b4060aa13579b4c067fd5d93a5d74e32a90f',
  skRm: '438d8bcef33b89e0e9ae5eb0957c353c25a94584b0dd59c991372a75b43cb661',
  psk: '0247fd33b913760fa1fa51e1892d9f307fbe65eb171e8132c2af18555a738b82',
  pskId: '456e6e796e20447572696e206172616e204d6f726961',
  enc:
    '04305d35563527bce037773d79a13deabed0e8e7cde61eecee403496959e89e' +
    '4d0ca701726696d1485137ccb5341b3c1c7aaee90a4a02449725e744b1193b53b5f',
  pt: '4265617574792069732074727574682c20747275746820626561757479',
  ciphertexts: [
    '90c4deb5b75318530194e4bb62f890b019b1397bbf9d0d6eb918890e1fb2be1ac2603193b60a49c2126b75d0eb',
    '9e223384a3620f4a75b5a52f546b7262d8826dea18db5a365feb8b997180b22d72dc1287f7089a1073a7102c27',
    'adf9f6000773035023be7d415e13f84c1cb32a24339a32eb81df02be9ddc6abc880dd81cceb7c1d0c7781465b2',
  ],
  exports: [
    ['', 'a115a59bf4dd8dc49332d6a0093af8efca1bcbfd3627d850173f5c4a55d0c185'],
    ['00', '4517eaede0669b16aac7c92d5762dd459c301fa10e02237cd5aeb9be969430c4'],
    ['54657374436f6e74657874', '164e02144d44b607a7722e58b0f4156e67c0c2874d74cf71da6ca48a4cbdc5e0'],
  ],
} as const;
