/** Bytes of version 1 as they were once written: today's code must open them (PROTOCOL 15). */
import assert from 'node:assert/strict';
import { receiveAccept } from '../../src/protocol/accept.js';
import { verifyAccess } from '../../src/protocol/access.js';
import { verifyAdmission } from '../../src/protocol/admission.js';
import { openAtRest } from '../../src/protocol/at-rest.js';
import { openBox } from '../../src/protocol/open-box.js';
import { verifyCard } from '../../src/protocol/card.js';
import { verifyCertificate } from '../../src/protocol/certificate.js';
import type { Context } from '../../src/protocol/context.js';
import { verifyForget } from '../../src/protocol/forget.js';
import { businessBytes, peerId } from '../../src/protocol/ids.js';
import { importBoxKey, importSigningKey } from '../../src/protocol/keys.js';
import {
  decodeReceivedOpen,
  decodeSentOpen,
  encodeReceivedOpen,
  encodeSentOpen,
} from '../../src/protocol/open-codec.js';
import { receiveOpen } from '../../src/protocol/open.js';
import { receivePre } from '../../src/protocol/pre.js';
import { unwrapStorageKey } from '../../src/protocol/passphrase.js';
import { decodeBackup, openBackup } from '../../src/protocol/recovery.js';
import { verifyRoster } from '../../src/protocol/roster.js';
import { decodeSession, encodeSession } from '../../src/protocol/session-codec.js';
import { openMessage } from '../../src/protocol/session.js';
import { fromBase64url } from '../../src/wire/base64url.js';
import { fromText, toText } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { isObject } from '../../src/wire/guards.js';
import { isBusinessId } from '../../src/wire/ids.js';
import { decodePayloads } from '../../src/wire/payload/payload-decode.js';
import { encodePayloads } from '../../src/wire/payload/payload.js';
import type { Payload } from '../../src/wire/payload/payload.js';
import type { Runner } from '../protocol/support/runner.js';
import { startSeconds, wordsOf } from '../protocol/support/world.js';
import { goldenClaim, goldenPassphrase, goldenRelayFrames, goldenWords } from './make-more.js';

/** Names of what the golden file holds, each in base64url. */
export const goldenNames = [
  'business',
  'root',
  'inbox',
  'device',
  'visitor',
  'bundle',
  'code',
  'card',
  'certificate',
  'access',
  'roster',
  'open',
  'pre',
  'accept',
  'message',
  'forget',
  'payloads',
  'session',
  'sentOpen',
  'receivedOpen',
  'backup',
  'admission',
  'box',
  'wrappedKey',
  'atRest',
  'relayFrames',
] as const;

export type Golden = Readonly<Record<(typeof goldenNames)[number], string>>;

