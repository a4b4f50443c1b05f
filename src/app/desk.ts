/** The agents' app: another program than the customer's, loaded by `mode="desk"` alone. */
import { attachApp } from '../element/host/attach-app.js';
import type { Shell, ShellApp } from '../element/app-contract.js';
import { mountDesk } from './mount-desk.js';

export { explain } from '../ui/details-words.js';

/** Attaches the desk to an element. */
export function attach(shell: Shell): ShellApp {
  return attachApp(shell, mountDesk);
}
