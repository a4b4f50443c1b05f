/**
 * Whether the certificate that the DTLS handshake used is the announced one, where the browser shows it (PROTOCOL 10).
 * Firefox does not: there the description's check has to do, which pins the handshake just as well.
 *
 * @param fingerprint SHA-256 of the certificate in hex
 */
export async function holdsCertificate(connection: RTCPeerConnection, fingerprint: string): Promise<boolean> {
  const transport: unknown = connection.sctp?.transport;
  if (!canShow(transport)) return true;
  const [certificate] = transport.getRemoteCertificates();
  if (!certificate) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', certificate));
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('') === fingerprint;
}

function canShow(value: unknown): value is { getRemoteCertificates(): readonly ArrayBuffer[] } {
  return typeof value === 'object' && value !== null && 'getRemoteCertificates' in value;
}
