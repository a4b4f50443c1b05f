/** What a node that carries WebRTC's descriptions writes into them (PROTOCOL 10). */
import { isBoundSdp } from '../../../src/transport/sdp-binding.js';
import type { Attack } from '../attack.js';

const announced = 'a1'.repeat(32);
const own = 'b2'.repeat(32);
const thief = 'c3'.repeat(32);

/** A description with one line for each certificate, all at the level of the session. */
function describing(...certificates: readonly string[]): string {
  const lines = certificates.map(hex => `a=fingerprint:sha-256 ${(hex.match(/../g) ?? []).join(':')}`);
  return ['v=0', 's=-', 't=0 0', ...lines, ''].join('\r\n');
}

/** The announced certificate first and the thief's second: Chromium takes a handshake under either. */
export const secondFingerprint: Attack = () =>
  Promise.resolve(isBoundSdp(describing(announced, thief), announced, own));

/** The page's own certificate comes back, announced by whoever can write into the session: it would talk to itself. */
export const reflectedCertificate: Attack = () => Promise.resolve(isBoundSdp(describing(own), own, own));
