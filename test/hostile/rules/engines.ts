import { one } from './rule.js';
import type { Edit, Rule } from './rule.js';

const openAad: readonly Edit[] = [
  ['concat(aad, box.enc, box.ct, content)', 'concat(box.enc, box.ct, content)'],
  ['concat(clear.aad, box.enc, box.ct, content)', 'concat(box.enc, box.ct, content)'],
  ['box.finish(aad, concat(', 'box.finish(new Uint8Array(), concat('],
  [
    "openBox(ctx, inbox, 'open', clear.aad, clear.sealed)",
    "openBox(ctx, inbox, 'open', new Uint8Array(), clear.sealed)",
  ],
].map(([find = '', replace = '']) => ({ file: 'src/protocol/open.ts', find, replace }));

/** Rules of what only whole engines show (PROTOCOL 3, 5, 8). */
export const engines: readonly Rule[] = [
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
      {
        file: 'src/chat/session/card-trust.ts',
        find: 'highestSeq: kept?.seq ?? 0,',
        replace: 'highestSeq: 0,',
      },
      { file: 'src/chat/session/card-trust.ts', find: 'if (card.seq < this.seq) return;', replace: '' },
    ],
  },
  one(
    'PROTOCOL 3: a card ends, in a page that stays open, too',
    'outlivedCard',
    'chat/session/card-trust.ts',
    'return this.#card && isCardAlive(this.#ctx, this.#card) ? this.#card : undefined;',
    'return this.#card;',
  ),
  one(
    'PROTOCOL 8: receivers drop known ids',
    'everythingAgain',
    'chat/thread/core-handlers.ts',
    'if (await keep(payload, receiving)) receiving.content.push(payload);',
    'if (await keep({ ...payload, id: crypto.randomUUID() as typeof payload.id }, receiving)) receiving.content.push(payload);',
  ),
  one(
    'PROTOCOL 8: shown by seq',
    'reordered',
    'chat/thread/conversation-log.ts',
    'for (const queue of queues.values()) queue.sort((a, b) => a.seq - b.seq);',
    '',
  ),
  one(
    'PROTOCOL 8: gaps are asked for',
    'swallowed',
    'chat/visitor/visitor-sessions.ts',
    'const gap = gapOf(seen);',
    'const gap = gapOf(undefined); void seen;',
  ),
  one(
    'PROTOCOL 8: gaps are asked for, by the desk, too',
    'swallowedHers',
    'chat/desk/desk-side.ts',
    'const gap = gapOf(seen);',
    'const gap = gapOf(undefined); void seen;',
  ),
  one(
    'PROTOCOL 8: a new open seals anew all that has no receipt',
    'firstLost',
    'chat/visitor/visitor-opens.ts',
    'return !holder && openNumber > 0 && this.#world.ctx.now() - openAt > unansweredMs;',
    'return holder === undefined && openNumber < 0 && openAt > unansweredMs;',
  ),
  one(
    'PROTOCOL 12: tombstones (!replayed opens must not revive an erased customer)',
    'revived',
    'chat/desk/desk-opens.ts',
    "if ((await batch.meta('tombstones'))?.visitors.includes(from)) return undefined;",
    'void from;',
  ),
  one(
    'PROTOCOL 3: certificatesFrom also voids live sessions, for what comes in',
    'lateWords',
    'chat/session/sessions.ts',
    "if (!this.#isAllowed(record)) return { ok: false, reason: 'void', record };",
    'void this.#isAllowed;',
  ),
  one(
    'PROTOCOL 3: certificatesFrom also voids live sessions, for what goes out',
    'sessionLivesOn',
    'chat/visitor/visitor-sessions.ts',
    'const after = await this.#accepting.withoutRemoved(batch, before);',
    'const after = before;',
  ),
  one(
    'PROTOCOL 3: everyone seals to the newest inbox, behind an open, too',
    'oldInboxReads',
    'chat/visitor/visitor-opens.ts',
    'const isCurrent = open?.epoch === this.#world.trust.card?.inbox.epoch;',
    'const isCurrent = true;',
  ),
  one(
    'PROTOCOL 5: while a session lives, no pre is written (!they would show the team what the session hides)',
    'renewalTells',
    'chat/visitor/visitor-exchange.ts',
    'if (stored.holder || this.isUnanswered(stored)) {',
    'if (this.isUnanswered(stored)) {',
  ),
  one(
    'PROTOCOL 5: accepts order by (open number, claim)',
    'lastClaimOnOld',
    'chat/desk/desk-summary.ts',
    'return number === openNumber ? {',
    'return number <= openNumber ? {',
  ),
  one(
    'PROTOCOL 3: the card inside an accept is used before sealing again',
    'cardHidden',
    'chat/desk/desk-opens.ts',
    'if (copy.newerCard) await adopt(copy.newerCard);',
    'void adopt;',
  ),
  one(
    'PROTOCOL 5: a removed device holds nothing',
    'heldByRemoved',
    'chat/desk/desk-opens.ts',
    'if (holder && revoked().has(holder.device)) conversation = { ...conversation, holder: undefined };',
    'void holder; void revoked;',
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
