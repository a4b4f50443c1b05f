import type { BoxKey, SigningKey } from '../../protocol/keys.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';
import type { CardTrust } from '../session/card-trust.js';
import type { DeviceRecord } from '../store/records.js';

/** The keys of an unlocked desk, and whose they are. */
export interface DeskIdentity {
  readonly business: BusinessId;
  readonly device: DeviceRecord;
  readonly key: SigningKey;
  readonly id: PeerId;
  readonly root: SigningKey | undefined;
  readonly trust: CardTrust;
  readonly inboxes: ReadonlyMap<number, BoxKey>;
}
