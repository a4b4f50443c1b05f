import { fingerprintOf } from './sdp-binding.js';

/** The certificate of this page load and its SHA-256 in hex. */
export interface RtcCertificate {
  readonly certificate: RTCCertificate;
  readonly fingerprint: string;
}

let made: Promise<RtcCertificate | undefined> | undefined;

const keys: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };

/** One certificate a page load, whatever comes and goes on the page (PROTOCOL 10); `undefined` without WebRTC. */
export function rtcCertificate(): Promise<RtcCertificate | undefined> {
  made ??= makeRtcCertificate().catch(() => {
    // A browser whose policy forbids WebRTC answers with an error: there is no direct route then.
    return undefined;
  });
  return made;
}

/** A certificate of its own, for whoever needs a second one on a page. */
export async function makeRtcCertificate(): Promise<RtcCertificate | undefined> {
  if (typeof RTCPeerConnection === 'undefined') return undefined;
  const certificate = await RTCPeerConnection.generateCertificate(keys);
  // Firefox has no `getFingerprints`: the browser's own description says it everywhere.
  const connection = new RTCPeerConnection({ certificates: [certificate] });
  try {
    connection.createDataChannel('');
    const fingerprint = fingerprintOf((await connection.createOffer()).sdp ?? '');
    return fingerprint === undefined ? undefined : { certificate, fingerprint };
  } finally {
    connection.close();
  }
}
