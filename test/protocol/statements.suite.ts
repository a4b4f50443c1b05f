import assert from 'node:assert/strict';
import { issueAccess, verifyAccess } from '../../src/protocol/access.js';
import { proveAdmission, verifyAdmission } from '../../src/protocol/admission.js';
import { issueCard, nextSeq, readCard, verifyCard } from '../../src/protocol/card.js';
import type { CardFields, CardResult } from '../../src/protocol/card.js';
import { issueCertificate, isDeviceAllowed, verifyCertificate } from '../../src/protocol/certificate.js';
import type { CertificateFields } from '../../src/protocol/certificate.js';
import type { Context } from '../../src/protocol/context.js';
import { issueStatement, readStatement } from '../../src/protocol/jws.js';
import { generateBoxKey, generateSigningKey, signBytes } from '../../src/protocol/keys.js';
import type { SigningKey } from '../../src/protocol/keys.js';
import { issueRoster, verifyRoster } from '../../src/protocol/roster.js';
import { toBase64url } from '../../src/wire/base64url.js';
import { concat, fromText, toText } from '../../src/wire/bytes.js';
import { isObject } from '../../src/wire/guards.js';
import type { PeerId } from '../../src/wire/ids.js';
import type { Runner } from './support/runner.js';
import { flip, untouched } from './support/snapshot.js';
import { Business, cardFields, day, makeClock } from './support/world.js';

const header = (type: string): string => toBase64url(fromText(`{"alg":"ES256","typ":"${type}"}`));

/** A JWS over any header and payload, as only the root's holder could make it. */
async function signRaw(ctx: Context, root: SigningKey, head: string, payload: Uint8Array): Promise<string> {
  const signed = `${head}.${toBase64url(payload)}`;
  return `${signed}.${toBase64url(await signBytes(ctx, root, fromText(signed)))}`;
}

function fault(result: CardResult): string {
  return result.ok ? 'ok' : result.code;
}

