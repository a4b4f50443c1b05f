import { one } from './rule.js';
import type { Edit, Rule } from './rule.js';

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

/** Rules of the frames of a session (PROTOCOL 6, 7). */
export const session: readonly Rule[] = [
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
    'protocol/open-aead.ts',
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
    'wire/payload/payload-decode.ts',
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
