import type { ErrorCode } from '../../errors.js';
import { verifyAdmission } from '../../protocol/admission.js';
import { fromBase64url } from '../../wire/base64url.js';
import type { Bytes } from '../../wire/bytes.js';
import type { Admitted, Proof } from '../../wire/node-messages.js';
import type { RelayWorld } from './relay-world.js';
import type { SessionStart } from './session-start.js';

/** What a proof led to. */
export type Admission =
  | { readonly ok: true; readonly admitted: Admitted; readonly teamCursor: number }
  | { readonly ok: false; readonly code: ErrorCode };

const refused = { ok: false, code: 'admission-refused' } as const;

/** Checks who a client is (PROTOCOL 13), and that a device is one of the team. */
export async function admit(
  world: RelayWorld,
  { business: { id: business }, room, origin }: SessionStart,
  nonce: Bytes,
  proof: Proof,
): Promise<Admission> {
  const { businesses, ctx, mailbox } = world;
  const { id } = proof;
  const key = fromBase64url(proof.key);
  const signature = fromBase64url(proof.signature);
  if (!key || !signature) return refused;
  const isProven = await verifyAdmission(ctx, { key, signature, origin, business, id, nonce });
  if (!isProven) return refused;

  const isDevice = id.startsWith('a');
  if (isDevice && (proof.card !== undefined || proof.access !== undefined)) {
    const { card, access } = proof;
    const code = await businesses.offer(business, {
      ...(card === undefined ? {} : { card }),
      ...(access === undefined ? {} : { access }),
    });
    if (code !== undefined) return { ok: false, code };
  }

  const teamCursor = proof.team?.log === mailbox.log ? proof.team.after : 0;
  const own = await mailbox.count({ queue: 'own', business, recipient: id }, 0);
  const team = isDevice ? await mailbox.count({ queue: 'team', business }, teamCursor) : 0;
  // Last, after everything that is awaited: this offer, or another one meanwhile, may have listed or removed the device.
  const current = businesses.find(business);
  if (isDevice && current?.devices.has(id) !== true) return refused;
  const roster = current?.record.roster;
  const admitted: Admitted = {
    type: 'admitted',
    ...world.credentials(business, id),
    mailbox: own + team,
    ...(isDevice ? { visitors: room.visitors } : {}),
    ...(isDevice && roster !== undefined ? { roster } : {}),
  };
  return { ok: true, admitted, teamCursor };
}
