/** One piece of source text, and what stands there without its rule. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A rule, the attack that it keeps out, and the edits that take it out: more than one where two checks hold it up. */
export interface Rule {
  readonly rule: string;
  readonly attack: string;
  readonly edits: readonly Edit[];
}

function one(rule: string, attack: string, file: string, find: string, replace: string): Rule {
  return { rule, attack, edits: [{ file: `src/${file}`, find, replace }] };
}

const statements: readonly Rule[] = [
  one(
    'PROTOCOL 3: the root hashes to the pinned fingerprint',
    'ownRoot',
    'protocol/card.ts',
    "if ((await businessId(ctx, root)).text !== business) return { ok: false, code: 'business-mismatch' };",
    '',
  ),
  one(
    'PROTOCOL 3: the root signs every statement (!else the node hands out its own inbox key)',
    'ownInbox',
    'protocol/jws.ts',
    '!signed || !(await verifyBytes(ctx, root, fromText(`${head}.${body}`), signed))',
    '!signed',
  ),
  one(
    'PROTOCOL 3: no seq below the highest seen',
    'rolledBack',
    'protocol/card.ts',
    "if (card.seq < highestSeq) return { ok: false, code: 'card-rolled-back' };",
    '',
  ),
  one(
    'PROTOCOL 3: one payload a seq',
    'sameSeq',
    'protocol/card.ts',
    "if (card.seq === highestSeq && isOther) return { ok: false, code: 'card-invalid' };",
    'void isOther;',
  ),
  one(
    'PROTOCOL 3: a card ends',
    'expired',
    'protocol/card.ts',
    "if (!isCardAlive(ctx, card)) return { ok: false, code: 'card-expired' };",
    '',
  ),
  one(
    'PROTOCOL 3: seq at most 7 days ahead (!a far-future card would never end)',
    'farFuture',
    'protocol/card.ts',
    "if (card.seq > now + farthestAheadSeconds) return { ok: false, code: 'card-invalid' };",
    '',
  ),
  one(
    'PROTOCOL 3: issued at most 7 days ahead (!a far-future card would never end)',
    'issuedAhead',
    'protocol/card.ts',
    "if (card.issued > now + farthestAheadSeconds) return { ok: false, code: 'card-invalid' };",
    '',
  ),
  one(
    'PROTOCOL 3: one form a statement (!duplicate keys, spacing, BOM)',
    'twoReadings',
    'protocol/jws.ts',
    'if (JSON.stringify(statement) !== payload) return undefined;',
    '',
  ),
  one(
    'PROTOCOL 3: a statement says what it is',
    'otherKind',
    'protocol/jws.ts',
    'head !== header(type) || body === undefined',
    'head === undefined || body === undefined',
  ),
  one(
    'PROTOCOL 3: the root signs a certificate',
    'selfSigned',
    'protocol/jws.ts',
    '!signed || !(await verifyBytes(ctx, root, fromText(`${head}.${body}`), signed))',
    '!signed',
  ),
  one(
    'PROTOCOL 3: a certificate ends',
    'endedCertificate',
    'protocol/certificate.ts',
    'if (statement.until + clockToleranceSeconds < Math.max(unixSeconds(ctx), newestIssued)) return undefined;',
    'void newestIssued;',
  ),
  one(
    'PROTOCOL 3: a certificate ends by the newest card, too',
    'stoppedClock',
    'protocol/certificate.ts',
    'Math.max(unixSeconds(ctx), newestIssued)',
    'unixSeconds(ctx)',
  ),
  one(
    'PROTOCOL 3: a removed device is void',
    'removedDevice',
    'protocol/certificate.ts',
    '!revoked.has(device) && since >= certificatesFrom',
    'since >= certificatesFrom',
  ),
  one(
    'PROTOCOL 3: certificatesFrom voids what was before',
    'beforeRestore',
    'protocol/certificate.ts',
    '!revoked.has(device) && since >= certificatesFrom',
    '!revoked.has(device)',
  ),
  one(
    'PROTOCOL 12: a forget is by the key that its id is a hash of',
    'forgetOfAnother',
    'protocol/forget.ts',
    "if ((await peerId(ctx, 'v', key)) !== header.from) return undefined;",
    '',
  ),
  one(
    'PROTOCOL 12: a forget is signed',
    'forgetUnsigned',
    'protocol/forget.ts',
    "if (!(await verify(ctx, key, 'forget', concat(business, key, u64(time)), signature))) return undefined;",
    '',
  ),
  one(
    'PROTOCOL 13: a proof names the origin',
    'relayedProof',
    'protocol/admission.ts',
    'concat(field(fromText(origin)), businessBytes(business)',
    'concat(businessBytes(business)',
  ),
  one(
    'PROTOCOL 13: a proof names the business',
    'proofElsewhere',
    'protocol/admission.ts',
    'businessBytes(business), fromText(id)',
    'fromText(id)',
  ),
  one(
    'PROTOCOL 13: a proof names the nonce',
    'proofAgain',
    'protocol/admission.ts',
    'fromText(id), nonce)',
    'fromText(id))',
  ),
  one(
    'PROTOCOL 2: an id is a hash of its key',
    'squattedId',
    'protocol/admission.ts',
    'if ((await peerId(ctx, role, key)) !== claim.id) return false;',
    'void role;',
  ),
];

