/** The app: what the shell loads when a customer shows intent. */
import type { Shell, ShellApp } from './element/app-contract.js';
import { attachApp } from './element/host/attach-app.js';
import type { AppHandle, HostHandle } from './element/host/host-contract.js';
import type { ErrorCode } from './errors.js';

/** One sentence for a code. */
export function explain(code: ErrorCode): string {
  return `The chat cannot be shown here (${code}). Open it on its own page instead.`;
}

/** Attaches the app to an element. */
export function attach(shell: Shell): ShellApp {
  return attachApp(shell, mount);
}

/** Shows the panel inside the element's shadow root. */
function mount(host: HostHandle): AppHandle {
  const panel = document.createElement('div');
  panel.part.add('panel');
  panel.role = 'dialog';
  panel.hidden = true;
  const title = document.createElement('h2');
  title.part.add('title');
  const close = document.createElement('button');
  close.type = 'button';
  close.part.add('close-button');
  close.textContent = 'Close';
  close.onclick = () => {
    host.close();
  };
  panel.append(title, close);
  const name = (): void => {
    title.textContent = host.settings.agentName || 'Chat';
    panel.ariaLabel = title.textContent;
  };
  name();
  const unsubscribe = host.subscribe(name);
  host.root.append(panel);
  return {
    open() {
      panel.hidden = false;
      close.focus();
    },
    close() {
      panel.hidden = true;
    },
    call: () => Promise.resolve(),
    dispose() {
      unsubscribe();
      panel.remove();
    },
  };
}
