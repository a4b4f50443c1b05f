/** The customer's app: what the shell loads when a customer shows intent. */
import { attachApp } from '../element/host/attach-app.js';
import type { Shell, ShellApp } from '../element/app-contract.js';
import { mountVisitor } from './mount-visitor.js';

export { explain } from '../ui/details-words.js';

/** Attaches the panel to an element. */
export function attach(shell: Shell): ShellApp {
  return attachApp(shell, mountVisitor);
}
