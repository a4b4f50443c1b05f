/**
 * The check that ties a session description to an end-to-end session (PROTOCOL 10): PeerServer carries descriptions and
 * may rewrite them, but only whoever holds the certificate's key can finish the DTLS handshake.
 */

const lines = /\r\n|\r|\n/;
const fingerprintLine = /^a=fingerprint:sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i;

/**
 * Whether a description names the announced certificate and no other: there is a fingerprint line, and every mention of
 * one, at session or media level, is SHA-256 and equal to `announced`. A node that adds a second line, which browsers
 * accept either of, fails here; so does one that reflects our own.
 *
 * @param announced SHA-256 of the peer's certificate as the session carried it, in hex
 * @param own SHA-256 of this page's certificate, in hex
 */
export function isBoundSdp(sdp: string, announced: string, own: string): boolean {
  if (announced === own) return false;
  const mentions = sdp.split(lines).filter(line => /fingerprint/i.test(line));
  return mentions.length > 0 && mentions.every(line => hexOf(line) === announced);
}

function hexOf(line: string): string | undefined {
  return fingerprintLine.exec(line)?.[1]?.replaceAll(':', '').toLowerCase();
}

/** The fingerprint in a description of this browser's own, in hex. */
export function fingerprintOf(sdp: string): string | undefined {
  return sdp
    .split(lines)
    .map(hexOf)
    .find(hex => hex !== undefined);
}