/** What the root key signs (PROTOCOL 3), and admission (PROTOCOL 13). */
export function statementsSuite({ describe, it }: Runner, base: Context): void {
  describe('a JWS', () => {
    const isAny = (value: unknown): value is unknown => isObject(value);

    it('comes back with its exact text', async () => {
      const ctx = makeClock(base.crypto);
      const root = await generateSigningKey(ctx, { extractable: false });
      const jws = await issueStatement(ctx, root, 'secure-chat-access', { v: 1 });
      const read = await readStatement(ctx, root.publicKey, 'secure-chat-access', isAny, jws);
      assert.deepEqual(read, { statement: { v: 1 }, payload: '{"v":1}' });
    });

    it('is refused with duplicate keys, spacing, a BOM, bad UTF-8, deep nesting or no JSON, though the root signed it', async () => {
      const ctx = makeClock(base.crypto);
      const root = await generateSigningKey(ctx, { extractable: false });
      const head = header('secure-chat-access');
      const read = async (payload: Uint8Array): Promise<unknown> => {
        const jws = await signRaw(ctx, root, head, payload);
        return readStatement(ctx, root.publicKey, 'secure-chat-access', isAny, jws);
      };
      assert.ok(await read(fromText('{"v":1}')));
      const odd = [
        '{"v":2,"v":1}',
        '{"v": 1}',
        '{"v":1}\n',
        '\ufeff{"v":1}',
        '{"v":1.0}',
        '{"v":1e0}',
        '{"v":-0}',
        '{"\\u0076":1}',
        '[1]',
        '',
        'undefined',
        `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      ];
      for (const payload of odd) assert.equal(await read(fromText(payload)), undefined, payload.slice(0, 20));
      assert.equal(await read(Uint8Array.of(0xff)), undefined);
    });

    it('is refused with another header, part, type or encoding', async () => {
      const ctx = makeClock(base.crypto);
      const root = await generateSigningKey(ctx, { extractable: false });
      const payload = fromText('{"v":1}');
      const read = async (jws: string): Promise<unknown> =>
        readStatement(ctx, root.publicKey, 'secure-chat-access', isAny, jws);
      const good = await signRaw(ctx, root, header('secure-chat-access'), payload);
      assert.ok(await read(good));
      const heads = [
        header('secure-chat-card'),
        toBase64url(fromText('{"typ":"secure-chat-access","alg":"ES256"}')),
        toBase64url(fromText('{"alg":"none","typ":"secure-chat-access"}')),
        toBase64url(fromText('{"alg":"ES256", "typ":"secure-chat-access"}')),
      ];
      for (const head of heads) assert.equal(await read(await signRaw(ctx, root, head, payload)), undefined);
      const [head = '', body = '', tail = ''] = good.split('.');
      const odd = [
        `${head}.${body}`,
        `${good}.`,
        `${head}.${body}.`,
        `${good}=`,
        `${head}.${body}=.${tail}`,
        head,
        '',
      ];
      for (const jws of odd) assert.equal(await read(jws), undefined, jws.slice(-20));
      // The signature covers text, so a body that is no base64url can be signed, too.
      const signed = `${head}.*`;
      const tailOfOdd = toBase64url(await signBytes(ctx, root, fromText(signed)));
      assert.equal(await read(`${signed}.${tailOfOdd}`), undefined);
    });

    it('is refused with any character changed, and under another key', async () => {
      const ctx = makeClock(base.crypto);
      const root = await generateSigningKey(ctx, { extractable: false });
      const jws = fromText(await issueAccess(ctx, root, { seq: 1, devices: [] }));
      for (const index of jws.keys()) {
        assert.equal(await verifyAccess(ctx, root.publicKey, toText(flip(jws, index)) ?? ''), undefined);
      }
      const other = await generateSigningKey(ctx, { extractable: false });
      assert.equal(await verifyAccess(ctx, other.publicKey, toText(jws) ?? ''), undefined);
    });
  });

  describe('a card', () => {
    it('is taken whole under the pinned fingerprint', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const bytes = await business.sign();
      const result = await untouched(bytes, async () =>
        verifyCard(ctx, { business: business.id, bytes, highestSeq: 0 }),
      );
      assert.ok(result.ok);
      const { card } = result;
      assert.equal(card.name, 'Lamp Shop');
      assert.deepEqual(card.root, business.root.publicKey);
      assert.deepEqual(card.inbox.publicKey, business.inboxes.get(1)?.publicKey);
      assert.deepEqual(card.bytes, bytes);
      assert.ok(bytes.length < 3_500);
    });

    it('of another root is a mismatch', async () => {
      const ctx = makeClock(base.crypto);
      const [pinned, other] = [await Business.make(ctx), await Business.make(ctx)];
      const bytes = await other.sign();
      const verify = async (odd: typeof bytes): Promise<string> =>
        fault(await verifyCard(ctx, { business: pinned.id, bytes: odd, highestSeq: 0 }));
      assert.equal(await verify(bytes), 'business-mismatch');
      // The pinned root in front of somebody else's statement.
      assert.equal(await verify(concat(pinned.root.publicKey, bytes.slice(65))), 'card-invalid');
      assert.equal(await verify(new Uint8Array()), 'business-mismatch');
    });

    it('with any byte changed is refused', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const bytes = await business.sign();
      for (const index of bytes.keys()) {
        const result = await verifyCard(ctx, {
          business: business.id,
          bytes: flip(bytes, index),
          highestSeq: 0,
        });
        assert.equal(fault(result), index < 65 ? 'business-mismatch' : 'card-invalid', `${index}`);
      }
    });

    it('with a field missing, added, of another kind or out of bounds is refused, though the root signed it', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const [, body = ''] = (toText((await business.sign()).slice(65)) ?? '').split('.');
      const good: unknown = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')));
      assert.ok(isObject(good));
      const verify = async (statement: object): Promise<string> => {
        const jws = await issueStatement(ctx, business.root, 'secure-chat-card', statement);
        const bytes = concat(business.root.publicKey, fromText(jws));
        return fault(await verifyCard(ctx, { business: business.id, bytes, highestSeq: 0 }));
      };
      assert.equal(await verify(good), 'ok');
      assert.equal(await verify({ ...good, hours: null }), 'ok');
      for (const key of Object.keys(good)) {
        const { [key]: _, ...rest } = good;
        assert.equal(await verify(rest), 'card-invalid', key);
        assert.equal(await verify({ ...rest, [`${key}2`]: 1 }), 'card-invalid', key);
        for (const value of [true, 'x', -1, 1.5, {}, [[]], 2 ** 53]) {
          assert.equal(
            await verify({ ...good, [key]: value }),
            key === 'name' && value === 'x' ? 'ok' : 'card-invalid',
            `${key} ${JSON.stringify(value)}`,
          );
        }
      }
      const otherBusiness = await Business.make(ctx);
      const inbox = good['inbox'];
      const words = good['words'];
      const policy = good['policy'];
      assert.ok(isObject(inbox) && isObject(words) && isObject(policy));
      const odd = [
        { business: otherBusiness.id },
        { extra: 1 },
        { inbox: { ...inbox, ec: toBase64url(new Uint8Array(65)) } },
        { inbox: { ...inbox, ec: '*' } },
        { inbox: { ...inbox, kem: '*' } },
        { inbox: { ...inbox, kem: toBase64url(new Uint8Array(1_184).fill(255)) } },
        { inbox: { ...inbox, epoch: 2 ** 32 } },
        { inbox: { ...inbox, more: 1 } },
        { words: { ...words, more: '' } },
        { words: { ...words, away: 'x'.repeat(2_001) } },
        { policy: { ...policy, offline: 1 } },
        { revoked: ['x'] },
        { siteKeys: [{ crv: 'P-256' }] },
        { siteKeys: [{ kty: 'EC', d: 'secret' }] },
        { siteKeys: [{ kty: 'oct', k: 'secret' }] },
        { siteKeys: [{ kty: 1 }] },
        { origins: ['x'.repeat(256)] },
        { hours: { zone: 'UTC', week: [] } },
        { hours: { zone: 'UTC', week: [[[1]], [], [], [], [], [], []] } },
        { hours: { zone: 'UTC', week: [[[1, 1_441]], [], [], [], [], [], []] } },
        {
          origins: Array.from({ length: 64 }, () => 'x'.repeat(255)),
          words: { greeting: 'x'.repeat(2_000), away: 'x'.repeat(2_000), consent: '\u2028'.repeat(2_000) },
        },
      ];
      for (const change of odd) {
        assert.equal(
          await verify({ ...good, ...change }),
          'card-invalid',
          JSON.stringify(change).slice(0, 80),
        );
      }
    });

    it('lives from its issue to its end, with a day for wrong clocks, and 90 days at most', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const now = ctx.seconds();
      const verify = async (changes: Partial<CardFields>): Promise<string> =>
        fault(
          await verifyCard(ctx, {
            business: business.id,
            bytes: await business.sign(changes),
            highestSeq: 0,
          }),
        );
      assert.equal(await verify({ issued: now - 89 * day, expires: now - day }), 'ok');
      assert.equal(await verify({ expires: now - day - 1 }), 'card-expired');
      assert.equal(await verify({ issued: now, expires: now + 90 * day }), 'ok');
      assert.equal(await verify({ expires: now + 90 * day + 1 }), 'card-invalid');
    });

    it('from the far future is refused: it would outlive every later one', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const now = ctx.seconds();
      const verify = async (changes: Partial<CardFields>): Promise<string> =>
        fault(
          await verifyCard(ctx, {
            business: business.id,
            bytes: await business.sign(changes),
            highestSeq: 0,
          }),
        );
      const week = now + 7 * day;
      assert.equal(await verify({ issued: week, expires: week + day, seq: week }), 'ok');
      assert.equal(await verify({ issued: week + 1 }), 'card-invalid');
      assert.equal(await verify({ issued: now, seq: week + 1 }), 'card-invalid');
    });

    it('below the highest seq seen is rolled back, and another payload of the same seq is refused', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const card = await business.card();
      const verify = async (bytes: typeof card.bytes, highestSeq: number, known?: string): Promise<string> =>
        fault(await verifyCard(ctx, { business: business.id, bytes, highestSeq, knownPayloadAtSeq: known }));
      assert.equal(await verify(card.bytes, card.seq + 1), 'card-rolled-back');
      // ECDSA is random: the same payload signed again is the same card.
      assert.equal(await verify(await business.sign(), card.seq, card.payload), 'ok');
      const other = await business.sign({ name: 'Other Shop' });
      assert.equal(await verify(other, card.seq, card.payload), 'card-invalid');
      assert.equal(await verify(other, card.seq), 'ok');
      assert.equal(await verify(other, card.seq - 1, card.payload), 'ok');
    });

    it('that ended can still be read: it introduced the inbox of its epoch', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const bytes = await business.sign();
      ctx.advance(365 * day);
      assert.ok((await readCard(ctx, { business: business.id, bytes })).ok);
      assert.equal(
        fault(await verifyCard(ctx, { business: business.id, bytes, highestSeq: 0 })),
        'card-expired',
      );
    });

    it('gets a seq above the last and the time, and starts anew where the last was far ahead', () => {
      const ctx = makeClock(base.crypto);
      const now = ctx.seconds();
      assert.equal(nextSeq(ctx, 0), now);
      assert.equal(nextSeq(ctx, now + 7 * day), now + 7 * day + 1);
      assert.equal(nextSeq(ctx, now + 7 * day + 1), now);
    });

    it('in bytes that are no text, or too many, is refused', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const verify = async (rest: Uint8Array): Promise<string> =>
        fault(await readCard(ctx, { business: business.id, bytes: concat(business.root.publicKey, rest) }));
      assert.equal(await verify(Uint8Array.of(0xff)), 'card-invalid');
      assert.equal(await verify(new Uint8Array(32_768)), 'card-invalid');
      assert.equal(await verify(fromText('a.b.c')), 'card-invalid');
    });
  });

  describe('a certificate', () => {
    const rules = (card: {
      root: Uint8Array<ArrayBuffer>;
      issued: number;
      certificatesFrom: number;
      revoked: ReadonlySet<PeerId>;
    }) => ({
      root: card.root,
      newestIssued: card.issued,
      certificatesFrom: card.certificatesFrom,
      revoked: card.revoked,
    });

    it('names a device by its own key', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const amir = await business.hire('Amir');
      const verified = await verifyCertificate(ctx, rules(await business.card()), amir.certificate);
      assert.ok(verified);
      assert.deepEqual([verified.device, verified.name, verified.member], [amir.id, 'Amir', 'amir']);
      assert.deepEqual(verified.publicKey, amir.key.publicKey);
    });

    it('ends by the own clock, and by the newest card where the own clock stands still', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const card = await business.card();
      const until = ctx.seconds() + 30 * day;
      const { certificate } = await business.hire('Amir', { until });
      ctx.advance(31 * day);
      assert.ok(await verifyCertificate(ctx, rules(card), certificate));
      ctx.advance(1);
      assert.equal(await verifyCertificate(ctx, rules(card), certificate), undefined);
      ctx.advance(-31 * day);
      assert.ok(await verifyCertificate(ctx, { ...rules(card), newestIssued: until + day }, certificate));
      const later = { ...rules(card), newestIssued: until + day + 1 };
      assert.equal(await verifyCertificate(ctx, later, certificate), undefined);
    });

    it('is void from before certificatesFrom, or of a removed device, and so is a live session', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const card = await business.card();
      const amir = await business.hire('Amir');
      const since = ctx.seconds();
      const check = async (changes: object): Promise<boolean> =>
        (await verifyCertificate(ctx, { ...rules(card), ...changes }, amir.certificate)) !== undefined;
      assert.ok(await check({ certificatesFrom: since }));
      assert.ok(!(await check({ certificatesFrom: since + 1 })));
      assert.ok(!(await check({ revoked: new Set([amir.id]) })));
      const device = { device: amir.id, since };
      assert.ok(isDeviceAllowed(card, device));
      assert.ok(!isDeviceAllowed({ ...card, certificatesFrom: since + 1 }, device));
      assert.ok(!isDeviceAllowed({ ...card, revoked: new Set([amir.id]) }, device));
    });

    it('of another root, business, type or key is refused', async () => {
      const ctx = makeClock(base.crypto);
      const [business, other] = [await Business.make(ctx), await Business.make(ctx)];
      const card = await business.card();
      const { certificate } = await other.hire('Mallory');
      assert.equal(await verifyCertificate(ctx, rules(card), certificate), undefined);
      const jws = toText((await business.sign()).slice(65)) ?? '';
      assert.equal(await verifyCertificate(ctx, rules(card), jws), undefined);
      const fields = { member: 'm', name: 'M', role: 'agent', since: 1, until: ctx.seconds() } as const;
      const good = {
        v: 1,
        business: business.id,
        device: toBase64url((await business.hire('X')).key.publicKey),
        ...fields,
      };
      const verify = async (statement: object): Promise<boolean> => {
        const signed = await issueStatement(ctx, business.root, 'secure-chat-device', statement);
        return (await verifyCertificate(ctx, rules(card), signed)) !== undefined;
      };
      assert.ok(await verify(good));
      const odd = [
        { business: other.id },
        { device: '*' },
        { device: toBase64url(new Uint8Array(65)) },
        { role: 'king' },
        { v: 2 },
        { more: 1 },
        { since: -1 },
        { until: 1.5 },
        { name: 1 },
        { member: 1 },
        { business: 'x' },
        { device: 1 },
      ];
      for (const change of odd) assert.ok(!(await verify({ ...good, ...change })), JSON.stringify(change));
      const { role: _, ...missing } = good;
      assert.ok(!(await verify(missing)));
    });

    it('is signed with every field it was given', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const key = await generateSigningKey(ctx, { extractable: false });
      const fields: CertificateFields = {
        device: key.publicKey,
        member: 'bea',
        name: 'Bea',
        role: 'owner',
        since: ctx.seconds(),
        until: ctx.seconds() + day,
      };
      const jws = await untouched(fields, async () => issueCertificate(ctx, business.root, fields));
      const verified = await verifyCertificate(ctx, rules(await business.card()), jws);
      const { device: _, ...rest } = fields;
      assert.ok(verified);
      for (const [name, value] of Object.entries(rest)) {
        assert.equal(Object.entries(verified).find(([key]) => key === name)?.[1], value);
      }
    });
  });

  describe('an access list', () => {
    it('says who may claim a device id, and nobody else does', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const amir = await business.hire('Amir');
      const jws = await issueAccess(ctx, business.root, { seq: 7, devices: [amir.id] });
      const access = await verifyAccess(ctx, business.root.publicKey, jws);
      assert.deepEqual(access, { v: 1, seq: 7, devices: [amir.id] });
      const mallory = await generateSigningKey(ctx, { extractable: false });
      const forged = await issueAccess(ctx, mallory, { seq: 8, devices: [] });
      assert.equal(await verifyAccess(ctx, business.root.publicKey, forged), undefined);
    });

    it('lists devices only', async () => {
      const ctx = makeClock(base.crypto);
      const root = await generateSigningKey(ctx, { extractable: false });
      const visitor = `v${'a'.repeat(26)}`;
      for (const odd of [
        { devices: [visitor] },
        { devices: [1] },
        { seq: -1 },
        { v: 2 },
        { more: 1 },
        { devices: 1 },
      ]) {
        const jws = await issueStatement(ctx, root, 'secure-chat-access', {
          v: 1,
          seq: 1,
          devices: [],
          ...odd,
        });
        assert.equal(await verifyAccess(ctx, root.publicKey, jws), undefined, JSON.stringify(odd));
      }
    });
  });

  describe('a roster', () => {
    it('carries certificates and boxes', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const amir = await business.hire('Amir');
      const { publicKey } = await generateBoxKey(ctx, { extractable: false });
      const roster = {
        seq: 9,
        certificates: [amir.certificate],
        boxes: [{ device: amir.id, ec: toBase64url(publicKey.ec), kem: toBase64url(publicKey.kem) }],
      };
      const jws = await issueRoster(ctx, business.root, roster);
      assert.deepEqual(await verifyRoster(ctx, business.root.publicKey, jws), { v: 1, ...roster });
      assert.equal(await verifyRoster(ctx, amir.key.publicKey, jws), undefined);
      for (const odd of [
        { v: 2 },
        { seq: 'x' },
        { certificates: [1] },
        { boxes: [{}] },
        { boxes: [1] },
        { more: 1 },
      ]) {
        const signed = await issueStatement(ctx, business.root, 'secure-chat-roster', {
          v: 1,
          ...roster,
          ...odd,
        });
        assert.equal(
          await verifyRoster(ctx, business.root.publicKey, signed),
          undefined,
          JSON.stringify(odd),
        );
      }
    });
  });

  describe('an admission', () => {
    it('is proven for one origin, business, id and nonce', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const [amir, bea] = [await business.hire('Amir'), await business.hire('Bea')];
      const nonce = ctx.crypto.getRandomValues(new Uint8Array(32));
      const claim = { origin: 'https://chat.example', business: business.id, id: amir.id, nonce };
      const proof = await proveAdmission(ctx, amir.key, claim);
      assert.ok(await verifyAdmission(ctx, { ...claim, ...proof }));
      const other = await Business.make(ctx);
      const odd = [
        { origin: 'https://chat.example.org' },
        { business: other.id },
        { id: bea.id },
        { id: `v${amir.id.slice(1)}` as PeerId },
        { nonce: flip(nonce, 0) },
        { key: bea.key.publicKey },
        { signature: flip(proof.signature, 0) },
      ];
      for (const change of odd) {
        assert.ok(
          !(await verifyAdmission(ctx, { ...claim, ...proof, ...change })),
          JSON.stringify(Object.keys(change)),
        );
      }
    });

    it('of a stranger does not pass for somebody else’s id', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const amir = await business.hire('Amir');
      const mallory = await generateSigningKey(ctx, { extractable: false });
      const nonce = new Uint8Array(32);
      const claim = { origin: 'https://chat.example', business: business.id, id: amir.id, nonce };
      assert.ok(!(await verifyAdmission(ctx, { ...claim, ...(await proveAdmission(ctx, mallory, claim)) })));
    });
  });

  describe('a card’s fields', () => {
    it('are not changed by signing', async () => {
      const ctx = makeClock(base.crypto);
      const business = await Business.make(ctx);
      const inbox = business.inboxes.get(1);
      assert.ok(inbox);
      const fields = cardFields(ctx, inbox);
      await untouched(fields, async () => issueCard(ctx, business.root, fields));
    });
  });
}
