/**
 * Writes `golden.json`: bytes of version 1 with the keys that open them, or adds what it lacks. Never run it to make a
 * failing test pass: stores and pages in the world hold such bytes. Signatures and keys are random, so each run
 * writes other bytes; what they must mean is fixed by `golden.suite.ts`.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createAccept, receiveAccept } from '../../src/protocol/accept.js';
import { issueAccess } from '../../src/protocol/access.js';
import { issueCertificate } from '../../src/protocol/certificate.js';
import { createForget } from '../../src/protocol/forget.js';
import { businessBytes, peerId } from '../../src/protocol/ids.js';
import {
  exportBoxKey,
  exportSigningKey,
  generateBoxKey,
  generateSigningKey,
  importBoxKey,
  importSigningKey,
} from '../../src/protocol/keys.js';
import { encodeReceivedOpen, encodeSentOpen } from '../../src/protocol/open-codec.js';
import { createOpen, receiveOpen } from '../../src/protocol/open.js';
import { createPre } from '../../src/protocol/pre.js';
import { encodeBackup, generateRecoveryCode, sealBackup } from '../../src/protocol/recovery.js';
import { issueRoster } from '../../src/protocol/roster.js';
import { encodeSession } from '../../src/protocol/session-codec.js';
import { sealMessage } from '../../src/protocol/session.js';
import { fromBase64url, toBase64url } from '../../src/wire/base64url.js';
import { fromText, toText } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { isBusinessId } from '../../src/wire/ids.js';
import type { MessageId, PeerId } from '../../src/wire/ids.js';
import { encodePayloads } from '../../src/wire/payload/payload.js';
import type { Payload } from '../../src/wire/payload/payload.js';
import { Business, day, makeClock, text } from '../protocol/support/world.js';
import type { Golden } from './golden.suite.js';
import { makeMore } from './make-more.js';

const path = fileURLToPath(new URL('golden.json', import.meta.url));

function samplePayloads(device: PeerId): readonly Payload[] {
  const id = 'a'.repeat(26) as MessageId;
  const content = { id, seq: 1, at: 1_767_225_600_000 };
  const key = toBase64url(new Uint8Array(32));
  const facts = [{ name: 'Product', value: 'Lamp' }];
  return [
    { type: 'text', ...content, text: 'Grüße 💡' },
    { type: 'receipt', delivered: [id], read: [] },
    { type: 'typing', on: true },
    { type: 'context', ...content, context: { title: 'Lamps', page: 'https://shop.example/lamps', facts } },
    { type: 'file', ...content, name: 'lamp.jpg', mime: 'image/jpeg', size: 61_441, chunks: 2, key },
    { type: 'file-end', file: id, outcome: 'sent' },
    { type: 'rtc', fingerprint: 'ab'.repeat(32) },
    { type: 'call', call: id, action: 'ring', video: true },
    { type: 'transfer', device, number: 1_767_225_600, claim: 2 },
    { type: 'end', ...content },
    { type: 'rating', ...content, stars: 5, text: 'quick' },
    { type: 'product', ...content, title: 'Lamp', page: 'https://shop.example/lamps/1', price: '39 €' },
    { type: 'identity', token: 'a.b.c' },
    { type: 'resend', from: 2, to: 4 },
  ];
}

async function make(): Promise<Golden> {
  const ctx = makeClock(globalThis.crypto);
  const business = await Business.make(ctx);
  const card = await business.card();
  const inbox = business.inboxes.get(1);
  assert.ok(inbox);
  const device = await generateSigningKey(ctx, { extractable: true });
  const certificate = await issueCertificate(ctx, business.root, {
    device: device.publicKey,
    member: 'amir',
    name: 'Amir',
    role: 'agent',
    since: ctx.seconds(),
    until: ctx.seconds() + 90 * day,
  });
  const amir = await peerId(ctx, 'a', device.publicKey);
  const boxes = [
    { device: amir, ec: toBase64url(inbox.publicKey.ec), kem: toBase64url(inbox.publicKey.kem) },
  ];
  const visitor = await generateSigningKey(ctx, { extractable: true });
  const bundle = await generateBoxKey(ctx, { extractable: true });
  const { frame, sent } = await createOpen(ctx, {
    visitor,
    card,
    number: ctx.seconds(),
    bundle: bundle.publicKey,
    payloads: [text('is it in stock?')],
  });
  const received = await receiveOpen(ctx, { business: business.id, inboxes: business.inboxes, frame });
  assert.ok(received.ok);
  const { open } = received;
  const pre = await createPre(ctx, { sent, visitor, n: 0, payloads: [text('hello?')] });
  const accept = await createAccept(ctx, { open, device: { key: device, certificate }, claim: 1 });
  const accepted = await receiveAccept(ctx, { sent, bundle, visitor, card, frame: accept.frame });
  assert.ok(accepted.ok);
  const message = await sealMessage(ctx, accept.session, [text('yes, two left')]);
  const code = generateRecoveryCode(ctx);
  const root = await exportSigningKey(ctx, business.root);
  const inboxKey = await exportBoxKey(ctx, inbox);
  const backup = encodeBackup({ root, inboxes: [{ epoch: 1, key: inboxKey }] });
  const bytes = {
    business: fromText(business.id),
    root,
    inbox: inboxKey,
    device: await exportSigningKey(ctx, device),
    visitor: await exportSigningKey(ctx, visitor),
    bundle: await exportBoxKey(ctx, bundle),
    code,
    card: card.bytes,
    certificate: fromText(certificate),
    access: fromText(await issueAccess(ctx, business.root, { seq: card.seq, devices: [amir] })),
    roster: fromText(
      await issueRoster(ctx, business.root, { seq: card.seq, certificates: [certificate], boxes }),
    ),
    open: frame,
    pre,
    accept: accept.frame,
    message: message.frame,
    forget: await createForget(ctx, { visitor, business: businessBytes(business.id) }),
    payloads: encodePayloads(samplePayloads(amir)),
    session: encodeSession(ctx, accepted.session),
    sentOpen: encodeSentOpen(sent),
    receivedOpen: encodeReceivedOpen(open),
    backup: await sealBackup(ctx, code, backup),
    ...(await makeMore(ctx, { business: business.id, device, inbox: inbox.publicKey })),
  };
  return inText(bytes);
}

/** Bytes for the names that a golden file lacks, under its own keys: what it holds stays as it is. */
async function extend(kept: Partial<Golden>): Promise<Partial<Golden>> {
  const ctx = makeClock(globalThis.crypto);
  const take = (name: keyof Golden): Bytes => fromBase64url(kept[name] ?? '') ?? new Uint8Array();
  const device = await importSigningKey(ctx, take('device'));
  const inbox = await importBoxKey(ctx, take('inbox'));
  const business = toText(take('business')) ?? '';
  assert.ok(device && inbox && isBusinessId(business));
  return {
    ...kept,
    ...inText(await makeMore(ctx, { business, device, inbox: inbox.publicKey })),
    ...kept,
  };
}

function inText(bytes: Readonly<Record<string, Bytes>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(bytes).map(([name, value]) => [name, toBase64url(value)]));
}

// The file is the record of what is out there: what stands in it is replaced by hand only.
const golden = existsSync(path)
  ? await extend(JSON.parse(readFileSync(path, 'utf8')) as Partial<Golden>)
  : await make();
writeFileSync(path, `${JSON.stringify(golden, null, 2)}\n`);
