import { SecureChatError } from '../errors.js';
import type { AppCall } from '../element/app-contract.js';
import { SecureChatErrorEvent } from '../element/events/error.js';
import type { HostHandle, Settings } from '../element/host/host-contract.js';

/** What the tag may ask for and this version does not do. A page that relies on one must hear so, not believe it is met. */
const ignored = ['identityToken', 'prechat', 'consent'] as const satisfies readonly (keyof Settings)[];

/** The error of a method that this version does not have. */
export function notAvailable(method: AppCall['name']): SecureChatError {
  return new SecureChatError('not-available', `This version cannot do that: ${method}()`);
}

/** Tells the page, once for each new value, of settings that change nothing: a token that nobody checks proves nothing. */
export function tellIgnored(host: HostHandle, settings: Settings, before?: Settings): void {
  for (const name of ignored) {
    if (settings[name] === '' || settings[name] === before?.[name]) continue;
    // The event carries a code only; whoever builds the page needs the name. The value may be a secret.
    console.error(new SecureChatError('not-available', `This version ignores ${name}.`));
    host.emit(new SecureChatErrorEvent('not-available'));
  }
}
