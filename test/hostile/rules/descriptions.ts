import { one } from './rule.js';
import type { Rule } from './rule.js';

/** Rules of what binds a direct route to its session (PROTOCOL 10). */
export const descriptions: readonly Rule[] = [
  one(
    'PROTOCOL 10: every line is the announced certificate (!two lines fooled a first-match check)',
    'secondFingerprint',
    'transport/sdp-binding.ts',
    'mentions.every(line => hexOf(line) === announced)',
    'mentions.some(line => hexOf(line) === announced)',
  ),
  one(
    'PROTOCOL 10: no line is our own certificate',
    'reflectedCertificate',
    'transport/sdp-binding.ts',
    'if (announced === own) return false;',
    '',
  ),
];
