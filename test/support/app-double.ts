/** Stands where the app is: writes down what the shell asks, and draws a dialog with one button. */
import type { AppCall, Shell, ShellApp } from '../../src/element/app-contract.js';
import { attachApp } from '../../src/element/host/attach-app.js';
import type { HostHandle } from '../../src/element/host/host-contract.js';

/** What the shell asked, in order. */
export const log: (AppCall | { readonly name: 'mount' | 'open' | 'close' | 'dispose' })[] = [];

/** The host of the app that was mounted last. */
export let host: HostHandle | undefined;

export function attach(shell: Shell): ShellApp {
  return attachApp(shell, given => {
    host = given;
    log.push({ name: 'mount' });
    given.emit(new Event('double-mounted', { bubbles: true, composed: true }));
    const panel = document.createElement('div');
    panel.role = 'dialog';
    panel.ariaLabel = 'Chat';
    panel.hidden = true;
    const button = document.createElement('button');
    button.textContent = 'Close';
    panel.append(button);
    given.root.append(panel);
    return {
      open() {
        log.push({ name: 'open' });
        panel.hidden = false;
        button.focus();
      },
      close() {
        log.push({ name: 'close' });
        panel.hidden = true;
      },
      call(request) {
        log.push(request);
        return Promise.resolve();
      },
      dispose() {
        log.push({ name: 'dispose' });
        panel.remove();
      },
    };
  });
}

export function explain(code: string): Promise<string> {
  return Promise.resolve(`Words for ${code}.`);
}
