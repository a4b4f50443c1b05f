import type { ErrorCode } from '../errors.js';
import { scriptAddress } from './script-address.js';

/** Names what is wrong and links to where it works: the node's link page, or its front page with the right tag. */
export function createErrorBox(
  code: ErrorCode,
  words: string,
  business: string,
  origin: string | undefined,
): HTMLElement {
  const box = document.createElement('div');
  const link = document.createElement('a');
  box.part = 'error';
  box.role = 'alert';
  const path = code.startsWith('business') ? '/' : '/chat?b=' + encodeURIComponent(business);
  link.href = new URL(path, origin ?? scriptAddress).href;
  // Without HTTPS there is no WebCrypto on the node's page either.
  if (code === 'insecure-context') link.protocol = 'https:';
  link.target = '_blank';
  link.textContent = link.host + link.pathname;
  box.append(words, ` secure-chat: ${code} `, link);
  return box;
}
