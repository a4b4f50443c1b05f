/** The people of every story: a business, Amir and Bea who answer, Vera who writes. Their clock stands until it is moved. */
import assert from 'node:assert/strict';
import { issueCard, verifyCard } from '../../../src/protocol/card.js';
import type { CardFields, VerifiedCard } from '../../../src/protocol/card.js';
import { issueCertificate } from '../../../src/protocol/certificate.js';
import type { CertificateFields } from '../../../src/protocol/certificate.js';
import type { Context } from '../../../src/protocol/context.js';
import { createAccept, receiveAccept } from '../../../src/protocol/accept.js';
import { businessId, peerId } from '../../../src/protocol/ids.js';
import { generateBoxKey, generateSigningKey } from '../../../src/protocol/keys.js';
import type { BoxKey, SigningKey } from '../../../src/protocol/keys.js';
import { createOpen, receiveOpen } from '../../../src/protocol/open.js';
import type { ReceivedOpen, SentOpen } from '../../../src/protocol/open.js';
import type { Session } from '../../../src/protocol/session.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import type { BusinessId, MessageId, PeerId } from '../../../src/wire/ids.js';
import type { Payload } from '../../../src/wire/payload/payload.js';

export const day = 86_400;
/** 1 January 2026. */
export const startSeconds = 1_767_225_600;

/** A context whose clock is moved by hand. */
export interface Clock extends Context {
  advance(seconds: number): void;
  seconds(): number;
}

export function makeClock(crypto: Crypto): Clock {
  let ms = startSeconds * 1_000;
  return {
    crypto,
    now: () => ms,
    advance(seconds) {
      ms += seconds * 1_000;
    },
    seconds: () => ms / 1_000,
  };
}

export interface Device {
  readonly key: SigningKey;
  readonly id: PeerId;
  readonly certificate: string;
}

export interface Visitor {
  readonly key: SigningKey;
  readonly id: PeerId;
  readonly bundle: BoxKey;
}

/** A business at its owner's desk. */
export class Business {
  readonly ctx: Clock;
  readonly root: SigningKey;
  readonly id: BusinessId;
  readonly inboxes = new Map<number, BoxKey>();
  #fields: CardFields;

  private constructor(ctx: Clock, root: SigningKey, id: BusinessId, inbox: BoxKey) {
    this.ctx = ctx;
    this.root = root;
    this.id = id;
    this.inboxes.set(1, inbox);
    this.#fields = cardFields(ctx, inbox);
  }

  static async make(ctx: Clock): Promise<Business> {
    const root = await generateSigningKey(ctx, { extractable: true });
    const inbox = await generateBoxKey(ctx, { extractable: true });
    return new Business(ctx, root, (await businessId(ctx, root.publicKey)).text, inbox);
  }

  /** Bytes of a card that differs from the last in what is given. */
  async sign(changes: Partial<CardFields> = {}): Promise<Bytes> {
    this.#fields = { ...this.#fields, ...changes };
    return issueCard(this.ctx, this.root, this.#fields);
  }

  /** A card as a visitor who never saw another takes it. */
  async card(changes: Partial<CardFields> = {}): Promise<VerifiedCard> {
    const result = await verifyCard(this.ctx, {
      business: this.id,
      bytes: await this.sign(changes),
      highestSeq: 0,
    });
    assert.ok(result.ok, 'the card is refused');
    return result.card;
  }

  /** Removes a device: a new epoch, and a card that says so. */
  async remove(device: PeerId): Promise<VerifiedCard> {
    const epoch = this.inboxes.size + 1;
    const inbox = await generateBoxKey(this.ctx, { extractable: true });
    this.inboxes.set(epoch, inbox);
    return this.card({
      seq: this.#fields.seq + 1,
      revoked: [...this.#fields.revoked, device],
      inbox: { epoch, publicKey: inbox.publicKey },
    });
  }

  async hire(name: string, changes: Partial<CertificateFields> = {}): Promise<Device> {
    const key = await generateSigningKey(this.ctx, { extractable: false });
    const certificate = await issueCertificate(this.ctx, this.root, {
      device: key.publicKey,
      member: name.toLowerCase(),
      name,
      role: 'agent',
      since: this.ctx.seconds(),
      until: this.ctx.seconds() + 90 * day,
      ...changes,
    });
    return { key, certificate, id: await peerId(this.ctx, 'a', key.publicKey) };
  }
}

export function cardFields(ctx: Clock, inbox: BoxKey): CardFields {
  return {
    seq: ctx.seconds(),
    issued: ctx.seconds(),
    expires: ctx.seconds() + 90 * day,
    name: 'Lamp Shop',
    inbox: { epoch: 1, publicKey: inbox.publicKey },
    revoked: [],
    certificatesFrom: 0,
    siteKeys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }],
    origins: ['https://shop.example'],
    policy: { retentionDays: 90, maxFileMiB: 25, offline: true },
    words: { greeting: 'Hello', away: '', consent: '' },
    hours: { zone: 'Europe/Berlin', week: [[[540, 1_080]], [], [], [], [], [], []] },
  };
}

export async function visit(ctx: Context): Promise<Visitor> {
  const key = await generateSigningKey(ctx, { extractable: false });
  const bundle = await generateBoxKey(ctx, { extractable: false });
  return { key, bundle, id: await peerId(ctx, 'v', key.publicKey) };
}

export function text(words: string, seq = 1): Payload {
  return {
    type: 'text',
    id: `${'a'.repeat(24)}${'abcdefgh'.charAt(seq % 8)}a` as MessageId,
    seq,
    at: startSeconds * 1_000,
    text: words,
  };
}

/** The words in what was received. */
export function wordsOf(payloads: readonly { readonly type: string }[]): readonly string[] {
  return payloads.map(payload => ('text' in payload ? String(payload.text) : payload.type));
}

/** A story up to the accept. */
export interface Contact {
  readonly ctx: Clock;
  readonly business: Business;
  readonly card: VerifiedCard;
  readonly vera: Visitor;
  readonly amir: Device;
  readonly sent: SentOpen;
  readonly open: ReceivedOpen;
  readonly openFrame: Bytes;
  readonly acceptFrame: Bytes;
  readonly atAmir: Session;
  readonly atVera: Session;
}

export async function makeContact(crypto: Crypto): Promise<Contact> {
  const ctx = makeClock(crypto);
  const business = await Business.make(ctx);
  const card = await business.card();
  const amir = await business.hire('Amir');
  const vera = await visit(ctx);
  const { frame: openFrame, sent } = await createOpen(ctx, {
    visitor: vera.key,
    card,
    number: ctx.seconds(),
    bundle: vera.bundle.publicKey,
    payloads: [text('is it in stock?')],
  });
  const received = await receiveOpen(ctx, {
    business: business.id,
    inboxes: business.inboxes,
    frame: openFrame,
  });
  assert.ok(received.ok, 'the open is refused');
  const { open } = received;
  const accepted = await createAccept(ctx, { open, device: amir, claim: 1 });
  const result = await receiveAccept(ctx, {
    sent,
    bundle: vera.bundle,
    visitor: vera.key,
    card,
    frame: accepted.frame,
  });
  assert.ok(result.ok, 'the accept is refused');
  return {
    ctx,
    business,
    card,
    vera,
    amir,
    sent,
    open,
    openFrame,
    acceptFrame: accepted.frame,
    atAmir: accepted.session,
    atVera: result.session,
  };
}
