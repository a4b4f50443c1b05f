/** Golden bytes beside the frames: an admission, a box, what lies at rest, the relay's binary frames. */
import { proveAdmission } from '../../src/protocol/admission.js';
import { sealAtRest } from '../../src/protocol/at-rest.js';
import { sealBox } from '../../src/protocol/box.js';
import type { Context } from '../../src/protocol/context.js';
import { random } from '../../src/protocol/context.js';
import { peerId } from '../../src/protocol/ids.js';
import type { BoxPublicKey, SigningKey } from '../../src/protocol/keys.js';
import { importStorageKey, wrapStorageKey } from '../../src/protocol/passphrase.js';
import { concat, fromText } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { field } from '../../src/wire/codec.js';
import type { BusinessId } from '../../src/wire/ids.js';
import { encodeClientFrame, encodeNodeFrame } from '../../src/wire/relay-frame.js';

/** What the admission in the golden file was made for. */
export const goldenClaim = { origin: 'https://chat.example', nonce: new Uint8Array(32).fill(7) };
export const goldenPassphrase = 'correct horse battery';
export const goldenWords = fromText('golden words');

/** The relay's frames as they go over the wire, each a field. */
export function goldenRelayFrames(): Bytes {
  const frame = fromText('frame');
  return concat(
    field(encodeClientFrame({ kind: 'durable', n: 7, frame })),
    field(encodeClientFrame({ kind: 'transient', frame })),
    field(encodeNodeFrame({ kind: 'own', position: 8, frame })),
    field(encodeNodeFrame({ kind: 'team', position: 9, frame })),
    field(encodeNodeFrame({ kind: 'transient', frame })),
  );
}

/** Makes these bytes with keys of the golden file. */
export async function makeMore(
  ctx: Context,
  { business, device, inbox }: { business: BusinessId; device: SigningKey; inbox: BoxPublicKey },
): Promise<Readonly<Record<'admission' | 'box' | 'wrappedKey' | 'atRest' | 'relayFrames', Bytes>>> {
  const id = await peerId(ctx, 'a', device.publicKey);
  const { key, signature } = await proveAdmission(ctx, device, { ...goldenClaim, business, id });
  const raw = random(ctx, 32);
  return {
    admission: concat(key, signature),
    box: await (await sealBox(ctx, inbox, 'roster')).finish(fromText('aad'), goldenWords),
    wrappedKey: await wrapStorageKey(ctx, goldenPassphrase, raw),
    atRest: await sealAtRest(ctx, await importStorageKey(ctx, raw), 'golden', goldenWords),
    relayFrames: goldenRelayFrames(),
  };
}
