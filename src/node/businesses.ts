import { createHash } from 'node:crypto';
import type { ErrorCode } from '../errors.js';
import { unixSeconds } from '../protocol/context.js';
import type { Context } from '../protocol/context.js';
import { businessBytes } from '../protocol/ids.js';
import { toBase64url } from '../wire/base64url.js';
import { equal } from '../wire/equal.js';
import type { Bytes } from '../wire/bytes.js';
import type { BusinessId, PeerId } from '../wire/ids.js';
import type { SetupRequest } from '../wire/node-messages.js';
import { judgePublication, verifyPublication } from './publication.js';
import type { IfOlder, Publication } from './publication.js';
import type { BusinessRecord, RegisterStore, Saved, Saving } from './store/register-store.js';
import { Turns } from './turns.js';

/** A business that this node serves; its record is replaced when the owner publishes. */
export interface Business {
  readonly id: BusinessId;
  /** The fingerprint as frames carry it. */
  readonly bytes: Bytes;
  readonly record: BusinessRecord;
  /** The card as JSON carries it. */
  readonly card: string;
  readonly devices: ReadonlySet<PeerId>;
}

/** Which statements of a business are others than before. */
export interface BusinessChange {
  readonly card: boolean;
  readonly access: boolean;
}

/**
 * The businesses that a node serves, in memory, since every socket asks for one. What is in memory follows the register:
 * any node may have written there, so each change is read again when the register tells of it.
 */
export class Businesses {
  readonly #ctx: Context;
  readonly #store: RegisterStore;
  readonly #known = new Map<BusinessId, Business>();
  readonly #listeners: ((business: Business, change: BusinessChange) => void)[] = [];
  /** One change of a business after the other: each is judged against what the one before it left. */
  readonly #turns = new Turns<BusinessId>();
  readonly #saving = new Set<BusinessId>();

  /** Knows nothing yet: `open` reads what is there. */
  constructor(ctx: Context, store: RegisterStore) {
    this.#ctx = ctx;
    this.#store = store;
  }

  /**
   * Reads all businesses and follows the register from then on. `onFailure` hears when a change could not be read; a
   * command that looks once need not know.
   */
  static async open(
    ctx: Context,
    store: RegisterStore,
    onFailure: (error: unknown) => void = () => undefined,
  ): Promise<Businesses> {
    const businesses = new Businesses(ctx, store);
    // Before the first look: what is written meanwhile is read by itself, and is newer than what comes with the rest.
    store.onChange(id => {
      // What this node writes it reads in the same turn.
      if (businesses.#saving.has(id)) return;
      businesses.#turns.run(id, () => businesses.#refresh(id)).catch(onFailure);
    });
    for (const record of await store.businesses())
      if (!businesses.#known.has(record.id)) businesses.#keep(record);
    return businesses;
  }

  /** Hears of every change that was kept. */
  onChange(listener: (business: Business, change: BusinessChange) => void): void {
    this.#listeners.push(listener);
  }

  /** One business as it is now. */
  find(id: BusinessId): Business | undefined {
    return this.#known.get(id);
  }

  /** All businesses, oldest first. */
  all(): readonly Business[] {
    return [...this.#known.values()];
  }

  /** Accepts what a desk publishes, or answers why not. */
  async publish(id: BusinessId, publication: Publication): Promise<ErrorCode | undefined> {
    return this.#accept(id, publication, 'refuse', saving => this.#store.save(saving));
  }

  /** Accepts what a desk offers with its proof, where it is newer: a restored node learns who was removed. */
  async offer(id: BusinessId, offered: Pick<Publication, 'card' | 'access'>): Promise<ErrorCode | undefined> {
    return this.#accept(id, offered, 'ignore', saving => this.#store.save(saving));
  }

  /** Registers a business with the token of a set-up link, or answers why not. */
  async register(request: SetupRequest): Promise<ErrorCode | undefined> {
    const { business, backup, token } = request;
    const now = unixSeconds(this.#ctx);
    const hash = tokenHash(token);
    // Before any signature is checked: who has no link costs one look-up.
    if (!(await this.#store.hasSetupToken(hash, now))) return 'setup-spent';
    const code = await this.#accept(business, request, 'refuse', saving =>
      this.#store.register(hash, now, { ...saving, backup }),
    );
    return code === 'admission-refused' ? 'setup-spent' : code;
  }

  async #accept(
    id: BusinessId,
    publication: Publication,
    older: IfOlder,
    save: (saving: Saving) => Promise<Saved>,
  ): Promise<ErrorCode | undefined> {
    // Before its turn: whoever sends nonsense keeps nobody waiting while signatures are checked.
    const root = this.find(id)?.record.card.slice(0, 65);
    const verification = await verifyPublication(this.#ctx, id, publication, root);
    if (!verification.ok) return verification.code;
    const { backup } = publication;
    return this.#turns.run(id, async () => {
      for (;;) {
        const over = this.find(id)?.record;
        const judged = judgePublication(this.#ctx, id, verification.verified, over, older);
        if (!judged.ok) return judged.code;
        if (!judged.isChanged && backup === undefined) return undefined;
        this.#saving.add(id);
        const saved = await save({ record: judged.record, over, backup }).finally(() => {
          this.#saving.delete(id);
        });
        if (saved === 'refused') return 'admission-refused';
        await this.#refresh(id);
        if (saved === 'saved') return undefined;
      }
    });
  }

  /** Reads a business again and tells what is other than before. */
  async #refresh(id: BusinessId): Promise<void> {
    const record = await this.#store.business(id);
    if (record === undefined) return;
    const before = this.#known.get(id)?.record;
    const change = {
      card: before === undefined || !equal(before.card, record.card),
      access: before === undefined || before.access !== record.access,
    };
    const business = this.#keep(record);
    if (change.card || change.access) for (const listener of this.#listeners) listener(business, change);
  }

  #keep(record: BusinessRecord): Business {
    const { id, card, devices } = record;
    const business = {
      id,
      bytes: businessBytes(id),
      record,
      card: toBase64url(card),
      devices: new Set(devices),
    };
    this.#known.set(id, business);
    return business;
  }
}

/** Hash under which a set-up token is kept: who reads the database cannot use it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
