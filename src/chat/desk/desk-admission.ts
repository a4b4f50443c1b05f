import { readCard } from '../../protocol/card.js';
import type { VerifiedCard } from '../../protocol/card.js';
import type { SigningKey } from '../../protocol/keys.js';
import { SecureChatError } from '../../errors.js';
import { toBase64url } from '../../wire/base64url.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import { renewCard } from '../desk-keys.js';
import { NodeClock } from '../session/node-clock.js';
import type { Vault } from '../store/vault.js';
import type { DeskIdentity } from './desk-identity.js';
import type { DeskWorld } from './desk-world.js';

/** The owner's desk signs the card anew once it is so old. */
const cardAgeSeconds = 86_400;

export interface DeskAdmissionOptions {
  readonly world: Pick<DeskWorld, 'ctx' | 'node'>;
  readonly identity: DeskIdentity;
  readonly vault: Vault;
  readonly fence: () => number;
  readonly isAvailable: () => boolean;
}

/** How the desk comes in at the node: the newest card on both sides, and where this device stands in the team's log. */
export class DeskAdmission {
  readonly #options: DeskAdmissionOptions;
  /** Which log of the node the cursor counts in. */
  logId = '';
  readonly clock: NodeClock;

  constructor(options: DeskAdmissionOptions) {
    this.#options = options;
    this.clock = new NodeClock(options.world.ctx.now);
  }

  async prove(challenge: Challenge): Promise<Proof> {
    const { world, identity, vault, fence, isAvailable } = this.#options;
    const { trust, key, id, device, root } = identity;
    if (challenge.card !== undefined) await trust.accept(challenge.card, fence());
    // A card that ended while nobody opened the desk, or is old, gets a successor from the owner's root.
    const isOld = !trust.card || world.ctx.now() / 1000 - trust.card.issued > cardAgeSeconds;
    if (root && isOld) await this.#renew(root);
    if (!trust.card) throw new SecureChatError('card-expired');
    if (trust.card.revoked.has(id)) throw new SecureChatError('device-removed');
    this.clock.hear(challenge.time);
    this.logId = challenge.log;
    const cursor = await vault.meta('cursor');
    const access = (await vault.meta('access'))?.jws;
    const proof = await trust.prove(key, id, world.node, challenge);
    return {
      ...proof,
      card: toBase64url(trust.card.bytes),
      ...(access === undefined || !device.root ? {} : { access }),
      team: cursor?.log === challenge.log ? cursor : { log: challenge.log, after: 0 },
      available: isAvailable(),
    };
  }

  async #renew(root: SigningKey): Promise<void> {
    const { world, identity, vault, fence } = this.#options;
    const { trust, key } = identity;
    const current = trust.card ?? (await this.#endedCard());
    if (!current) return;
    const renewed = await renewCard(world.ctx, root, current, toBase64url(key.publicKey));
    await trust.accept(toBase64url(renewed.card), fence());
    const batch = vault.batch();
    batch.putMeta('access', { jws: renewed.access });
    await batch.commit(fence());
  }

  /** The kept card where it ended: the owner's desk signs its successor. */
  async #endedCard(): Promise<VerifiedCard | undefined> {
    const { world, identity, vault } = this.#options;
    const kept = await vault.meta('card');
    if (!kept) return undefined;
    const result = await readCard(world.ctx, { business: identity.business, bytes: kept.bytes });
    return result.ok ? result.card : undefined;
  }
}
