/** Who somebody is to the node (PROTOCOL 13). */
import { proveAdmission, verifyAdmission } from '../../../src/protocol/admission.js';
import { peerId } from '../../../src/protocol/ids.js';
import { generateSigningKey } from '../../../src/protocol/keys.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { Business, makeClock } from '../../protocol/support/world.js';
import type { Attack } from '../attack.js';

const crypto = globalThis.crypto;
const closed = { extractable: false };

/** A node passes another node's challenge on, and takes the proof there. */
export const relayedProof: Attack = async () => {
  const { ctx, claim, proof } = await provenClaim();
  return verifyAdmission(ctx, { ...claim, ...proof, origin: 'https://chat.victim.example' });
};

/** A proof is used for another business of the same node. */
export const proofElsewhere: Attack = async () => {
  const { ctx, claim, proof } = await provenClaim();
  const other = await Business.make(ctx);
  return verifyAdmission(ctx, { ...claim, ...proof, business: other.id });
};

/** A recorded proof is used for another socket. */
export const proofAgain: Attack = async () => {
  const { ctx, claim, proof } = await provenClaim();
  return verifyAdmission(ctx, { ...claim, ...proof, nonce: new Uint8Array(32).fill(7) });
};

/** A stranger claims Amir's id with a key of his own. */
export const squattedId: Attack = async () => {
  const { ctx, claim } = await provenClaim();
  const mallory = await generateSigningKey(ctx, closed);
  const proof = await proveAdmission(ctx, mallory, claim);
  return verifyAdmission(ctx, { ...claim, ...proof });
};

async function provenClaim() {
  const ctx = makeClock(crypto);
  const key = await generateSigningKey(ctx, closed);
  const id = await peerId(ctx, 'a', key.publicKey);
  const business: BusinessId = (await Business.make(ctx)).id;
  const nonce = crypto.getRandomValues(new Uint8Array(32));
  const claim = { origin: 'https://chat.mallory.example', business, id, nonce };
  return { ctx, claim, proof: await proveAdmission(ctx, key, claim) };
}
