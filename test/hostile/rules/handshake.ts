import { one } from './rule.js';
import type { Rule } from './rule.js';

const transcriptOf = 'concat(headerBytes, frameHash, sid, encodeInside(inside))';

/** Rules of open, pre and accept (PROTOCOL 5). */
export const handshake: readonly Rule[] = [
  one(
    'PROTOCOL 5: from is the id of the key that signs (!identity misbinding)',
    'misbinding',
    'protocol/open.ts',
    "if ((await peerId(ctx, 'v', publicKey)) !== clear.from) return refused;",
    '',
  ),
  one(
    'PROTOCOL 5: the visitor signs her words (!unsigned payloads could be swapped by a colleague)',
    'swappedWords',
    'protocol/open.ts',
    "if (!(await verify(ctx, publicKey, 'open', signed, signature))) return refused;",
    'void signed;',
  ),
  one(
    'PROTOCOL 5: the visitor signs number and bundle (!a bundle passed on by a colleague could be his own)',
    'swappedBundle',
    'protocol/open.ts',
    "if (!(await verify(ctx, publicKey, 'open', signed, signature))) return refused;",
    'void signed;',
  ),
  {
    rule: 'PROTOCOL 5: the signature names its box (!a box is anonymous)',
    attack: 'movedWords',
    edits: [
      {
        file: 'src/protocol/open.ts',
        find: 'concat(aad, box.enc, box.ct, content)',
        replace: 'concat(aad, content)',
      },
      {
        file: 'src/protocol/open.ts',
        find: 'concat(clear.aad, box.enc, box.ct, content)',
        replace: 'concat(clear.aad, content)',
      },
    ],
  },
  one(
    'PROTOCOL 5: a pre is signed (!a box is anonymous)',
    'forgedPre',
    'protocol/pre.ts',
    'return isHers ?',
    'return isHers || true ?',
  ),
  one(
    'PROTOCOL 5: a pre has a salt of its own (!a rolled-back store, a cloned profile or two tabs)',
    'preKeyTwice',
    'protocol/pre.ts',
    'const salt = random(ctx, 16);',
    'const salt = new Uint8Array(16);',
  ),
  one(
    'PROTOCOL 6: a message has a salt of its own (!a rolled-back store, a cloned profile or two tabs)',
    'messageKeyTwice',
    'protocol/session.ts',
    'const salt = random(ctx, 16);',
    'const salt = new Uint8Array(16);',
  ),
  one(
    'PROTOCOL 5: the device signs the transcript',
    'posedAccept',
    'protocol/accept-inside.ts',
    "if (!(await verify(ctx, certificate.publicKey, 'transcript', signed, signature))) return undefined;",
    '',
  ),
  one(
    'PROTOCOL 5: a copy is checked like the accept',
    'posedCopy',
    'protocol/accept-inside.ts',
    "if (!(await verify(ctx, certificate.publicKey, 'transcript', signed, signature))) return undefined;",
    '',
  ),
  one(
    'PROTOCOL 5: the certificate names the sender (!identity misbinding)',
    'renamedAccept',
    'protocol/accept-inside.ts',
    'if (certificate?.device !== clear.from) return undefined;',
    'if (!certificate) return undefined;',
  ),
  one(
    'PROTOCOL 5: the pinned root certified who accepts',
    'strangersAccept',
    'protocol/certificate.ts',
    "const signed = await readStatement(ctx, root, 'secure-chat-device', isCertificateStatement, jws);",
    "const parts = JSON.parse(atob((jws.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as CertificateStatement; const signed = { statement: { ...parts, business: (await businessId(ctx, root)).text } }; void readStatement; void isCertificateStatement;",
  ),
  one(
    'PROTOCOL 3: a card inside an accept binds that accept',
    'removedAccept',
    'protocol/accept-inside.ts',
    'return result.card.seq > own.seq ? result.card : own;',
    'return own;',
  ),
  one(
    'PROTOCOL 5: the transcript holds the keys',
    'swappedKeys',
    'protocol/accept-inside.ts',
    transcriptOf,
    'concat(headerBytes, frameHash, sid)',
  ),
  one(
    'PROTOCOL 5: the transcript holds the open',
    'movedAccept',
    'protocol/accept-inside.ts',
    transcriptOf,
    'concat(headerBytes, sid, encodeInside(inside))',
  ),
  {
    rule: 'PROTOCOL 5: only the two ends agree on the session',
    attack: 'readSession',
    edits: [
      {
        file: 'src/protocol/accept.ts',
        find: 'ikm: concat(dh, secret), salt: session',
        replace: 'ikm: session, salt: session',
      },
      {
        file: 'src/protocol/ratchet.ts',
        find: "const ikm = new Uint8Array(await ctx.crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, own, 256));",
        replace: 'const ikm = new Uint8Array(32); void own; void peer;',
      },
    ],
  },
  one(
    'PROTOCOL 5: a removed device takes nothing',
    'removedClaim',
    'protocol/claim.ts',
    'if (revoked.has(challenger.device)) return false;',
    '',
  ),
  one(
    'PROTOCOL 5: a removed device keeps nothing',
    'removedHolder',
    'protocol/claim.ts',
    '!holder || revoked.has(holder.device)',
    '!holder',
  ),
  one(
    'PROTOCOL 5: at 2^32-1 a claim waits for a new open',
    'lastClaim',
    'protocol/claim.ts',
    'highestKnown < maxClaim ? highestKnown + 1 : undefined',
    'maxClaim && highestKnown + 1',
  ),
  one(
    'PROTOCOL 5: the highest number wins (!a bundle passed on by a colleague could be his own)',
    'lowerNumber',
    'protocol/claim.ts',
    'if (challenger.number !== holder.number) return challenger.number > holder.number;',
    '',
  ),
];
