import type { Shell } from '../app-contract.js';
import { propertyName } from '../attributes.js';
import type { SettingsElement } from '../settings-element.js';
import type { Settings } from './host-contract.js';

/** The tag's wishes as they stand: `identify` and `setContext` go before the attributes. */
export function readSettings(shell: Shell): Settings {
  const { element, identityToken, context } = shell;
  // The tag itself knows its attributes and what a wrong word in one counts as: the app brings no table of its own.
  const { observedAttributes } = element.constructor as typeof SettingsElement;
  const values = observedAttributes.map((name): [string, unknown] => {
    const property = propertyName(name);
    return [property, Reflect.get(element, property)];
  });
  const settings = Object.fromEntries(values) as unknown as Settings;
  return Object.freeze({
    ...settings,
    server: shell.origin() ?? '',
    lang: languageOf(element),
    dir: getComputedStyle(element).direction === 'rtl' ? 'rtl' : 'ltr',
    context: context ?? settings.context,
    identityToken: identityToken ?? settings.identityToken,
  });
}

/** The nearest `lang`, looking out of shadow roots, else the browser's. */
function languageOf(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) return lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : navigator.language;
}
