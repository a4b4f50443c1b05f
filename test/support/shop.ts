import { issueAccess } from '../../src/protocol/access.js';
import { issueCard } from '../../src/protocol/card.js';
import type { CardFields } from '../../src/protocol/card.js';
import { businessId, peerId } from '../../src/protocol/ids.js';
import { generateBoxKey, generateSigningKey } from '../../src/protocol/keys.js';
import type { BoxKey, SigningKey } from '../../src/protocol/keys.js';
import { toBase64url } from '../../src/wire/base64url.js';
import type { Bytes } from '../../src/wire/bytes.js';
import type { BusinessId, PeerId } from '../../src/wire/ids.js';
import type { SetupRequest } from '../../src/wire/node-messages.js';

/** The world of the tests: the real clock and Node's WebCrypto. */
export const ctx = { crypto: globalThis.crypto, now: Date.now };

/** A peer's key and its id. */
export interface Peer {
  readonly id: PeerId;
  readonly key: SigningKey;
}

/** Makes a visitor (`v`) or a device (`a`). */
export async function createPeer(role: 'v' | 'a'): Promise<Peer> {
  const key = await generateSigningKey(ctx, { extractable: true });
  return { id: await peerId(ctx, role, key.publicKey), key };
}

/** A business with real keys, whose root is at hand. */
export class Shop {
  readonly root: SigningKey;
  readonly inbox: BoxKey;
  readonly id: BusinessId;
  readonly bytes: Bytes;

  constructor(root: SigningKey, inbox: BoxKey, { bytes, text }: { bytes: Bytes; text: BusinessId }) {
    this.root = root;
    this.inbox = inbox;
    this.id = text;
    this.bytes = bytes;
  }

  static async create(): Promise<Shop> {
    const root = await generateSigningKey(ctx, { extractable: true });
    const inbox = await generateBoxKey(ctx, { extractable: true });
    return new Shop(root, inbox, await businessId(ctx, root.publicKey));
  }

  /** A signed card, in base64url as JSON carries it. */
  async card(seq: number, changes: Partial<CardFields> = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const card = await issueCard(ctx, this.root, {
      seq,
      issued: now,
      expires: now + 60 * 86_400,
      name: 'Juniper',
      inbox: { epoch: 1, publicKey: this.inbox.publicKey },
      revoked: [],
      certificatesFrom: 0,
      siteKeys: [],
      origins: [],
      policy: { retentionDays: 30, maxFileMiB: 25, offline: true },
      words: { greeting: '', away: '', consent: '' },
      hours: null,
      ...changes,
    });
    return toBase64url(card);
  }

  /** A signed access list. */
  async access(seq: number, devices: readonly PeerId[]): Promise<string> {
    return issueAccess(ctx, this.root, { seq, devices });
  }

  /** The body of `POST /v1/setup`. */
  async setup(
    token: string,
    devices: readonly PeerId[],
    changes?: Partial<CardFields>,
  ): Promise<SetupRequest> {
    return {
      token,
      business: this.id,
      card: await this.card(1, changes),
      access: await this.access(1, devices),
      backup: { id: `backup${this.id.slice(4, 12)}`, data: 'AAAA' },
    };
  }
}
