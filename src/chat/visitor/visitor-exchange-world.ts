import type { Context } from '../../protocol/context.js';
import type { PeerLink, RouteWish } from '../../transport/peer-link.js';
import type { Store } from '../../storage/store.js';
import type { BusinessId } from '../../wire/ids.js';
import type { Courier } from '../connection/courier.js';
import type { EngineDoor, FeatureLoaders } from '../feature.js';
import type { CardTrust } from '../session/card-trust.js';
import type { VisitorIdentity } from './visitor-identity.js';

/** What the visitor's half of the protocol works with: her side, as far as it is that half's business. */
export interface VisitorExchangeWorld extends EngineDoor {
  readonly ctx: Context;
  readonly business: BusinessId;
  readonly identity: VisitorIdentity;
  readonly store: Store;
  readonly link: PeerLink;
  readonly courier: Courier;
  readonly trust: CardTrust;
  /** The epoch to commit behind; another one ends what began under it. */
  readonly fence: number;
  readonly features: FeatureLoaders;
  /** What the page wishes: only where it is not the relay, a direct way is looked for. */
  readonly wish: RouteWish;
  /** The side is there until it aborts. */
  readonly signal: AbortSignal;
  readonly onFailure: (cause: unknown) => void;
}
