/**
 * The accept (PROTOCOL 5): a device proves itself to the visitor and both derive a session. Colleagues read the copy,
 * so they know who answers; the session's root they cannot compute.
 */
import { SecureChatError } from '../errors.js';
import { concat } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { encodeAcceptClear } from '../wire/session-fields.js';
import { encodeHeader } from '../wire/frame.js';
import { openAccept, sealAccept, transcript } from './accept-inside.js';
import type { AcceptNews } from './accept-inside.js';
import type { VerifiedCard } from './card.js';
import { random } from './context.js';
import type { Context } from './context.js';
import { peerId } from './ids.js';
import { hash, hkdf } from './kdf.js';
import { sign } from './keys.js';
import { diffieHellman, generateEcBytes, generateEcPair } from './ec-bytes.js';
import type { BoxKey, SigningKey } from './keys.js';
import { label } from './label.js';
import { decapsulate, encapsulate } from './ml-kem.js';
import type { ReceivedOpen, SentOpen } from './open.js';
import { startAsDevice, startAsVisitor } from './session.js';
import type { Session } from './session.js';

/** A session, or nothing, whatever the reason. */
export type ReceiveAcceptResult =
  ({ readonly ok: true; readonly session: Session } & AcceptNews) | { readonly ok: false };

/** What a copy says, or nothing, whatever the reason. */
export type AcceptCopyResult = ({ readonly ok: true } & AcceptNews) | { readonly ok: false };

/** Answers an open: the session may be written on at once. Keep it before the frame leaves. */
export async function createAccept(
  ctx: Context,
  {
    open,
    device,
    claim,
    card,
  }: {
    open: ReceivedOpen;
    device: { readonly key: SigningKey; readonly certificate: string };
    claim: number;
    /** The newest card, where the open was written under an older one. */
    card?: Bytes | undefined;
  },
): Promise<{ frame: Bytes; session: Session }> {
  const self = await peerId(ctx, 'a', device.key.publicKey);
  const { business, openId } = open;
  const sid = random(ctx, 16);
  const headerBytes = encodeHeader({ kind: 'accept', business, from: self, to: open.visitor.id });
  const [agreement, first, { ciphertext, secret }] = await Promise.all([
    generateEcPair(ctx),
    generateEcBytes(ctx),
    encapsulate(ctx, open.bundle.kem),
  ]);
  const inside = {
    certificate: device.certificate,
    agreement: agreement.own.publicKey,
    ciphertext,
    claim,
    card: card ?? new Uint8Array(),
    ratchet: first.publicKey,
  };
  const signed = transcript({ headerBytes, frameHash: open.frameHash, sid, inside });
  const signature = await sign(ctx, device.key, 'transcript', signed);
  const aad = concat(headerBytes, encodeAcceptClear({ openId, sid }));
  const frame = await sealAccept(ctx, { secret: open.secrets.accept, sid, aad, inside, signature });
  const transcriptHash = await hash(ctx, concat(label('transcript'), signed));
  const dh = await diffieHellman(ctx, agreement.key, open.bundle.ec);
  const session =
    dh &&
    (await startAsDevice(ctx, {
      business,
      self,
      peer: open.visitor.id,
      sid,
      transcriptHash,
      root: await deriveRoot(ctx, dh, secret, open.secrets.session, transcriptHash),
      visitorE: open.bundle.ec,
      ratchet: first,
    }));
  // The bundle was checked when the open was received: a broken one is our own mistake.
  if (!session) throw new SecureChatError('frame-malformed');
  return { frame, session };
}

/** Checks an accept to an own open, by the newest card, and begins the session. A known `sid` is a duplicate. */
export async function receiveAccept(
  ctx: Context,
  {
    sent,
    bundle,
    visitor,
    card,
    frame,
  }: { sent: SentOpen; bundle: BoxKey; visitor: SigningKey; card: VerifiedCard; frame: Bytes },
): Promise<ReceiveAcceptResult> {
  const refused = { ok: false } as const;
  const self = await peerId(ctx, 'v', visitor.publicKey);
  const { business, openId, frameHash, secrets, number } = sent;
  const read = await openAccept(ctx, {
    business,
    visitor: self,
    openId,
    frameHash,
    secret: secrets.accept,
    card,
    frame,
  });
  if (!read) return refused;
  const { inside, certificate, sid, transcriptHash } = read;
  const dh = await diffieHellman(ctx, bundle.ec.privateKey, inside.agreement);
  if (!dh) return refused;
  const secret = await decapsulate(ctx, bundle.seed, inside.ciphertext);
  const session = await startAsVisitor(ctx, {
    business,
    self,
    peer: certificate.device,
    sid,
    transcriptHash,
    root: await deriveRoot(ctx, dh, secret, secrets.session, transcriptHash),
    bundleKey: bundle.ec,
    deviceRatchet: inside.ratchet,
  });
  return session ? { ok: true, session, number, ...read.news } : refused;
}

/** What a colleague learns from the copy of an accept: who answers. */
export async function readAcceptCopy(
  ctx: Context,
  { open, card, frame }: { open: ReceivedOpen; card: VerifiedCard; frame: Bytes },
): Promise<AcceptCopyResult> {
  const { business, openId, frameHash, secrets, number } = open;
  const read = await openAccept(ctx, {
    business,
    visitor: open.visitor.id,
    openId,
    frameHash,
    secret: secrets.accept,
    card,
    frame,
  });
  return read ? { ok: true, number, ...read.news } : { ok: false };
}

async function deriveRoot(
  ctx: Context,
  dh: Bytes,
  secret: Bytes,
  session: Bytes,
  transcriptHash: Bytes,
): Promise<Bytes> {
  const info = concat(label('root'), transcriptHash);
  return hkdf(ctx, { ikm: concat(dh, secret), salt: session, info, length: 32 });
}