/** Checks the golden file against today's code; its clock stands where the file was written. */
export function goldenSuite({ describe, it }: Runner, base: Context, golden: unknown): void {
  const ctx = { ...base, now: () => startSeconds * 1_000 };
  const take = (name: (typeof goldenNames)[number]): Bytes => {
    assert.ok(isObject(golden));
    const text = golden[name];
    const bytes = typeof text === 'string' ? fromBase64url(text) : undefined;
    assert.ok(bytes, `${name} is missing`);
    return bytes;
  };
  const takeText = (name: (typeof goldenNames)[number]): string => toText(take(name)) ?? '';

  async function people() {
    const business = takeText('business');
    const root = await importSigningKey(ctx, take('root'));
    const inbox = await importBoxKey(ctx, take('inbox'));
    const visitor = await importSigningKey(ctx, take('visitor'));
    const bundle = await importBoxKey(ctx, take('bundle'));
    assert.ok(isBusinessId(business) && root && inbox && visitor && bundle);
    const verified = await verifyCard(ctx, { business, bytes: take('card'), highestSeq: 0 });
    assert.ok(verified.ok);
    return { business, root, visitor, bundle, card: verified.card, inboxes: new Map([[1, inbox]]) };
  }

  describe('golden bytes', () => {
    it('hold a card, a certificate, an access list and a roster', async () => {
      const { root, card } = await people();
      assert.equal(card.name, 'Lamp Shop');
      const rules = { ...card, newestIssued: card.issued };
      const certificate = await verifyCertificate(ctx, rules, takeText('certificate'));
      assert.equal(certificate?.name, 'Amir');
      const access = await verifyAccess(ctx, root.publicKey, takeText('access'));
      assert.deepEqual(access?.devices, [certificate.device]);
      const roster = await verifyRoster(ctx, root.publicKey, takeText('roster'));
      assert.deepEqual(roster?.certificates, [takeText('certificate')]);
    });

    it('hold an open, a pre, an accept, a message and a forget', async () => {
      const { business, visitor, bundle, card, inboxes } = await people();
      const opened = await receiveOpen(ctx, { business, inboxes, frame: take('open') });
      assert.ok(opened.ok);
      const { open } = opened;
      assert.deepEqual(wordsOf(open.payloads), ['is it in stock?']);
      assert.deepEqual(wordsOf((await receivePre(ctx, { open, frame: take('pre') }))?.payloads ?? []), [
        'hello?',
      ]);
      const sent = decodeSentOpen(take('sentOpen'));
      assert.ok(sent);
      const accepted = await receiveAccept(ctx, { sent, bundle, visitor, card, frame: take('accept') });
      assert.ok(accepted.ok);
      const message = await openMessage(ctx, accepted.session, take('message'));
      assert.ok(message.ok);
      assert.deepEqual(wordsOf(message.payloads), ['yes, two left']);
      const forget = await verifyForget(ctx, { business: businessBytes(business), frame: take('forget') });
      assert.equal(forget?.visitor, open.visitor.id);
    });

    it('hold every kind of payload, byte by byte', () => {
      const decoded = decodePayloads(take('payloads'));
      assert.ok(decoded);
      assert.equal(new Set(decoded.map(payload => payload.type)).size, 14);
      assert.deepEqual(encodePayloads(decoded as readonly Payload[]), take('payloads'));
    });

    it('hold what a store keeps, byte by byte', async () => {
      const session = await decodeSession(ctx, take('session'));
      const sent = decodeSentOpen(take('sentOpen'));
      const received = decodeReceivedOpen(take('receivedOpen'));
      assert.ok(session && sent && received);
      assert.deepEqual(encodeSession(ctx, session), take('session'));
      assert.deepEqual(encodeSentOpen(sent), take('sentOpen'));
      assert.deepEqual(encodeReceivedOpen(received), take('receivedOpen'));
      const message = await openMessage(ctx, session, take('message'));
      assert.ok(message.ok);
    });

    it('hold an admission', async () => {
      const { business } = await people();
      const [key, signature] = [take('admission').slice(0, 65), take('admission').slice(65)];
      const id = await peerId(ctx, 'a', key);
      assert.ok(await verifyAdmission(ctx, { ...goldenClaim, business, id, key, signature }));
    });

    it('hold a box, and a record at rest under a wrapped key', async () => {
      const inbox = await importBoxKey(ctx, take('inbox'));
      const box = inbox && (await openBox(ctx, inbox, 'roster', fromText('aad'), take('box')));
      assert.deepEqual(box?.plaintext, goldenWords);
      const key = await unwrapStorageKey(ctx, goldenPassphrase, take('wrappedKey'));
      assert.ok(key);
      assert.deepEqual(await openAtRest(ctx, key, 'golden', take('atRest')), goldenWords);
    });

    it('hold the frames of the relay, byte by byte', () => {
      assert.deepEqual(goldenRelayFrames(), take('relayFrames'));
    });

    it('hold a backup that its code opens', async () => {
      const plaintext = await openBackup(ctx, take('code'), take('backup'));
      const backup = plaintext && decodeBackup(plaintext);
      assert.ok(backup);
      assert.deepEqual(backup.root, take('root'));
      assert.deepEqual(backup.inboxes, [{ epoch: 1, key: take('inbox') }]);
      assert.equal(await openBackup(ctx, fromText('another code 123'), take('backup')), undefined);
    });
  });
}
