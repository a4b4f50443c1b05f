import type { Scene } from './scene.js';
import { issueCard, readCard } from '../../src/protocol/card.js';
import type { CardFields, VerifiedCard } from '../../src/protocol/card.js';
import { createAccept } from '../../src/protocol/accept.js';
import { issueCertificate } from '../../src/protocol/certificate.js';
import { peerId } from '../../src/protocol/ids.js';
import { generateSigningKey, importBoxKey, importSigningKey } from '../../src/protocol/keys.js';
import type { BoxKey, SigningKey } from '../../src/protocol/keys.js';
import { receiveOpen } from '../../src/protocol/open.js';
import type { ReceivedOpen } from '../../src/protocol/open.js';
import { backupId, decodeBackup, openBackup } from '../../src/protocol/recovery.js';
import { readRecoveryCode } from '../../src/chat/recovery-words.js';
import { HttpNodeApi } from '../../src/transport/node-api.js';
import { fromBase64url } from '../../src/wire/base64url.js';
import type { Bytes } from '../../src/wire/bytes.js';
import type { PeerId } from '../../src/wire/ids.js';

/** A device as a test holds it: the key, and the root's word on it. */
export interface HeldDevice {
  readonly id: PeerId;
  readonly key: SigningKey;
  readonly certificate: string;
}

/** What only the owner has: the root and every inbox key, out of the backup and its twelve words. */
export class Owner {
  readonly root: SigningKey;
  readonly inboxes: ReadonlyMap<number, BoxKey>;
  readonly card: VerifiedCard;
  readonly #scene: Scene;

  private constructor(
    scene: Scene,
    root: SigningKey,
    inboxes: ReadonlyMap<number, BoxKey>,
    card: VerifiedCard,
  ) {
    this.#scene = scene;
    this.root = root;
    this.inboxes = inboxes;
    this.card = card;
  }

  static async of(scene: Scene): Promise<Owner> {
    const { ctx } = scene.clock;
    const code = readRecoveryCode(scene.words.join(' ')) ?? new Uint8Array();
    const answer = await new HttpNodeApi(scene.node.origin).backup(await backupId(ctx, code));
    const sealed = await openBackup(ctx, code, fromBase64url(answer.data) ?? new Uint8Array());
    const backup = sealed && decodeBackup(sealed);
    const root = backup && (await importSigningKey(ctx, backup.root));
    const bytes = fromBase64url(answer.card) ?? new Uint8Array();
    const read = await readCard(ctx, { business: scene.business, bytes });
    if (!backup || !root || !read.ok) throw new Error('the backup does not open');
    const inboxes = new Map<number, BoxKey>();
    for (const { epoch, key } of backup.inboxes) {
      const box = await importBoxKey(ctx, key);
      if (box) inboxes.set(epoch, box);
    }
    return new Owner(scene, root, inboxes, read.card);
  }

  /** A later card of the root's, that differs in what is given. */
  async sign(changes: Partial<CardFields>): Promise<Bytes> {
    const { seq, issued, expires, name, inbox, certificatesFrom, policy, words, origins } = this.card;
    const rest = { siteKeys: [], hours: null, revoked: [] };
    return issueCard(this.#scene.clock.ctx, this.root, {
      ...{ issued, expires, name, inbox, certificatesFrom, policy, words, origins, ...rest },
      seq: seq + 1,
      ...changes,
    });
  }

  /** A colleague of Amir's with the root's word on her. */
  async hire(name: string): Promise<HeldDevice> {
    const { ctx } = this.#scene.clock;
    const key = await generateSigningKey(ctx, { extractable: false });
    const since = Math.floor(Date.now() / 1_000);
    const about = { member: name, name, role: 'agent', since, until: since + 86_400 } as const;
    const certificate = await issueCertificate(ctx, this.root, { ...about, device: key.publicKey });
    return { id: await peerId(ctx, 'a', key.publicKey), key, certificate };
  }

  /** An open as any holder of the inbox key reads it. */
  async read(frame: Bytes): Promise<ReceivedOpen> {
    const { clock, business } = this.#scene;
    const result = await receiveOpen(clock.ctx, { business, inboxes: this.inboxes, frame });
    if (!result.ok) throw new Error('an inbox key does not open the open');
    return result.open;
  }

  /** The first open that was sent, read so. */
  async readFirst(): Promise<ReceivedOpen> {
    return this.read((await this.#scene.node.frame('open')).frame);
  }

  /** An accept by such a colleague. */
  async accept(open: ReceivedOpen, device: HeldDevice, claim: number, card?: Bytes): Promise<Bytes> {
    return (await createAccept(this.#scene.clock.ctx, { open, device, claim, card })).frame;
  }
}
