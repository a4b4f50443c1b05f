import { isListOf, isObject, isText } from '../wire/guards.js';

const maxUrls = 8;
const maxText = 256;

/**
 * The business's own TURN server as the node named it, or none: anything odd would make every `RTCPeerConnection` throw,
 * and an address of another kind would ask a host that nobody chose.
 */
export function iceServers(turn: unknown): RTCIceServer[] {
  if (!isObject(turn)) return [];
  const { urls, username, credential } = turn;
  if (!isListOf(urls, maxUrls, isTurnUrl) || !isText(username, maxText) || !isText(credential, maxText))
    return [];
  return [{ urls: [...urls], username, credential }];
}

function isTurnUrl(value: unknown): value is string {
  return isText(value, maxText) && /^turns?:[\w.[\]:-]+(?:\?transport=(?:udp|tcp))?$/.test(value);
}
