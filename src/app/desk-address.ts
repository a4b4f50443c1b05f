import type { DeskInvitation } from '../chat/desk/desk-world.js';
import { isBusinessId } from '../wire/ids.js';
import type { BusinessId } from '../wire/ids.js';

/** Which desk lives in this browser; the page's own address can name another. */
const key = 'secure-chat-desk';

/** The link the desk was opened with. Its secret stands in the fragment, which no server ever sees. */
export function deskInvitation(): DeskInvitation | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('setup');
  if (token !== null) return { type: 'set-up', token };
  const code = fragment.get('restore');
  return code === null ? undefined : { type: 'restore', code };
}

/** The business whose desk this address, or else this browser, means. */
export function deskBusiness(): BusinessId | undefined {
  const named = new URLSearchParams(location.search).get('b') ?? localStorage.getItem(key) ?? '';
  return isBusinessId(named) ? named : undefined;
}

/** Remembers the desk, and takes the spent secret out of the address and its history entry. */
export function rememberDesk(business: BusinessId | undefined): void {
  if (business === undefined) localStorage.removeItem(key);
  else localStorage.setItem(key, business);
  history.replaceState(
    null,
    '',
    business === undefined ? location.pathname : `${location.pathname}?b=${business}`,
  );
}
