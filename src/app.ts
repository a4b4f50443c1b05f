/** The app: what the shell loads when a customer shows intent. The one place that picks implementations. */
import { mountVisitor } from './app/mount-visitor.js';
import type { Shell, ShellApp } from './element/app-contract.js';
import { attachApp } from './element/host/attach-app.js';
import type { AppHandle, HostHandle } from './element/host/host-contract.js';
import { lazily } from './app/lazily.js';

export { explain } from './ui/more-words.js';

/** Attaches the app to an element. */
export function attach(shell: Shell): ShellApp {
  return attachApp(shell, mount);
}

function mount(host: HostHandle): AppHandle {
  if (host.settings.mode !== 'desk') return mountVisitor(host);
  // The desk is another program: no customer pays for it.
  return lazily(async () => (await import('./app/mount-desk.js')).mountDesk(host), host);
}
