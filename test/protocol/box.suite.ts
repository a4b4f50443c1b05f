import assert from 'node:assert/strict';
import { AEAD_AES_128_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { isBoxPublicKey, openBox, sealBox } from '../../src/protocol/box.js';
import type { BoxPurpose } from '../../src/protocol/box.js';
import type { Context } from '../../src/protocol/context.js';
import { generateBoxKey, importDhKey } from '../../src/protocol/keys.js';
import { importEcBytes } from '../../src/protocol/ec-bytes.js';
import { fromText } from '../../src/wire/bytes.js';
import type { Runner } from './support/runner.js';
import { unhex, untouched } from './support/snapshot.js';

/** The sealed box (PROTOCOL 4), and HPKE below it (RFC 9180). */
export function boxSuite({ describe, it }: Runner, ctx: Context): void {
  const aad = fromText('before the box');

  describe('a sealed box', () => {
    it('opens for its key, and both ends export the same secrets, one a name', async () => {
      const key = await generateBoxKey(ctx, { extractable: false });
      const sealing = await sealBox(ctx, key.publicKey, 'open');
      const box = await sealing.finish(aad, fromText('words'));
      const opened = await untouched([box, aad, key.seed], async () => openBox(ctx, key, 'open', aad, box));
      assert.ok(opened);
      assert.deepEqual(opened.plaintext, fromText('words'));
      assert.deepEqual([opened.enc, opened.ct], [sealing.enc, sealing.ct]);
      const secret = await sealing.export('session');
      assert.equal(secret.length, 32);
      assert.deepEqual(await opened.export('session'), secret);
      assert.notDeepEqual(await opened.export('accept'), secret);
    });

    it('does not open as one of another purpose', async () => {
      const key = await generateBoxKey(ctx, { extractable: false });
      const purposes: BoxPurpose[] = ['open', 'inbox-key', 'invite', 'roster', 'archive'];
      for (const purpose of purposes) {
        const box = await (await sealBox(ctx, key.publicKey, purpose)).finish(aad, fromText('words'));
        for (const other of purposes) {
          const isOpened = (await openBox(ctx, key, other, aad, box)) !== undefined;
          assert.equal(isOpened, other === purpose, `${purpose} as ${other}`);
        }
      }
    });

    it('stays closed to another key, to one half of the key, and behind other bytes', async () => {
      const key = await generateBoxKey(ctx, { extractable: false });
      const other = await generateBoxKey(ctx, { extractable: false });
      const box = await (await sealBox(ctx, key.publicKey, 'open')).finish(aad, fromText('words'));
      assert.equal(await openBox(ctx, other, 'open', aad, box), undefined);
      assert.equal(await openBox(ctx, { ...key, seed: other.seed }, 'open', aad, box), undefined);
      assert.equal(await openBox(ctx, { ...key, ec: other.ec }, 'open', aad, box), undefined);
      assert.equal(await openBox(ctx, key, 'open', fromText('other'), box), undefined);
      for (const length of [0, 64, 65, 1_152, 1_153, box.length - 1]) {
        assert.equal(await openBox(ctx, key, 'open', aad, box.slice(0, length)), undefined, `${length}`);
      }
    });

    it('is sealed only to what is a key in both halves', async () => {
      const { publicKey } = await generateBoxKey(ctx, { extractable: false });
      assert.ok(await isBoxPublicKey(ctx, publicKey));
      assert.ok(!(await isBoxPublicKey(ctx, { ...publicKey, ec: new Uint8Array(65) })));
      assert.ok(!(await isBoxPublicKey(ctx, { ...publicKey, kem: new Uint8Array(1_184).fill(255) })));
    });
  });

  describe('HPKE', () => {
    it('gives the values of RFC 9180, A.3.2: P-256 in PSK mode', async () => {
      const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);
      const publicKey = await importDhKey(ctx, unhex(rfc.pkRm));
      assert.ok(publicKey);
      const privateKey = await importEcBytes(ctx, { publicKey: unhex(rfc.pkRm), secret: unhex(rfc.skRm) });
      const recipient = await suite.SetupRecipient({ publicKey, privateKey }, unhex(rfc.enc), {
        info: unhex(rfc.info),
        psk: unhex(rfc.psk),
        pskId: unhex(rfc.pskId),
      });
      for (const [index, ct] of rfc.ciphertexts.entries()) {
        const opened = await recipient.Open(unhex(ct), fromText(`Count-${index}`));
        assert.deepEqual(Uint8Array.from(opened), unhex(rfc.pt));
      }
      for (const [context, value] of rfc.exports) {
        assert.deepEqual(Uint8Array.from(await recipient.Export(unhex(context), 32)), unhex(value));
      }
    });
  });
}

const rfc = {
  info: '4f6465206f6e2061204772656369616e2055726e',
  pkRm:
    '040d97419ae99f13007a93996648b2674e5260a8ebd2b822e84899cd52d874' +
    '46ea394ca76223b76639eccdf00e1967db10ade37db4e7db476261fcc8df97c5ffd1',
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
