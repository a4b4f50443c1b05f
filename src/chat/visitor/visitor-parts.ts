import type { Context } from '../../protocol/context.js';
import type { Store } from '../../storage/store.js';
import type { BusinessId } from '../../wire/ids.js';
import type { Courier } from '../connection/courier.js';
import type { EngineDoor, FeatureLoaders } from '../feature.js';
import type { CardTrust } from '../session/card-trust.js';
import type { Vault } from '../store/vault.js';
import type { ConversationLog } from '../thread/conversation-log.js';
import type { VisitorIdentity } from './visitor-identity.js';

/** What the visitor's half of the protocol works with. */
export interface VisitorParts {
  readonly ctx: Context;
  readonly business: BusinessId;
  readonly identity: VisitorIdentity;
  readonly store: Store;
  readonly vault: Vault;
  readonly log: ConversationLog;
  readonly courier: Courier;
  readonly trust: CardTrust;
  readonly epoch: () => number | undefined;
  readonly features: FeatureLoaders;
  readonly door: () => EngineDoor;
  /** The side is there until it aborts. */
  readonly signal: AbortSignal;
  readonly onFailure: (cause: unknown) => void;
}
