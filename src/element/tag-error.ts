import type { ErrorCode } from '../errors.js';

/** Why the tag cannot work as it stands in the page, or `undefined`. Never a guess: the business is the root of trust. */
export function tagError(business: string, origin: string | undefined, mode: string): ErrorCode | undefined {
  // A desk knows its business by its own keys. The same form as `isBusinessId`, repeated as the shell shares no code with the app.
  if (mode !== 'desk' && !/^sc1-[a-z2-7]{32}$/.test(business))
    return business ? 'business-malformed' : 'business-missing';
  return origin ? undefined : 'option-invalid';
}

/** Whether the browser is one of 2024 or later. */
export function isBrowserTooOld(): boolean {
  return !(CSS.supports('color:light-dark(red,red)') && CSS.supports('selector(:state(x))'));
}
