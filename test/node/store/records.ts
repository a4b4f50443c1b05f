import type { BusinessRecord } from '../../../src/node/store/register-store.js';
import type { BusinessId } from '../../../src/wire/ids.js';

/** A record that no key signed: stores do not look inside. */
export function recordOf(id: BusinessId, changes: Partial<BusinessRecord> = {}): BusinessRecord {
  const summary = { seq: 1, issued: 1, expires: 2, name: '', origins: [], retentionDays: 30 };
  const card = new Uint8Array(9);
  return { id, card, summary, access: undefined, accessSeq: 0, devices: [], roster: undefined, ...changes };
}
