import { proveAdmission } from '../../protocol/admission.js';
import { isCardAlive, verifyCard } from '../../protocol/card.js';
import type { VerifiedCard } from '../../protocol/card.js';
import type { Context } from '../../protocol/context.js';
import type { SigningKey } from '../../protocol/keys.js';
import { SecureChatError } from '../../errors.js';
import { fromBase64url, toBase64url } from '../../wire/base64url.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import type { Vault } from '../store/vault.js';

/**
 * The business's newest card as this side knows it. Only a card that verifies under the pinned fingerprint, and is no
 * older than the newest one seen, ever counts: a node cannot hand out its own inbox key, nor hide a removal for long.
 */
export class CardTrust {
  readonly #ctx: Context;
  readonly #business: BusinessId;
  readonly #vault: Vault;
  #card: VerifiedCard | undefined;

  constructor(ctx: Context, business: BusinessId, vault: Vault) {
    this.#ctx = ctx;
    this.#business = business;
    this.#vault = vault;
  }

  /** The newest card while it is valid: a page that stays open must not outlive it (PROTOCOL 3). */
  get card(): VerifiedCard | undefined {
    return this.#card && isCardAlive(this.#ctx, this.#card) ? this.#card : undefined;
  }

  /** The newest card, ended or not: whom it removed stays removed. */
  get newest(): VerifiedCard | undefined {
    return this.#card;
  }

  get seq(): number {
    return this.#card?.seq ?? 0;
  }

  /** Reads the card kept from earlier visits; one that ended is left out, so that the node is asked for a newer one. */
  async recall(): Promise<void> {
    const kept = await this.#vault.meta('card');
    if (!kept) return;
    const result = await verifyCard(this.#ctx, {
      business: this.#business,
      bytes: kept.bytes,
      highestSeq: 0,
    });
    if (result.ok) this.#card = result.card;
  }

  /** Takes a card that arrived; fails with the card's fault where it is not to be trusted. */
  async accept(encoded: string, epoch: number | undefined): Promise<VerifiedCard> {
    const bytes = fromBase64url(encoded);
    if (!bytes) throw new SecureChatError('card-invalid');
    const kept = await this.#vault.meta('card');
    const result = await verifyCard(this.#ctx, {
      business: this.#business,
      bytes,
      highestSeq: kept?.seq ?? 0,
      knownPayloadAtSeq: this.#card && this.#card.seq === kept?.seq ? this.#card.payload : undefined,
    });
    if (!result.ok) throw new SecureChatError(result.code);
    await this.adopt(result.card, epoch);
    return result.card;
  }

  /** Keeps a card that was verified already, when it is newer than the one known. */
  async adopt(card: VerifiedCard, epoch: number | undefined): Promise<void> {
    if (card.seq < this.seq) return;
    const batch = this.#vault.batch();
    batch.putMeta('card', { bytes: card.bytes, seq: card.seq });
    await batch.commit(epoch);
    this.#card = card;
  }

  /** Proves `id` on a socket that was opened to `origin`. */
  async prove(key: SigningKey, id: PeerId, origin: string, challenge: Challenge): Promise<Proof> {
    const nonce = fromBase64url(challenge.nonce);
    if (nonce?.length !== 32) throw new SecureChatError('frame-malformed');
    const proof = await proveAdmission(this.#ctx, key, { origin, business: this.#business, id, nonce });
    return { type: 'proof', id, key: toBase64url(proof.key), signature: toBase64url(proof.signature) };
  }
}
