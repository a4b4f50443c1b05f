import { createHash } from 'node:crypto';
import type { ErrorCode } from '../errors.js';
import { verifyAccess } from '../protocol/access.js';
import { readCard } from '../protocol/card.js';
import { unixSeconds } from '../protocol/context.js';
import type { Context } from '../protocol/context.js';
import { businessBytes } from '../protocol/ids.js';
import { fromBase64url, toBase64url } from '../wire/base64url.js';
import { toText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import type { BusinessId, PeerId } from '../wire/ids.js';
import type { Publish, SetupRequest } from '../wire/node-messages.js';
import type { BusinessRecord, RegisterStore } from './store/register-store.js';

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

/** Statements and sealed documents as they come from outside. */
export type Publication = Pick<Publish, 'card' | 'access' | 'roster' | 'backup'>;

/** What a publication changed. */
export interface BusinessChange {
  readonly card: boolean;
  readonly access: boolean;
}

/** What an older statement means: a desk that offers what it has may be behind, one that publishes may not. */
type IfOlder = 'ignore' | 'refuse';

type Candidate =
  | { readonly ok: true; readonly record: BusinessRecord; readonly change: BusinessChange }
  | { readonly ok: false; readonly code: ErrorCode };

const unchanged: BusinessChange = { card: false, access: false };
/** A `seq` further ahead than this counts as none: visitors refuse such a card, and the desk begins anew (PROTOCOL 3). */
const farthestAheadSeconds = 7 * 86_400;

/** Knows the businesses of this node, and takes only what their root keys signed. */
export class Businesses {
  readonly #ctx: Context;
  readonly #store: RegisterStore;
  readonly #known = new Map<BusinessId, Business>();
  readonly #listeners: ((business: Business, change: BusinessChange) => void)[] = [];

  constructor(ctx: Context, store: RegisterStore) {
    this.#ctx = ctx;
    this.#store = store;
    for (const record of store.businesses()) this.#keep(record);
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

  /** Takes what a desk publishes; answers why not. */
  async publish(id: BusinessId, publication: Publication): Promise<ErrorCode | undefined> {
    return this.#take(id, publication, 'refuse');
  }

  /** Takes what a desk offers with its proof, where it is newer: a restored node learns who was removed. */
  async offer(id: BusinessId, offered: Pick<Publication, 'card' | 'access'>): Promise<ErrorCode | undefined> {
    return this.#take(id, offered, 'ignore');
  }

  /** Registers a business with the token of a set-up link; answers why not. */
  async register(request: SetupRequest): Promise<ErrorCode | undefined> {
    const now = unixSeconds(this.#ctx);
    const hash = tokenHash(request.token);
    // Before any signature is checked: who has no link costs one look-up.
    if (!this.#store.hasSetupToken(hash, now)) return 'setup-spent';
    const candidate = await this.#candidate(request.business, request, 'refuse');
    if (!candidate.ok) return candidate.code;
    if (!this.#store.register(hash, now, candidate.record, request.backup)) return 'setup-spent';
    this.#publish(this.#keep(candidate.record), candidate.change);
    return undefined;
  }

  async #take(id: BusinessId, publication: Publication, older: IfOlder): Promise<ErrorCode | undefined> {
    const candidate = await this.#candidate(id, publication, older);
    if (!candidate.ok) return candidate.code;
    const { record, change } = candidate;
    const { backup, roster } = publication;
    if (!change.card && !change.access && backup === undefined && roster === undefined) return undefined;
    if (!this.#store.save(record, backup)) return 'admission-refused';
    this.#publish(this.#keep(record), change);
    return undefined;
  }

  async #candidate(id: BusinessId, publication: Publication, older: IfOlder): Promise<Candidate> {
    const bytes = publication.card === undefined ? undefined : fromBase64url(publication.card);
    if (publication.card !== undefined && bytes === undefined) return { ok: false, code: 'card-invalid' };
    const read = bytes && (await readCard(this.#ctx, { business: id, bytes }));
    if (read !== undefined && !read.ok) return read;
    const card = read?.card;
    const root = card?.root ?? this.find(id)?.record.card.slice(0, 65);
    if (root === undefined) return { ok: false, code: 'business-unknown' };
    const { access: jws } = publication;
    const access = jws === undefined ? undefined : await verifyAccess(this.#ctx, root, jws);
    if (jws !== undefined && access === undefined) return { ok: false, code: 'card-invalid' };

    // From here on nothing waits: two publications at once are judged one after the other.
    const kept = this.find(id)?.record;
    let record = kept;
    let change = unchanged;
    if (card !== undefined) {
      const verdict = this.#compare(
        card.seq,
        kept?.facts.seq,
        () => card.payload === cardPayload(kept?.card),
      );
      if (verdict === 'other') return { ok: false, code: 'card-invalid' };
      if (verdict === 'older' && older === 'refuse') return { ok: false, code: 'card-rolled-back' };
      if (verdict === 'newer') {
        const { seq, issued, expires, name, origins, policy } = card;
        const facts = { seq, issued, expires, name, origins, retentionDays: policy.retentionDays };
        const rest = kept ?? { access: undefined, accessSeq: 0, devices: [], roster: undefined };
        record = { ...rest, id, card: card.bytes, facts };
        change = { ...change, card: true };
      }
    }
    if (record === undefined) return { ok: false, code: 'business-unknown' };
    if (access !== undefined && jws !== undefined) {
      const verdict = this.#compare(
        access.seq,
        kept?.accessSeq,
        () => payload(jws) === payload(kept?.access),
      );
      if (verdict === 'other') return { ok: false, code: 'card-invalid' };
      if (verdict === 'older' && older === 'refuse') return { ok: false, code: 'card-rolled-back' };
      if (verdict === 'newer') {
        record = { ...record, access: jws, accessSeq: access.seq, devices: access.devices };
        change = { ...change, access: true };
      }
    }
    if (publication.roster !== undefined) record = { ...record, roster: publication.roster };
    return { ok: true, record, change };
  }

  #compare(
    seq: number,
    kept: number | undefined,
    isSame: () => boolean,
  ): 'newer' | 'same' | 'other' | 'older' {
    const counts = kept !== undefined && kept <= unixSeconds(this.#ctx) + farthestAheadSeconds;
    if (!counts || seq > kept) return 'newer';
    if (seq < kept) return 'older';
    return isSame() ? 'same' : 'other';
  }

  #publish(business: Business, change: BusinessChange): void {
    for (const listener of this.#listeners) listener(business, change);
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

/** The signed text of a JWS. */
function payload(jws: string | undefined): string | undefined {
  const bytes = jws === undefined ? undefined : fromBase64url(jws.split('.')[1] ?? '');
  return bytes && toText(bytes);
}

function cardPayload(card: Bytes | undefined): string | undefined {
  return card && payload(toText(card.subarray(65)));
}
