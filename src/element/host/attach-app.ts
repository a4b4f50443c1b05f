import { clearActed, hasActed } from '../acted.js';
import type { Shell, ShellApp } from '../app-contract.js';
import { SecureChatClosedEvent } from '../events/closed.js';
import { SecureChatOpenedEvent } from '../events/opened.js';
import { embeddedStyles } from './embedded.styles.js';
import type { HostHandle, Mount } from './host-contract.js';
import { readSettings } from './read-settings.js';

/** Mounts the app in the element and keeps the two in line: settings down, open and closed as the tag says. */
export function attachApp(shell: Shell, mount: Mount): ShellApp {
  const { element, launcher, states } = shell;
  const root = launcher.getRootNode() as ShadowRoot;
  const listeners = new Set<() => void>();
  let settings = readSettings(shell);
  let isShown = false;

  const sheet = new (element.ownerDocument.defaultView ?? window).CSSStyleSheet();
  sheet.replaceSync(embeddedStyles);
  root.adoptedStyleSheets.push(sheet);

  const host: HostHandle = {
    element,
    root,
    launcher,
    states,
    get settings() {
      return settings;
    },
    get hasActed() {
      return hasActed();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: event => element.dispatchEvent(event),
    setReadOnly(values) {
      shell.values = { ...shell.values, ...values };
    },
    markActed: () => hasActed(true),
    clearActed,
    close() {
      element.hide();
    },
  };
  const app = mount(host);

  const present = (show: boolean): void => {
    if (show === isShown) return;
    isShown = show;
    const hadFocus = root.activeElement !== null;
    launcher.ariaExpanded = String(show);
    if (show) {
      states.add('open');
      app.open();
      element.dispatchEvent(new SecureChatOpenedEvent());
    } else {
      states.delete('open');
      app.close();
      if (hadFocus) launcher.focus();
      element.dispatchEvent(new SecureChatClosedEvent());
    }
  };

  return {
    changed() {
      settings = readSettings(shell);
      for (const listener of listeners) listener();
      present(settings.open || settings.mode === 'desk' || settings.layout !== 'floating');
    },
    call: request => app.call(request),
    dispose() {
      present(false);
      listeners.clear();
      app.dispose();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter(other => other !== sheet);
    },
  };
}
