import type { Context } from '../../protocol/context.js';
import type { PeerLink } from '../../transport/peer-link.js';
import { backupOf } from '../desk-keys.js';
import type { DeviceRecord } from '../store/records.js';
import type { Vault } from '../store/vault.js';

/** The node's copy of the owner's backup holds every inbox of this desk, so that a restored owner reads what waits. */
export async function publishBackup(
  { ctx, vault, link }: { readonly ctx: Context; readonly vault: Vault; readonly link: PeerLink },
  device: DeviceRecord,
): Promise<void> {
  const held = await vault.meta('inboxes');
  if (!device.recovery || !device.root || !held) return;
  await link.publish({ backup: await backupOf(ctx, device.recovery, { device, inboxes: held.keys }) });
}