const transcriptOf = 'concat(headerBytes, frameHash, sid, encodeInside(inside))';

const handshake: readonly Rule[] = [
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

const sessionAad: readonly Edit[] = [
  {
    file: 'src/protocol/session.ts',
    find: 'const aad = concat(clear, session.transcriptHash);',
    replace: 'const aad = session.transcriptHash;',
  },
  {
    file: 'src/protocol/session.ts',
    find: 'const aad = concat(clear.aad, session.transcriptHash);',
    replace: 'const aad = session.transcriptHash;',
  },
];

const session: readonly Rule[] = [
  one(
    'PROTOCOL 6: a key is used once',
    'replay',
    'protocol/ratchet.ts',
    `        receiving: chain,
        skipped: addSkipped(ctx, ratchet.skipped, ratchet.peer, skipped.keys),`,
    '        skipped: addSkipped(ctx, ratchet.skipped, ratchet.peer, skipped.keys),',
  ),
  one(
    'PROTOCOL 6: a kept key is used once',
    'lateReplay',
    'protocol/ratchet.ts',
    'const rest = skipped.filter(one => one !== late);',
    'const rest = skipped;',
  ),
  {
    rule: 'PROTOCOL 5: the header is part of what is sealed (!identity misbinding)',
    attack: 'renamed',
    edits: [
      ...sessionAad,
      { file: 'src/protocol/session.ts', find: 'clear.from === session.peer &&', replace: '' },
    ],
  },
  {
    rule: 'PROTOCOL 6: the counters are part of what is sealed',
    attack: 'countersTurned',
    edits: sessionAad,
  },
  one(
    'PROTOCOL 1: AES-GCM authenticates',
    'bitsTurned',
    'protocol/aead.ts',
    `  } catch {
    return undefined;
  }`,
    '  } catch {\n    return sealed;\n  }',
  ),
  one(
    'PROTOCOL 6: a gap of 512 at most',
    'gapFlood',
    'protocol/ratchet.ts',
    "if (header.n - receiving.n > maxGap) return 'gap-too-wide';",
    '',
  ),
  one(
    'PROTOCOL 6: 256 transient frames without an answer (!lost ones would use up the gap)',
    'lostTyping',
    'protocol/session.ts',
    '&& session.transients < maxTransients',
    '',
  ),
  one(
    'PROTOCOL 7: what cannot be read is kept as bytes (!30,000 nested brackets)',
    'brackets',
    'wire/payload-decode.ts',
    "!isObject(value) || typeof value['type'] !== 'string') return { type: 'unreadable', bytes };",
    "!isObject(value) || typeof value['type'] !== 'string') throw new TypeError(String(bytes.length));",
  ),
  one(
    'PROTOCOL 7: an area that cannot be cut is kept as bytes',
    'uncuttable',
    'protocol/read-padded.ts',
    "return (bytes && decodePayloads(bytes)) ?? [{ type: 'unreadable', bytes: padded }];",
    'if (!bytes) throw new TypeError(); return decodePayloads(bytes) ?? [];',
  ),
];

const openAad: readonly Edit[] = [
  ['concat(aad, box.enc, box.ct, content)', 'concat(box.enc, box.ct, content)'],
  ['concat(clear.aad, box.enc, box.ct, content)', 'concat(box.enc, box.ct, content)'],
  ['box.finish(aad, concat(', 'box.finish(new Uint8Array(), concat('],
  [
    "openBox(ctx, inbox, 'open', clear.aad, clear.sealed)",
    "openBox(ctx, inbox, 'open', new Uint8Array(), clear.sealed)",
  ],
].map(([find = '', replace = '']) => ({ file: 'src/protocol/open.ts', find, replace }));

const engines: readonly Rule[] = [
  {
    rule: 'PROTOCOL 5: all bytes before the AEAD are part of it',
    attack: 'everyByte',
    edits: openAad,
  },
  one(
    'PROTOCOL 3: everyone seals only to the inbox of a verified card (!else the node hands out its own)',
    'inboxHandedOut',
    'protocol/jws.ts',
    '!signed || !(await verifyBytes(ctx, root, fromText(`${head}.${body}`), signed))',
    '!signed',
  ),
  {
    rule: 'PROTOCOL 3: the highest seq seen is kept',
    attack: 'cardTakenBack',
    edits: [
      { file: 'src/chat/trust.ts', find: 'highestSeq: kept?.seq ?? 0,', replace: 'highestSeq: 0,' },
      { file: 'src/chat/trust.ts', find: 'if (card.seq < this.seq) return;', replace: '' },
    ],
  },
  one(
    'PROTOCOL 3: a card ends, in a page that stays open, too',
    'outlivedCard',
    'chat/trust.ts',
    'return this.#card && isCardAlive(this.#ctx, this.#card) ? this.#card : undefined;',
    'return this.#card;',
  ),
  one(
    'PROTOCOL 8: receivers drop known ids',
    'everythingAgain',
    'chat/conversation-log.ts',
    "if (await batch.get('index', place)) return false;",
    '',
  ),
  one(
    'PROTOCOL 8: shown by seq',
    'reordered',
    'chat/conversation-log.ts',
    'for (const queue of queues.values()) queue.sort((a, b) => a.seq - b.seq);',
    '',
  ),
  one(
    'PROTOCOL 8: gaps are asked for',
    'swallowed',
    'chat/visitor-engine.ts',
    "if (gap) void this.#sendTransient({ type: 'resend', ...gap });",
    'void gap;',
  ),
  one(
    'PROTOCOL 8: gaps are asked for, by the desk, too',
    'swallowedHers',
    'chat/open-desk.ts',
    "if (gap) await this.#sendTransient(id, { type: 'resend', ...gap });",
    'void gap;',
  ),
  one(
    'PROTOCOL 8: a new open seals anew all that has no receipt',
    'firstLost',
    'chat/visitor-mail.ts',
    'return !holder && openNumber > 0 && this.#parts.ctx.now() - openAt > unansweredMs;',
    'return holder === undefined && openNumber < 0 && openAt > unansweredMs;',
  ),
  one(
    'PROTOCOL 12: tombstones (!replayed opens must not revive an erased customer)',
    'revived',
    'chat/desk-mail.ts',
    "if ((await vault.meta('tombstones'))?.visitors.includes(from)) return undefined;",
    'void vault; void from;',
  ),
  one(
    'PROTOCOL 3: certificatesFrom also voids live sessions, for what comes in',
    'lateWords',
    'chat/sessions.ts',
    "if (!this.#isAllowed(record)) return { ok: false, reason: 'void', record };",
    'void this.#isAllowed;',
  ),
  one(
    'PROTOCOL 3: certificatesFrom also voids live sessions, for what goes out',
    'sessionLivesOn',
    'chat/visitor-mail.ts',
    'const after = await this.withoutRemoved(batch, before);',
    'const after = before;',
  ),
  one(
    'PROTOCOL 3: everyone seals to the newest inbox, behind an open, too',
    'oldInboxReads',
    'chat/visitor-mail.ts',
    'const isCurrent = open?.epoch === this.#parts.trust.card?.inbox.epoch;',
    'const isCurrent = true;',
  ),
  one(
    'PROTOCOL 5: while a session lives, no pre is written (!they would show the team what the session hides)',
    'renewalTells',
    'chat/visitor-mail.ts',
    "const inSession = sid !== '';",
    "const inSession = sid === 'none';",
  ),
  one(
    'PROTOCOL 5: accepts order by (open number, claim)',
    'lastClaimOnOld',
    'chat/desk-mail.ts',
    'return number === openNumber ? {',
    'return number <= openNumber ? {',
  ),
  one(
    'PROTOCOL 3: the card inside an accept is used before sealing again',
    'cardHidden',
    'chat/desk-mail.ts',
    'if (copy.newerCard) await this.#parts.adopt(copy.newerCard);',
    '',
  ),
  one(
    'PROTOCOL 5: a removed device holds nothing',
    'heldByRemoved',
    'chat/desk-mail.ts',
    'if (holder && this.#revoked().has(holder.device)) conversation = { ...conversation, holder: undefined };',
    'void holder;',
  ),
  {
    rule: 'PROTOCOL 5: a removed device neither answers nor holds',
    attack: 'removedAnswers',
    edits: [
      {
        file: 'src/protocol/certificate.ts',
        find: '!revoked.has(device) && since >= certificatesFrom',
        replace: 'since >= certificatesFrom',
      },
      {
        file: 'src/protocol/claim.ts',
        find: 'if (revoked.has(challenger.device)) return false;',
        replace: '',
      },
    ],
  },
];

const floods: readonly Rule[] = [
  one(
    'PROTOCOL 5: early frames are bounded, whatever names they come under',
    'fullDisk',
    'chat/early-frames.ts',
    'kept.length >= maxEarlyFramesInAll || ofSender.length >= maxEarlyFrames',
    'ofSender.length >= maxEarlyFrames',
  ),
  one(
    'PROTOCOL 6: a pair is muted after 32 failures',
    'endlessGarbage',
    'chat/muting.ts',
    'if (++pair.failures >= maxFailures) pair.mutedUntil = now + muteMs;',
    '',
  ),
  one(
    'PROTOCOL 8: nothing is called handled that was not, though later frames were',
    'forgottenWhileMuted',
    'wire/progress.ts',
    'for (const waiting of this.#waiting) end = Math.min(end, waiting - 1);',
    'end += 0;',
  ),
  one(
    'PROTOCOL 8: a cursor passes nothing that waits',
    'cursorPastMuted',
    'chat/open-desk.ts',
    'const after = this.#progress.handled(position);',
    'const after = position;',
  ),
  one(
    'PROTOCOL 8: a repeated frame is honest, and no failure',
    'mutedByRepeats',
    'chat/sessions.ts',
    "if (isSpent(session, record, clear)) return { ok: false, reason: 'spent', record };",
    'void isSpent;',
  ),
  one(
    'PROTOCOL 2: a bundle that is due goes a day after connecting at the latest',
    'bundleKept',
    'chat/visitor-mail.ts',
    'const isOver = this.#toCome === 0 || now - dueAt >= bundleWaitMs;',
    'const isOver = this.#toCome === 0 || bundleWaitMs < 0;',
  ),
  one(
    'STYLE: a code is one of a closed set of texts',
    'strangeCode',
    'transport/node-message-guard.ts',
    "(type !== 'refused' || isCode(fields['code'])) &&",
    '',
  ),
];

/** Every rule whose absence is shown to let an attacker win. */
export const rules: readonly Rule[] = [...statements, ...handshake, ...session, ...engines, ...floods];
